import { intakeRoutes, type Source } from "#contract/intake";
import { arrivalRoutes } from "#contract/intake-arrivals";
import { type Follow, followRoutes, type Run } from "#contract/intake-follow";
import { arrivalPolicies, type ArrivalPolicy, type Place } from "#contract/intake-place";
import type { HubConnection } from "./connection.ts";
import { type FollowOptions, tellRun } from "./follow.ts";
import { CommandFailure, exitCodes, note } from "./output.ts";
import type { SourceGiven } from "./source-url.ts";

export interface PlaceOptions extends FollowOptions {
  readonly policy?: string;
  readonly key?: string;
}

/**
 * `weir load sftp://… | nats://… | kafka://…`, and folders and web addresses with `--mode files`: registers the place, follows
 * what arrives in it, and waits for the first rows. Given again, what is followed already just runs.
 */
export async function followPlace(
  hub: HubConnection,
  department: string,
  { place, secret, pattern }: Extract<SourceGiven, { is: "place" }>,
  options: PlaceOptions,
): Promise<void> {
  const table = options.table ?? pattern;
  if (table === "")
    throw new CommandFailure(
      "请用 --table 说明是哪些文件（如 人口_*.csv）或哪个消息流。\nSay which files (such as people_*.csv) or which stream with --table.",
      exitCodes.usage,
    );
  const source = await sourceOf(hub, department, place, secret);
  const known = await followOf(hub, source.id, table);
  const follow = known ?? (await begin(hub, source.id, place, table, options));
  const run = await runOf(hub, follow, known !== undefined);
  if (run) await tellRun(hub, follow, run, options.json ?? false);
  else note("已登记，等文件到达。 Registered; it waits for files to arrive.");
}

async function sourceOf(hub: HubConnection, department: string, place: Place, secret: string): Promise<Source> {
  const name = nameOf(place).slice(0, 80);
  const { items } = await hub.call(intakeRoutes.listSources, {
    query: { department, q: name.slice(0, 60), limit: 100 },
  });
  const found = items.find((one) => one.name === name);
  return found ?? (await hub.call(arrivalRoutes.createPlaceSource, { body: { name, department, place, secret } }));
}

async function followOf(hub: HubConnection, sourceId: string, table: string): Promise<Follow | undefined> {
  const { items } = await hub.call(followRoutes.listFollows, { query: { sourceId, limit: 500 } });
  return items.find((one) => one.table === table);
}

async function begin(
  hub: HubConnection,
  sourceId: string,
  place: Place,
  table: string,
  { as, policy, key, cron }: PlaceOptions,
): Promise<Follow> {
  const keys = key?.split(",").map((one) => one.trim()) ?? [];
  const isStream = place.kind === "nats" || place.kind === "kafka";
  const schedule = cron === undefined ? ({ kind: "arrival" } as const) : ({ kind: "cron", cron } as const);
  return await hub.call(followRoutes.createFollow, {
    body: {
      sourceId,
      table,
      resourceName: as ?? table,
      plan: isStream
        ? { mode: "stream", key: keys, schedule: { kind: "always" } }
        : { mode: "files", key: keys, files: { policy: policyOf(policy) }, schedule },
    },
  });
}

/** The run under way, or a new one of what was followed already. */
async function runOf(hub: HubConnection, follow: Follow, isKnown: boolean): Promise<Run | undefined> {
  const { items } = await hub.call(followRoutes.listRuns, { query: { followId: follow.id, limit: 1 } });
  const [last] = items;
  if (last && (last.endedAt === null || !isKnown)) return last;
  return isKnown ? await hub.call(followRoutes.runFollow, { params: { id: follow.id }, body: {} }) : undefined;
}

function policyOf(word: string | undefined): ArrivalPolicy {
  const policy = arrivalPolicies.find((one) => one === (word ?? "append"));
  if (policy) return policy;
  throw new CommandFailure(
    `没有“${word}”这种办法；可用：${arrivalPolicies.join("、")}。\nThere is no policy ${word}: ${arrivalPolicies.join(", ")}.`,
    exitCodes.usage,
  );
}

/** As a person would write it, without what opens it. */
export function nameOf(place: Place): string {
  switch (place.kind) {
    case "folder":
      return place.path;
    case "sftp":
      return `sftp://${place.user}@${place.host}:${place.port}${place.path}`;
    case "http":
      return place.url;
    case "nats":
    case "kafka":
      return `${place.kind}://${place.host}:${place.port}`;
  }
}
