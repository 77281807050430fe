import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";
import { leagueFilters, resourceQualityFilters, runFilters } from "./filters.ts";

const league = createRoute({
  getParentRoute: () => officialRoute,
  path: "/quality",
  validateSearch: leagueFilters,
  component: screen(() => import("./league-screen.tsx"), "LeagueScreen"),
});
const runs = createRoute({
  getParentRoute: () => officialRoute,
  path: "/quality/runs",
  validateSearch: runFilters,
  component: screen(() => import("./runs-screen.tsx"), "RunsScreen"),
});
const resource = createRoute({
  getParentRoute: () => officialRoute,
  path: "/quality/resources/$id",
  validateSearch: resourceQualityFilters,
  component: screen(() => import("./resource-quality-screen.tsx"), "ResourceQualityScreen"),
});

export const qualityScreens = [league, runs, resource] as const;
