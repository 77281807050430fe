import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";
import { exportFilters, grantFilters, grantPageFilters, whyFilters } from "./filters.ts";

const grants = createRoute({
  getParentRoute: () => officialRoute,
  path: "/gate/grants",
  validateSearch: grantFilters,
  component: screen(() => import("./grants-screen.tsx"), "GrantsScreen"),
});
const grant = createRoute({
  getParentRoute: () => officialRoute,
  path: "/gate/grants/$id",
  validateSearch: grantPageFilters,
  component: screen(() => import("./grant-screen.tsx"), "GrantScreen"),
});
const tryIt = createRoute({
  getParentRoute: () => officialRoute,
  path: "/gate/grants/$id/try",
  component: screen(() => import("./try-screen.tsx"), "TryScreen"),
});
const why = createRoute({
  getParentRoute: () => officialRoute,
  path: "/gate/why",
  validateSearch: whyFilters,
  component: screen(() => import("./why-screen.tsx"), "WhyScreen"),
});
const exports = createRoute({
  getParentRoute: () => officialRoute,
  path: "/gate/exports",
  validateSearch: exportFilters,
  component: screen(() => import("./exports-screen.tsx"), "ExportsScreen"),
});

export const gateScreens = [grants, grant, tryIt, why, exports] as const;
