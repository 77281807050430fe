import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Element, sqlCheckOf } from "#dictionary";
import { openDuckdb } from "#kernel/lake/duckdb";
import { duckdbDialect as dialect } from "#kernel/lake/duckdb-dialect";
import { type CsvDialect, type LakeColumn, type LakeSession, type LakeType, name } from "#kernel/lake/lake";
import { ResourceItem } from "#contract/catalog";
import { type CheckName, ValueType } from "#contract/dictionary";
import { type RuleKind, ruleKinds } from "#contract/quality";
import { columnsOf } from "../server/modules/quality/columns.ts";
import { countRows, type RowCounts, writeFailedRows } from "../server/modules/quality/measure-rows.ts";
import { isRowRule } from "../server/modules/quality/rule.ts";
import { deriveRules } from "../server/modules/quality/rules.ts";
import type { Plan } from "../server/modules/quality/statements.ts";
import { alternate, type Contender, median, option, print, printMachine } from "./measure.ts";
import { writePeopleCsv } from "./people.ts";
import { naiveRules, sameRulesNaive } from "./rules-sql.ts";

/**
 * Twenty rules over five million rows: what the quality module's statements cost against twenty passes of plain SQL over
 * the same table in the same run.
 *
 *   node bench/rules.ts --rows 5000000 --repeats 5
 */
const rowCount = Number(option("rows", "5000000"));
const repeats = Number(option("repeats", "5"));
const today = "2026-03-18";
const table = name("p");
const divisions = name("division");
const kept = { failed: name("main", "failed"), states: name("main", "states"), rows: name("main", "rows") };

const lakeTypes: Readonly<Record<ValueType["kind"], LakeType>> = {
  text: { kind: "text" },
  integer: { kind: "integer" },
  decimal: { kind: "decimal", precision: 12, scale: 2 },
  number: { kind: "number" },
  date: { kind: "date" },
  datetime: { kind: "datetime" },
  time: { kind: "time" },
  boolean: { kind: "boolean" },
};

interface Declared {
  readonly field: string;
  readonly kind: ValueType["kind"];
  readonly mandatory?: boolean;
  readonly check?: CheckName;
  readonly codes?: readonly string[];
  readonly maxLength?: number;
}

/** Nine mandatory items, seven checks, two code sets and two lengths: twenty rules. */
const declared: readonly Declared[] = [
  { field: "id", kind: "integer", mandatory: true },
  { field: "id_card", kind: "text", mandatory: true, check: "citizen-id" },
  { field: "name", kind: "text", mandatory: true, maxLength: 30 },
  { field: "sex", kind: "text", mandatory: true, codes: ["1", "2"] },
  { field: "birth", kind: "date", mandatory: true, check: "not-future" },
  { field: "division", kind: "text", mandatory: true, check: "division-code" },
  { field: "address", kind: "text", mandatory: true, maxLength: 40 },
  { field: "phone", kind: "text", mandatory: true, check: "mobile-phone" },
  { field: "marital", kind: "integer", mandatory: true, codes: ["0", "1", "2", "3"] },
  { field: "income", kind: "decimal", check: "not-negative" },
  { field: "created_at", kind: "datetime", check: "not-future" },
  { field: "updated_at", kind: "datetime", check: "not-future" },
];

const elementOf = ({ field, kind, check, codes, maxLength }: Declared): Element => ({
  id: field,
  name: { zh: field, en: field },
  field,
  definition: { zh: "", en: "" },
  category: "other",
  type: ValueType.parse({ kind, maxLength: maxLength ?? null }),
  codeSet: codes ? field : null,
  check: check ?? null,
  mask: null,
  grade: "1",
  isPersonal: false,
  isSensitivePersonal: false,
  unit: null,
  synonyms: [],
  standard: "",
  status: "active",
  source: null,
  version: 1,
});

const ruleWeights = Object.fromEntries(ruleKinds.map((kind) => [kind, 1])) as Record<RuleKind, number>;

function planOf(options: { withLookUps: boolean }): Plan {
  const items = declared.map(({ field, kind, mandatory }) =>
    ResourceItem.parse({
      field,
      name: { zh: field, en: field },
      element: field,
      type: { kind },
      isMandatory: mandatory ?? false,
      isKey: options.withLookUps && field === "id",
      grade: "1",
    }),
  );
  const code = (text: string) => ({ code: text, name: { zh: text, en: text }, aliases: [], status: "active" as const });
  const rules = deriveRules({
    resource: { items, updateCycle: "irregular" },
    elements: new Map(declared.map((one) => [one.field, elementOf(one)])),
    codeLists: new Map(
      declared.flatMap(({ field, codes }) =>
        codes ? [[field, { id: field, version: 1, name: { zh: field, en: field }, codes: codes.map(code) }]] : [],
      ),
    ),
    divisionAt: (check) => sqlCheckOf(check, "x", "_", dialect, today).divisionAt,
    hasDivisions: options.withLookUps,
    departments: [],
    hasLoad: false,
    measures: { ruleWeights, cycleDays: new Map() },
  });
  return {
    table,
    columns: columnsOf(items),
    dialect,
    sqlCheckOf,
    today,
    rules: rules.filter(isRowRule),
    summed: [],
    hasSums: false,
    queried: new Map(),
  };
}

