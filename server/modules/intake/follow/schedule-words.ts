import cronstrue from "cronstrue/i18n.js";
import type { FollowPlan, Schedule } from "#contract/intake-follow";
import type { Bilingual } from "#contract/text";

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
      const zone = zones[schedule.timeZone] ?? { zh: schedule.timeZone, en: schedule.timeZone };
      const say = (locale: string) =>
        cronstrue.toString(schedule.cron, { locale, use24HourTimeFormat: true, throwExceptionOnParseError: false });
      return { zh: `${say("zh_CN")}（${zone.zh}）`, en: `${say("en")} (${zone.en})` };
    }
  }
}
