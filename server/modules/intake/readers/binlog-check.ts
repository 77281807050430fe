import type { RowDataPacket } from "mysql2";
import { grantsWrite } from "./account-notice.ts";
import { isUnreadable } from "./binlog-values.ts";
import type { Finding } from "./change-stream.ts";
import type { MysqlSource } from "./mysql.ts";

export interface BinlogFacts {
  readonly isMariadb: boolean;
  /** Global settings by name; a name the server does not know is absent. */
  readonly settings: ReadonlyMap<string, string>;
  readonly grants: readonly string[];
  readonly maySeeLogs: boolean;
  readonly logsOnly: readonly string[];
  readonly logsNot: readonly string[];
  readonly table: { readonly engine: string; readonly kind: string } | null;
  readonly columns: readonly { readonly name: string; readonly kind: string; readonly isVirtual: boolean }[];
  readonly cascades: boolean;
  readonly user: string;
}

const asked = [
  "version",
  "log_bin",
  "binlog_format",
  "binlog_row_image",
  "binlog_row_metadata",
  "binlog_transaction_compression",
  "binlog_row_value_options",
  "binlog_expire_logs_seconds",
  "expire_logs_days",
  "server_uuid",
];

export async function binlogFactsOf(source: MysqlSource, schema: string, table: string): Promise<BinlogFacts> {
  const ask = source.ask;
  const settings = new Map(
    (await ask("show global variables where variable_name in (?)", [asked])).map((row) => [
      String(row["Variable_name"]),
      String(row["Value"]),
    ]),
  );
  const grants = (await ask("show grants")).map((row) => String(Object.values(row)[0]));
  const logs = await ask("show binary logs").then(
    () => true,
    () => false,
  );
  const filters = await masterStatus(ask).catch(() => undefined);
  const [found] = await ask(
    `select t.engine as engine, t.table_type as kind from information_schema.tables t
     where t.table_schema = ? and t.table_name = ?`,
    [schema, table],
  );
  const columns = await ask(
    `select c.column_name as name, c.data_type as kind, c.extra like '%VIRTUAL%' as isVirtual
     from information_schema.columns c where c.table_schema = ? and c.table_name = ? order by c.ordinal_position`,
    [schema, table],
  );
  const cascades = await ask(
    `select 1 from information_schema.referential_constraints r where r.constraint_schema = ? and r.table_name = ?
     and (r.delete_rule in ('CASCADE', 'SET NULL') or r.update_rule in ('CASCADE', 'SET NULL')) limit 1`,
    [schema, table],
  );
  const [who] = await ask("select current_user() as user");
  return {
    isMariadb: /mariadb/i.test(settings.get("version") ?? ""),
    settings,
    grants,
    maySeeLogs: logs,
    logsOnly: listOf(filters?.["Binlog_Do_DB"]),
    logsNot: listOf(filters?.["Binlog_Ignore_DB"]),
    table: found ? { engine: String(found["engine"]), kind: String(found["kind"]) } : null,
    columns: columns.map((row) => ({
      name: String(row["name"]),
      kind: String(row["kind"]),
      isVirtual: Number(row["isVirtual"]) === 1,
    })),
    cascades: cascades.length > 0,
    user: String(who?.["user"] ?? ""),
  };
}

/** The statement has another name from MySQL 8.4 on. */
export async function masterStatus(ask: MysqlSource["ask"]): Promise<RowDataPacket | undefined> {
  const rows = await ask("show master status").catch(() => ask("show binary log status"));
  return rows[0];
}

const listOf = (value: unknown): string[] => (typeof value === "string" && value !== "" ? value.split(",") : []);

const days = 86_400;
const tooShortSeconds = 3 * days;

