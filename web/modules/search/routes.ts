import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";
import { searchFilters } from "./filters.ts";

const search = createRoute({
  getParentRoute: () => officialRoute,
  path: "/search",
  validateSearch: searchFilters,
  component: screen(() => import("./search-screen.tsx"), "SearchScreen"),
});

export const searchScreens = [search] as const;
