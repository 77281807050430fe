import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";
import { accountFilters, clientFilters } from "./filters.ts";

const accounts = createRoute({
  getParentRoute: () => officialRoute,
  path: "/identity/accounts",
  validateSearch: accountFilters,
  component: screen(() => import("./accounts-screen.tsx"), "AccountsScreen"),
});
const clients = createRoute({
  getParentRoute: () => officialRoute,
  path: "/identity/clients",
  validateSearch: clientFilters,
  component: screen(() => import("./clients-screen.tsx"), "ClientsScreen"),
});
const me = createRoute({
  getParentRoute: () => officialRoute,
  path: "/identity/me",
  component: screen(() => import("./me-screen.tsx"), "MeScreen"),
});

export const identityScreens = [accounts, clients, me] as const;
