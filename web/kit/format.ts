import type { Language } from "#contract/text";

/**
 * Numbers, dates and sizes as a clerk writes them. Dates are calendar dates in China (UTC+8), wherever the browser is,
 * because promises and ledgers are kept by that calendar.
 */
export interface Format {
  /** 1,284,306 */
  readonly number: (value: number) => string;
  /** 318,000,000 as `3.18 亿` or `318 million`; below ten thousand as it is. */
  readonly rough: (value: number) => string;
  /** 98.1 and 100; one decimal, never rounded up: 100 says that nothing failed. */
  readonly score: (value: number) => string;
  /** 0.124 as `12.4%`. */
  readonly percent: (share: number) => string;
  /** 1.2 MB; binary multiples under their usual names. */
  readonly bytes: (value: number) => string;
  /** `3月18日 周三`, `Wed 18 Mar`; with the year where it is not this year. */
  readonly day: (date: string | Date) => string;
  /** `3月18日`, `18 Mar`: a day on the axis of a chart. */
  readonly monthDay: (date: string | Date) => string;
  /** `2026年3月18日`, `18 Mar 2026` */
  readonly date: (date: string | Date) => string;
  /** `今天 10:42`, `昨天 17:06`, `3月17日 09:00`, `2025年8月4日` */
  readonly moment: (instant: string | Date) => string;
  /** `2026年3月18日 10:42` */
  readonly instant: (instant: string | Date) => string;
  /** `2026年3月18日（周三）10:42:07`, for titles on hover. */
  readonly full: (instant: string | Date) => string;
  /** `56 秒`, `3 分 20 秒`, `2 小时 5 分` */
  readonly duration: (ms: number) => string;
  /** Ledger numbers are grouped by thin spaces: `#48 213`. */
  readonly entry: (number: number) => string;
}

const formats = new Map<Language, Format>();

export function formatIn(language: Language): Format {
  const known = formats.get(language);
  if (known) return known;
  const made = language === "zh" ? chinese() : english();
  formats.set(language, made);
  return made;
}

const whole = new Intl.NumberFormat("en-US");
const tenth = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const threeFigures = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const minus = (text: string) => text.replace("-", "−");

const numbers = {
  number: (value: number) => minus(whole.format(value)),
  score: (value: number) => minus(tenth.format(Math.floor(value * 10 + 1e-6) / 10)),
  percent: (share: number) => `${minus(tenth.format(share * 100))}%`,
  bytes: (value: number) => {
    const step = value < 1024 ? 0 : Math.min(4, Math.floor(Math.log2(value) / 10));
    return `${threeFigures.format(value / 1024 ** step)} ${["B", "KB", "MB", "GB", "TB"][step]}`;
  },
  entry: (number: number) => `#${whole.format(number).replaceAll(",", "\u202f")}`,
};

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly time: string;
  readonly seconds: string;
}

const hoursAhead = 8;

/** The calendar of China as plain arithmetic: no daylight saving since 1991, and much cheaper than Intl in long tables. */
function partsOf(value: string | Date): Parts {
  const isDay = typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
  const instant = new Date(isDay ? `${value}T00:00:00+08:00` : value);
  const local = new Date(instant.getTime() + hoursAhead * 3_600_000);
  const two = (part: number) => String(part).padStart(2, "0");
  const time = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    weekday: local.getUTCDay(),
    time,
    seconds: `${time}:${two(local.getUTCSeconds())}`,
  };
}

/** Days from `value` to now on the calendar: 0 today, 1 yesterday. */
function daysAgo(value: Parts): number {
  const now = partsOf(new Date());
  return Math.round(
    (Date.UTC(now.year, now.month - 1, now.day) - Date.UTC(value.year, value.month - 1, value.day)) / 86_400_000,
  );
}

const isThisYear = (value: Parts) => value.year === partsOf(new Date()).year;

function chinese(): Format {
  const weekdays = "日一二三四五六";
  const monthDay = (at: Parts) => `${at.month}月${at.day}日`;
  const yearMonthDay = (at: Parts) => `${at.year}年${monthDay(at)}`;
  const weekday = (at: Parts) => `周${weekdays[at.weekday]}`;
  return {
    ...numbers,
    rough: (value) => {
      if (Math.abs(value) >= 1e8) return `${threeFigures.format(value / 1e8)} 亿`;
      return Math.abs(value) >= 1e4 ? `${threeFigures.format(value / 1e4)} 万` : numbers.number(value);
    },
    day: (value) => {
      const at = partsOf(value);
      return `${isThisYear(at) ? monthDay(at) : yearMonthDay(at)} ${weekday(at)}`;
    },
    monthDay: (value) => monthDay(partsOf(value)),
    date: (value) => yearMonthDay(partsOf(value)),
    moment: (value) => {
      const at = partsOf(value);
      const ago = daysAgo(at);
      if (ago === 0) return `今天 ${at.time}`;
      if (ago === 1) return `昨天 ${at.time}`;
      return isThisYear(at) ? `${monthDay(at)} ${at.time}` : yearMonthDay(at);
    },
    instant: (value) => `${yearMonthDay(partsOf(value))} ${partsOf(value).time}`,
    full: (value) => `${yearMonthDay(partsOf(value))}（${weekday(partsOf(value))}）${partsOf(value).seconds}`,
    duration: (ms) => durationIn(ms, [" 天", " 小时", " 分", " 秒"]),
  };
}

function english(): Format {
  const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const dayMonth = (at: Parts) => `${at.day} ${months[at.month - 1]}`;
  const dayMonthYear = (at: Parts) => `${dayMonth(at)} ${at.year}`;
  return {
    ...numbers,
    rough: (value) => {
      if (Math.abs(value) >= 1e9) return `${threeFigures.format(value / 1e9)} billion`;
      return Math.abs(value) >= 1e6 ? `${threeFigures.format(value / 1e6)} million` : numbers.number(value);
    },
    day: (value) => {
      const at = partsOf(value);
      return `${weekdays[at.weekday]} ${isThisYear(at) ? dayMonth(at) : dayMonthYear(at)}`;
    },
    monthDay: (value) => dayMonth(partsOf(value)),
    date: (value) => dayMonthYear(partsOf(value)),
    moment: (value) => {
      const at = partsOf(value);
      const ago = daysAgo(at);
      if (ago === 0) return `today ${at.time}`;
      if (ago === 1) return `yesterday ${at.time}`;
      return isThisYear(at) ? `${dayMonth(at)} ${at.time}` : dayMonthYear(at);
    },
    instant: (value) => `${dayMonthYear(partsOf(value))}, ${partsOf(value).time}`,
    full: (value) => {
      const at = partsOf(value);
      return `${weekdays[at.weekday]} ${dayMonthYear(at)}, ${at.seconds}`;
    },
    duration: (ms) => durationIn(ms, [" d", " h", " min", " s"]),
  };
}

/** The two largest units that are not zero. */
function durationIn(ms: number, units: readonly [string, string, string, string]): string {
  if (ms < 950) return `${Math.max(0.1, Math.round(ms / 100) / 10)}${units[3]}`;
  const seconds = Math.round(ms / 1000);
  const amounts = [
    Math.floor(seconds / 86_400),
    Math.floor((seconds % 86_400) / 3600),
    Math.floor((seconds % 3600) / 60),
    seconds % 60,
  ];
  const first = Math.max(
    0,
    amounts.findIndex((amount) => amount > 0),
  );
  return amounts
    .map((amount, index) => (amount > 0 && index <= first + 1 ? `${amount}${units[index]}` : ""))
    .filter((text) => text !== "")
    .join(" ");
}
