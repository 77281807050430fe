import { dayOf, workingDaysBetween } from "#contract/clock-days";
import type { OpenStatistics } from "#contract/portal";
import type { Call } from "#kernel/call";
import { asPublic } from "./as-public.ts";
import { type DepartmentCount, departmentCounts } from "./face-store.ts";
import type { PortalParts } from "./parts.ts";
import { openThemes } from "./queries.ts";
import { answeredTickets, ticketCounts } from "./statistics-store.ts";

const kinds = ["request", "correction", "suggestion"] as const;

/** Opening in figures; every one of them counts rows that stand behind a page of the portal. */
export async function statistics(parts: PortalParts, call: Call): Promise<OpenStatistics> {
  const [counts, departments, byTheme, answers] = await Promise.all([
    departmentCounts(call.db, call.now),
    parts.registry.departments(asPublic(call)),
    openThemes(call),
    answersOf(parts, call),
  ]);
  const byDepartment = counts.map((row) => {
    const found = departments.get(row.department);
    return {
      code: row.department,
      name: found?.name ?? row.department,
      nameEn: found?.nameEn ?? "",
      division: { code: found?.division ?? "", name: found?.divisionName ?? "" },
      datasets: row.datasets,
      rowCount: row.rowCount,
      downloads: row.downloads,
      calls: row.calls,
      onTime: row.onTime,
      applications: row.applications,
    };
  });
  const sum = (of: (row: DepartmentCount) => number) => counts.reduce((total, row) => total + of(row), 0);
  return {
    datasets: sum((row) => row.datasets),
    conditional: sum((row) => row.conditional),
    departments: counts.length,
    rowCount: sum((row) => row.rowCount),
    downloads: sum((row) => row.downloads),
    calls: sum((row) => row.calls),
    applications: sum((row) => row.applications),
    byDepartment,
    byDivision: divisionsOf(byDepartment),
    byTheme: byTheme.filter((theme) => theme.datasets > 0),
    answers,
    asOf: call.now.toISOString(),
  };
}

function divisionsOf(rows: OpenStatistics["byDepartment"]): OpenStatistics["byDivision"] {
  const groups = Map.groupBy(rows, (row) => row.division.code);
  return [...groups]
    .map(([code, own]) => ({
      code,
      name: own[0]?.division.name ?? code,
      datasets: own.reduce((total, row) => total + row.datasets, 0),
      rowCount: own.reduce((total, row) => total + row.rowCount, 0),
      uses: own.reduce((total, row) => total + row.downloads + row.calls, 0),
    }))
    .toSorted((a, b) => b.datasets - a.datasets || (a.code < b.code ? -1 : 1));
}

async function answersOf({ clock }: PortalParts, call: Call): Promise<OpenStatistics["answers"]> {
  const [counts, answered, calendar] = await Promise.all([
    ticketCounts(call.db),
    answeredTickets(call.db),
    clock.calendar(call),
  ]);
  const promises = await clock.commitmentsOfMany(
    call,
    "portal",
    answered.map(({ id }) => id),
  );
  return kinds.map((kind) => {
    const own = answered.filter((row) => row.kind === kind);
    const days = own.map((row) => workingDaysBetween(calendar, dayOf(row.createdAt), dayOf(row.answeredAt)));
    const count = counts.find((row) => row.kind === kind);
    return {
      kind,
      received: count?.received ?? 0,
      answered: count?.answered ?? 0,
      inTime: own.filter(({ id }) => promises.get(id)?.every(({ state }) => state === "met")).length,
      meanDays:
        days.length === 0 ? null : Math.round((days.reduce((total, one) => total + one, 0) / days.length) * 10) / 10,
    };
  });
}
