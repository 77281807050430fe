import type { Follow } from "#contract/intake-follow";
import { useLanguage, useText, useWords } from "#kit";
import { planWords } from "./plan-words.ts";
import { draftOf } from "./schedule.ts";

/** When a follow runs, as a clerk would say it; the hub's own words where the rhythm is none the editor knows. */
export function useScheduleWords(): (follow: Pick<Follow, "plan" | "scheduleText">) => string {
  const words = useWords(planWords).said;
  const all = useWords(planWords);
  const text = useText();
  const { language } = useLanguage();
  return ({ plan: { schedule, window }, scheduleText }) => {
    if (schedule.kind !== "cron" || schedule.timeZone !== "Asia/Shanghai") return text(scheduleText);
    const draft = draftOf(schedule);
    const days = () => draft.weekdays.map((day) => all.weekday[day] ?? "").join(language === "zh" ? "、" : ", ");
    const when = {
      minutes: () => words.minutes(draft.everyMinutes),
      hours: () => words.hours(draft.everyHours),
      daily: () => words.daily(draft.time),
      weekly: () => words.weekly(days(), draft.time),
      monthly: () => words.monthly(draft.day, draft.time),
    };
    const { rhythm } = draft;
    if (rhythm === "cron" || rhythm === "after" || rhythm === "arrival" || rhythm === "manual")
      return text(scheduleText);
    const said = when[rhythm]();
    return window === null ? said : words.within(said, window.from, window.to);
  };
}
