import { Command } from "commander";
import { followRoutes, type Follow } from "#contract/intake-follow";
import { connect } from "./connection.ts";
import { factsOf, lineOf } from "./follow.ts";
import { say, sayJson, table } from "./output.ts";

/** `weir runs`: how every follow stands, or the newest runs of one. */
export const runsCommand = (): Command =>
  new Command("runs")
    .description("跟踪任务与最近的运行 · follows and their newest runs")
    .argument("[resource]", "name of a followed resource; all follows, otherwise")
    .option("--limit <n>", "how many", "20")
    .option("--json", "one JSON object on standard output")
    .action(async (resource: string | undefined, options: { limit: string; json?: boolean }) => {
      await using hub = await connect(process.env);
      const limit = Number(options.limit) || 20;
      const q = resource === undefined ? {} : { q: resource };
      const follows = await hub.call(followRoutes.listFollows, { query: { limit, ...q } });
      if (resource === undefined) {
        if (options.json) return sayJson(follows);
        say(
          follows.items.length === 0
            ? "还没有跟踪任何来源。 Nothing is followed yet."
            : table(follows.items.map(rowOf)),
        );
        return;
      }
      const follow = follows.items.find((item) => item.resourceName === resource) ?? follows.items[0];
      if (!follow) return say(`没有跟踪“${resource}”。 ${resource} is not followed.`);
      const runs = await hub.call(followRoutes.listRuns, { query: { limit, followId: follow.id } });
      if (options.json) return sayJson({ follow, runs: runs.items.map(factsOf) });
      say(
        [`${follow.resourceName}：${follow.text.zh} ${follow.scheduleText.zh}`, ...runs.items.map(lineOf)].join("\n"),
      );
    });

function rowOf(follow: Follow): string[] {
  const seconds = follow.lag?.seconds;
  return [
    follow.health,
    follow.resourceName,
    follow.plan.mode,
    seconds === null || seconds === undefined ? "-" : `${Math.round(seconds)} s`,
    follow.lastReconciliation ? (follow.lastReconciliation.isMatching ? "=" : "≠") : "-",
    follow.text.zh,
  ];
}
