import type { Bilingual } from "#contract/text";
import { faultOfDay, pad } from "./calendar.ts";
import type { CleaningKind } from "./door.ts";
import { hubOffsetMinutes, readTime, type TimeOfDay } from "./read-time.ts";

/** A day, with a time of day where one was written, in the hub's own time (UTC+8). */
export interface Instant {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: TimeOfDay | null;
  /** How it was written, where that is not the canonical form. */
  readonly kind: CleaningKind | null;
}

export interface Unreadable {
  readonly text: Bilingual;
  readonly mend: Bilingual;
  readonly suggestion: string | null;
}

export type InstantReading = Instant | Unreadable;

export const isUnreadable = (reading: InstantReading): reading is Unreadable => "mend" in reading;

/** Reads a date in the many forms people and programs write, without guessing: two readings, or none, are refused. */
export function readInstant(text: string): InstantReading {
  const plain = withoutWeekday(text);
  for (const form of forms) {
    const reading = form(plain);
    if (reading !== null) return reading;
  }
  return unreadable(`“${text.slice(0, 40)}”不能读成日期。`, `“${text.slice(0, 40)}” cannot be read as a date.`);
}

type Form = (text: string) => InstantReading | null;

const weekday = /\s*[(（]?(?:星期|礼拜|周|週)[一二三四五六日天][)）]?\s*/;
const withoutWeekday = (text: string): string => text.replace(weekday, " ").trim();

/** `2022-08-10`, `2022/8/10 18:10`, `2022年8月10日`, `2022-08-10T10:10:00Z`. */
const yearFirst: Form = (text) => {
  const match = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?:\s*[日号]\s*|\s*T\s*|\s+|$)(.*)$/i.exec(text);
  if (!match) return null;
  const [, year, month, day, rest = ""] = match;
  return instantOf([year, month, day], rest, "date-form");
};

/** `2022/8/1018:10`: day and hour have run together. */
const joined: Form = (text) => {
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{2,4})(:\d{1,2}(?::\d{1,2})?)$/.exec(text);
  if (!match) return null;
  const [, year, month, both = "", minutes = ""] = match;
  const readings = [1, 2]
    .filter((length) => length < both.length && both.length - length <= 2)
    .map((length) => instantOf([year, month, both.slice(0, length)], both.slice(length) + minutes, "date-joined"))
    .filter((reading) => !isUnreadable(reading));
  const [only] = readings;
  if (readings.length === 1 && only) return only;
  return unreadable(
    `“${both}”里的日和时连在一起，${readings.length === 0 ? "分不出合理的日期" : "有两种分法"}。`,
    `Day and hour run together in “${both}” and ${readings.length === 0 ? "no split makes sense" : "can be split in two ways"}.`,
  );
};

/** `20220810`, `202208101810`, `20220810181005`, with or without a space or T before the time. */
const compact: Form = (text) => {
  const match = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2}))?)?$/i.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second = "00"] = match;
  return instantOf([year, month, day], hour === undefined ? "" : `${hour}:${minute}:${second}`, "date-form");
};

const firstSerial = 10_000;
const lastSerial = 73_050;

/** Days since 1899-12-30 as spreadsheets keep dates: 10000 is 1927-05-18, 73050 is 2099-12-31; the fraction is the time. */
const serial: Form = (text) => {
  const match = /^(\d{5})(?:\.(\d+))?$/.exec(text);
  const days = Number(match?.[1] ?? 0);
  if (!match || days < firstSerial || days > lastSerial) return null;
  const seconds = Math.round(Number(`0.${match[2] ?? "0"}`) * 86_400);
  const at = new Date(Date.UTC(1899, 11, 30) + days * 86_400_000 + seconds * 1000);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    time:
      seconds === 0
        ? null
        : { hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds(), fraction: "" },
    kind: "date-serial",
  };
};

/** `25/12/2022` and `12/25/2022` can be read one way only; `03/04/2022` cannot. */
const yearLast: Form = (text) => {
  const match = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:\s+(.*))?$/.exec(text);
  if (!match) return null;
  const [, first, , second, year, rest = ""] = match;
  const [a, b] = [Number(first), Number(second)];
  if (a <= 12 && b <= 12 && a !== b) {
    return unreadable(
      `“${first}/${second}/${year}”可以是 ${b} 月 ${a} 日，也可以是 ${a} 月 ${b} 日。`,
      `“${first}/${second}/${year}” may be ${year}-${pad(b)}-${pad(a)} or ${year}-${pad(a)}-${pad(b)}.`,
    );
  }
  return a > 12
    ? instantOf([year, second, first], rest, "date-form")
    : instantOf([year, first, second], rest, "date-form");
};

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** `10-Aug-2022`, `Aug 10, 2022`, `10 August 2022 18:10`. */
const inEnglish: Form = (text) => {
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{3,9})\.?[\s,-]+(\d{4})(?:\s+(.*))?$/.exec(text);
  const monthFirst = /^([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:\s+(.*))?$/.exec(text);
  const [, day, month, year, rest = ""] = dayFirst ?? [
    null,
    monthFirst?.[2],
    monthFirst?.[1],
    monthFirst?.[3],
    monthFirst?.[4],
  ];
  const number = months.indexOf((month ?? "").slice(0, 3).toLowerCase()) + 1;
  return number === 0 ? null : instantOf([year, String(number), day], rest ?? "", "date-form");
};

