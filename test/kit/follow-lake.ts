import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDuckdb } from "#kernel/lake/duckdb";
import { type LakeSession, name } from "#kernel/lake/lake";

/** Keys of all good rows of each followed table, in order. Throws where one stands twice. */
export async function followedKeys(lakeFolder: string): Promise<{ good: string[][]; rejected: Set<string> }> {
  return fromCopy(lakeFolder, async (session, tables) => {
    const good: string[][] = [];
    for (const table of tables) {
      const rows = await session.read<{ key: string }>(`select t._key as key from ${table} t`);
      good.push(rows.map(({ key }) => key));
    }
    const rejected = await session.read<{ key: string }>(`select r.key from ${name("intake", "rejected")} r`);
    return { good, rejected: new Set(rejected.map(({ key }) => key)) };
  });
}

/**
 * The followed tables of a stopped hub as the next start would find them, each as its rows' key and further columns as text,
 * joined by `|`, in order, one a line. A table that is read whole each time has no keys: its first column stands for it. Throws
 * where a key stands twice, or a half-written table was left behind.
 */
export async function lakeLines(lakeFolder: string, columns = 1): Promise<Set<string>> {
  return fromCopy(lakeFolder, async (session, tables) => {
    const found = new Set<string>();
    for (const table of tables) {
      const own = (await session.columnsOf(table)).map((column) => column.name).filter((one) => !one.startsWith("_"));
      const key = `coalesce(nullif(t._key, ''), t.${name(own[0] ?? "_key")}::varchar)`;
      const cells = own.slice(1, columns + 1).map((one) => ` || '|' || coalesce(t.${name(one)}::varchar, '')`);
      const rows = await session.read<{ line: string }>(`select ${key}${cells.join("")} as line from ${table} t`);
      const lines = rows.map(({ line }) => line).toSorted((a, b) => (a < b ? -1 : 1));
      found.add(lines.join("\n"));
    }
    return found;
  });
}

/** A stopped hub's lake, opened beside the real one. */
async function fromCopy<Found>(
  lakeFolder: string,
  read: (session: LakeSession, tables: readonly string[]) => Promise<Found>,
): Promise<Found> {
  const copy = mkdtempSync(path.join(tmpdir(), "weir-lake-copy-"));
  cpSync(lakeFolder, copy, { recursive: true });
  const lake = await openDuckdb({ folder: copy, memoryMb: 512 });
  try {
    await using session = await lake.session();
    const tables = await session.read<{ n: string }>(
      "select t.table_name as n from information_schema.tables t where t.table_schema = 'standard' order by 1",
    );
    for (const { n } of tables) {
      if (n.includes("__")) throw new Error(`${n} was left behind.`);
      const [twice] = await session.read<{ key: string }>(
        `select t._key as key from ${name("standard", n)} t where t._key <> '' group by 1 having count(*) > 1 limit 1`,
      );
      if (twice) throw new Error(`${n} holds ${twice.key} twice.`);
    }
    return await read(
      session,
      tables.map(({ n }) => name("standard", n)),
    );
  } finally {
    await lake.close();
    rmSync(copy, { recursive: true, force: true });
  }
}
