import type { Call } from "#kernel/call";
import { beginChange } from "./changing.ts";
import { allCodeSets } from "./code-set-store.ts";
import { freeElementId } from "./create-element.ts";
import type { Parts } from "./deps.ts";
import { type FileFormat, readElements } from "./element-file.ts";
import { allElements, insertElement, updateElement } from "./element-store.ts";
import { showElements } from "./search-entry.ts";
import { planImport, type PlannedWrite, type Rejected } from "./import-plan.ts";

export interface ImportOutcome {
  created: number;
  updated: number;
  unchanged: number;
  rejected: Rejected[];
}

/** Good rows go in, bad ones are told by row and column. A dry run only tells. */
export async function importElements(
  call: Call,
  parts: Parts,
  file: { readonly format: FileFormat; readonly content: string; readonly dryRun: boolean },
): Promise<ImportOutcome> {
  const rows = readElements(file.format, file.content);
  if (!file.dryRun) await beginChange(call, parts);
  const codeSets = new Set((await allCodeSets(call.db)).map((set) => set.id));
  const plan = planImport(rows, await allElements(call.db), codeSets);
  if (!file.dryRun) for (const write of plan.writes) await perform(call, write);
  if (plan.writes.length > 0 && !file.dryRun) await showElements(call, parts);
  const outcome = {
    created: plan.writes.filter(({ kind }) => kind === "create").length,
    updated: plan.writes.filter(({ kind }) => kind === "update").length,
    unchanged: plan.unchanged,
    rejected: [...plan.rejected],
  };
  parts.ledger.record(call, {
    action: "dictionary.import-elements",
    object: { kind: "dictionary", id: "elements", name: "数据元" },
    rows: rows.length,
    facts: { ...outcome, rejected: new Set(plan.rejected.map(({ row }) => row)).size, dryRun: file.dryRun },
  });
  return outcome;
}

async function perform(call: Call, { kind, id, fields, status }: PlannedWrite): Promise<void> {
  if (kind === "create") {
    const given = id ?? (await freeElementId(call));
    await insertElement(call.db, { id: given, fields, status, origin: "local", at: call.now });
  } else if (id !== null) {
    await updateElement(call.db, id, { fields, status, isEdited: true, at: call.now });
  }
}
