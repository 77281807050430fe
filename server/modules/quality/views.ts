import type { CheckRun, RuleResult } from "#contract/quality";
import type { Grade } from "#contract/quality-rules";
import type { Bilingual, Language } from "#contract/text";
import type { DepartmentCore } from "#registry";
import { dayOf } from "./day.ts";
import type { Rule } from "./rule.ts";
import { gradeOf, schemeOn, type Schemes } from "./schemes.ts";
import { ruleScore } from "./score.ts";
import type { ResultRow, RunRow } from "./store.ts";

export const gradeView = ({ grade, name }: Grade): { grade: number; gradeName: Bilingual } => ({
  grade,
  gradeName: name,
});

/** The one column a rule speaks of; null for the table as a whole and for a key of several columns. */
const columnOf = (fields: readonly string[]): string | null => (fields.length === 1 ? (fields[0] ?? null) : null);

export const resultView = (row: ResultRow): RuleResult => ({
  id: row.rule,
  kind: row.kind,
  dimension: row.dimension,
  column: columnOf(row.fields),
  columnName: row.columnName,
  text: row.text,
  element: row.element,
  standard: row.standard,
  origin: row.origin,
  version: row.version,
  basis: row.basis,
  assessed: row.assessed,
  failed: row.failed,
  pardoned: row.pardoned,
  score: ruleScore({ assessed: row.assessed, failed: row.failed - row.pardoned }),
  weight: row.weight,
});

/** `wording` tells which wording of a derived rule this is; written rules know their version. */
export const ruleView = (rule: Rule, wording = 1): Omit<RuleResult, "assessed" | "failed" | "pardoned" | "score"> => ({
  id: rule.id,
  kind: rule.kind,
  dimension: rule.dimension,
  column: columnOf(rule.fields),
  columnName: rule.columnName,
  text: rule.text,
  element: rule.element,
  standard: rule.standard,
  origin: rule.written?.origin ?? "derived",
  version: rule.written?.version ?? wording,
  basis: rule.basis,
  weight: rule.weight,
});

export type Departments = ReadonlyMap<string, DepartmentCore>;

/** The department's name in the reader's language; its code where the registry does not know it. */
export function departmentName(departments: Departments, code: string, language: Language): string {
  const department = departments.get(code);
  if (!department) return code;
  return language === "en" && department.nameEn !== "" ? department.nameEn : department.name;
}

/** What a run is shown with besides itself. */
export interface RunNames {
  readonly departmentNameOf: (code: string) => string;
  readonly schemes: Schemes;
}

export const runView = (run: RunRow, { departmentNameOf, schemes }: RunNames): Omit<CheckRun, "rules"> => ({
  id: run.id,
  resourceId: run.resourceId,
  resourceName: run.resourceName,
  department: run.department,
  departmentName: departmentNameOf(run.department),
  rowCount: run.rowCount,
  badRows: run.badRows,
  score: run.score,
  scoreAtCheck: run.scoreAtCheck ?? run.score,
  ...gradeView(gradeOf(schemeOn(schemes, dayOf(run.ranAt)), run.score)),
  dimensions: run.dimensions,
  loadId: run.loadId,
  agreed: run.agreed,
  ranAt: run.ranAt.toISOString(),
  durationMs: run.durationMs,
  entry: run.entry,
});