/** What of it forbids capture, and what should be known; each with the statement that mends it. */
export function binlogFindings(facts: BinlogFacts, schema: string, table: string): Finding[] {
  const findings: Finding[] = [];
  const stop = (code: string, zh: string, en: string) =>
    findings.push({ weight: "stop", code: `capture.${code}`, text: { zh, en } });
  const warn = (code: string, zh: string, en: string) =>
    findings.push({ weight: "warn", code: `capture.${code}`, text: { zh, en } });
  settingFindings(facts, stop, warn);
  accountFindings(facts, schema, table, stop, warn);
  tableFindings(facts, schema, table, stop, warn);
  return findings;
}

type Tell = (code: string, zh: string, en: string) => void;

function settingFindings({ settings }: BinlogFacts, stop: Tell, warn: Tell): void {
  const setting = (name: string) => settings.get(name)?.toUpperCase();
  if (setting("log_bin") !== "ON")
    stop(
      "log-bin",
      "来源没有开二进制日志。请在配置文件 [mysqld] 里加 log_bin=mysql-bin、server_id=1、binlog_format=ROW，并重启数据库。",
      "The source keeps no binary log. Add log_bin=mysql-bin, server_id=1 and binlog_format=ROW under [mysqld] and restart.",
    );
  else if (setting("binlog_format") !== "ROW")
    stop(
      "log-format",
      `来源的 binlog_format 是 ${setting("binlog_format")}，日志里没有逐行内容。请执行：SET GLOBAL binlog_format = 'ROW'，写进配置文件，并让业务系统重新连接。`,
      `The source's binlog_format is ${setting("binlog_format")}: its log has no rows. Run: SET GLOBAL binlog_format = 'ROW', keep it in the configuration, and let applications reconnect.`,
    );
  if ((setting("binlog_row_image") ?? "FULL") !== "FULL")
    stop(
      "row-image",
      "来源的日志只记改过的列。请执行：SET GLOBAL binlog_row_image = 'FULL'，并让业务系统重新连接。",
      "The source logs changed columns only. Run: SET GLOBAL binlog_row_image = 'FULL' and let applications reconnect.",
    );
  if (setting("binlog_transaction_compression") === "ON")
    stop(
      "log-compressed",
      "来源的事务日志是压缩的，读不了。请执行：SET GLOBAL binlog_transaction_compression = OFF",
      "The source compresses transactions in its log. Run: SET GLOBAL binlog_transaction_compression = OFF",
    );
  if ((setting("binlog_row_value_options") ?? "") !== "")
    stop(
      "partial-json",
      "来源的日志只记 JSON 改过的部分。请执行：SET GLOBAL binlog_row_value_options = ''",
      "The source logs changed parts of JSON only. Run: SET GLOBAL binlog_row_value_options = ''",
    );
  if (setting("binlog_row_metadata") !== "FULL")
    warn(
      "row-metadata",
      "来源的日志不带列名：表结构一变就要重新做全量快照。建议执行：SET GLOBAL binlog_row_metadata = 'FULL'（MariaDB 10.5、MySQL 8.0 起）。",
      "The source's log carries no column names: each change of the table's shape needs a new snapshot. Run: SET GLOBAL binlog_row_metadata = 'FULL' (MariaDB 10.5, MySQL 8.0 and newer).",
    );
  const kept =
    Number(settings.get("binlog_expire_logs_seconds") ?? 0) || Number(settings.get("expire_logs_days") ?? 0) * days;
  if (kept > 0 && kept < tooShortSeconds)
    warn(
      "log-short",
      `来源的日志只保留 ${Math.round(kept / 3600)} 小时；停得更久就要重新做全量快照。建议保留 7 天：SET GLOBAL binlog_expire_logs_seconds = 604800`,
      `The source keeps its log for ${Math.round(kept / 3600)} hours; a longer stop needs a new snapshot. Keep seven days: SET GLOBAL binlog_expire_logs_seconds = 604800`,
    );
}

