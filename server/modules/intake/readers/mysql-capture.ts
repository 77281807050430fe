import { createHash } from "node:crypto";
import type { Connection } from "#contract/intake";
import { binlogFactsOf, binlogFindings, masterStatus } from "./binlog-check.ts";
import { captureImpossible, positionLost } from "./capture-refusals.ts";
import { type BinlogPlace, comparePlaces, placeOf, placeText } from "./binlog-place.ts";
import { logFiles, openBinlogStream } from "./binlog-stream.ts";
import type { ChangeReader } from "./change-stream.ts";
import { type MysqlSource, openMysql } from "./mysql.ts";

/**
 * Changes of a MariaDB or MySQL table from the binary log, read as a replica reads it. Nothing is made at the source; `name`
 * only gives the number this reader is known by as a replica.
 */
export async function openMysqlCapture(connection: Connection, password: string, name: string): Promise<ChangeReader> {
  const source = await openMysql(connection, password);
  const schema = connection.schema || connection.database;
  const facts = (table: string) => binlogFactsOf(source, schema, table);
  return {
    check: async (table) => binlogFindings(await facts(table), schema, table),

    async snapshot(options) {
      const found = await facts(options.table);
      captureImpossible(binlogFindings(found, schema, options.table), options.table);
      await using open = new AsyncDisposableStack();
      const table = open.use(await openMysql(connection, password));
      const { position } = await heldPlace(table, open, found.isMariadb);
      const prepared = await table.prepare(options);
      const held = open.move();
      return { prepared, position: placeText(position), [Symbol.asyncDispose]: () => held.disposeAsync() };
    },

    async stream(options) {
      const found = await facts(options.table);
      const serverMark = found.isMariadb ? "" : (found.settings.get("server_uuid") ?? "");
      await refuseLostPlace(source, options.position, serverMark);
      return openBinlogStream(
        {
          connection,
          password,
          source,
          schema,
          serverId: serverIdOf(name),
          serverMark,
          hasNames: found.settings.get("binlog_row_metadata")?.toUpperCase() === "FULL",
        },
        options,
      );
    },

    async census(tableName, columns, signal) {
      const { isMariadb } = await facts(tableName);
      await using open = new AsyncDisposableStack();
      const table = open.use(await openMysql(connection, password));
      const stop = (): void => void table[Symbol.asyncDispose]();
      signal.addEventListener("abort", stop, { once: true });
      open.defer(() => signal.removeEventListener("abort", stop));
      signal.throwIfAborted();
      const { position } = await heldPlace(table, open, isMariadb);
      return { ...(await table.census(tableName, columns)), position: placeText(position) };
    },

    async release() {},
    compare: comparePlaces,
    [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
  };
}

/** Replicas of one server are told apart by number; ours lie in the upper half of those there are. */
function serverIdOf(name: string): number {
  const digest = createHash("sha256").update(name).digest();
  return 0x8000_0000 + (digest.readUInt32BE(0) % 0x7fff_ffff);
}

/**
 * Begins to see one moment, and its place in the log. MariaDB knows the place of a snapshot exactly. MySQL does not tell it
 * without a lock: the place is asked first, and changes between it and the snapshot come once more, which a table applied by
 * its key takes without harm.
 */
async function heldPlace(
  table: MysqlSource,
  open: AsyncDisposableStack,
  isMariadb: boolean,
): Promise<{ position: BinlogPlace }> {
  if (!isMariadb) {
    const status = await masterStatus(table.ask);
    const [server] = await table.ask("select @@server_uuid as mark");
    open.use(await table.hold());
    return {
      position: {
        file: String(status?.["File"]),
        position: Number(status?.["Position"]),
        mark: String(server?.["mark"]),
      },
    };
  }
  open.use(await table.hold());
  const rows = await table.ask("show status like 'binlog_snapshot%'");
  const of = (name: string) => rows.find((row) => String(row["Variable_name"]).toLowerCase() === name)?.["Value"];
  const file = String(of("binlog_snapshot_file") ?? "");
  const position = Number(of("binlog_snapshot_position"));
  return { position: { file, position, mark: await markAt(table, file, position) } };
}

async function markAt(source: MysqlSource, file: string, position: number): Promise<string> {
  const [row] = await source.ask("select binlog_gtid_pos(?, ?) as mark", [file, position]);
  const mark: unknown = row?.["mark"];
  return typeof mark === "string" ? mark : "";
}

/** The log must still hold everything behind the lake's place, and be the same log. @throws Problem intake.position-lost */
async function refuseLostPlace(source: MysqlSource, text: string, serverMark: string): Promise<void> {
  const place = placeOf(text);
  const file = (await logFiles(source)).find((candidate) => candidate.name === place.file);
  if (!file) throw positionLost(text, "这个日志文件已被来源清理", "this file of the log has been removed");
  if (place.position > file.sizeBytes)
    throw positionLost(
      text,
      "日志比这个位置短，多半是来源恢复过备份或重置过日志",
      "the log is shorter than that: the source was probably restored, or its log reset",
    );
  const isSame =
    serverMark === ""
      ? isCovered(place.mark, await markAt(source, place.file, place.position))
      : place.mark === serverMark;
  if (!isSame)
    throw positionLost(
      text,
      "同名日志里是另一段内容，多半换了主库或重置过日志",
      "another server's or a reset log stands under this name",
    );
}

/** Every transaction of the mark is the last one of its domain there. */
const isCovered = (mark: string, found: string): boolean =>
  mark === "" || mark.split(",").every((one) => found.split(",").includes(one));
