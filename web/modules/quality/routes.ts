import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";
import {
  appealFilters,
  driftFilters,
  leagueFilters,
  profileFilters,
  reportFilters,
  reportsFilters,
  resourceQualityFilters,
  ruleFilters,
  runFilters,
} from "./filters.ts";

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

const department = createRoute({
  getParentRoute: () => officialRoute,
  path: "/quality/departments/$code",
  component: screen(() => import("./department-screen.tsx"), "DepartmentScreen"),
});
const rules = createRoute({
  getParentRoute: () => officialRoute,
  path: "/quality/rules",
  validateSearch: ruleFilters,
  component: screen(() => import("./rules-screen.tsx"), "RulesScreen"),
});
const rule = createRoute({
  getParentRoute: () => officialRoute,
  path: "/quality/rules/$id",
  component: screen(() => import("./rule-screen.tsx"), "RuleScreen"),
});
const resourceRules = createRoute({
  getParentRoute: () => officialRoute,
  path: "/quality/resources/$id/rules",
  component: screen(() => import("./resource-rules-screen.tsx"), "ResourceRulesScreen"),
});
const ruleNew = createRoute({
  getParentRoute: () => officialRoute,
  path: "/quality/resources/$id/rules/new",
  component: screen(() => import("./rule-new-screen.tsx"), "RuleNewScreen"),
});
const whatIf = createRoute({
  getParentRoute: () => officialRoute,
  path: "/quality/resources/$id/what-if",
  component: screen(() => import("./what-if-screen.tsx"), "WhatIfScreen"),
});
const profile = createRoute({
  getParentRoute: () => officialRoute,
  path: "/quality/resources/$id/profile",
  validateSearch: profileFilters,
  component: screen(() => import("./profile-screen.tsx"), "ProfileScreen"),
});
const drift = createRoute({
  getParentRoute: () => officialRoute,
  path: "/quality/drift",
  validateSearch: driftFilters,
  component: screen(() => import("./drift-screen.tsx"), "DriftScreen"),
});
const appeals = createRoute({
  getParentRoute: () => officialRoute,
  path: "/quality/appeals",
  validateSearch: appealFilters,
  component: screen(() => import("./appeals-screen.tsx"), "AppealsScreen"),
});
const appeal = createRoute({
  getParentRoute: () => officialRoute,
  path: "/quality/appeals/$id",
  component: screen(() => import("./appeal-screen.tsx"), "AppealScreen"),
});
const schemes = createRoute({
  getParentRoute: () => officialRoute,
  path: "/quality/schemes",
  component: screen(() => import("./schemes-screen.tsx"), "SchemesScreen"),
});

export const qualityScreens = [
  league,
  runs,
  resource,
  reports,
  report,
  department,
  rules,
  rule,
  resourceRules,
  ruleNew,
  whatIf,
  profile,
  drift,
  appeals,
  appeal,
  schemes,
] as const;
