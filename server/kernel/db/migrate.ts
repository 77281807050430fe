import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type pg from "pg";
import type { Database } from "./db.ts";
import type { Logger } from "../log.ts";

/** Any number; every hub process of this product asks for the same advisory lock. */
const migrationLock = 7_301_943;

/**
 * Applies `NNNN-name.sql` files in order, each in its own transaction, forward only, under a session lock: twenty
 * starters at once all succeed and each file runs once. A file whose text changed after it ran is refused, because two
 * databases would then differ without anyone knowing.
 */
export async function migrate(database: Database, folder: string, log: Logger): Promise<string[]> {
  const client = await database.pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    try {
      return await applyPending(client, folder, log);
    } finally {
      await client.query("select pg_advisory_unlock($1)", [migrationLock]);
    }
  } finally {
    client.release();
  }
}

async function applyPending(client: pg.PoolClient, folder: string, log: Logger): Promise<string[]> {
  await client.query("create schema if not exists kernel");
  await client.query(
    "create table if not exists kernel.migration (name text primary key, text text not null, applied_at timestamptz not null default now())",
  );
  const done = await client.query<{ name: string; text: string }>("select m.name, m.text from kernel.migration m");
  const applied = new Map(done.rows.map((row) => [row.name, row.text]));
  const fresh: string[] = [];
  for (const name of (await readdir(folder)).filter((file) => file.endsWith(".sql")).toSorted()) {
    const text = await readFile(path.join(folder, name), "utf8");
    const before = applied.get(name);
    if (before === text) continue;
    if (before !== undefined) throw new Error(`Migration ${name} changed after it was applied. Write a new one.`);
    await applyOne(client, name, text);
    log.info({ migration: name }, "migration applied");
    fresh.push(name);
  }
  return fresh;
}

async function applyOne(client: pg.PoolClient, name: string, text: string): Promise<void> {
  await client.query("begin");
  try {
    await client.query(text);
    await client.query("insert into kernel.migration (name, text) values ($1, $2)", [name, text]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`Migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
