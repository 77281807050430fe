import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";
import { resourceFilters, resourcePageFilters, versionFilters } from "./filters.ts";

const resources = createRoute({
  getParentRoute: () => officialRoute,
  path: "/catalog",
  validateSearch: resourceFilters,
  component: screen(() => import("./resources-screen.tsx"), "ResourcesScreen"),
});
const counts = createRoute({
  getParentRoute: () => officialRoute,
  path: "/catalog/counts",
  component: screen(() => import("./counts-screen.tsx"), "CountsScreen"),
});
const newResource = createRoute({
  getParentRoute: () => officialRoute,
  path: "/catalog/new",
  component: screen(() => import("./resource-form-screen.tsx"), "NewResourceScreen"),
});
const resource = createRoute({
  getParentRoute: () => officialRoute,
  path: "/catalog/$id",
  validateSearch: resourcePageFilters,
  component: screen(() => import("./resource-screen.tsx"), "ResourceScreen"),
});
const editResource = createRoute({
  getParentRoute: () => officialRoute,
  path: "/catalog/$id/edit",
  component: screen(() => import("./resource-form-screen.tsx"), "EditResourceScreen"),
});
const versions = createRoute({
  getParentRoute: () => officialRoute,
  path: "/catalog/$id/versions",
  validateSearch: versionFilters,
  component: screen(() => import("./versions-screen.tsx"), "VersionsScreen"),
});

export const catalogScreens = [resources, counts, newResource, resource, editResource, versions] as const;
