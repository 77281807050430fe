import { ResourceItem, type UpdateCycle } from "#contract/catalog";
import type { ValueKind } from "#contract/dictionary";
import { type RuleKind, ruleKinds } from "#contract/quality";
import { type CodeList, type Element, sqlCheckOf } from "#dictionary";
import { duckdbDialect } from "#kernel/lake/duckdb-dialect";
import { type LakeSession, type LakeType, name } from "#kernel/lake/lake";
import { columnsOf } from "./columns.ts";
import type { Measures } from "./measures.ts";
import { dimensionOf, isRowRule, isTableRule, kindOf, type RowTest, type Rule, type TableTest } from "./rule.ts";
import { deriveRules, type RuleFacts } from "./rules.ts";
import type { Plan } from "./statements.ts";

/** Two organs of one division, and one body of another kind. */
export const knownDepartments = ["11510104MB0000011X", "11510104MB00000228", "12510104MB0000033A"];

/** The day of every test below HTTP. */
export const today = "2026-03-18";

const textOf = (maxLength: number | null): Element["type"] => ({
  kind: "text",
  maxLength,
  precision: null,
  scale: null,
});
const typeOf = (kind: ValueKind): Element["type"] => ({ kind, maxLength: null, precision: null, scale: null });

const element = (id: string, zh: string, more: Partial<Element> = {}): [string, Element] => [
  id,
  {
    id,
    name: { zh, en: zh },
    field: id.toLowerCase().replaceAll("-", "_"),
    definition: { zh: "", en: "" },
    category: "other",
    type: textOf(null),
    codeSet: null,
    check: null,
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
    ...more,
  },
];

export const elements: ReadonlyMap<string, Element> = new Map([
  element("DE-NAME", "姓名", { type: textOf(6), mask: "name", isPersonal: true, grade: "3" }),
  element("DE-ID", "公民身份号码", {
    type: textOf(18),
    check: "citizen-id",
    mask: "citizen-id",
    isPersonal: true,
    grade: "3",
    standard: "GB 11643-1999",
    version: 4,
  }),
  element("DE-SEX", "性别", { type: textOf(1), codeSet: "CS-SEX", standard: "GB/T 2261.1-2003" }),
  element("DE-BIRTH", "出生日期", { type: typeOf("date"), check: "not-future", mask: "date", isPersonal: true }),
  element("DE-DIVISION", "行政区划", { type: textOf(12), check: "division-code" }),
  element("DE-PHONE", "手机号", { type: textOf(11), check: "mobile-phone", mask: "phone", isPersonal: true }),
  element("DE-MONEY", "金额", { type: { ...typeOf("decimal"), precision: 12, scale: 2 }, check: "not-negative" }),
  element("DE-CREDIT", "统一社会信用代码", { type: textOf(18), check: "credit-code" }),
  element("DE-NOTE", "备注", { type: textOf(5) }),
]);

const code = (text: string, status: "active" | "retired" = "active") => ({
  code: text,
  name: { zh: text, en: text },
  aliases: [],
  status,
});

export const codeLists: ReadonlyMap<string, CodeList> = new Map([
  [
    "CS-SEX",
    { id: "CS-SEX", version: 2, name: { zh: "性别", en: "Sex" }, codes: [code("1"), code("2"), code("3", "retired")] },
  ],
]);

export const item = (field: string, elementId: string | null, more: Partial<ResourceItem> = {}): ResourceItem => {
  const known = elementId === null ? undefined : elements.get(elementId);
  return ResourceItem.parse({
    field,
    name: known?.name ?? { zh: field, en: field },
    element: elementId,
    type: known?.type ?? textOf(null),
    grade: known?.grade ?? "1",
    ...more,
  });
};

/** One column of each kind. */
export const personItems: readonly ResourceItem[] = [
  item("no", null, { type: typeOf("integer"), isKey: true }),
  item("name", "DE-NAME", { isMandatory: true }),
  item("citizen_id", "DE-ID"),
  item("sex", "DE-SEX"),
  item("birth", "DE-BIRTH", { isMandatory: true }),
  item("division", "DE-DIVISION", { isMandatory: true }),
  item("phone", "DE-PHONE"),
  item("money", "DE-MONEY"),
  item("credit", "DE-CREDIT"),
  item("note", "DE-NOTE"),
];

