import { catalogRoutes as contract } from "#contract/catalog";
import { implement, type Route } from "#kernel/http/route";
import { assessPersonal } from "./commands/assess-personal.ts";
import { assessSecrecy } from "./commands/assess-secrecy.ts";
import { createResource } from "./commands/create-resource.ts";
import { editResource } from "./commands/edit-resource.ts";
import { noteChange } from "./commands/note-change.ts";
import { publishResource } from "./commands/publish-resource.ts";
import { returnResource } from "./commands/return-resource.ts";
import { signResource } from "./commands/sign-resource.ts";
import { submitResource } from "./commands/submit-resource.ts";
import { withdrawResource } from "./commands/withdraw-resource.ts";
import type { CatalogDeps } from "./deps.ts";
import { exportCatalog, exportDictionary } from "./exports.ts";
import { holders } from "./powers.ts";
import {
  compareVersions,
  countCatalog,
  findOneResource,
  getResource,
  getVersion,
  listResources,
  listVersions,
} from "./queries.ts";
import { sampleRows } from "./rows.ts";

export const catalogRouteTable = (deps: CatalogDeps): readonly Route[] => [
  implement(contract.listResources, {
    who: "signed-in",
    handler: (call, { query }) => listResources(call, deps, query),
  }),
  implement(contract.counts, { who: "signed-in", handler: (call) => countCatalog(call, deps) }),
  implement(contract.getResource, {
    who: "signed-in",
    handler: (call, { params }) => getResource(call, deps, params.id),
  }),
  implement(contract.findResource, {
    who: "signed-in",
    handler: (call, { query }) => findOneResource(call, deps, query),
  }),
  implement(contract.createResource, {
    who: holders.edit,
    handler: (call, { body }) => createResource(call, deps, body),
  }),
  implement(contract.editResource, {
    who: holders.edit,
    handler: (call, { params, body }, { version }) => editResource(call, deps, { id: params.id, edit: body, version }),
  }),
  implement(contract.submitResource, {
    who: holders.submit,
    handler: (call, { params }) => submitResource(call, deps, params.id),
  }),
  implement(contract.assessSecrecy, {
    who: holders.assess,
    handler: (call, { params, body }) => assessSecrecy(call, deps, params.id, body),
  }),
  implement(contract.assessPersonal, {
    who: holders.assess,
    handler: (call, { params, body }) => assessPersonal(call, deps, params.id, body),
  }),
  implement(contract.signResource, {
    who: holders.sign,
    handler: (call, { params }) => signResource(call, deps, params.id),
  }),
  implement(contract.returnResource, {
    who: holders.return,
    handler: (call, { params, body }) => returnResource(call, deps, params.id, body.reason),
  }),
  implement(contract.publishResource, {
    who: holders.publish,
    handler: (call, { params }) => publishResource(call, deps, params.id),
  }),
  implement(contract.withdrawResource, {
    who: holders.withdraw,
    handler: (call, { params, body }) => withdrawResource(call, deps, params.id, body.reason),
  }),
  implement(contract.noteChange, {
    who: holders.noteChange,
    handler: (call, { params, body }) => noteChange(call, deps, { id: params.id, ...body }),
  }),
  implement(contract.listVersions, { who: "signed-in", handler: (call, { params }) => listVersions(call, params.id) }),
  implement(contract.getVersion, { who: "signed-in", handler: (call, { params }) => getVersion(call, params) }),
  implement(contract.compareVersions, {
    who: "signed-in",
    handler: (call, { params, query }) => compareVersions(call, { ...params, ...query }),
  }),
  implement(contract.sampleRows, {
    who: holders.seeRows,
    handler: (call, { params, query }) => sampleRows(call, deps, { ...params, ...query }),
  }),
  implement(contract.exportDictionary, {
    who: "signed-in",
    handler: (call, { params }) => exportDictionary(call, deps, params.id),
  }),
  implement(contract.exportCatalog, {
    who: "signed-in",
    handler: (call, { query }) => exportCatalog(call, deps, query),
  }),
];
