import type { FollowPlan } from "#contract/intake-follow";
import { ArrivalPlan, isMessagePlace, type PlaceKind } from "#contract/intake-place";
import { problem } from "#kernel/problem";
import { problems } from "../problems.ts";
import { messageColumns } from "../readers/message-stream.ts";
import { type TableShape, watermarkKindOf } from "../readers/table-source.ts";
import { isContinuous } from "./modes.ts";
import { nextRunAt } from "./schedule.ts";

/**
 * The plan as it will be followed: what was left open is filled in from the table (its own key), capture runs all the time.
 *
 * @throws Problem intake.key-needed, intake.watermark-needed, intake.watermark-unfit, intake.plan-unfit, intake.cron-broken,
 *   intake.columns-changed
 */
export function settledPlan(given: FollowPlan, shape: TableShape, now: Date): FollowPlan {
  const { mode, watermark } = given;
  if (mode === "files" || mode === "stream")
    throw unfit("数据库的表不能按文件或消息跟踪", "a table of a database is neither files nor messages");
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
  files: "文件",
  stream: "消息流",
};

/**
 * The plan of files or messages that arrive; `columns` are those of the sample that was looked at.
 *
 * @throws Problem intake.key-needed, intake.plan-unfit, intake.cron-broken, intake.columns-changed
 */
export function settledArrivals(
  given: FollowPlan,
  place: PlaceKind,
  columns: readonly string[],
  now: Date,
): FollowPlan {
  const mode = isMessagePlace(place) ? "stream" : "files";
  if (given.mode !== mode)
    throw unfit(`这个来源只能按“${modeNames[mode]}”跟踪`, `this source is followed by mode ${mode} only`);
  const missing = given.key.filter((column) => !columns.includes(column));
  if (missing.length > 0) throw problem(problems["columns-changed"], { missing: missing.join("、") });
  const plan = { ...given, watermark: null };
  if (mode === "stream") {
    refuseContradictions(plan);
    const key = given.key.length > 0 ? given.key : [messageColumns.number];
    return { ...plan, key, files: null, schedule: { kind: "always" }, reconciles: false };
  }
  const files = ArrivalPlan.parse(given.files ?? {});
  if (files.policy === "by-key" && given.key.length === 0)
    throw problem(problems["key-needed"], { mode: "文件按主键更新" });
  const settled = { ...plan, files, key: files.policy === "append" ? [] : given.key };
  refuseContradictions(settled);
  nextRunAt(settled.schedule, now);
  return settled;
}

const unfit = (reason: string, reasonEn: string) => problem(problems["plan-unfit"], { reason, reasonEn });

function refuseContradictions({ mode, keepsHistory, schedule, window, files }: FollowPlan): void {
  if (keepsHistory && mode === "full")
    throw unfit(
      "全量方式每次整表替换，留不下历史；要留历史请用比对或变更捕获",
      "a table replaced whole keeps no history",
    );
  if (schedule.kind === "always" && !isContinuous(mode))
    throw unfit("只有变更捕获和消息流能持续跟踪", "only capture and streams run all the time");
  if (schedule.kind === "arrival" && mode !== "files")
    throw unfit("只有文件来源能在文件到达时运行", "only files arrive");
  if (files !== null && mode !== "files") throw unfit("这张表不是文件", "the table is no file");
  if (isContinuous(mode) && window)
    throw unfit("变更捕获和消息流持续读取，不能限定时段", "what is read all the time takes no window");
}
