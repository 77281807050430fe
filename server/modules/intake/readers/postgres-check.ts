import type pg from "pg";
import { quotedName } from "./postgres-wal.ts";
import type { Finding } from "./change-stream.ts";

export interface PostgresFacts {
  readonly isThere: boolean;
  readonly kind: string;
  readonly isTemporaryOrUnlogged: boolean;
  readonly identity: string;
  readonly hasPrimaryKey: boolean;
  readonly walLevel: string;
  readonly slotsFree: number;
  readonly sendersFree: number;
  readonly keepsAtMost: string;
  readonly isStandby: boolean;
  readonly version: number;
  readonly user: string;
  readonly mayReplicate: boolean;
  readonly mayUse: boolean;
  readonly mayRead: boolean;
  readonly mayWrite: boolean;
  readonly mayPublish: boolean;
  readonly publication: string | null;
  readonly hasOwnSlot: boolean;
  readonly generated: readonly string[];
}

export async function factsOf(
  client: pg.Client,
  schema: string,
  table: string,
  slot: string,
  publication: string,
): Promise<PostgresFacts> {
  const found = await client.query<PostgresFacts>(
    `with t as (
       select c.oid, c.relkind::text, c.relpersistence::text, c.relreplident::text, c.relowner
       from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       where n.nspname = $1 and c.relname = $2)
     select exists (select 1 from t) as "isThere", coalesce((select relkind from t), '') as kind,
       coalesce((select relpersistence <> 'p' from t), false) as "isTemporaryOrUnlogged",
       coalesce((select relreplident from t), '') as identity,
       exists (select 1 from pg_catalog.pg_index i join t on i.indrelid = t.oid where i.indisprimary) as "hasPrimaryKey",
       current_setting('wal_level') as "walLevel",
       (current_setting('max_replication_slots')::int - (select count(*) from pg_catalog.pg_replication_slots))::int
         as "slotsFree",
       (current_setting('max_wal_senders')::int - (select count(*) from pg_catalog.pg_stat_replication))::int
         as "sendersFree",
       coalesce(current_setting('max_slot_wal_keep_size', true), '-1') as "keepsAtMost",
       pg_is_in_recovery() as "isStandby", current_setting('server_version_num')::int as version, current_user as user,
       coalesce((select r.rolreplication or r.rolsuper from pg_catalog.pg_roles r where r.rolname = current_user), false)
         as "mayReplicate",
       coalesce((select has_schema_privilege(n.oid, 'usage') from pg_catalog.pg_namespace n where n.nspname = $1), false)
         as "mayUse",
       coalesce((select has_table_privilege(oid, 'select') from t), false) as "mayRead",
       coalesce((select has_table_privilege(oid, 'insert, update, delete, truncate') from t), false) as "mayWrite",
       coalesce((select pg_has_role(relowner, 'usage') from t), false)
         and has_database_privilege(current_database(), 'create') as "mayPublish",
       (select p.pubname from pg_catalog.pg_publication p
        join pg_catalog.pg_publication_tables pt on pt.pubname = p.pubname
        where pt.schemaname = $1 and pt.tablename = $2 and p.pubinsert and p.pubupdate and p.pubdelete and p.pubtruncate
        order by p.pubname <> $4, p.pubname limit 1) as publication,
       exists (select 1 from pg_catalog.pg_replication_slots s where s.slot_name = $3) as "hasOwnSlot",
       array(select a.attname::text from pg_catalog.pg_attribute a join t on a.attrelid = t.oid
             where row_to_json(a)::text like '%"attgenerated":"s"%' order by a.attnum) as generated`,
    [schema, table, slot, publication],
  );
  const [facts] = found.rows;
  if (!facts) throw new Error("A query without FROM has one row.");
  return facts;
}

