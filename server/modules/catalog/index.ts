import { find, coreOf, resource, resources, visibleAmong } from "./answers.ts";
import { assessPersonal } from "./commands/assess-personal.ts";
import { assessSecrecy } from "./commands/assess-secrecy.ts";
import { draftFor } from "./commands/draft-for.ts";
import { setItems } from "./commands/set-items.ts";
import { noteCheck } from "./commands/note-check.ts";
import { noteLoad } from "./commands/note-load.ts";
import { publishResource } from "./commands/publish-resource.ts";
import { signResource } from "./commands/sign-resource.ts";
import { submitResource } from "./commands/submit-resource.ts";
import type { CatalogDeps } from "./deps.ts";
import type { Catalog } from "./door.ts";
import { fillSearch } from "./search-entry.ts";
import { getResource, listResources } from "./queries.ts";
import { allFilings, currentResources } from "./store.ts";
import { catalogRouteTable } from "./routes.ts";

export type * from "./door.ts";
export { catalogChangeNoted, catalogPublished, type CatalogNews, catalogSubmitted } from "./events.ts";
export type { CatalogDeps } from "./deps.ts";
export { type ColumnMask, type ColumnPlan, columnPlans, masked, personsNumberPattern } from "./masking.ts";
export { problems as catalogProblems } from "./problems.ts";

export function createCatalog(deps: CatalogDeps): Catalog {
  return {
    routes: catalogRouteTable(deps),
    open: (call) => fillSearch(call, deps),
    resource,
    find,
    resources,
    visibleAmong,
    filings: (call) => allFilings(call.db),
    current: currentResources,
    list: (call, query) => listResources(call, deps, { sort: "department", ...query }),
    view: (call, id) => getResource(call, deps, id),
    draftFor: async (call, start) => coreOf(await draftFor(call, deps, start)),
    setItems: async (call, id, items) => coreOf(await setItems(call, deps, id, items)),
    noteLoad: (call, id, load) => noteLoad(call, deps, id, load),
    noteCheck: (call, id, check) => noteCheck(call, deps, id, check),
    life: {
      submit: async (call, id) => void (await submitResource(call, deps, id)),
      assessSecrecy: async (call, id, given) => void (await assessSecrecy(call, deps, id, given)),
      assessPersonal: async (call, id, given) => void (await assessPersonal(call, deps, id, given)),
      sign: async (call, id) => void (await signResource(call, deps, id)),
      publish: async (call, id) => void (await publishResource(call, deps, id)),
    },
  };
}
