import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after } from "node:test";
import { ElementFields } from "#contract/dictionary";
import { type Actor, type Call, hubActor } from "#kernel/call";
import { type Database, inTransaction, sql } from "#kernel/db/db";
import { openFileStore } from "#kernel/files/file-store";
import { openDuckdb } from "#kernel/lake/duckdb";
import { createLedger } from "#ledger";
import { createRegistry } from "#registry";
import { createSearch } from "#search";
import { callOn, freshDatabase } from "#test/database";
import type { Parts } from "./deps.ts";
import { createReading } from "./reading.ts";

/** Two departments of the register. */
export const departments = ["11100000000013338W", "11430000006122244L"] as const;

/** A dictionary on a database of its own, with the modules below it. Ask at the top of the test file. */
export async function dictionaryGround(): Promise<{ database: Database; parts: Parts; as: (actor?: Actor) => Call }> {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-dictionary-"));
  const database = await freshDatabase();
  const lake = await openDuckdb({ folder: null, memoryMb: 256 });
  after(async () => {
    await lake.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const ledger = createLedger({ keyFolder: folder, origin: "weir.test/ledger" });
  await ledger.open(callOn(database));
  const files = await openFileStore(path.join(folder, "files"));
  const search = createSearch();
  const registry = createRegistry({
    ledger,
    search,
    identity: { departmentsWith: async () => [] },
    database,
    lake,
    files,
  });
  for (const [index, code] of departments.entries()) {
    const name = `示例部门${index + 1}`;
    await registry.ensureDepartment(callOn(database), { code, name, shortName: name, division: "510100" });
  }
  const parts: Parts = { ledger, search, registry, reading: createReading() };
  const as = (actor: Actor = officer) => callOn(database, { actor });
  return { database, parts, as };
}

/** A data officer of the bureau. */
export const officer: Actor = {
  ...hubActor,
  id: "officer",
  kind: "person",
  name: "张数据",
  roles: ["data-officer"],
};

/** Runs a command as the HTTP pipeline does: in one transaction. */
export const acting = <Result>(call: Call, act: (call: Call) => Promise<Result>): Promise<Result> =>
  inTransaction(call, act);

export async function ledgerActions(database: Database): Promise<string[]> {
  const result = await sql<{ action: string }>`select e.action from ledger.entry e order by e.number`.execute(
    database.withTables<never>(),
  );
  return result.rows.map((row) => row.action);
}

/** A valid element to begin with. */
export const someFields = (change: Partial<ElementFields> = {}): ElementFields => ({
  ...ElementFields.parse({
    name: { zh: "养老床位号", en: "Care bed number" },
    field: "care_bed_number",
    definition: { zh: "养老机构床位的编号。", en: "Number of a bed in a home." },
    category: "other",
    type: { kind: "text", maxLength: 20 },
    grade: "1",
  }),
  ...change,
});
