import { dictionaryRoutes as contract } from "#contract/dictionary";
import { implement, type Route } from "#kernel/http/route";
import { createElement } from "./create-element.ts";
import { decideSource } from "./decide-source.ts";
import type { Parts } from "./deps.ts";
import { editElement } from "./edit-element.ts";
import { exportElements } from "./export-elements.ts";
import { importElements } from "./import-elements.ts";
import { createCodeSet, reviseCodeSet } from "./keep-code-sets.ts";
import { proposeForRoute } from "./propose.ts";
import { checkValues, getCodeSet, getElement, listCodeSets, listElements } from "./queries.ts";
import { keepers } from "./view.ts";

export const dictionaryRouteTable = (parts: Parts): readonly Route[] => [
  implement(contract.exportElements, {
    who: "signed-in",
    handler: (call, { query }) => exportElements(call, query.format),
  }),
  implement(contract.listElements, { who: "signed-in", handler: (call, { query }) => listElements(call, query) }),
  implement(contract.getElement, { who: "signed-in", handler: (call, { params }) => getElement(call, params.id) }),
  implement(contract.createElement, {
    who: keepers,
    handler: (call, { body }) => createElement(call, parts, body),
  }),
  implement(contract.editElement, {
    who: keepers,
    handler: (call, { params, body }, { version }) => editElement(call, parts, params.id, body, version),
  }),
  implement(contract.decideSource, {
    who: keepers,
    handler: (call, { params, body }, { version }) => decideSource(call, parts, params.id, body, version),
  }),
  implement(contract.importElements, { who: keepers, handler: (call, { body }) => importElements(call, parts, body) }),
  implement(contract.listCodeSets, { who: "signed-in", handler: (call, { query }) => listCodeSets(call, query) }),
  implement(contract.getCodeSet, {
    who: "signed-in",
    handler: (call, { params, query }) => getCodeSet(call, params.id, query.version),
  }),
  implement(contract.createCodeSet, { who: keepers, handler: (call, { body }) => createCodeSet(call, parts, body) }),
  implement(contract.reviseCodeSet, {
    who: keepers,
    handler: (call, { params, body }, { version }) => reviseCodeSet(call, parts, params.id, body, version),
  }),
  implement(contract.propose, {
    who: "signed-in",
    handler: (call, { body }) => proposeForRoute(call, parts, body.columns),
  }),
  implement(contract.checkValues, {
    who: "signed-in",
    handler: (call, { params, body }) => checkValues(call, parts, params.id, body.values),
  }),
];
