import type { Schedule } from "#contract/intake-follow";

/** How often a person says it; `cron` is what none of the others says. */
export const rhythms = [
  "minutes",
  "hours",
  "daily",
  "weekly",
  "monthly",
  "after",
  "arrival",
  "manual",
  "cron",
] as const;
export type Rhythm = (typeof rhythms)[number];

/** A schedule as the editor holds it: every rhythm keeps its own values, so that changing one's mind loses nothing. */
export interface ScheduleDraft {
  readonly rhythm: Rhythm;
  /** Divides the hour, so that the steps are alike over its end. */
  readonly everyMinutes: number;
  /** Divides the day. */
  readonly everyHours: number;
  /** `HH:MM` of the daily, weekly and monthly rhythms. */
  readonly time: string;
  /** 0 Sunday to 6 Saturday, as cron counts. */
  readonly weekdays: readonly number[];
  /** 1 to 28: a day every month has. */
  readonly day: number;
  readonly cron: string;
  readonly followId: string;
  readonly timeZone: string;
}

export const minuteSteps = [5, 10, 15, 20, 30] as const;
export const hourSteps = [1, 2, 3, 4, 6, 8, 12] as const;

const fresh: ScheduleDraft = {
  rhythm: "daily",
  everyMinutes: 15,
  everyHours: 1,
  time: "02:00",
  weekdays: [1, 2, 3, 4, 5],
  day: 1,
  cron: "0 2 * * *",
  followId: "",
  timeZone: "Asia/Shanghai",
};

/** The schedule in the editor's terms; a cron line no rhythm says stays a cron line. */
export function draftOf(schedule: Schedule): ScheduleDraft {
  switch (schedule.kind) {
    case "after":
      return { ...fresh, rhythm: "after", followId: schedule.followId };
    case "cron": {
      const base = { ...fresh, cron: schedule.cron, timeZone: schedule.timeZone };
      return { ...base, ...(rhythmOf(schedule.cron) ?? { rhythm: "cron" }) };
    }
    case "arrival":
      return { ...fresh, rhythm: "arrival" };
    case "manual":
    case "always":
      return { ...fresh, rhythm: "manual" };
  }
}

/** What the draft says to the hub. */
export function scheduleOf(draft: ScheduleDraft): Schedule {
  if (draft.rhythm === "manual" || draft.rhythm === "arrival") return { kind: draft.rhythm };
  if (draft.rhythm === "after") return { kind: "after", followId: draft.followId };
  return { kind: "cron", cron: cronOf(draft), timeZone: draft.timeZone };
}

/** The cron line of a rhythm that has one. */
export function cronOf(draft: ScheduleDraft): string {
  const [hour, minute] = draft.time.split(":").map(Number);
  const at = `${minute ?? 0} ${hour ?? 0}`;
  switch (draft.rhythm) {
    case "minutes":
      return `*/${draft.everyMinutes} * * * *`;
    case "hours":
      return draft.everyHours === 1 ? "0 * * * *" : `0 */${draft.everyHours} * * *`;
    case "daily":
      return `${at} * * *`;
    case "weekly":
      return `${at} * * ${draft.weekdays.toSorted((a, b) => a - b).join(",")}`;
    case "monthly":
      return `${at} ${draft.day} * *`;
    case "after":
    case "arrival":
    case "manual":
    case "cron":
      return draft.cron.trim();
  }
}

const isWithin = (value: number, low: number, high: number): boolean => value >= low && value <= high;

/** The rhythm a cron line says, where it is one the editor has words for. */
function rhythmOf(cron: string): Partial<ScheduleDraft> | null {
  const [minute = "", hour = "", day = "", month = "", weekday = "", ...more] = cron.trim().split(/\s+/);
  if (more.length > 0 || month !== "*") return null;
  const everyMinutes = Number(/^\*\/(\d+)$/.exec(minute)?.[1]);
  if (minuteSteps.some((step) => step === everyMinutes) && [hour, day, weekday].every((part) => part === "*"))
    return { rhythm: "minutes", everyMinutes };
  const everyHours = hour === "*" ? 1 : Number(/^\*\/(\d+)$/.exec(hour)?.[1]);
  if (minute === "0" && hourSteps.some((step) => step === everyHours) && day === "*" && weekday === "*")
    return { rhythm: "hours", everyHours };
  if (!/^\d+$/.test(minute) || !/^\d+$/.test(hour)) return null;
  if (!isWithin(Number(minute), 0, 59) || !isWithin(Number(hour), 0, 23)) return null;
  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (day === "*" && weekday === "*") return { rhythm: "daily", time };
  if (day === "*" && /^[0-6](,[0-6])*$/.test(weekday))
    return { rhythm: "weekly", time, weekdays: weekday.split(",").map(Number) };
  if (weekday === "*" && /^\d+$/.test(day) && isWithin(Number(day), 1, 28))
    return { rhythm: "monthly", time, day: Number(day) };
  return null;
}
