import type { Role } from "#contract/identity";
import { registryRoutes as contract } from "#contract/registry";
import { implement, type Route } from "#kernel/http/route";
import { createDepartment } from "./commands/create-department.ts";
import { editDepartment } from "./commands/edit-department.ts";
import { markBureau } from "./commands/mark-bureau.ts";
import { createSystem, editSystem } from "./commands/keep-systems.ts";
import { getDepartment, listDepartments, listSystems } from "./department-queries.ts";
import { divisionCounts, getDivision, listDivisions, searchDivisions } from "./division-queries.ts";
import type { RegistryParts } from "./parts.ts";

const bureau = ["data-officer"] as const satisfies readonly Role[];
const markers = ["system-administrator"] as const satisfies readonly Role[];
const keepers = ["data-officer", "department-steward"] as const satisfies readonly Role[];

export const registryRouteTable = (parts: RegistryParts): readonly Route[] => [
  implement(contract.listDivisions, { who: "signed-in", handler: (call, { query }) => listDivisions(call, query) }),
  implement(contract.searchDivisions, {
    who: "signed-in",
    handler: (call, { query }) => searchDivisions(parts, call, query),
  }),
  implement(contract.getDivision, {
    who: "signed-in",
    handler: (call, { params }) => getDivision(call, params.code),
  }),
  implement(contract.divisionCounts, { who: "signed-in", handler: (call) => divisionCounts(call) }),
  implement(contract.listDepartments, {
    who: "signed-in",
    handler: (call, { query }) => listDepartments(parts, call, query),
  }),
  implement(contract.getDepartment, {
    who: "signed-in",
    handler: (call, { params }) => getDepartment(parts, call, params.code),
  }),
  implement(contract.createDepartment, {
    who: bureau,
    handler: (call, { body }) => createDepartment(parts, call, body),
  }),
  implement(contract.editDepartment, {
    who: keepers,
    handler: (call, { params, body }, { version }) =>
      editDepartment(parts, call, { code: params.code, version, edit: body }),
  }),
  implement(contract.markBureau, {
    who: markers,
    handler: (call, { params, body }, { version }) => markBureau(parts, call, { code: params.code, version, ...body }),
  }),
  implement(contract.listSystems, { who: "signed-in", handler: (call, { query }) => listSystems(call, query) }),
  implement(contract.createSystem, { who: keepers, handler: (call, { body }) => createSystem(parts, call, body) }),
  implement(contract.editSystem, {
    who: keepers,
    handler: (call, { params, body }, { version }) => editSystem(parts, call, { id: params.id, version, edit: body }),
  }),
];
