import { intakeRoutes as contract } from "#contract/intake";
import { implement, type Route } from "#kernel/http/route";
import { adoptSuggestions } from "./commands/adopt-suggestions.ts";
import { createDraft } from "./commands/create-draft.ts";
import { createSource } from "./commands/create-source.ts";
import { deleteDraft } from "./commands/delete-draft.ts";
import { editDraft } from "./commands/edit-draft.ts";
import { editSource } from "./commands/edit-source.ts";
import { loadDraft } from "./commands/load-draft.ts";
import { mendDirty } from "./commands/mend-dirty.ts";
import { quickLoad } from "./commands/quick-load.ts";
import { repeatLoad } from "./commands/repeat-load.ts";
import { retryDirty } from "./commands/retry-dirty.ts";
import { returnDirty } from "./commands/return-dirty.ts";
import { uploadFile } from "./commands/upload-file.ts";
import { type IntakeParts, intakeRoles } from "./parts.ts";
import * as queries from "./queries.ts";

const workers = intakeRoles;
const readers = [...intakeRoles, "sharing-head", "audit-administrator"] as const;

export const intakeRouteTable = (parts: IntakeParts): readonly Route[] => [
  implement(contract.listSources, {
    who: readers,
    handler: (call, { query }) => queries.listSources(parts, call, query),
  }),
  implement(contract.getSource, {
    who: readers,
    handler: (call, { params }) => queries.getSource(parts, call, params.id),
  }),
  implement(contract.createSource, { who: workers, handler: (call, { body }) => createSource(parts, call, body) }),
  implement(contract.editSource, {
    who: workers,
    handler: (call, { params, body }, { version }) => editSource(parts, call, params.id, body, version),
  }),
  implement(contract.tryConnection, {
    who: workers,
    handler: (call, { body }) => queries.tryConnection(parts, call, body),
  }),
  implement(contract.testSource, {
    who: workers,
    handler: (call, { params }) => queries.testSource(parts, call, params.id),
  }),
  implement(contract.uploadFile, {
    who: workers,
    handler: async (call, { query }, { file }) => {
      if (!file) throw new Error("An upload without a body.");
      return uploadFile(parts, call, query, file);
    },
  }),
  implement(contract.listDrafts, { who: workers, handler: (call) => queries.listDrafts(parts, call) }),
  // Looking into a source takes a while and happens before the transaction.
  implement(contract.createDraft, {
    who: workers,
    transaction: "own",
    handler: (call, { body }) => createDraft(parts, call, body),
  }),
  implement(contract.getDraft, {
    who: workers,
    handler: (call, { params }) => queries.getDraft(parts, call, params.id),
  }),
  implement(contract.editDraft, {
    who: workers,
    transaction: "own",
    handler: (call, { params, body }, { version }) => editDraft(parts, call, params.id, body, version),
  }),
  implement(contract.deleteDraft, { who: workers, handler: (call, { params }) => deleteDraft(parts, call, params.id) }),
  implement(contract.tryDraft, {
    who: workers,
    handler: (call, { params }) => queries.tryDraft(parts, call, params.id),
  }),
  implement(contract.loadDraft, { who: workers, handler: (call, { params }) => loadDraft(parts, call, params.id) }),
  implement(contract.quickLoad, {
    who: workers,
    transaction: "own",
    handler: (call, { body }) => quickLoad(parts, call, body),
  }),
  implement(contract.repeatLoad, {
    who: workers,
    handler: (call, { params, body }) => repeatLoad(parts, call, params.id, body.fileId),
  }),
  implement(contract.listLoads, { who: readers, handler: (call, { query }) => queries.listLoads(parts, call, query) }),
  implement(contract.getLoad, { who: readers, handler: (call, { params }) => queries.getLoad(parts, call, params.id) }),
  implement(contract.listDirty, {
    who: readers,
    handler: (call, { params, query }) => queries.listDirty(parts, call, params.id, query),
  }),
  implement(contract.mendDirty, {
    who: workers,
    handler: (call, { params, body }) => mendDirty(parts, call, params.id, params.row, body.values),
  }),
  implement(contract.adoptSuggestions, {
    who: workers,
    handler: (call, { params, body }) => adoptSuggestions(parts, call, params.id, body),
  }),
  implement(contract.retryDirty, {
    who: workers,
    handler: (call, { params, body }) => retryDirty(parts, call, params.id, body.rows),
  }),
  implement(contract.returnDirty, {
    who: workers,
    handler: (call, { params, body }) => returnDirty(parts, call, params.id, body),
  }),
  implement(contract.exportDirty, {
    who: workers,
    handler: (call, { params }) => queries.exportDirty(parts, call, params.id),
  }),
];
