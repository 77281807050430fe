import type { Language } from "#contract/text";

const shanghaiMs = 8 * 3_600_000;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A day of China Standard Time as people write it; an instant, or `YYYY-MM-DD`. */
export function day(lang: Language, when: string): string {
  const text = when.length === 10 ? when : new Date(Date.parse(when) + shanghaiMs).toISOString().slice(0, 10);
  const [year = "", month = "", date = ""] = text.split("-");
  return lang === "en"
    ? `${Number(date)} ${months[Number(month) - 1]} ${year}`
    : `${year}年${Number(month)}月${Number(date)}日`;
}

export const count = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ",");

export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let value = bytes;
  let at = -1;
  while (value >= 999.5 && at < units.length - 1) {
    value /= 1000;
    at += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[at]}`;
}
