import pg from "pg";
import type { Connection } from "#contract/intake";
import { captureImpossible, positionLost } from "./capture-refusals.ts";
import type { ChangeReader, Snapshot } from "./change-stream.ts";
import { connectionProblem } from "./database-problems.ts";
import { openPostgres } from "./postgres.ts";
import { factsOf, findingsOf } from "./postgres-check.ts";
import { openPostgresStream } from "./postgres-stream.ts";
import { quotedName } from "./postgres-wal.ts";
import { compareLsn, lsnNumber, lsnText, openWalConnection } from "./postgres-wire.ts";
import type { PrepareOptions } from "./reader.ts";

interface SlotRow {
  readonly consistent_point: string;
  readonly snapshot_name: string;
}

/**
 * Changes of a PostgreSQL table by logical replication. `name` (lower-case letters, digits, underscores) names the slot and
 * the publication; one reader of a name at a time.
 */
export async function openPostgresCapture(
  connection: Connection,
  password: string,
  name: string,
): Promise<ChangeReader> {
  const client = await questionConnection(connection, password);
  const schema = connection.schema || "public";
  const slot = `weir_${name}`;
  const facts = (table: string) => factsOf(client, schema, table, slot, slot);
  return {
    check: async (table) => findingsOf(await facts(table), schema, table),

    async snapshot(options): Promise<Snapshot> {
      const found = await facts(options.table);
      captureImpossible(findingsOf(found, schema, options.table), options.table);
      // What is published must be so before the slot begins: the log is read with the catalog of its own time.
      if (found.publication === null) await publish(client, slot, schema, options.table, found.version);
      await dropSlot(client, slot);
      return snapshotOf(
        connection,
        password,
        `CREATE_REPLICATION_SLOT ${slot} LOGICAL pgoutput EXPORT_SNAPSHOT`,
        options,
      );
    },

    async stream(options) {
      const found = await facts(options.table);
      if (found.publication === null)
        throw positionLost(options.position, "发布已被删除", "the publication was dropped");
      await freeSlot(client, slot);
      await refuseLostSlot(client, slot, options.position);
      return openPostgresStream(
        { connection, password, client, schema, slot, publication: found.publication },
        options,
      );
    },

    async census(tableName, columns, signal) {
      // A slot that goes with its connection pins a snapshot to an exact place in the log.
      const temporary = `${slot}_c${Date.now().toString(36)}`;
      const sql = `CREATE_REPLICATION_SLOT ${temporary} TEMPORARY LOGICAL pgoutput EXPORT_SNAPSHOT`;
      await using holder = await exported(connection, password, sql);
      await using table = await openPostgres(connection, password, { snapshot: holder.snapshot });
      const stop = (): void => void table[Symbol.asyncDispose]();
      signal.addEventListener("abort", stop, { once: true });
      try {
        signal.throwIfAborted();
        return { ...(await table.census(tableName, columns)), position: holder.position };
      } finally {
        signal.removeEventListener("abort", stop);
      }
    },

    async release() {
      await dropSlot(client, slot);
      const own = await client.query("select 1 from pg_catalog.pg_publication where pubname = $1", [slot]);
      if (own.rows.length > 0) await client.query(`drop publication if exists ${quotedName(slot)}`);
    },

    compare: compareLsn,

    [Symbol.asyncDispose]: () => client.end().catch(() => {}),
  };
}

const connectTimeoutMs = 10_000;

async function questionConnection(connection: Connection, password: string): Promise<pg.Client> {
  const { host, port, user, database } = connection;
  const client = new pg.Client({
    host,
    port,
    user,
    database,
    password,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: "weir-capture",
    keepAlive: true,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("set statement_timeout = 0");
    return client;
  } catch (cause) {
    await client.end().catch(() => {});
    throw connectionProblem(connection, cause);
  }
}

/** A snapshot lives as long as the connection that made its slot stays as it is. */
async function exported(connection: Connection, password: string, createSlot: string) {
  const wal = await openWalConnection(connection, password);
  try {
    const made = await wal.query<SlotRow>(createSlot);
    const [row] = made.rows;
    if (!row) throw new Error("A slot was made without a word of it.");
    return {
      // Transactions whose commit lies before the consistent point are in the snapshot, and no others.
      position: lsnText(lsnNumber(row.consistent_point)),
      snapshot: row.snapshot_name,
      [Symbol.asyncDispose]: () => wal.end().catch(() => {}),
    };
  } catch (cause) {
    await wal.end().catch(() => {});
    throw cause;
  }
}

async function snapshotOf(
  connection: Connection,
  password: string,
  createSlot: string,
  options: PrepareOptions,
): Promise<Snapshot> {
  await using open = new AsyncDisposableStack();
  const { position, snapshot } = open.use(await exported(connection, password, createSlot));
  const reader = open.use(await openPostgres(connection, password, { snapshot }));
  const prepared = await reader.prepare(options);
  const held = open.move();
  return { prepared, position, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

async function publish(client: pg.Client, name: string, schema: string, table: string, version: number): Promise<void> {
  const publication = quotedName(name);
  await client.query(`drop publication if exists ${publication}`);
  const root = version >= 130_000 ? " with (publish_via_partition_root = true)" : "";
  await client.query(`create publication ${publication} for table ${quotedName(schema)}.${quotedName(table)}${root}`);
}

/** A reader of ours that was killed, or has just left, may hold it still: one of a name at a time, the last one wins. */
async function freeSlot(client: pg.Client, slot: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = await client.query(
      `select pg_terminate_backend(s.active_pid) from pg_catalog.pg_replication_slots s
       where s.slot_name = $1 and s.active_pid is not null`,
      [slot],
    );
    if (found.rows.length === 0) return;
    await client.query("select pg_sleep(0.05)");
  }
}

async function dropSlot(client: pg.Client, slot: string): Promise<void> {
  await freeSlot(client, slot);
  await client.query(
    "select pg_drop_replication_slot(s.slot_name) from pg_catalog.pg_replication_slots s where s.slot_name = $1",
    [slot],
  );
}

/** The slot must still hold every change behind the lake's position. */
async function refuseLostSlot(client: pg.Client, slot: string, position: string): Promise<void> {
  const found = await client.query<{ flushed: string | null; status: string | null }>(
    `select s.confirmed_flush_lsn::text as flushed, row_to_json(s) ->> 'wal_status' as status
     from pg_catalog.pg_replication_slots s where s.slot_name = $1`,
    [slot],
  );
  const [row] = found.rows;
  if (!row) throw positionLost(position, "复制槽已被删除", "the replication slot was dropped");
  if (row.status === "lost")
    throw positionLost(
      position,
      "日志超过了 max_slot_wal_keep_size，已被来源清理",
      "its log outgrew max_slot_wal_keep_size and was removed",
    );
  if (row.flushed !== null && lsnNumber(row.flushed) > lsnNumber(position))
    throw positionLost(
      position,
      "来源只保留到更晚的位置（多半是数据湖恢复到了旧备份）",
      "the source has forgotten it already (the lake probably came back from an old backup)",
    );
}
