import type { FollowPlan } from "#contract/intake-follow";
import { problem } from "#kernel/problem";
import { problems } from "../problems.ts";
import { type TableShape, watermarkKindOf } from "../readers/table-source.ts";
import { nextRunAt } from "./schedule.ts";

/**
 * The plan as it will be followed: what was left open is filled in from the table (its own key), capture runs all the time.
 *
 * @throws Problem intake.key-needed, intake.watermark-needed, intake.watermark-unfit, intake.plan-unfit, intake.cron-broken,
 *   intake.columns-changed
 */
export function settledPlan(given: FollowPlan, shape: TableShape, now: Date): FollowPlan {
  const { mode, watermark } = given;
  const key = given.key.length > 0 ? given.key : mode === "full" ? [] : [...shape.key];
  if (mode !== "full" && key.length === 0) throw problem(problems["key-needed"], { mode: modeNames[mode] });
  const names = new Set(shape.columns.map(({ name }) => name));
  const missing = [...key, ...(watermark ? [watermark.column] : [])].filter((column) => !names.has(column));
  if (missing.length > 0) throw problem(problems["columns-changed"], { missing: missing.join("、") });
  if (mode === "watermark") {
    if (!watermark) throw problem(problems["watermark-needed"]);
    const declared = shape.columns.find(({ name }) => name === watermark.column)?.declared ?? "";
    if (watermarkKindOf(declared) === null) throw problem(problems["watermark-unfit"], { column: watermark.column });
  }
  refuseContradictions(given);
  const schedule: FollowPlan["schedule"] = mode === "capture" ? { kind: "always" } : given.schedule;
  nextRunAt(schedule, now);
  return { ...given, key, schedule };
}

const modeNames: Record<FollowPlan["mode"], string> = {
  full: "全量",
  watermark: "按水位",
  compare: "比对",
  capture: "变更捕获",
};

function refuseContradictions({ mode, keepsHistory, schedule, window }: FollowPlan): void {
  const refuse = (reason: string, reasonEn: string) => problem(problems["plan-unfit"], { reason, reasonEn });
  if (keepsHistory && mode === "full")
    throw refuse(
      "全量方式每次整表替换，留不下历史；要留历史请用比对或变更捕获",
      "a table replaced whole keeps no history",
    );
  if (schedule.kind === "always" && mode !== "capture")
    throw refuse("只有变更捕获能持续跟踪", "only capture runs all the time");
  if (mode === "capture" && window)
    throw refuse("变更捕获持续读取日志，不能限定时段", "capture reads the log all the time: it takes no window");
}
