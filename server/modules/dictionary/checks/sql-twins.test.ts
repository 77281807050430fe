import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import type { CheckName } from "#contract/dictionary";
import { openDuckdb } from "#kernel/lake/duckdb";
import { type LakeType, name } from "#kernel/lake/lake";
import { checkValue, sqlCheckOf } from "../check-value.ts";
import type { CheckFacts } from "../door.ts";
import { textChecks, valuesFor } from "./arbitraries.ts";

const lake = await openDuckdb({ folder: null, memoryMb: 512 });
after(() => lake.close());

/** Whether a division exists is a join of the caller's; everything else is here. */
const facts: CheckFacts = { today: "2026-03-18", isDivision: () => true };

/** What the lake says of each value, in order. */
async function wrongInSql(check: CheckName, values: readonly string[], type: LakeType): Promise<boolean[]> {
  await using session = await lake.session();
  const { dialect } = lake;
  await session.write(`create temp table t (i bigint, v ${dialect.typeName(type)})`);
  await session.append(
    "t",
    ["i", "v"],
    values.map((value, index) => [index, value]),
  );
  const sql = sqlCheckOf(check, "v", "p_", dialect, facts.today);
  const shared = sql.shared.map((column) => `, ${column.sql} as ${name(column.name)}`).join("");
  const rows = await session.read<{ wrong: boolean | null }>(
    `select s.wrong from (select i, ${sql.wrong} as wrong from (select t.*${shared} from t)) s order by s.i`,
  );
  return rows.map((row) => {
    assert.notEqual(row.wrong, null, "the condition is true or false for every value that is not null");
    return row.wrong === true;
  });
}

async function assertAgreement(check: CheckName, values: readonly string[], type: LakeType): Promise<void> {
  const inSql = await wrongInSql(check, values, type);
  for (const [index, value] of values.entries()) {
    const inJavaScript = checkValue(check, value, facts) !== null;
    assert.equal(inSql[index], inJavaScript, `${check} ${JSON.stringify(value)}: SQL says wrong = ${inSql[index]}`);
  }
}

for (const check of textChecks) {
  test(`${check}: SQL and JavaScript agree on right, damaged and senseless values`, async () => {
    const values = fc.array(valuesFor(check), { minLength: 300, maxLength: 600 });
    await fc.assert(
      fc.asyncProperty(values, (list) => assertAgreement(check, list, { kind: "text" })),
      { numRuns: 8 },
    );
  });
}

const decimal: LakeType = { kind: "decimal", precision: 18, scale: 6 };
const decimals = fc.integer({ min: -400_000_000, max: 400_000_000 }).map((value) => (value / 1e6).toFixed(6));
const edges = fc.constantFrom(
  "-180.000000",
  "180.000000",
  "180.000001",
  "90.000000",
  "-90.000001",
  "0.000000",
  "-0.000001",
);

for (const check of ["longitude", "latitude", "not-negative"] as const) {
  test(`${check}: SQL and JavaScript agree on decimals`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(decimals, edges), { minLength: 100, maxLength: 300 }), (list) =>
        assertAgreement(check, list, decimal),
      ),
      { numRuns: 5 },
    );
  });
}

test("not-future: SQL and JavaScript agree on dates and on instants around midnight", async () => {
  const dates = ["2026-03-17", "2026-03-18", "2026-03-19", "1900-01-01", "9999-12-31", "2027-01-01"];
  await assertAgreement("not-future", dates, { kind: "date" });
  const instants = dates.flatMap((date) => [`${date} 00:00:00`, `${date} 23:59:59`]);
  await assertAgreement("not-future", instants, { kind: "datetime" });
});

test("a citizen id may begin with a province the division table does not hold where the form says so", () => {
  const { divisionAt } = sqlCheckOf("citizen-id", "v", "p_", lake.dialect, facts.today);
  assert.deepEqual(divisionAt, { start: 1, length: 6, unless: "v like '9%' or v like '830000%'" });
});
