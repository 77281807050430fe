import { randomBytes } from "node:crypto";
import { after } from "node:test";
import pg from "pg";
import { type Call, hubActor } from "#kernel/call";
import { type Database, openDatabase } from "#kernel/db/db";
import { newRequestId } from "#kernel/id";
import { silentLogger } from "#kernel/log";

/** Set by `scripts/test.mjs`: a server for tests, with the migrated template database `weir_template`. */
const server = process.env["WEIR_TEST_DATABASE_URL"];

/** A database of its own for this test file, cloned from the migrated template (about 50 ms). Ask at the top of the file: it is closed when the file ends. */
export async function freshDatabase(): Promise<Database> {
  const url = await freshDatabaseUrl();
  const database = openDatabase({ url });
  after(() => database.close());
  return database;
}

export async function freshDatabaseUrl(): Promise<string> {
  if (!server)
    throw new Error("Run tests through `npm test` (or `npm test -- path/to/one.test.ts`): it starts PostgreSQL.");
  const name = `t_${randomBytes(6).toString("hex")}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  try {
    // Cloning locks the template; starters of many files at once take turns.
    await admin.query("select pg_advisory_lock(7301944)");
    await admin.query(`create database ${name} template weir_template`);
  } finally {
    await admin.end();
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** A call by the hub itself, for tests below HTTP. */
export function callOn(database: Database, overrides: Partial<Call> = {}): Call {
  return {
    actor: hubActor,
    now: new Date("2026-03-18T02:42:00Z"),
    db: database,
    log: silentLogger(),
    signal: new AbortController().signal,
    language: "zh",
    requestId: newRequestId(),
    ...overrides,
  };
}
