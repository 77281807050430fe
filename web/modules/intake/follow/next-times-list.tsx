import type { ReadingWindow, Schedule } from "#contract/intake-follow";
import { useLanguage, useNow, useWords } from "#kit";
import { nextTimes, type NextTime } from "./next-times.ts";
import { planOf, type PlanValues } from "./plan-values.ts";
import { planWords } from "./plan-words.ts";

const told = 5;

/** The next five times a plan runs, in the time zone it is written in. */
export function NextTimes({ values }: { values: PlanValues }) {
  const words = useWords(planWords);
  const { language } = useLanguage();
  const now = useNow();
  const { schedule, window } = planOf(values);
  const { timeZone } = values.schedule;
  const times = timesOf(schedule, window, now);
  const clock = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    timeZone,
    month: "long",
    day: "numeric",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return (
    <div className="next-times">
      <b>{words.next}</b>{" "}
      <span className="m">{timeZone === "Asia/Shanghai" ? words.whenNote : words.whenZone(timeZone)}</span>
      {times === "unreadable" ? (
        <p className="fault">{words.cronWrong}</p>
      ) : times === null ? (
        <p className="s">{words.nextNone}</p>
      ) : (
        <ol>
          {times.map(({ due, starts }) => (
            <li key={starts.getTime()}>
              <time dateTime={starts.toISOString()}>{clock.format(starts)}</time>
              {starts.getTime() === due.getTime() ? null : <span className="m"> {words.waits(clock.format(due))}</span>}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** A line that is being typed may not be readable yet. */
function timesOf(
  schedule: Schedule,
  window: ReadingWindow | null,
  now: Date,
): readonly NextTime[] | "unreadable" | null {
  try {
    return nextTimes(schedule, window, now, told);
  } catch {
    return "unreadable";
  }
}