/** What of it forbids capture, and what should be known; each with the statement that mends it. */
export function findingsOf(facts: PostgresFacts, schema: string, table: string): Finding[] {
  const name = `${quotedName(schema)}.${quotedName(table)}`;
  const user = quotedName(facts.user);
  const findings: Finding[] = [];
  const stop = (code: string, zh: string, en: string) =>
    findings.push({ weight: "stop", code: `capture.${code}`, text: { zh, en } });
  const warn = (code: string, zh: string, en: string) =>
    findings.push({ weight: "warn", code: `capture.${code}`, text: { zh, en } });
  if (!facts.isThere) stop("no-table", `库里没有 ${name} 这张表。`, `There is no table ${name}.`);
  else if (!["r", "p"].includes(facts.kind))
    stop(
      "not-a-table",
      `${name} 是视图或外部表，没有变更日志；请跟踪它背后的表，或改用比对方式。`,
      `${name} is a view or a foreign table and has no log of changes: follow the table behind it, or compare.`,
    );
  else if (facts.isTemporaryOrUnlogged)
    stop(
      "unlogged",
      `${name} 不写日志（unlogged 或临时表）。请执行：ALTER TABLE ${name} SET LOGGED`,
      `${name} is not logged. Run: ALTER TABLE ${name} SET LOGGED`,
    );
  else if (facts.identity === "n" || (facts.identity === "d" && !facts.hasPrimaryKey))
    stop(
      "no-identity",
      `${name} 没有主键，修改和删除说不清是哪一行。请加主键，或执行：ALTER TABLE ${name} REPLICA IDENTITY FULL`,
      `${name} has no primary key: changes and deletions do not say which row. Add one, or run: ALTER TABLE ${name} REPLICA IDENTITY FULL`,
    );
  if (facts.walLevel !== "logical")
    stop(
      "wal-level",
      `来源的 wal_level 是 ${facts.walLevel}，变更日志里没有逐行内容。请库管理员执行 ALTER SYSTEM SET wal_level = logical 并重启数据库。`,
      `The source's wal_level is ${facts.walLevel}: its log has no rows. Run ALTER SYSTEM SET wal_level = logical and restart the server.`,
    );
  if (facts.isStandby && facts.version < 160_000)
    stop(
      "standby",
      "这是备库，16 版以前的备库不能做逻辑复制。请连接主库。",
      "This is a standby, which before version 16 cannot decode its log: connect to the primary.",
    );
  if (!facts.mayReplicate)
    stop(
      "no-replication",
      `账号 ${facts.user} 没有复制权限。请执行：ALTER ROLE ${user} WITH REPLICATION`,
      `Account ${facts.user} may not replicate. Run: ALTER ROLE ${user} WITH REPLICATION`,
    );
  if (facts.isThere && !(facts.mayUse && facts.mayRead))
    stop(
      "no-select",
      `账号 ${facts.user} 不能读取 ${name}。请执行：GRANT USAGE ON SCHEMA ${quotedName(schema)} TO ${user}; GRANT SELECT ON ${name} TO ${user}`,
      `Account ${facts.user} may not read ${name}. Run: GRANT USAGE ON SCHEMA ${quotedName(schema)} TO ${user}; GRANT SELECT ON ${name} TO ${user}`,
    );
  if (facts.isThere && facts.publication === null && !facts.mayPublish)
    stop(
      "no-publication",
      `还没有发布 ${name}，账号 ${facts.user} 也无权发布。请表的所有者执行：CREATE PUBLICATION weir FOR TABLE ${name}`,
      `${name} is not published and account ${facts.user} may not publish it. Its owner runs: CREATE PUBLICATION weir FOR TABLE ${name}`,
    );
  if (facts.slotsFree < 1 && !facts.hasOwnSlot)
    stop(
      "no-slot",
      "来源的复制槽用完了。请调大 max_replication_slots 并重启，或删除没人用的复制槽。",
      "The source has no replication slot left: raise max_replication_slots and restart, or drop unused slots.",
    );
  if (facts.sendersFree < 1)
    stop(
      "no-sender",
      "来源的复制连接用完了。请调大 max_wal_senders 并重启。",
      "The source has no replication connection left: raise max_wal_senders and restart.",
    );
  if (facts.keepsAtMost === "-1")
    warn(
      "disk",
      "来源没有限制为复制保留的日志：本平台停得太久，来源的磁盘会写满。建议执行：ALTER SYSTEM SET max_slot_wal_keep_size = '50GB'; SELECT pg_reload_conf()",
      "The source keeps its log without limit: when following stands still for long its disk fills up. Run: ALTER SYSTEM SET max_slot_wal_keep_size = '50GB'; SELECT pg_reload_conf()",
    );
  if (facts.generated.length > 0)
    warn(
      "generated-column",
      `生成列 ${facts.generated.join("、")} 的值不在变更日志里，不能归集；请在对应关系里把它们设为不归集。`,
      `The log does not carry generated columns ${facts.generated.join(", ")}: set them aside in the mapping.`,
    );
  if (facts.mayWrite)
    warn(
      "may-write",
      `账号 ${facts.user} 能改 ${name}，归集只需要只读。请执行：REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ${name} FROM ${user}，或换一个只读账号。`,
      `Account ${facts.user} may change ${name}; reading is enough. Run: REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ${name} FROM ${user}, or use a read-only account.`,
    );
  return findings;
}
