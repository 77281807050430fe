import { type Db, sql } from "#kernel/db/db";

export interface SettingRow {
  readonly department: string;
  readonly autoAnswer: boolean;
  readonly autoSignedBy: string | null;
  readonly autoDays: number;
  readonly mailAddress: string | null;
  readonly version: number;
}

interface Tables {
  "sharing.setting": SettingRow;
}

const tables = (db: Db) => db.withTables<Tables>();

export async function settings(db: Db): Promise<ReadonlyMap<string, SettingRow>> {
  const rows = await tables(db).selectFrom("sharing.setting as s").selectAll("s").execute();
  return new Map(rows.map((row) => [row.department, row]));
}

export async function settingOf(db: Db, department: string): Promise<SettingRow | undefined> {
  return tables(db)
    .selectFrom("sharing.setting as s")
    .selectAll("s")
    .where("s.department", "=", department)
    .executeTakeFirst();
}

export const mailAddressOf = async (db: Db, department: string): Promise<string | null> =>
  (await settingOf(db, department))?.mailAddress ?? null;

/** Answers false where somebody else saved it meanwhile. */
export async function saveSetting(db: Db, row: SettingRow, before: number): Promise<boolean> {
  const result = await sql<{ version: number }>`
    insert into sharing.setting as s (department, auto_answer, auto_signed_by, auto_days, mail_address, version)
    select ${row.department}, ${row.autoAnswer}, ${row.autoSignedBy}, ${row.autoDays}, ${row.mailAddress}, ${row.version}
    on conflict (department) do update set
      auto_answer = excluded.auto_answer, auto_signed_by = excluded.auto_signed_by, auto_days = excluded.auto_days,
      mail_address = excluded.mail_address, version = excluded.version
    where s.version = ${before}
    returning s.version`.execute(tables(db));
  return result.rows.length > 0;
}
