import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";
import { dirtyFilters, draftFilters, loadFilters, loadPageFilters, newLoadFilters, sourceFilters } from "./filters.ts";

const sources = createRoute({
  getParentRoute: () => officialRoute,
  path: "/intake",
  validateSearch: sourceFilters,
  component: screen(() => import("./sources-screen.tsx"), "SourcesScreen"),
});
const newSource = createRoute({
  getParentRoute: () => officialRoute,
  path: "/intake/sources/new",
  component: screen(() => import("./source-form-screen.tsx"), "NewSourceScreen"),
});
const source = createRoute({
  getParentRoute: () => officialRoute,
  path: "/intake/sources/$id",
  component: screen(() => import("./source-screen.tsx"), "SourceScreen"),
});
const editSource = createRoute({
  getParentRoute: () => officialRoute,
  path: "/intake/sources/$id/edit",
  component: screen(() => import("./source-form-screen.tsx"), "EditSourceScreen"),
});
const newLoad = createRoute({
  getParentRoute: () => officialRoute,
  path: "/intake/new",
  validateSearch: newLoadFilters,
  component: screen(() => import("./new-load-screen.tsx"), "NewLoadScreen"),
});
const draft = createRoute({
  getParentRoute: () => officialRoute,
  path: "/intake/drafts/$id",
  validateSearch: draftFilters,
  component: screen(() => import("./draft-screen.tsx"), "DraftScreen"),
});
const loads = createRoute({
  getParentRoute: () => officialRoute,
  path: "/intake/loads",
  validateSearch: loadFilters,
  component: screen(() => import("./loads-screen.tsx"), "LoadsScreen"),
});
const load = createRoute({
  getParentRoute: () => officialRoute,
  path: "/intake/loads/$id",
  validateSearch: loadPageFilters,
  component: screen(() => import("./load-screen.tsx"), "LoadScreen"),
});
const dirty = createRoute({
  getParentRoute: () => officialRoute,
  path: "/intake/dirty",
  validateSearch: dirtyFilters,
  component: screen(() => import("./dirty-screen.tsx"), "DirtyScreen"),
});

export const intakeScreens = [sources, newSource, source, editSource, newLoad, draft, loads, load, dirty] as const;
