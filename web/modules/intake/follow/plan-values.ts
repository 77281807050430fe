import type { DriftPolicy, FollowMode, FollowPlan, TableFacts } from "#contract/intake-follow";
import type { ArrivalPolicy } from "#contract/intake-place";
import { draftOf, type ScheduleDraft, scheduleOf } from "./schedule.ts";

/** The plan of a follow as its form holds it. */
export interface PlanValues {
  mode: FollowMode;
  key: readonly string[];
  watermark: string | null;
  overlap: number;
  policy: ArrivalPolicy;
  order: "time" | "name";
  settleSeconds: number;
  mark: string;
  sheet: string;
  keepsHistory: boolean;
  schedule: ScheduleDraft;
  hasWindow: boolean;
  windowFrom: string;
  windowTo: string;
  attempts: number;
  waitSeconds: number;
  hasDirtyLimit: boolean;
  /** Percent of the rows. */
  dirtyLimit: number;
  drift: DriftPolicy;
  reconciles: boolean;
}

/** What the table itself suggests: the best mode that is possible, its own key, its likeliest watermark. */
export function suggestedValues({ modes, key, watermarks }: TableFacts): PlanValues {
  const mode = modes.find(({ isPossible }) => isPossible)?.mode ?? "full";
  return {
    mode,
    ...usualArrivals,
    key,
    watermark: watermarks[0]?.column ?? null,
    overlap: watermarks[0]?.kind === "number" ? 1000 : 300,
    keepsHistory: false,
    schedule: draftOf(
      mode === "files" ? { kind: "arrival" } : { kind: "cron", cron: "0 2 * * *", timeZone: "Asia/Shanghai" },
    ),
    hasWindow: false,
    windowFrom: "22:00",
    windowTo: "06:00",
    attempts: 3,
    waitSeconds: 30,
    hasDirtyLimit: true,
    dirtyLimit: 20,
    drift: "stop",
    reconciles: true,
  };
}

const usualArrivals = { policy: "append", order: "time", settleSeconds: 10, mark: "", sheet: "" } as const;

export function valuesOf(plan: FollowPlan): PlanValues {
  const { files, mode, key, watermark, keepsHistory, schedule, window, retry, dirtyLimit, drift, reconciles } = plan;
  return {
    mode,
    key,
    watermark: watermark?.column ?? null,
    overlap: watermark?.overlap ?? 300,
    policy: files?.policy ?? usualArrivals.policy,
    order: files?.order ?? usualArrivals.order,
    settleSeconds: files?.settleSeconds ?? usualArrivals.settleSeconds,
    mark: files?.mark ?? "",
    sheet: files?.table ?? "",
    keepsHistory,
    schedule: draftOf(schedule),
    hasWindow: window !== null,
    windowFrom: window?.from ?? "22:00",
    windowTo: window?.to ?? "06:00",
    attempts: retry.attempts,
    waitSeconds: retry.waitSeconds,
    hasDirtyLimit: dirtyLimit !== null,
    dirtyLimit: Math.round((dirtyLimit ?? 0.2) * 100),
    drift,
    reconciles,
  };
}

/** The plan to send. What the chosen mode has no use for is left out, so that the hub has nothing to refuse in it. */
export function planOf(values: PlanValues): FollowPlan {
  const { mode, schedule } = values;
  const isContinuous = mode === "capture" || mode === "stream";
  const hasKey = mode !== "full" && !(mode === "files" && values.policy === "append");
  return {
    mode,
    key: hasKey ? [...values.key] : [],
    files:
      mode === "files"
        ? {
            policy: values.policy,
            order: values.order,
            settleSeconds: values.settleSeconds,
            mark: values.mark.trim(),
            table: values.sheet.trim() === "" ? null : values.sheet.trim(),
          }
        : null,
    watermark:
      mode === "watermark" && values.watermark !== null ? { column: values.watermark, overlap: values.overlap } : null,
    keepsHistory: mode !== "full" && values.keepsHistory,
    schedule: isContinuous ? { kind: "always" } : scheduleOf(schedule),
    window:
      values.hasWindow && !isContinuous
        ? { from: values.windowFrom, to: values.windowTo, timeZone: schedule.timeZone }
        : null,
    retry: { attempts: values.attempts, waitSeconds: values.waitSeconds },
    dirtyLimit: values.hasDirtyLimit ? values.dirtyLimit / 100 : null,
    drift: values.drift,
    reconciles: values.reconciles,
  };
}
