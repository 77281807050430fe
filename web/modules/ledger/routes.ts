import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";
import { entryFilters } from "./filters.ts";

const entries = createRoute({
  getParentRoute: () => officialRoute,
  path: "/ledger",
  validateSearch: entryFilters,
  component: screen(() => import("./entries-screen.tsx"), "EntriesScreen"),
});
/** The list stays; the entry opens beside it, or in its place where the page is narrow. */
const entry = createRoute({ getParentRoute: () => entries, path: "$number" });
const howTo = createRoute({
  getParentRoute: () => officialRoute,
  path: "/ledger/how-to-verify",
  component: screen(() => import("./how-to-screen.tsx"), "HowToScreen"),
});

export const ledgerScreens = [entries.addChildren([entry]), howTo] as const;
