import type { FollowPlan, FollowState, RunState } from "#contract/intake-follow";
import type { FollowHealth } from "#contract/intake-standing";
import type { Bilingual } from "#contract/text";
import { isContinuous } from "./modes.ts";
import { zoneWords } from "./schedule-words.ts";
import { nextRunAt } from "./schedule.ts";

/** What the health of a follow is judged by. */
export interface HealthFacts {
  readonly plan: FollowPlan;
  readonly state: FollowState;
  readonly problem: { readonly zh: string; readonly en: string } | null;
  readonly hasDrift: boolean;
  /** Of the newest comparison; null where there was none. */
  readonly isMatching: boolean | null;
  readonly lastRun: RunState | null;
  readonly lastDoneAt: Date | null;
  readonly createdAt: Date;
  readonly lagSeconds: number | null;
}

/** A capture this far behind is late; a timed follow, when it has missed its moment by this much. */
const lateAfterSeconds = 300;
const missedAfterMs = 15 * 60_000;

/** The worst that is the matter, and what to do about it. */
export function healthOf(facts: HealthFacts, now: Date): { health: FollowHealth; text: Bilingual } {
  if (facts.state === "paused")
    return { health: "paused", text: { zh: "已暂停，位置保留。恢复后接着来。", en: "Paused; its place is kept." } };
  if (facts.hasDrift && facts.state === "stopped")
    return {
      health: "drift",
      text: {
        zh: "来源表结构变了，已停下等人处理。",
        en: "The source's shape has changed; it waits for somebody to settle it.",
      },
    };
  if (facts.state === "stopped" || (facts.lastRun === "failed" && facts.problem))
    return { health: "failed", text: facts.problem ?? { zh: "运行失败，已停下。", en: "It failed and has stopped." } };
  if (facts.isMatching === false)
    return {
      health: "mismatch",
      text: {
        zh: "最近一次对账与来源不符，请查明。可整表重读。",
        en: "The last comparison differs from the source. Find out why, or read the whole table again.",
      },
    };
  // A place whose new files cannot be seen: nothing has failed, and nothing comes.
  if (facts.problem && facts.plan.schedule.kind === "arrival" && facts.lastRun !== "running")
    return { health: "late", text: facts.problem };
  const late = lateBy(facts, now);
  if (late) return { health: "late", text: late };
  if (facts.hasDrift)
    return {
      health: "drift",
      text: {
        zh: "来源表结构有变化，跟踪照常，请看一眼。",
        en: "The source's shape has changed; following goes on. Have a look.",
      },
    };
  if (facts.lastDoneAt === null && facts.lastRun !== "running")
    return { health: "waiting", text: { zh: "还没有运行过。", en: "It has not run yet." } };
  if (facts.lastRun === "queued" || facts.lastRun === "waiting")
    return { health: "waiting", text: { zh: "正在等待运行。", en: "It waits to run." } };
  return { health: "well", text: { zh: "正常。", en: "All is well." } };
}

function lateBy({ plan, lastDoneAt, createdAt, lagSeconds, lastRun }: HealthFacts, now: Date): Bilingual | null {
  if (isContinuous(plan.mode)) {
    if (lagSeconds === null || lagSeconds < lateAfterSeconds) return null;
    const minutes = Math.round(lagSeconds / 60);
    return { zh: `落后来源 ${minutes} 分钟。`, en: `${minutes} minutes behind the source.` };
  }
  const due = nextRunAt(plan.schedule, lastDoneAt ?? createdAt);
  if (!due || lastRun === "running" || now.getTime() - due.getTime() < missedAfterMs) return null;
  const timeZone = plan.schedule.kind === "cron" ? plan.schedule.timeZone : "Asia/Shanghai";
  const [at, zone] = [wallClock(due, timeZone), zoneWords(timeZone)];
  return {
    zh: `该在 ${at}（${zone.zh}）运行，还没有跑成。`,
    en: `It was due at ${at} (${zone.en}) and has not run.`,
  };
}

/** `2026-11-23 02:00`, as a clock on the wall of the zone shows it. */
const wallClock = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(at);
