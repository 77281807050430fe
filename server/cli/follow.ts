import { tableModes, followRoutes, type TableMode, type Run } from "#contract/intake-follow";
import type { DatabaseKind } from "#contract/intake";
import type { HubConnection } from "./connection.ts";
import { CommandFailure, say, sayJson, showProgress } from "./output.ts";

export interface FollowOptions {
  readonly as?: string;
  readonly table?: string;
  readonly mode?: string;
  readonly watermark?: string;
  readonly cron?: string;
  readonly json?: boolean;
}

const kinds: Readonly<Record<string, DatabaseKind>> = {
  "postgres:": "postgres",
  "postgresql:": "postgres",
  "mysql:": "mysql",
  "mariadb:": "mysql",
};
const ports: Readonly<Record<DatabaseKind, number>> = { postgres: 5432, mysql: 3306 };

/** Whether this names a database rather than a file. */
export const isDatabaseUrl = (source: string): boolean => kindOf(source) !== undefined;

const kindOf = (source: string): DatabaseKind | undefined => kinds[/^[a-z]+:(?=\/\/)/.exec(source)?.[0] ?? ""];

/** `weir load postgres://… --table … --mode full|watermark|compare|cdc`: follows a table and waits for its first rows. */
export async function followTable(
  hub: HubConnection,
  department: string,
  source: string,
  options: FollowOptions,
): Promise<void> {
  const table = options.table;
  if (table === undefined) throw new CommandFailure("请用 --table 说明是哪张表。\nSay which table with --table.");
  const mode = modeOf(options.mode ?? "full");
  const { follow, run } = await hub.call(followRoutes.quickFollow, {
    body: {
      department,
      ...connectionOf(source),
      table,
      mode,
      ...(options.as === undefined ? {} : { as: options.as }),
      ...(options.watermark === undefined ? {} : { watermark: options.watermark }),
      ...(options.cron === undefined ? {} : { cron: options.cron }),
    },
  });
  const ended = await untilThere(hub, run, follow.resourceName);
  if (ended.state === "failed" || ended.state === "cancelled") {
    if (options.json) sayJson({ follow: follow.id, run: ended.number, state: ended.state, problem: ended.problem });
    const { problem } = ended;
    throw new CommandFailure(problem ? `${problem.zh}\n${problem.en}` : "运行没有完成 · the run did not finish");
  }
  if (options.json) return sayJson({ follow: follow.id, resource: follow.resourceName, ...factsOf(ended) });
  say(lineOf(ended));
  if (ended.state === "running") say("  正在持续跟踪；用 weir runs 查看。 It follows on; see weir runs.");
}

function modeOf(word: string): TableMode {
  const mode = tableModes.find((known) => known === (word === "cdc" ? "capture" : word));
  if (mode) return mode;
  throw new CommandFailure(
    `没有“${word}”这种方式；可用：full、watermark、compare、cdc。\nThere is no mode ${word}: full, watermark, compare, cdc.`,
  );
}

function connectionOf(source: string) {
  const kind = kindOf(source) ?? "postgres";
  const url = new URL(source);
  const word = (text: string) => decodeURIComponent(text);
  return {
    kind,
    connection: {
      // A folder of sockets is given as PostgreSQL's own clients take it: ?host=/run/postgresql.
      host: url.searchParams.get("host") ?? url.hostname,
      port: Number(url.port) || ports[kind],
      database: word(url.pathname.slice(1)),
      user: word(url.username),
      password: word(url.password),
      schema: url.searchParams.get("schema") ?? "",
    },
  };
}

const askEveryMs = 300;

/** Until the run has ended or, where it follows on, the whole table is in. */
async function untilThere(hub: HubConnection, run: Run, title: string): Promise<Run> {
  const show = showProgress(title);
  try {
    for (;;) {
      const now = await hub.call(followRoutes.getRun, { params: { id: run.id } });
      const stage = now.stages.at(-1);
      if (now.endedAt !== null || (now.mode === "capture" && stage?.name === "follow" && now.loadId !== null))
        return now;
      show.update({ phase: { zh: stage?.name ?? "", en: "" }, done: stage?.rows ?? 0, total: null, facts: {} });
      await new Promise((resolve) => setTimeout(resolve, askEveryMs));
    }
  } finally {
    show.stop();
  }
}

export const factsOf = (run: Run) => ({
  run: run.number,
  mode: run.mode,
  state: run.state,
  ...run.counts,
  batches: run.batches,
  isMatching: run.reconciliation?.isMatching ?? null,
  entry: run.entry,
  problem: run.problem,
});

export function lineOf(run: Run): string {
  const { read, inserted, updated, deleted, rejected } = run.counts;
  const mark = run.state === "failed" ? "✖" : run.state === "done" ? "✔" : "…";
  const compared = run.reconciliation ? (run.reconciliation.isMatching ? "，对账相符" : "，对账不符") : "";
  return `${mark} #${run.number} ${run.resourceName} (${run.mode})  读 ${read}  增 ${inserted}  改 ${updated}  删 ${deleted}  退回 ${rejected}${compared}${run.problem ? `\n    ${run.problem.zh}` : ""}`;
}
