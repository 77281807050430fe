import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";
import { codeSetFilters, codeSetPageFilters, elementFilters, elementPageFilters } from "./filters.ts";

const elements = createRoute({
  getParentRoute: () => officialRoute,
  path: "/dictionary/elements",
  validateSearch: elementFilters,
  component: screen(() => import("./elements-screen.tsx"), "ElementsScreen"),
});
const newElement = createRoute({
  getParentRoute: () => officialRoute,
  path: "/dictionary/elements/new",
  component: screen(() => import("./element-form-screen.tsx"), "NewElementScreen"),
});
const importElements = createRoute({
  getParentRoute: () => officialRoute,
  path: "/dictionary/elements/import",
  component: screen(() => import("./import-screen.tsx"), "ImportScreen"),
});
const element = createRoute({
  getParentRoute: () => officialRoute,
  path: "/dictionary/elements/$id",
  validateSearch: elementPageFilters,
  component: screen(() => import("./element-screen.tsx"), "ElementScreen"),
});
const editElement = createRoute({
  getParentRoute: () => officialRoute,
  path: "/dictionary/elements/$id/edit",
  component: screen(() => import("./element-form-screen.tsx"), "EditElementScreen"),
});
const codeSets = createRoute({
  getParentRoute: () => officialRoute,
  path: "/dictionary/code-sets",
  validateSearch: codeSetFilters,
  component: screen(() => import("./code-sets-screen.tsx"), "CodeSetsScreen"),
});
const newCodeSet = createRoute({
  getParentRoute: () => officialRoute,
  path: "/dictionary/code-sets/new",
  component: screen(() => import("./code-set-form-screen.tsx"), "NewCodeSetScreen"),
});
const codeSet = createRoute({
  getParentRoute: () => officialRoute,
  path: "/dictionary/code-sets/$id",
  validateSearch: codeSetPageFilters,
  component: screen(() => import("./code-set-screen.tsx"), "CodeSetScreen"),
});
const reviseCodeSet = createRoute({
  getParentRoute: () => officialRoute,
  path: "/dictionary/code-sets/$id/revise",
  component: screen(() => import("./code-set-form-screen.tsx"), "ReviseCodeSetScreen"),
});

export const dictionaryScreens = [
  elements,
  newElement,
  importElements,
  element,
  editElement,
  codeSets,
  newCodeSet,
  codeSet,
  reviseCodeSet,
] as const;
