import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";
import { entryFilters, runFilters } from "./filters.ts";

const sources = createRoute({
  getParentRoute: () => officialRoute,
  path: "/harvest",
  component: screen(() => import("./sources-screen.tsx"), "SourcesScreen"),
});
const newSource = createRoute({
  getParentRoute: () => officialRoute,
  path: "/harvest/sources/new",
  component: screen(() => import("./source-form-screen.tsx"), "NewSourceScreen"),
});
const source = createRoute({
  getParentRoute: () => officialRoute,
  path: "/harvest/sources/$id",
  component: screen(() => import("./source-screen.tsx"), "SourceScreen"),
});
const editSource = createRoute({
  getParentRoute: () => officialRoute,
  path: "/harvest/sources/$id/edit",
  component: screen(() => import("./source-form-screen.tsx"), "EditSourceScreen"),
});
const run = createRoute({
  getParentRoute: () => officialRoute,
  path: "/harvest/runs/$id",
  validateSearch: runFilters,
  component: screen(() => import("./run-screen.tsx"), "RunScreen"),
});
const entries = createRoute({
  getParentRoute: () => officialRoute,
  path: "/harvest/entries",
  validateSearch: entryFilters,
  component: screen(() => import("./entries-screen.tsx"), "EntriesScreen"),
});
const entry = createRoute({
  getParentRoute: () => officialRoute,
  path: "/harvest/entries/$id",
  component: screen(() => import("./entry-screen.tsx"), "EntryScreen"),
});

export const harvestScreens = [sources, newSource, source, editSource, run, entries, entry] as const;
