import { randomBytes, randomInt } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import type { Connection } from "#contract/intake";
import type { Logger } from "#kernel/log";
import { startEmbeddedPostgres } from "#kernel/postgres/embedded";

/** The database that the systems of some invented departments keep their rows in, running beside the hub. */
export interface SampleSystems {
  /** As their owner, for the generator. */
  readonly url: string;
  /** As the account given to the hub: reads, replicates, changes nothing. */
  readonly readBy: Omit<Connection, "schema"> & { readonly password: string };
  /** Lets the account read these schemas and publishes them for change capture; to be called once they are filled. */
  openTo(schemas: readonly string[]): Promise<void>;
  /** A clerk's few changes of one table, in one transaction. */
  workALittle(): Promise<void>;
  close(): Promise<void>;
}

const reader = "weir_reader";
/** Small: a few tables that hardly change, and a log kept short should nobody read it. */
const settings = {
  wal_level: "logical",
  shared_buffers: "16MB",
  max_connections: "30",
  max_wal_size: "128MB",
  max_slot_wal_keep_size: "256MB",
};

export async function startSampleSystems(dataFolder: string, log: Logger): Promise<SampleSystems> {
  const folder = path.join(dataFolder, "sample-systems");
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const server = await startEmbeddedPostgres(folder, { database: "systems", settings });
  const pool = new pg.Pool({ connectionString: server.url, max: 2 });
  pool.on("error", (error) => log.warn({ err: error }, "sample systems"));
  const password = passwordIn(path.join(folder, "keys", "reader.password"));
  return {
    url: server.url,
    readBy: { host: server.socketFolder, port: 5432, database: "systems", user: reader, password },
    async openTo(schemas) {
      for (const statement of accountOf(password, schemas)) await pool.query(statement);
    },
    workALittle: () => renewPermits(pool),
    async close() {
      await pool.end();
      await server.stop();
    },
  };
}

function passwordIn(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("hex"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

/** As a department's administrator would do it; every statement may run again. */
function accountOf(password: string, schemas: readonly string[]): string[] {
  const named = schemas.map((schema) => pg.escapeIdentifier(schema)).join(", ");
  return [
    `do $$ begin create role ${reader} login replication; exception when duplicate_object then null; end $$`,
    `alter role ${reader} password ${pg.escapeLiteral(password)}`,
    `grant usage on schema ${named} to ${reader}`,
    `grant select on all tables in schema ${named} to ${reader}`,
    `drop publication if exists departments`,
    `create publication departments for tables in schema ${named}`,
  ];
}

/** The counter of residence permits: one to three holders renew theirs for a year. */
async function renewPermits(pool: pg.Pool): Promise<void> {
  await pool.query(
    `update weir_sample_gongan."T_LDRK_JZZ" p
     set "YXQX" = to_char(now() + interval '1 year', 'YYYY-MM-DD'), "ZT" = '1', "GXSJ" = localtimestamp(0)
     where p."ID" in (select q."ID" from weir_sample_gongan."T_LDRK_JZZ" q order by random() limit $1)`,
    [randomInt(1, 4)],
  );
}
