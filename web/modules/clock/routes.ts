import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";
import {
  calendarFilters,
  commitmentFilters,
  deskFilters,
  limitFilters,
  reminderFilters,
  statisticsFilters,
} from "./filters.ts";

const desk = createRoute({
  getParentRoute: () => officialRoute,
  path: "/clock",
  validateSearch: deskFilters,
  component: screen(() => import("./desk-screen.tsx"), "DeskScreen"),
});
const commitment = createRoute({
  getParentRoute: () => officialRoute,
  path: "/clock/commitments/$id",
  validateSearch: commitmentFilters,
  component: screen(() => import("./commitment-screen.tsx"), "CommitmentScreen"),
});
const reminders = createRoute({
  getParentRoute: () => officialRoute,
  path: "/clock/reminders",
  validateSearch: reminderFilters,
  component: screen(() => import("./reminders-screen.tsx"), "RemindersScreen"),
});
const calendar = createRoute({
  getParentRoute: () => officialRoute,
  path: "/clock/calendar",
  validateSearch: calendarFilters,
  component: screen(() => import("./calendar-screen.tsx"), "CalendarScreen"),
});
const limits = createRoute({
  getParentRoute: () => officialRoute,
  path: "/clock/limits",
  validateSearch: limitFilters,
  component: screen(() => import("./limits-screen.tsx"), "LimitsScreen"),
});
const statistics = createRoute({
  getParentRoute: () => officialRoute,
  path: "/clock/statistics",
  validateSearch: statisticsFilters,
  component: screen(() => import("./statistics-screen.tsx"), "StatisticsScreen"),
});

export const clockScreens = [desk, commitment, reminders, calendar, limits, statistics] as const;
