import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";
import {
  agreementFilters,
  applicationFilters,
  openingFilters,
  openingPageFilters,
  publishFilters,
  ticketFilters,
} from "./filters.ts";

const openings = createRoute({
  getParentRoute: () => officialRoute,
  path: "/portal",
  validateSearch: openingFilters,
  component: screen(() => import("./openings-screen.tsx"), "OpeningsScreen"),
});
const publish = createRoute({
  getParentRoute: () => officialRoute,
  path: "/portal/publish",
  validateSearch: publishFilters,
  component: screen(() => import("./publish-screen.tsx"), "PublishScreen"),
});
const tickets = createRoute({
  getParentRoute: () => officialRoute,
  path: "/portal/tickets",
  validateSearch: ticketFilters,
  component: screen(() => import("./tickets-screen.tsx"), "TicketsScreen"),
});
const applications = createRoute({
  getParentRoute: () => officialRoute,
  path: "/portal/applications",
  validateSearch: applicationFilters,
  component: screen(() => import("./applications-screen.tsx"), "ApplicationsScreen"),
});
const agreements = createRoute({
  getParentRoute: () => officialRoute,
  path: "/portal/agreements",
  validateSearch: agreementFilters,
  component: screen(() => import("./agreements-screen.tsx"), "AgreementsScreen"),
});
const opening = createRoute({
  getParentRoute: () => officialRoute,
  path: "/portal/$id",
  validateSearch: openingPageFilters,
  component: screen(() => import("./opening-screen.tsx"), "OpeningScreen"),
});

export const portalScreens = [openings, publish, tickets, applications, agreements, opening] as const;