/** Years of the Republic of China: `111/08/10`, `民國111年8月10日`; year 1 is 1912. */
const calendarEra: Form = (text) => {
  const named = /^(?:中[華华])?民[國国]\s*(元|\d{1,3})\s*[年/.-]\s*(\d{1,2})\s*[月/.-]\s*(\d{1,2})\s*日?\s*(.*)$/.exec(
    text,
  );
  const bare = /^(\d{3})[/.-](\d{1,2})[/.-](\d{1,2})(?:\s+(.*))?$/.exec(text);
  const [, year, month, day, rest = ""] = named ?? bare ?? [];
  if (year === undefined) return null;
  return instantOf([String(1911 + (year === "元" ? 1 : Number(year))), month, day], rest, "calendar-era");
};

/** `二〇二二年八月十日`. */
const inNumerals: Form = (text) => {
  const match =
    /^([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]$/.exec(text);
  if (!match) return null;
  const [, year = "", month = "", day = ""] = match;
  const yearText = Array.from(year, (character) => String(digitOf(character))).join("");
  return instantOf([yearText, String(numberOf(month)), String(numberOf(day))], "", "date-form");
};

const digitOf = (character: string): number => "〇一二三四五六七八九".indexOf(character.replace(/[零○]/, "〇"));

/** 1 to 99: 八, 十, 十二, 三十一. */
function numberOf(word: string): number {
  const [tens = "", ones = ""] = word.split("十");
  if (!word.includes("十")) return digitOf(word);
  return (tens === "" ? 1 : digitOf(tens)) * 10 + (ones === "" ? 0 : digitOf(ones));
}

/** Dates that are not whole, or whose century is not written. */
const incomplete: Form = (text) => {
  if (/^(?:长期|永久|长期有效|无固定期限)$/.test(text)) {
    return {
      text: { zh: `“${text}”不是日期。`, en: `“${text}” (without end) is not a date.` },
      mend: { zh: "长期有效的，按约定填 9999-12-31，或留空。", en: "For no end, write 9999-12-31 or leave it empty." },
      suggestion: "9999-12-31",
    };
  }
  if (/^\d{4}\s*年?$/.test(text))
    return unreadable("只写了年，没有月和日。", "Only the year is given, no month and day.");
  if (/^\d{4}\s*[-/.年]\s*\d{1,2}\s*月?$/.test(text) || /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])$/.test(text)) {
    return unreadable("只写到月，没有日。", "Year and month are given, but no day.");
  }
  if (/^\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s.*)?$/.test(text)) {
    return unreadable("年份只有两位，说不清是哪个世纪。", "The year has two digits, so the century is unknown.", {
      zh: "请写四位年份。",
      en: "Write the year with four digits.",
    });
  }
  if (/^\d{10}$|^\d{13}$/.test(text)) {
    return unreadable(
      "这像是程序里的时间戳（自 1970 年起的秒或毫秒），系统不猜。",
      "This looks like a time stamp (seconds or milliseconds since 1970); the hub does not guess.",
    );
  }
  return null;
};

const forms: readonly Form[] = [
  yearFirst,
  joined,
  compact,
  serial,
  yearLast,
  calendarEra,
  inEnglish,
  inNumerals,
  incomplete,
];

function instantOf(parts: readonly (string | undefined)[], rest: string, kind: CleaningKind): InstantReading {
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  const fault = year === 0 ? noYearZero : faultOfDay(year, month, day);
  if (fault) return { text: fault, mend: { zh: "请核对年月日。", en: "Check year, month and day." }, suggestion: null };
  if (rest === "") return { year, month, day, time: null, kind };
  const reading = readTime(rest);
  if ("mend" in reading) return reading;
  const instant = { year, month, day, time: reading.time, kind };
  return reading.offsetMinutes === null ? instant : inHubTime(instant, reading.offsetMinutes);
}

const noYearZero: Bilingual = { zh: "没有公元 0 年。", en: "There is no year 0." };

/** The same moment in the time of the hub. */
function inHubTime(instant: Instant & { time: TimeOfDay }, offsetMinutes: number): Instant {
  const { year, month, day, time } = instant;
  const minute = time.minute + hubOffsetMinutes - offsetMinutes;
  const at = new Date(Date.UTC(year, month - 1, day, time.hour, minute, time.second));
  return {
    ...instant,
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    time: { ...time, hour: at.getUTCHours(), minute: at.getUTCMinutes() },
  };
}

const usualMend: Bilingual = {
  zh: "请按 2026-03-18 的写法改正。",
  en: "Write it like 2026-03-18.",
};

export function unreadable(zh: string, en: string, mend: Bilingual = usualMend): Unreadable {
  return { text: { zh, en }, mend, suggestion: null };
}
