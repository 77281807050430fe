import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";
import { islandFilters, mapFilters, pathFilters, placeFilters, unusedFilters, waitingFilters } from "./filters.ts";

const map = createRoute({
  getParentRoute: () => officialRoute,
  path: "/graph",
  validateSearch: mapFilters,
  component: screen(() => import("./map-screen.tsx"), "MapScreen"),
});
const place = createRoute({
  getParentRoute: () => officialRoute,
  path: "/graph/place",
  validateSearch: placeFilters,
  component: screen(() => import("./place-screen.tsx"), "PlaceScreen"),
});
const paths = createRoute({
  getParentRoute: () => officialRoute,
  path: "/graph/paths",
  validateSearch: pathFilters,
  component: screen(() => import("./paths-screen.tsx"), "PathsScreen"),
});
const unused = createRoute({
  getParentRoute: () => officialRoute,
  path: "/graph/unused",
  validateSearch: unusedFilters,
  component: screen(() => import("./unused-screen.tsx"), "UnusedScreen"),
});
const islands = createRoute({
  getParentRoute: () => officialRoute,
  path: "/graph/islands",
  validateSearch: islandFilters,
  component: screen(() => import("./islands-screen.tsx"), "IslandsScreen"),
});
const waiting = createRoute({
  getParentRoute: () => officialRoute,
  path: "/graph/waiting",
  validateSearch: waitingFilters,
  component: screen(() => import("./waiting-screen.tsx"), "WaitingScreen"),
});

export const graphScreens = [map, place, paths, unused, islands, waiting] as const;
