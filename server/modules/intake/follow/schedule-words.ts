import cronstrue from "cronstrue/i18n.js";
import type { FollowPlan, Schedule } from "#contract/intake-follow";
import type { Bilingual } from "#contract/text";

/** What people call the clock of a time zone. */
export const zoneWords = (timeZone: string): Bilingual => zones[timeZone] ?? { zh: timeZone, en: timeZone };

const zones: Record<string, Bilingual> = { "Asia/Shanghai": { zh: "北京时间", en: "Beijing time" } };

/** The schedule and its window as a clerk would say them. */
export function scheduleWords({ schedule, window }: Pick<FollowPlan, "schedule" | "window">): Bilingual {
  const when = whenWords(schedule);
  if (!window) return when;
  return {
    zh: `${when.zh}，只在 ${window.from}–${window.to} 读取来源`,
    en: `${when.en}, reading the source only from ${window.from} to ${window.to}`,
  };
}

function whenWords(schedule: Schedule): Bilingual {
  switch (schedule.kind) {
    case "manual":
      return { zh: "手动运行", en: "by hand" };
    case "always":
      return { zh: "持续跟踪", en: "all the time" };
    case "after":
      return { zh: "在另一项跟踪运行之后", en: "after another follow" };
    case "arrival":
      return { zh: "文件到达时", en: "when a file arrives" };
    case "cron": {
      const zone = zoneWords(schedule.timeZone);
      const say = (locale: string) =>
        cronstrue.toString(schedule.cron, { locale, use24HourTimeFormat: true, throwExceptionOnParseError: false });
      return { zh: `${usualWords(schedule.cron) ?? say("zh_CN")}（${zone.zh}）`, en: `${say("en")} (${zone.en})` };
    }
  }
}

const weekdays = ["日", "一", "二", "三", "四", "五", "六", "日"] as const;
const isNumber = (field: string): boolean => /^\d+$/.test(field);

/** The schedules people mostly set, as a clerk would write them; null for one that is best spelt out. */
function usualWords(cron: string): string | null {
  const [minute = "", hour = "", day = "", month = "", weekday = "", ...rest] = cron.trim().split(/\s+/);
  if (rest.length > 0 || month !== "*") return null;
  const step = (field: string) => /^\*\/(\d+)$/.exec(field)?.[1];
  if (hour === "*" && day === "*" && weekday === "*") {
    const every = step(minute);
    if (every !== undefined) return `每 ${every} 分钟`;
    if (minute === "*") return "每分钟";
    return isNumber(minute) ? `每小时的第 ${minute} 分` : null;
  }
  if (!isNumber(minute)) return null;
  const hours = step(hour);
  if (hours !== undefined && day === "*" && weekday === "*")
    return `每 ${hours} 小时${minute === "0" ? "" : `，第 ${minute} 分`}`;
  if (!/^\d+(,\d+)*$/.test(hour)) return null;
  const at = hour
    .split(",")
    .map((one) => `${one.padStart(2, "0")}:${minute.padStart(2, "0")}`)
    .join("、");
  if (day === "*" && weekday === "*") return `每天 ${at}`;
  if (day === "*" && weekday === "1-5") return `周一至周五 ${at}`;
  if (day === "*" && /^[0-7](,[0-7])*$/.test(weekday))
    return `每周${weekday
      .split(",")
      .map((one) => weekdays[Number(one)])
      .join("、")} ${at}`;
  if (weekday === "*" && /^\d+(,\d+)*$/.test(day)) return `每月 ${day.replaceAll(",", "、")} 日 ${at}`;
  return null;
}
