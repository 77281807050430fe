import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";
import { leagueFilters, reportFilters, reportsFilters, resourceQualityFilters, runFilters } from "./filters.ts";

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
const reports = createRoute({
  getParentRoute: () => officialRoute,
  path: "/quality/reports",
  validateSearch: reportsFilters,
  component: screen(() => import("./reports-screen.tsx"), "ReportsScreen"),
});
const report = createRoute({
  getParentRoute: () => officialRoute,
  path: "/quality/departments/$code/report",
  validateSearch: reportFilters,
  component: screen(() => import("./report-screen.tsx"), "ReportScreen"),
});

export const qualityScreens = [league, runs, resource, reports, report] as const;
