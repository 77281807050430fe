import pg from "pg";
import type { PushTarget } from "#contract/gate";
import { name } from "#kernel/lake/lake";
import { castOf } from "./condition-sql.ts";
import type { PlanItem } from "./plan.ts";
import {
  hashColumn,
  keyColumn,
  leavesAsText,
  type PushBatch,
  type PushState,
  stateTable,
  type TargetTable,
} from "./push-target.ts";

const connectTimeoutMs = 10_000;

/** PostgreSQL and databases that speak its protocol (人大金仓, openGauss). */
export async function openPostgresTarget(
  target: PushTarget,
  password: string,
  projection: readonly PlanItem[],
): Promise<TargetTable> {
  const client = new pg.Client({
    host: target.host,
    port: target.port,
    database: target.database,
    user: target.user,
    password,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: "weir-push",
  });
  // A connection lost while idle shows at the next statement.
  client.on("error", () => {});
  await client.connect();
  const schema = target.schema || "public";
  const table = name(schema, target.table);
  const states = name(schema, stateTable);
  const [key, hash] = [name(keyColumn), name(hashColumn)];
  const typeOf = (item: PlanItem): string => (leavesAsText(item) ? "text" : castOf(item.type.kind));
  const columns = projection.map((item) => name(item.field));

  async function writeRows({ upserts, deletes }: PushBatch): Promise<void> {
    if (deletes.length > 0) await client.query(`delete from ${table} where ${key} = any($1::text[])`, [deletes]);
    if (upserts.length === 0) return;
    const lists = ["$1::text[]", "$2::text[]", ...projection.map((item, at) => `$${at + 3}::${typeOf(item)}[]`)];
    const sets = [hash, ...columns].map((column) => `${column} = excluded.${column}`);
    await client.query(
      `insert into ${table} (${[key, hash, ...columns].join(", ")}) select * from unnest(${lists.join(", ")})
       on conflict (${key}) do update set ${sets.join(", ")}`,
      [
        upserts.map((row) => row.key),
        upserts.map((row) => row.hash),
        ...projection.map((_, at) => upserts.map((row) => row.values[at] ?? null)),
      ],
    );
  }

  return {
    async prepare() {
      const items = projection.map((item, at) => `${columns[at]} ${typeOf(item)}`);
      await client.query(
        `create table if not exists ${table} (${key} text collate "C" primary key, ${hash} text not null, ${items.join(", ")})`,
      );
      await client.query(
        `create table if not exists ${states} (grant_id text primary key, run text not null, position text not null, is_done boolean not null)`,
      );
    },
    async state(grantId) {
      const { rows } = await client.query<PushState>(
        `select s.run, s.position, s.is_done as "isDone" from ${states} s where s.grant_id = $1`,
        [grantId],
      );
      return rows[0] ?? null;
    },
    async hashes(after, upTo) {
      const { rows } = await client.query<{ k: string; h: string }>(
        `select t.${key} as k, t.${hash} as h from ${table} t where t.${key} > $1${upTo === null ? "" : ` and t.${key} <= $2`}`,
        upTo === null ? [after] : [after, upTo],
      );
      return new Map(rows.map((row) => [row.k, row.h]));
    },
    async write(grantId, before, batch, after) {
      await client.query("begin");
      try {
        const { rowCount } =
          before === null
            ? await client.query(
                `insert into ${states} (grant_id, run, position, is_done) values ($1, $2, $3, $4) on conflict do nothing`,
                [grantId, after.run, after.position, after.isDone],
              )
            : await client.query(
                `update ${states} set run = $2, position = $3, is_done = $4
                 where grant_id = $1 and run = $5 and position = $6 and is_done = $7`,
                [grantId, after.run, after.position, after.isDone, before.run, before.position, before.isDone],
              );
        if (rowCount === 1) await writeRows(batch);
        await client.query("commit");
        return rowCount === 1;
      } catch (error) {
        await client.query("rollback").catch(() => {});
        throw error;
      }
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}
