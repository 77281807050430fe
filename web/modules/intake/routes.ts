import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";
import {
  dirtyFilters,
  draftFilters,
  followFilters,
  loadFilters,
  loadPageFilters,
  newFollowFilters,
  newLoadFilters,
  releaseFilters,
  runFilters,
  sourceFilters,
  zoneFilters,
} from "./filters.ts";

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
const newPlace = createRoute({
  getParentRoute: () => officialRoute,
  path: "/intake/places/new",
  component: screen(() => import("./place-form-screen.tsx"), "NewPlaceScreen"),
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

const follows = createRoute({
  getParentRoute: () => officialRoute,
  path: "/intake/follows",
  validateSearch: followFilters,
  component: screen(() => import("./follow/follows-screen.tsx"), "FollowsScreen"),
});
const newFollow = createRoute({
  getParentRoute: () => officialRoute,
  path: "/intake/follows/new",
  validateSearch: newFollowFilters,
  component: screen(() => import("./follow/new-follow-screen.tsx"), "NewFollowScreen"),
});
const follow = createRoute({
  getParentRoute: () => officialRoute,
  path: "/intake/follows/$id",
  component: screen(() => import("./follow/follow-screen.tsx"), "FollowScreen"),
});
const editFollow = createRoute({
  getParentRoute: () => officialRoute,
  path: "/intake/follows/$id/edit",
  component: screen(() => import("./follow/edit-follow-screen.tsx"), "EditFollowScreen"),
});
const runs = createRoute({
  getParentRoute: () => officialRoute,
  path: "/intake/runs",
  validateSearch: runFilters,
  component: screen(() => import("./follow/runs-screen.tsx"), "RunsScreen"),
});
const run = createRoute({
  getParentRoute: () => officialRoute,
  path: "/intake/runs/$id",
  component: screen(() => import("./follow/run-screen.tsx"), "RunScreen"),
});
const zones = createRoute({
  getParentRoute: () => officialRoute,
  path: "/intake/zones",
  validateSearch: zoneFilters,
  component: screen(() => import("./follow/zones-screen.tsx"), "ZonesScreen"),
});
const releases = createRoute({
  getParentRoute: () => officialRoute,
  path: "/intake/releases",
  validateSearch: releaseFilters,
  component: screen(() => import("./follow/releases-screen.tsx"), "ReleasesScreen"),
});

export const intakeScreens = [
  sources,
  newSource,
  newPlace,
  source,
  editSource,
  newLoad,
  draft,
  loads,
  load,
  dirty,
  follows,
  newFollow,
  follow,
  editFollow,
  runs,
  run,
  zones,
  releases,
] as const;
