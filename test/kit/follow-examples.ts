import type { Source } from "#contract/intake";
import type { Follow, Run } from "#contract/intake-follow";
import pg from "pg";
import { freshDatabaseUrl } from "./database.ts";
import { testBureau } from "./hub.ts";
import type { RouteExample, RouteGround } from "./route-ground.ts";

/** Examples of following: each on a table of its own in a real database. */
export function followExamples(): Readonly<Record<string, RouteExample>> {
  let database: Promise<URL> | undefined;
  let connection = { host: "", port: 5432, database: "", user: "", password: "", schema: "public" };
  const makeDatabase = async (): Promise<URL> => {
    const url = new URL(await freshDatabaseUrl());
    connection = {
      ...connection,
      host: url.searchParams.get("host") ?? url.hostname,
      port: Number(url.port || 5432),
      database: url.pathname.slice(1),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
    };
    return url;
  };
  /** Each on a connection of its own: one that stays open would keep the test's process from ending. */
  const execute = async (statement: string): Promise<void> => {
    database ??= makeDatabase();
    const client = new pg.Client({ connectionString: (await database).href });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  const table = async ({ fresh }: RouteGround): Promise<string> => {
    const name = `t_${fresh("x").replaceAll(/\W/g, "_")}`;
    await execute(
      `create table "${name}" (serial integer primary key, title text); insert into "${name}" values (1, '甲')`,
    );
    return name;
  };
  const source = async (ground: RouteGround): Promise<Source> =>
    ground.made<Source>("department-steward", "/api/intake/sources", {
      name: ground.fresh("跟踪来源"),
      kind: "postgres",
      department: testBureau,
      connection,
    });
  const body = async (ground: RouteGround, starts = false) => {
    const name = await table(ground);
    return {
      sourceId: (await source(ground)).id,
      table: name,
      resourceName: ground.fresh("跟踪"),
      plan: { mode: "compare" },
      starts,
    };
  };
  const follow = async (ground: RouteGround, starts = false): Promise<Follow> =>
    ground.made<Follow>("department-steward", "/api/intake/follows", await body(ground, starts));
  const as = "department-steward" as const;
  const onFollow = (given: Record<string, unknown> = {}): RouteExample => ({
    as,
    make: async (ground) => ({ params: { id: (await follow(ground)).id }, body: given }),
  });
  return {
    "intake.create-follow": { as, make: async (ground) => ({ body: await body(ground) }) },
    "intake.edit-follow": {
      as,
      async make(ground) {
        const { id, version, plan } = await follow(ground);
        return { params: { id }, body: { plan: { ...plan, dirtyLimit: 0.5 } }, ifMatch: version };
      },
    },
    "intake.end-follow": { as, make: async (ground) => ({ params: { id: (await follow(ground)).id } }) },
    "intake.pause-follow": onFollow({ reason: "来源检修" }),
    "intake.resume-follow": {
      as,
      async make(ground) {
        const { id } = await follow(ground);
        await ground.made(as, `/api/intake/follows/${id}/pause`, {});
        return { params: { id } };
      },
    },
    "intake.run-follow": onFollow({}),
    "intake.reconcile-follow": { as, make: async (ground) => ({ params: { id: (await follow(ground)).id } }) },
    "intake.settle-drift": {
      as,
      async make(ground) {
        const name = await table(ground);
        const made = await ground.made<Follow>(as, "/api/intake/follows", {
          sourceId: (await source(ground)).id,
          table: name,
          resourceName: ground.fresh("跟踪"),
          plan: { mode: "compare" },
        });
        await runEnded(ground, made.id);
        await execute(`alter table "${name}" add column extra integer`);
        await ground.made(as, `/api/intake/follows/${made.id}/run`, {});
        await runEnded(ground, made.id);
        const client = await ground.person(as);
        const { body: seen } = await client.get<Follow>(`/api/intake/follows/${made.id}`);
        return { params: { id: seen.drift?.id ?? "" }, body: {} };
      },
    },
    "intake.cancel-run": {
      as,
      async make(ground) {
        const made = await follow(ground);
        // A window that is not open now keeps the run waiting.
        const hour = new Date(Date.now() + 12 * 3_600_000).toISOString().slice(11, 13);
        const window = { from: `${hour}:00`, to: `${hour}:01`, timeZone: "UTC" };
        const client = await ground.person(as);
        await client.patch(
          `/api/intake/follows/${made.id}`,
          { plan: { ...made.plan, window } },
          { ifMatch: made.version },
        );
        const run = await ground.made<Run>(as, `/api/intake/follows/${made.id}/run`, {});
        return { params: { id: run.id } };
      },
    },
    "intake.edit-source-limits": {
      as,
      async make(ground) {
        await table(ground);
        return { params: { id: (await source(ground)).id }, body: { runs: 1, bytesPerSecond: 1_000_000 }, ifMatch: 0 };
      },
    },
    "intake.quick-follow": {
      as,
      async make(ground) {
        const name = await table(ground);
        return {
          body: {
            department: testBureau,
            kind: "postgres",
            connection,
            table: name,
            as: ground.fresh("一步跟踪"),
            mode: "full",
          },
        };
      },
    },
  };
}

async function runEnded({ person }: RouteGround, followId: string): Promise<void> {
  const client = await person("department-steward");
  for (let tries = 0; tries < 1000; tries += 1) {
    const { body } = await client.get<{ items: Run[] }>(`/api/intake/runs?followId=${followId}&limit=1`);
    if (body.items[0]?.endedAt) return;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