/** Runs the forms in turn and prints wall and processor time beside the ratio to the first form. */
async function compare(title: string, forms: readonly Contender[]): Promise<void> {
  const processor = new Map<string, number[]>(forms.map((form) => [form.name, []]));
  const watched = forms.map((form) => ({
    name: form.name,
    run: async () => {
      const before = process.cpuUsage();
      await form.run();
      const { user, system } = process.cpuUsage(before);
      processor.get(form.name)?.push((user + system) / 1000);
    },
  }));
  const timings = await alternate(watched, repeats);
  const [first] = timings;
  print(`\n${title}\n\n| form | wall s | of the first | processor s | of the first |\n|---|---|---|---|---|`);
  for (const { name: form, samples } of timings) {
    const cpu = processor.get(form) ?? [];
    const wallRatio = median(samples) / median(first?.samples ?? samples);
    const cpuRatio = median(cpu) / median(processor.get(first?.name ?? form) ?? cpu);
    print(`| ${form} | ${spread(samples)} | ${wallRatio.toFixed(2)} | ${spread(cpu)} | ${cpuRatio.toFixed(2)} |`);
  }
}

const seconds = (ms: number): string => (ms / 1000).toFixed(2);
const spread = (samples: readonly number[]): string =>
  `${seconds(median(samples))} [${seconds(Math.min(...samples))}–${seconds(Math.max(...samples))}]`;

async function naivePasses(session: LakeSession, rules: readonly string[]): Promise<number[]> {
  const counts: number[] = [];
  for (const rule of rules) {
    const [row] = await session.read<{ n: number }>(`select count(*) as n from ${table} where ${rule}`);
    counts.push(row?.n ?? 0);
  }
  return counts;
}

function assertSame(plan: Plan, found: RowCounts, expected: readonly number[]): void {
  for (const [position, rule] of plan.rules.entries()) {
    const failed = found.counts[position]?.failed;
    if (failed !== expected[position])
      throw new Error(`${rule.id}: ${failed} failed, plain SQL says ${expected[position]}`);
  }
}

const folder = mkdtempSync(path.join(tmpdir(), "weir-bench-rules-"));
const lake = await openDuckdb({ folder, memoryMb: 4096 });
try {
  await using session = await lake.session();
  printMachine();
  const csv: CsvDialect = { delimiter: ",", quote: '"', escape: '"', skipLines: 1, lineEnd: "\n" };
  const columns = declared.map(({ field, kind }): LakeColumn => ({ name: field, type: lakeTypes[kind] }));
  await session.createFromCsv(table, { file: await writePeopleCsv(folder, rowCount), dialect: csv, columns });
  await session.write(
    `create table ${divisions} as select distinct division as code from ${table} where division <> 'X00000'
     union all select cast(100000000000 + i * 7 as varchar) from range(650000) t(i)`,
  );
  await compareTwenty(session, planOf({ withLookUps: false }));
  await compareWithLookUps(session, planOf({ withLookUps: true }));
} finally {
  await lake.close();
  rmSync(folder, { recursive: true, force: true });
}

async function compareTwenty(session: LakeSession, plan: Plan): Promise<void> {
  if (plan.rules.length !== 20) throw new Error(`${plan.rules.length} rules instead of 20`);
  const plain = sameRulesNaive(today);
  const expected = await naivePasses(
    session,
    plan.rules.map((rule) => plain[rule.id] ?? `no plain form of ${rule.id}`),
  );
  assertSame(plan, await countRows(session, plan, null), expected);
  const { badRows, ...rows } = await writeFailedRows(session, plan, null, kept);
  assertSame(plan, rows, expected);
  print(`All forms of the same twenty rules count the same; ${badRows} of ${rowCount} rows fail at least one.`);
  await compare("Twenty rules", [
    { name: "D: twenty plain passes", run: async () => void (await naivePasses(session, naiveRules)) },
    {
      name: "our twenty rules, plain passes",
      run: async () => void (await naivePasses(session, Object.values(plain))),
    },
    { name: "counts only", run: async () => void (await countRows(session, plan, null)) },
    {
      name: "failed rows with reasons",
      run: async () => void (await writeFailedRows(session, plan, null, kept)),
    },
  ]);
}

async function compareWithLookUps(session: LakeSession, plan: Plan): Promise<void> {
  await compare(`With the key and the divisions of two columns: ${plan.rules.length} rules`, [
    {
      name: "plain: passes, group by, two anti-joins",
      async run() {
        await naivePasses(session, Object.values(sameRulesNaive(today)));
        await session.read(`select count(*) from (select id from ${table} group by id having count(*) > 1)`);
        for (const code of ["substr(id_card, 1, 6)", "division"]) {
          const known = `select 1 from ${divisions} d where d.code = ${code}`;
          await session.read(`select count(*) from ${table} t where ${code} is not null and not exists (${known})`);
        }
      },
    },
    { name: "counts only", run: async () => void (await countRows(session, plan, divisions)) },
    {
      name: "failed rows with reasons",
      run: async () => void (await writeFailedRows(session, plan, divisions, kept)),
    },
  ]);
}
