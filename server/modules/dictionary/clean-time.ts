import { dateText, daysInMonth } from "./calendar.ts";
import { cleanedAway, cleanedTo, type Draft, halfWidth, isEmptyWord, refused, tidied } from "./cleaning.ts";
import type { Cleaned, CleaningKind } from "./door.ts";
import { type Instant, isUnreadable, readInstant } from "./read-instant.ts";
import { hubOffsetMinutes, readTime, timeText } from "./read-time.ts";

const canonicalDate = /^(\d{4})-(\d{2})-(\d{2})$/;
const canonicalMoment = /^(\d{4})-(\d{2})-(\d{2}) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{0,5}[1-9])?$/;
const canonicalTime = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{0,5}[1-9])?$/;

/** A time of day that was written is dropped: the element asks for the day. */
export const cleanDate = (text: string): Cleaned =>
  isCanonical(canonicalDate, text)
    ? cleanedTo({ text, kinds: [] })
    : cleanInstant(text, "type.date", ({ year, month, day }) => dateText(year, month, day));

/** A day without a time is its first moment. */
export const cleanMoment = (text: string): Cleaned =>
  isCanonical(canonicalMoment, text)
    ? cleanedTo({ text, kinds: [] })
    : cleanInstant(
        text,
        "type.datetime",
        ({ year, month, day, time }) => `${dateText(year, month, day)} ${time ? timeText(time) : "00:00:00"}`,
      );

export function cleanTimeOfDay(text: string): Cleaned {
  if (canonicalTime.test(text)) return cleanedTo({ text, kinds: [] });
  const draft = halfWidth(tidied(text));
  const absent = absentOf(draft);
  if (absent) return absent;
  if (/^0?\.\d+$/.test(draft.text)) return timeOfSerial(draft);
  const reading = readTime(draft.text);
  if ("mend" in reading) return refused("type.time", reading.text, reading.mend);
  const isElsewhere = reading.offsetMinutes !== null && reading.offsetMinutes !== hubOffsetMinutes;
  if (isElsewhere) return refused("type.time", ofAnotherZone, { zh: "请换算成北京时间。", en: "Convert it to UTC+8." });
  return cleanedTo(withKind(draft, timeText(reading.time), "date-form"));
}

const ofAnotherZone = { zh: "这是别的时区的时间。", en: "The time is of another zone." };

function cleanInstant(text: string, rule: string, write: (instant: Instant) => string): Cleaned {
  const draft = halfWidth(tidied(text));
  const absent = absentOf(draft);
  if (absent) return absent;
  const reading = readInstant(draft.text);
  if (isUnreadable(reading)) return refused(rule, reading.text, reading.mend, reading.suggestion);
  return cleanedTo(withKind(draft, write(reading), reading.kind ?? "date-form"));
}

function isCanonical(form: RegExp, text: string): boolean {
  const match = form.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** What MySQL answers for a date that was never set. */
const zeroDate = /^0000-00-00(?: 00:00:00(?:\.0+)?)?$/;

function absentOf(draft: Draft): Cleaned | null {
  if (draft.text === "") return cleanedAway(draft.kinds);
  const isAbsent = isEmptyWord(draft.text) || zeroDate.test(draft.text);
  return isAbsent ? cleanedAway([...draft.kinds, "empty-word"]) : null;
}

const withKind = (draft: Draft, text: string, kind: CleaningKind): Draft =>
  text === draft.text ? draft : { text, kinds: [...draft.kinds, kind] };

/** A spreadsheet keeps a time of day as a part of a day. */
function timeOfSerial(draft: Draft): Cleaned {
  const seconds = Math.round(Number(draft.text) * 86_400) % 86_400;
  const [hour, minute, second] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return cleanedTo(withKind(draft, timeText({ hour, minute, second, fraction: "" }), "date-serial"));
}