function accountFindings(facts: BinlogFacts, schema: string, table: string, stop: Tell, warn: Tell): void {
  const { grants, user } = facts;
  const account = `'${user.replace("@", "'@'")}'`;
  const may = (right: RegExp) => grants.some((grant) => / ON \*\.\* /.test(grant) && right.test(grant));
  if (!may(/ALL PRIVILEGES|REPLICATION SLAVE(?! ADMIN)/))
    stop(
      "no-replication",
      `账号 ${user} 没有复制权限。请执行：GRANT REPLICATION SLAVE ON *.* TO ${account}`,
      `Account ${user} may not replicate. Run: GRANT REPLICATION SLAVE ON *.* TO ${account}`,
    );
  if (!facts.maySeeLogs && facts.settings.get("log_bin") === "ON")
    stop(
      "no-log-rights",
      `账号 ${user} 看不到日志位置。请执行：GRANT REPLICATION CLIENT ON *.* TO ${account}`,
      `Account ${user} may not see the log's position. Run: GRANT REPLICATION CLIENT ON *.* TO ${account}`,
    );
  if (grantsWrite(grants))
    warn(
      "may-write",
      `账号 ${user} 能改数据，归集只需要只读。请换一个账号：CREATE USER weir IDENTIFIED BY '…'; GRANT SELECT ON \`${schema}\`.* TO weir; GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO weir`,
      `Account ${user} may change data; reading is enough. Use another: CREATE USER weir IDENTIFIED BY '…'; GRANT SELECT ON \`${schema}\`.* TO weir; GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO weir`,
    );
  const isLeftOut = facts.logsNot.includes(schema) || (facts.logsOnly.length > 0 && !facts.logsOnly.includes(schema));
  if (isLeftOut)
    stop(
      "database-not-logged",
      `来源的二进制日志不包含库 ${schema}（binlog_do_db / binlog_ignore_db），“${table}”的修改不会出现。请改配置文件并重启。`,
      `The source's binary log leaves out database ${schema} (binlog_do_db, binlog_ignore_db): changes of ${table} never appear. Change the configuration and restart.`,
    );
}

function tableFindings(facts: BinlogFacts, schema: string, table: string, stop: Tell, warn: Tell): void {
  if (!facts.table)
    return stop(
      "no-table",
      `库里没有 ${schema}.${table} 这张表，或者账号看不到它。`,
      `There is no table ${schema}.${table}, or the account does not see it.`,
    );
  if (facts.table.kind !== "BASE TABLE")
    return stop(
      "not-a-table",
      `${table} 是视图，没有变更日志；请跟踪它背后的表，或改用比对方式。`,
      `${table} is a view and has no log of changes: follow the table behind it, or compare.`,
    );
  if (!/^innodb$/i.test(facts.table.engine))
    stop(
      "engine",
      `${table} 的存储引擎是 ${facts.table.engine}，不能取得一致的快照。请执行：ALTER TABLE \`${schema}\`.\`${table}\` ENGINE = InnoDB，或改用比对方式。`,
      `${table} is kept by ${facts.table.engine}, which has no consistent snapshots. Run: ALTER TABLE \`${schema}\`.\`${table}\` ENGINE = InnoDB, or compare.`,
    );
  const odd = facts.columns.filter((column) => column.isVirtual || isUnreadable(column.kind));
  if (odd.length > 0) {
    const names = odd.map((column) => `${column.name}（${column.isVirtual ? "virtual" : column.kind}）`).join("、");
    stop(
      "column-unsupported",
      `列 ${names} 的值在日志里读不出来。请改用比对方式。`,
      `Values of ${names} cannot be read from the log: compare instead.`,
    );
  }
  if (facts.cascades)
    warn(
      "cascade",
      `${table} 有级联外键：随上级表一起改、删的行不写二进制日志，捕获看不到。对账会发现，建议改用比对方式。`,
      `${table} has cascading foreign keys: rows changed or deleted along with a parent are not logged and capture misses them. Reconciliation finds it; comparing is safer.`,
    );
}
