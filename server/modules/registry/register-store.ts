import { pipeline } from "node:stream/promises";
import { to as copyTo } from "pg-copy-streams";
import { type Database, type Db, sql } from "#kernel/db/db";

/** How often each part of the register has changed. */
export interface RegisterVersions {
  readonly department: number;
  /** Null while divisions were never adopted. */
  readonly edition: number | null;
}

export async function readVersions(db: Db): Promise<RegisterVersions> {
  const { rows } = await sql<RegisterVersions>`
    select v.number as department, (select max(e.id) from registry.division_edition e) as edition
    from registry.department_version v`.execute(db.withTables<never>());
  return rows[0] ?? { department: 0, edition: null };
}

/** Holds back other changes of departments until the transaction ends. */
export async function raiseDepartmentVersion(db: Db): Promise<void> {
  await sql`update registry.department_version set number = number + 1`.execute(db.withTables<never>());
}

/** `code<tab>name` of every division, a line each, from provinces down to villages; begins with an empty line. */
export async function divisionLines({ pool }: Database): Promise<Buffer> {
  const client = await pool.connect();
  try {
    const parts: Buffer[] = [Buffer.from("\n")];
    const lines = client.query(
      copyTo("copy (select d.code, d.name from registry.division d order by d.level, d.code) to stdout"),
    );
    await pipeline(lines, async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) parts.push(chunk);
    });
    return Buffer.concat(parts);
  } finally {
    client.release();
  }
}
