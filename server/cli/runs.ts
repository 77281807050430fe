import { Command } from "commander";
import { type Follow, followRoutes, runStates } from "#contract/intake-follow";
import { connect, type HubConnection } from "./connection.ts";
import { CommandFailure, exitCodes, say, sayJson, table } from "./output.ts";
import { factsOf, lineOf, pageOfRun, rowOf } from "./run-lines.ts";

interface Options {
  readonly limit: string;
  readonly state?: string;
  readonly json?: boolean;
}

/** `weir runs`: how every follow stands; the newest runs of one, or in one state; one run whole. */
export const runsCommand = (): Command =>
  new Command("runs")
    .description("跟踪任务与最近的运行 · follows and their newest runs")
    .argument("[resource]", "name of a followed resource; all follows, otherwise")
    .argument("[number]", "which of its runs, to see it whole")
    .option("--limit <n>", "how many", "20")
    .option("--state <state>", `runs in this state: ${runStates.join(", ")}`)
    .option("--json", "one JSON object on standard output")
    .action(async (resource: string | undefined, number: string | undefined, options: Options) => {
      await using hub = await connect(process.env);
      if (resource !== undefined) return await runsOf(hub, resource, number, options);
      if (options.state !== undefined) return await newest(hub, options);
      const follows = await hub.call(followRoutes.listFollows, { query: { limit: limitOf(options) } });
      if (options.json) return sayJson(follows);
      const { items } = follows;
      say(items.length === 0 ? "还没有跟踪任何来源。 Nothing is followed yet." : table(items.map(rowOf)));
    });

async function newest(hub: HubConnection, options: Options): Promise<void> {
  const runs = await hub.call(followRoutes.listRuns, { query: { limit: limitOf(options), ...stateOf(options) } });
  if (options.json) return sayJson({ total: runs.total, byState: runs.byState, runs: runs.items.map(factsOf) });
  say(runs.items.length === 0 ? "没有这样的运行。 No such runs." : runs.items.map(lineOf).join("\n"));
}

async function runsOf(hub: HubConnection, name: string, number: string | undefined, options: Options): Promise<void> {
  const follow = await followNamed(hub, name);
  const query = { followId: follow.id, ...stateOf(options) };
  if (number === undefined) {
    const runs = await hub.call(followRoutes.listRuns, { query: { ...query, limit: limitOf(options) } });
    if (options.json) return sayJson({ follow, runs: runs.items.map(factsOf) });
    const head = `${follow.resourceName}：${follow.text.zh} ${follow.scheduleText.zh}`;
    return say([head, ...runs.items.map(lineOf)].join("\n"));
  }
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: Awaited<ReturnType<typeof pageOfRuns>> = await pageOfRuns(hub, follow.id, cursor);
    const run = page.items.find((one) => one.followNumber === Number(number));
    if (run) return options.json ? sayJson(factsOf(run)) : say(pageOfRun(run));
    cursor = page.next;
  }
  throw new CommandFailure(`“${name}”没有第 ${number} 次运行。\n${name} has no run ${number}.`);
}

const pageOfRuns = (hub: HubConnection, followId: string, cursor: string) =>
  hub.call(followRoutes.listRuns, { query: { followId, limit: 500, ...(cursor === "" ? {} : { cursor }) } });

async function followNamed(hub: HubConnection, name: string): Promise<Follow> {
  const { items } = await hub.call(followRoutes.listFollows, { query: { limit: 100, q: name.slice(0, 60) } });
  const follow = items.find((item) => item.resourceName === name) ?? items[0];
  if (follow) return follow;
  throw new CommandFailure(`没有跟踪“${name}”。\n${name} is not followed.`);
}

function stateOf({ state }: Options) {
  if (state === undefined) return {};
  const known = runStates.find((one) => one === state);
  if (known) return { state: known };
  throw new CommandFailure(
    `没有“${state}”这种状态；可用：${runStates.join("、")}。\nThere is no state ${state}: ${runStates.join(", ")}.`,
    exitCodes.usage,
  );
}

const limitOf = ({ limit }: Options): number => Number(limit) || 20;
