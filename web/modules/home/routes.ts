import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";

const home = createRoute({
  getParentRoute: () => officialRoute,
  path: "/",
  component: screen(() => import("./home-screen.tsx"), "HomeScreen"),
});

export const homeScreens = [home] as const;
