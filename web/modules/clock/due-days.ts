import { useQuery } from "@tanstack/react-query";
import { clockRoutes, type Commitment } from "#contract/clock";
import { addDays, workCalendar, workingDayAfter } from "#contract/clock-days";
import { callApi, keyOf, today as todayInChina, useAnswer } from "#kit";

export interface DueDay {
  readonly day: string;
  readonly rows: readonly Commitment[];
}

export interface DueDays {
  readonly days: readonly DueDay[];
  /** The last day that is counted whole, where there are too many to read them all; else null. */
  readonly wholeTo: string | null;
}

const shownDays = 20;
const pageSize = 500;
const mostPages = 4;

/**
 * What falls due on each of the coming working days. The list stands by due day, so reading its head is enough; where even
 * that is long, only days that were read whole are told.
 */
export function useDueDays(owedBy: string | undefined, kind: string | undefined): DueDays | undefined {
  const calendar = useAnswer(clockRoutes.getCalendar, {});
  const today = todayInChina();
  const days = calendar.data ? comingDays(workCalendar(calendar.data.years), today) : undefined;
  const last = days?.at(-1) ?? today;
  const { data } = useQuery({
    queryKey: [...keyOf(clockRoutes.listCommitments, { owedBy, kind, running: true }), last] as const,
    queryFn: ({ signal }) => readUpTo(last, { owedBy, kind }, signal),
    enabled: days !== undefined,
  });
  if (!days || !data) return undefined;
  const whole = data.wholeTo;
  return {
    wholeTo: whole,
    days: days
      .filter((day) => whole === null || day <= whole)
      .map((day) => ({ day, rows: data.rows.filter(({ dueOn }) => dueOn === day) })),
  };
}

function comingDays(calendar: ReturnType<typeof workCalendar>, today: string): string[] {
  const days = [workingDayAfter(calendar, today, 0)];
  while (days.length < shownDays) days.push(workingDayAfter(calendar, days.at(-1) ?? today, 1));
  return days;
}

async function readUpTo(
  last: string,
  filter: { owedBy: string | undefined; kind: string | undefined },
  signal: AbortSignal,
): Promise<{ rows: Commitment[]; wholeTo: string | null }> {
  const rows: Commitment[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const query = { ...filter, state: "running" as const, limit: pageSize, cursor };
    const answer = await callApi(clockRoutes.listCommitments, { query, signal });
    rows.push(...answer.items);
    const lastRead = answer.items.at(-1)?.dueOn;
    if (answer.next === null || (lastRead && lastRead > last)) return { rows, wholeTo: null };
    cursor = answer.next;
  }
  const end = rows.at(-1)?.dueOn;
  return { rows, wholeTo: end ? addDays(end, -1) : null };
}
