import mysql, { type ResultSetHeader, type RowDataPacket } from "mysql2/promise";
import type { ValueKind } from "#contract/dictionary";
import type { PushTarget } from "#contract/gate";
import type { PlanItem } from "./plan.ts";
import { hashColumn, keyColumn, leavesAsText, type PushBatch, stateTable, type TargetTable } from "./push-target.ts";

const connectTimeoutMs = 10_000;

const types: Readonly<Record<ValueKind, string>> = {
  text: "longtext",
  integer: "bigint",
  decimal: "decimal(38, 10)",
  number: "double",
  date: "date",
  datetime: "datetime(6)",
  time: "time(6)",
  boolean: "boolean",
};

const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

/** MariaDB and MySQL, InnoDB tables. */
export async function openMysqlTarget(
  target: PushTarget,
  password: string,
  projection: readonly PlanItem[],
): Promise<TargetTable> {
  const { host, port, user, database } = target;
  const client = await mysql.createConnection({
    host,
    port,
    user,
    password,
    database,
    connectTimeout: connectTimeoutMs,
    charset: "utf8mb4",
    dateStrings: true,
  });
  client.on("error", () => {});
  const schema = quoted(target.schema || database);
  const table = `${schema}.${quoted(target.table)}`;
  const states = `${schema}.${quoted(stateTable)}`;
  const [key, hash] = [quoted(keyColumn), quoted(hashColumn)];
  const columns = projection.map((item) => quoted(item.field));

  async function writeRows({ upserts, deletes }: PushBatch): Promise<void> {
    if (deletes.length > 0) await client.query(`delete from ${table} where ${key} in (?)`, [deletes]);
    if (upserts.length === 0) return;
    const sets = [hash, ...columns].map((column) => `${column} = values(${column})`);
    await client.query(
      `insert into ${table} (${[key, hash, ...columns].join(", ")}) values ? on duplicate key update ${sets.join(", ")}`,
      [upserts.map((row) => [row.key, row.hash, ...row.values])],
    );
  }

  return {
    async prepare() {
      const items = projection.map(
        (item, at) => `${columns[at]} ${leavesAsText(item) ? "longtext" : types[item.type.kind]}`,
      );
      const ascii = "character set ascii collate ascii_bin";
      await client.query(
        `create table if not exists ${table} (${key} varchar(80) ${ascii} primary key, ${hash} varchar(60) ${ascii} not null,
         ${items.join(", ")}) engine = InnoDB character set utf8mb4`,
      );
      await client.query(
        `create table if not exists ${states} (grant_id varchar(60) primary key, run varchar(200) not null,
         position varchar(80) not null, is_done boolean not null) engine = InnoDB`,
      );
    },
    async state(grantId) {
      const [rows] = await client.query<RowDataPacket[]>(
        `select s.run, s.position, s.is_done from ${states} s where s.grant_id = ?`,
        [grantId],
      );
      const [row] = rows;
      return row
        ? { run: String(row["run"]), position: String(row["position"]), isDone: Number(row["is_done"]) === 1 }
        : null;
    },
    async hashes(after, upTo) {
      const [rows] = await client.query<RowDataPacket[]>(
        `select t.${key} as k, t.${hash} as h from ${table} t where t.${key} > ?${upTo === null ? "" : ` and t.${key} <= ?`}`,
        upTo === null ? [after] : [after, upTo],
      );
      return new Map(rows.map((row) => [String(row["k"]), String(row["h"])]));
    },
    async write(grantId, before, batch, after) {
      await client.beginTransaction();
      try {
        const facts = [after.run, after.position, after.isDone];
        const [result] =
          before === null
            ? await client.query<ResultSetHeader>(
                `insert ignore into ${states} (run, position, is_done, grant_id) values (?, ?, ?, ?)`,
                [...facts, grantId],
              )
            : await client.query<ResultSetHeader>(
                `update ${states} set run = ?, position = ?, is_done = ?
                 where grant_id = ? and run = ? and position = ? and is_done = ?`,
                [...facts, grantId, before.run, before.position, before.isDone],
              );
        if (result.affectedRows === 1) await writeRows(batch);
        await client.commit();
        return result.affectedRows === 1;
      } catch (error) {
        await client.rollback().catch(() => {});
        throw error;
      }
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}
