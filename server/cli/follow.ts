import { agentRoutes } from "#contract/intake-agents";
import { tableModes, followRoutes, type Follow, type TableMode, type Run } from "#contract/intake-follow";
import type { HubConnection } from "./connection.ts";
import { CommandFailure, exitCodes, say, sayJson, showProgress } from "./output.ts";
import { factsOf, lineOf } from "./run-lines.ts";
import type { SourceGiven } from "./source-url.ts";

export interface FollowOptions {
  readonly as?: string;
  readonly table?: string;
  readonly mode?: string;
  readonly watermark?: string;
  readonly cron?: string;
  readonly zone?: string;
  readonly json?: boolean;
}

/** `weir load postgres://… --table … --mode full|watermark|compare|cdc`: follows a table and waits for its first rows. */
export async function followTable(
  hub: HubConnection,
  department: string,
  { kind, connection }: Extract<SourceGiven, { is: "database" }>,
  options: FollowOptions,
): Promise<void> {
  const { table } = options;
  if (table === undefined)
    throw new CommandFailure("请用 --table 说明是哪张表。\nSay which table with --table.", exitCodes.usage);
  const mode = modeOf(options.mode ?? "full");
  if (mode === "watermark" && options.watermark === undefined)
    throw new CommandFailure(
      "按水位跟踪要用 --watermark 说明看哪一列。\nSay the column with --watermark.",
      exitCodes.usage,
    );
  const { follow, run } = await hub.call(followRoutes.quickFollow, {
    body: {
      department,
      kind,
      connection,
      table,
      mode,
      ...(options.zone === undefined ? {} : { zoneId: await zoneNamed(hub, options.zone) }),
      ...(options.as === undefined ? {} : { as: options.as }),
      ...(options.watermark === undefined ? {} : { watermark: options.watermark }),
      ...(options.cron === undefined ? {} : { cron: options.cron }),
    },
  });
  await tellRun(hub, follow, run, options.json ?? false);
}

/** Shows a run to its end or, where it follows on, until the first rows are in. */
export async function tellRun(hub: HubConnection, follow: Follow, run: Run, isJson: boolean): Promise<void> {
  const ended = await untilThere(hub, run, follow.resourceName);
  if (ended.state === "failed" || ended.state === "cancelled") {
    if (isJson) sayJson({ follow: follow.id, run: ended.number, state: ended.state, problem: ended.problem });
    const { problem } = ended;
    throw new CommandFailure(problem ? `${problem.zh}\n${problem.en}` : "运行没有完成 · the run did not finish");
  }
  if (isJson) return sayJson({ follow: follow.id, ...factsOf(ended) });
  say(lineOf(ended));
  if (ended.endedAt === null) say("  正在持续跟踪；用 weir runs 查看。 It follows on; see weir runs.");
}

export function modeOf(word: string): TableMode {
  const mode = tableModes.find((known) => known === (word === "cdc" ? "capture" : word));
  if (mode) return mode;
  throw new CommandFailure(
    `没有“${word}”这种方式；数据库可用：full、watermark、compare、cdc；目录、SFTP、网址用 files，消息流用 stream。\nThere is no mode ${word}: of databases full, watermark, compare, cdc; of folders, SFTP and web addresses files; of messages stream.`,
    exitCodes.usage,
  );
}

async function zoneNamed(hub: HubConnection, name: string): Promise<string> {
  const { items } = await hub.call(agentRoutes.listZones);
  const zone = items.find((one) => one.name === name || one.id === name);
  if (zone) return zone.id;
  throw new CommandFailure(`没有归集区“${name}”。\nThere is no zone ${name}.`);
}

const askEveryMs = 300;

async function untilThere(hub: HubConnection, run: Run, title: string): Promise<Run> {
  const show = showProgress(title);
  try {
    for (;;) {
      const now = await hub.call(followRoutes.getRun, { params: { id: run.id } });
      const stage = now.stages.at(-1);
      if (now.endedAt !== null || isThere(now)) return now;
      const waits = now.waitsFor ?? { zh: stage?.name ?? "", en: "" };
      show.update({ phase: waits, done: stage?.rows ?? 0, total: null, facts: {} });
      await new Promise((resolve) => setTimeout(resolve, askEveryMs));
    }
  } finally {
    show.stop();
  }
}

/** A run that goes on for ever is there when it reads what is new. */
const isThere = ({ mode, stages, loadId }: Run): boolean =>
  (mode === "capture" || mode === "stream") && stages.at(-1)?.name === "follow" && loadId !== null;
