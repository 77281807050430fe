import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";
import { jobFilters } from "./filters.ts";

const jobs = createRoute({
  getParentRoute: () => officialRoute,
  path: "/operations/jobs",
  validateSearch: jobFilters,
  component: screen(() => import("./jobs-screen.tsx"), "JobsScreen"),
});
const job = createRoute({
  getParentRoute: () => officialRoute,
  path: "/operations/jobs/$id",
  component: screen(() => import("./job-screen.tsx"), "JobScreen"),
});
const status = createRoute({
  getParentRoute: () => officialRoute,
  path: "/operations/status",
  component: screen(() => import("./status-screen.tsx"), "StatusScreen"),
});

export const operationsScreens = [jobs, job, status] as const;
