import type pg from "pg";
import type { Connection } from "#contract/intake";
import { Problem, problem } from "#kernel/problem";
import { captureProblems } from "../capture-problems.ts";
import { ChangeBatches } from "./change-batches.ts";
import type { ChangeEvent, ChangeStream, Finding, Lag, StreamOptions } from "./change-stream.ts";
import { headingOf } from "./postgres.ts";
import { type Relation, WalDecoder } from "./postgres-wal.ts";
import { lsnNumber, openWalConnection, WalStream } from "./postgres-wire.ts";
import type { SourceHeading } from "./reader.ts";
import { UnackedChanges } from "./unacked-changes.ts";

export interface PostgresSlot {
  readonly connection: Connection;
  readonly password: string;
  /** For questions beside the stream. */
  readonly client: pg.Client;
  readonly schema: string;
  readonly slot: string;
  readonly publication: string;
}

/** The log of other tables moves our position this often, so that the source can forget it. */
const idleMs = 1000;
const waitMs = 1000;
/** Log kept for us that is worth a word where nothing bounds it. */
const worryBytes = 1 << 30;

export async function openPostgresStream(source: PostgresSlot, options: StreamOptions): Promise<ChangeStream> {
  const { client, schema, slot } = source;
  const connection = await openWalConnection(source.connection, source.password);
  const wire = new WalStream(connection, options.position, slot, source.publication);
  const unacked = new UnackedChanges((a, b) => lsnNumber(a) <= lsnNumber(b));

  async function* events(): AsyncGenerator<ChangeEvent> {
    const batches = new ChangeBatches(options, options.position);
    const decoder = new WalDecoder({ schema, table: options.table, key: options.key }, batches, async (relation) =>
      batches.reshape(await columnsIn(client, schema, options.table, relation)),
    );
    let idleAt = 0;
    while (!options.signal.aborted) {
      for (const event of batches.take()) {
        unacked.sent(event);
        yield event;
      }
      const frame = wire.read();
      const now = performance.now();
      if (frame?.kind === "data") {
        // Looked up only where a table's shape is told: most messages need no promise.
        const looked = decoder.take(frame.data, now);
        if (looked) await looked;
      } else if (frame) {
        if (frame.wantsReply || now >= idleAt) {
          batches.idle(frame.end);
          idleAt = now + idleMs;
        }
      } else {
        batches.expire(now);
        const due = batches.dueAt;
        if (!batches.hasReady) await wire.wait(due === null ? waitMs : Math.max(due - now, 1), options.signal);
      }
    }
  }

  return {
    async *[Symbol.asyncIterator]() {
      try {
        yield* events();
      } catch (error) {
        if (error instanceof Problem || options.signal.aborted) throw error;
        const reason = error instanceof Error ? error.message : String(error);
        throw problem(captureProblems["log-broken-off"], { table: options.table, reason }, { cause: error });
      }
    },
    async acknowledge(position) {
      wire.acknowledge(position);
      unacked.acknowledged(position);
    },
    lag: () => lagOf(client, slot, unacked),
    [Symbol.asyncDispose]: () => wire[Symbol.asyncDispose](),
  };
}

/** The log names types by number; the server knows their names. */
async function columnsIn(
  client: pg.Client,
  schema: string,
  table: string,
  { columns }: Relation,
): Promise<SourceHeading[]> {
  const found = await client.query<{ name: string; type: string; comment: string | null }>(
    `select r.name, pg_catalog.format_type(r.oid, r.mod) as type,
       (select pg_catalog.col_description(a.attrelid, a.attnum) from pg_catalog.pg_attribute a
        where a.attname = r.name and a.attrelid = to_regclass(format('%I.%I', $4::text, $5::text))) as comment
     from unnest($1::text[], $2::oid[], $3::int[]) with ordinality as r (name, oid, mod, place)
     order by r.place`,
    [
      columns.map((column) => column.name),
      columns.map((column) => column.typeOid),
      columns.map((column) => column.typeMod),
      schema,
      table,
    ],
  );
  return found.rows.map(headingOf);
}

async function lagOf(client: pg.Client, slot: string, unacked: UnackedChanges): Promise<Lag> {
  const found = await client.query<{ bytes: string | null; kept: string | null; status: string; limit: string }>(
    `select pg_wal_lsn_diff(pg_current_wal_lsn(), s.confirmed_flush_lsn)::text as bytes,
       pg_wal_lsn_diff(pg_current_wal_lsn(), s.restart_lsn)::text as kept,
       coalesce(row_to_json(s) ->> 'wal_status', '') as status,
       coalesce(current_setting('max_slot_wal_keep_size', true), '-1') as limit
     from pg_catalog.pg_replication_slots s where s.slot_name = $1`,
    [slot],
  );
  const [row] = found.rows;
  const findings: Finding[] = [];
  const kept = Number(row?.kept ?? 0);
  const mb = Math.round(kept / 1_048_576);
  if (row?.status === "unreserved" || row?.status === "lost")
    findings.push({
      weight: row.status === "lost" ? "stop" : "warn",
      code: "capture.slot-at-limit",
      text: {
        zh: `为本平台保留的日志已有 ${mb} MB，超过来源的上限 ${row.limit}，随时会被清理；清理后只能重新做全量快照。请尽快恢复跟踪，或调大 max_slot_wal_keep_size。`,
        en: `${mb} MB of log are kept for this hub, beyond the source's limit ${row.limit}; once removed only a new snapshot helps. Resume following soon or raise max_slot_wal_keep_size.`,
      },
    });
  else if (row?.limit === "-1" && kept > worryBytes)
    findings.push({
      weight: "warn",
      code: "capture.slot-disk",
      text: {
        zh: `来源为本平台保留了 ${mb} MB 日志，而且没有上限，磁盘有写满的危险。请尽快恢复跟踪；不再跟踪时请在本平台停止，复制槽会一并删除。`,
        en: `The source keeps ${mb} MB of log for this hub and sets no limit: its disk may fill up. Resume following soon; where it is no longer wanted end it here, and its slot goes.`,
      },
    });
  return {
    bytes: row?.bytes === null || row === undefined ? null : Math.max(0, Number(row.bytes)),
    seconds: unacked.ageSeconds(Date.now()),
    findings,
  };
}