export const measures: Measures = {
  dimensionWeights: {
    conformity: 20,
    completeness: 20,
    accuracy: 30,
    consistency: 10,
    timeliness: 15,
    accessibility: 5,
  },
  ruleWeights: {
    ...(Object.fromEntries(ruleKinds.map((kind) => [kind, 1])) as Record<RuleKind, number>),
    reconciled: 10,
  },
  tierWeights: { base: 3, theme: 2, department: 1 },
  usePerDoubling: 0.5,
  departmentWeights: { data: 80, "on-time": 8, closing: 6, mounting: 6 },
  limits: { appealDays: 10, sqlSeconds: 30, outlier: 3.5, psi: 0.25, history: 5 },
  cycleDays: new Map<UpdateCycle, number>([
    ["daily", 1],
    ["monthly", 31],
  ]),
  agreed: 95,
};

export const rulesOf = (items: readonly ResourceItem[], more: Partial<RuleFacts> = {}): Rule[] =>
  deriveRules({
    resource: { items, updateCycle: "daily" },
    elements,
    codeLists,
    divisionAt: (check) => sqlCheckOf(check, "x", "_", duckdbDialect, today).divisionAt,
    hasDivisions: true,
    departments: knownDepartments,
    hasLoad: true,
    measures,
    ...more,
  });

export const planOf = (table: string, items: readonly ResourceItem[], rules = rulesOf(items)): Plan => ({
  table,
  columns: columnsOf(items),
  dialect: duckdbDialect,
  sqlCheckOf,
  today,
  rules: rules.filter(isRowRule),
  summed: rules.filter(isTableRule),
  hasSums: false,
  queried: new Map(),
});

/** A rule with this test that nobody derived. */
export const ruleOf = <Test extends RowTest | TableTest>(test: Test, more: Partial<Rule<Test>> = {}): Rule<Test> => ({
  id: `${kindOf(test)}#1`,
  kind: kindOf(test),
  dimension: dimensionOf[kindOf(test)],
  fields: [],
  columnName: null,
  text: { zh: "一条规则", en: "A rule" },
  element: null,
  standard: "",
  basis: "",
  weight: 1,
  test,
  ...more,
});

const lakeTypeOf = ({ kind, precision, scale }: ResourceItem["type"]): LakeType =>
  kind === "decimal" ? { kind, precision: precision ?? 18, scale: scale ?? 2 } : { kind };

/** Values as text by field; a field that is not there is null. Rows are numbered from 1. */
export type TextRow = Readonly<Record<string, string | null>>;

/** Replaces a standard table with these rows, typed as its items say. */
export async function fillTable(
  session: LakeSession,
  table: string,
  items: readonly ResourceItem[],
  rows: readonly TextRow[],
): Promise<void> {
  const fields = items.map(({ field }) => field);
  const texts = fields.map((field) => `${name(field)} varchar`).join(", ");
  await session.write(`create or replace temp table typed_in (_row bigint, ${texts})`);
  const values = rows.map((row, index) => [index + 1, ...fields.map((field) => row[field] ?? null)]);
  await session.append("typed_in", ["_row", ...fields], values);
  const typed = items.map(
    ({ field, type }) => `cast(t.${name(field)} as ${duckdbDialect.typeName(lakeTypeOf(type))}) as ${name(field)}`,
  );
  await session.write(`create or replace table ${table} as select t._row, ${typed.join(", ")} from typed_in t`);
}

/** The lake table of divisions that the tests' codes are looked up in. */
export const knownDivisions = ["11", "1101", "110105", "44", "440524", "51", "5101", "510100", "510104", "510104011"];

export async function fillDivisions(session: LakeSession, table: string): Promise<void> {
  await session.write(`create or replace table ${table} (code varchar)`);
  await session.append(
    table,
    ["code"],
    knownDivisions.map((known) => [known]),
  );
}
