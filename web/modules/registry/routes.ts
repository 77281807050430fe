import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";
import { departmentFilters, divisionFilters, systemFilters } from "./filters.ts";

const divisionsRoute = createRoute({
  getParentRoute: () => officialRoute,
  path: "/registry/divisions",
  validateSearch: divisionFilters,
  component: screen(() => import("./divisions-screen.tsx"), "DivisionsScreen"),
});

const divisionRoute = createRoute({
  getParentRoute: () => divisionsRoute,
  path: "$code",
});

const departmentsRoute = createRoute({
  getParentRoute: () => officialRoute,
  path: "/registry/departments",
  validateSearch: departmentFilters,
  component: screen(() => import("./departments-screen.tsx"), "DepartmentsScreen"),
});

const newDepartmentRoute = createRoute({
  getParentRoute: () => officialRoute,
  path: "/registry/departments/new",
  component: screen(() => import("./department-form-screen.tsx"), "NewDepartmentScreen"),
});

const departmentRoute = createRoute({
  getParentRoute: () => officialRoute,
  path: "/registry/departments/$code",
  component: screen(() => import("./department-screen.tsx"), "DepartmentScreen"),
});

const editDepartmentRoute = createRoute({
  getParentRoute: () => officialRoute,
  path: "/registry/departments/$code/edit",
  component: screen(() => import("./department-form-screen.tsx"), "EditDepartmentScreen"),
});

const systemsRoute = createRoute({
  getParentRoute: () => officialRoute,
  path: "/registry/systems",
  validateSearch: systemFilters,
  component: screen(() => import("./systems-screen.tsx"), "SystemsScreen"),
});

export const registryScreens = [
  divisionsRoute.addChildren([divisionRoute]),
  departmentsRoute,
  newDepartmentRoute,
  departmentRoute,
  editDepartmentRoute,
  systemsRoute,
] as const;
