import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { Connection, DatabaseKind, Source } from "#contract/intake";
import type { Follow, FollowPlan, Run } from "#contract/intake-follow";
import type { TestClient } from "#test/client";
import { type TestHub, testBureau } from "#test/hub";

/** A real server whose tables are followed. */
export interface SourceServer {
  readonly kind: DatabaseKind;
  readonly connection: Connection & { readonly password: string };
  run(sql: string): Promise<void>;
  /** Rows as text, by the select's own names. */
  rows(sql: string): Promise<Record<string, string | null>[]>;
}

type Plan = Partial<FollowPlan> & Pick<FollowPlan, "mode">;

export interface FollowGround {
  follow(server: SourceServer, table: string, plan: Plan, more?: { starts?: boolean }): Promise<Follow>;
  run(follow: Follow, body?: { rereads?: boolean }): Promise<Run>;
  /** Waits until the newest run has ended. */
  ended(follow: Follow): Promise<Run>;
  seen(follow: Follow): Promise<Follow>;
  /** The first columns of the standard table as text, under these names, ordered by the first of them. */
  lakeRows(follow: Follow, fields: readonly string[]): Promise<Record<string, string | null>[]>;
}

let count = 0;

export function followGround(hub: TestHub, officer: TestClient): FollowGround {
  const ended: FollowGround["ended"] = async ({ id }) => {
    for (let tries = 0; tries < 2000; tries += 1) {
      const { body } = await officer.get<{ items: Run[] }>(`/api/intake/runs?followId=${id}&limit=1`);
      const run = body.items[0];
      if (run?.endedAt) return run;
      await delay(30);
    }
    throw new Error(`The run of follow ${id} does not end.`);
  };
  return {
    async follow(server, table, plan, more = {}) {
      count += 1;
      const source = await officer.post<Source>("/api/intake/sources", {
        name: `来源 ${count}`,
        kind: server.kind,
        department: testBureau,
        connection: server.connection,
      });
      assert.equal(source.status, 201, source.text);
      const made = await officer.post<Follow>("/api/intake/follows", {
        sourceId: source.body.id,
        table,
        resourceName: `跟踪 ${count}`,
        plan,
        ...more,
      });
      assert.equal(made.status, 201, made.text);
      return made.body;
    },
    async run(follow, body = {}) {
      const begun = await officer.post<Run>(`/api/intake/follows/${follow.id}/run`, body);
      assert.equal(begun.status, 201, begun.text);
      return ended(follow);
    },
    ended,
    seen: async ({ id }) => (await officer.get<Follow>(`/api/intake/follows/${id}`)).body,
    async lakeRows(follow, fields) {
      const { table } = await hub.hub.catalog.resource(hub.hub.call(), follow.resourceId);
      await using session = await hub.lake.session();
      const own = (await session.columnsOf(table)).map(({ name }) => name).filter((name) => !name.startsWith("_"));
      const columns = fields.map((field, index) => `t."${own[index] ?? ""}"::varchar as "${field}"`);
      return await session.read(`select ${columns.join(", ")} from ${table} t order by t."${own[0] ?? ""}"`);
    },
  };
}
