import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { inLakeTransaction, name, readLake } from "#kernel/lake/lake";
import type { RegistryParts } from "./parts.ts";

const schema = "registry";
const table = "division_code";
/** One column `code`; see `Registry.divisionTable`. */
export const codeTable = name(schema, table);

/** Copies every code of the register into the lake, where checks of millions of rows join with it. */
export async function writeCodeTable(
  parts: Pick<RegistryParts, "lake" | "files">,
  client: pg.ClientBase,
  register: "registry.division" | "registry.division_next",
): Promise<void> {
  const { path: file } = await parts.files.draft();
  try {
    // `union` and not `union all`: 4419 (东莞) in six digits is its county level, 441900.
    const codes = client.query(
      copyTo(`copy (select d.code from ${register} d
        union select rpad(d.code, 6, '0') from ${register} d where d.level < 3 order by 1) to stdout`),
    );
    await pipeline(codes, createWriteStream(file, { mode: 0o600 }));
    await inLakeTransaction(parts.lake, async (session) => {
      await session.write(`create schema if not exists ${name(schema)}`);
      await session.write(`drop table if exists ${codeTable}`);
      await session.createFromCsv(codeTable, {
        file,
        dialect: { delimiter: ",", quote: "", escape: "", skipLines: 0, lineEnd: "\n" },
        columns: [{ name: "code", type: { kind: "text" } }],
      });
    });
  } finally {
    await rm(file, { force: true });
  }
}

export async function hasCodeTable({ lake }: Pick<RegistryParts, "lake">): Promise<boolean> {
  const found = await readLake(
    lake,
    "select t.table_name from information_schema.tables t where t.table_schema = $1 and t.table_name = $2",
    [schema, table],
  );
  return found.length > 0;
}
