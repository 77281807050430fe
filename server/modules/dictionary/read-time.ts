import type { Bilingual } from "#contract/text";
import { pad } from "./calendar.ts";

/** China Standard Time. */
export const hubOffsetMinutes = 8 * 60;

export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Digits behind the second, without zeros at the end; at most 6. */
  readonly fraction: string;
}

type TimeReading =
  | { readonly time: TimeOfDay; readonly offsetMinutes: number | null }
  | { readonly text: Bilingual; readonly mend: Bilingual; readonly suggestion: null };

const clock =
  /^(上午|下午|凌晨|中午|晚上|am|pm)?\s*(\d{1,2})\s*(?:[:时時点點]\s*(\d{1,2})?\s*(?:[:分]\s*(\d{1,2})(?:[.,](\d+))?\s*秒?)?\s*分?)\s*(am|pm)?\s*(z|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/i;

/** `18:10`, `18:10:05.25`, `8时5分`, `下午6:10`, `6:10 PM`, `18:10:05Z`, `18:10+08:00`. */
export function readTime(text: string): TimeReading {
  const match = clock.exec(text.trim());
  if (!match) return noTime(text);
  const [, before, hourText, minuteText, secondText, fraction = "", after, zone] = match;
  const half = (before ?? after ?? "").toLowerCase();
  const hour = inFullDay(Number(hourText), half);
  const [minute, second] = [Number(minuteText ?? 0), Number(secondText ?? 0)];
  if (hour === null || hour > 23 || minute > 59 || second > 59) return noTime(text);
  const digits = fraction.slice(0, 6).replace(/0+$/, "");
  const time = { hour, minute, second, fraction: digits };
  return { time, offsetMinutes: zone === undefined ? null : minutesOf(zone) };
}

/** `18:10:05`, with the fraction where there is one. */
export const timeText = ({ hour, minute, second, fraction }: TimeOfDay): string =>
  `${pad(hour)}:${pad(minute)}:${pad(second)}${fraction === "" ? "" : `.${fraction}`}`;

/** Null where the hour and the half of the day contradict each other. */
function inFullDay(hour: number, half: string): number | null {
  if (half === "") return hour;
  const isAfternoon = ["下午", "晚上", "pm"].includes(half) || (half === "中午" && hour < 11);
  if (hour > 12) return isAfternoon ? hour : null;
  if (hour === 12) return half === "am" || half === "上午" || half === "凌晨" ? 0 : 12;
  return isAfternoon ? hour + 12 : hour;
}

function minutesOf(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(":", "") || 0)];
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

const noTime = (text: string): TimeReading => ({
  text: {
    zh: `“${text.slice(0, 40)}”不能读成一天里的时间。`,
    en: `“${text.slice(0, 40)}” cannot be read as a time of day.`,
  },
  mend: { zh: "请按 18:10:05 的写法改正。", en: "Write it like 18:10:05." },
  suggestion: null,
});
