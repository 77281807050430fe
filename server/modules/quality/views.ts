import type { CheckRun, RuleResult } from "#contract/quality";
import type { Language } from "#contract/text";
import type { DepartmentCore } from "#registry";
import type { Rule } from "./rule.ts";
import { ruleScore } from "./score.ts";
import type { ResultRow, RunRow } from "./store.ts";

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
  assessed: row.assessed,
  failed: row.failed,
  score: ruleScore(row),
  weight: row.weight,
});

export const ruleView = (rule: Rule): Omit<RuleResult, "assessed" | "failed" | "score"> => ({
  id: rule.id,
  kind: rule.kind,
  dimension: rule.dimension,
  column: columnOf(rule.fields),
  columnName: rule.columnName,
  text: rule.text,
  element: rule.element,
  standard: rule.standard,
  weight: rule.weight,
});

export type Departments = ReadonlyMap<string, DepartmentCore>;

/** The department's name in the reader's language; its code where the registry does not know it. */
export function departmentName(departments: Departments, code: string, language: Language): string {
  const department = departments.get(code);
  if (!department) return code;
  return language === "en" && department.nameEn !== "" ? department.nameEn : department.name;
}

export const runView = (run: RunRow, departmentNameOf: (code: string) => string): Omit<CheckRun, "rules"> => ({
  id: run.id,
  resourceId: run.resourceId,
  resourceName: run.resourceName,
  department: run.department,
  departmentName: departmentNameOf(run.department),
  rowCount: run.rowCount,
  badRows: run.badRows,
  score: run.score,
  dimensions: run.dimensions,
  loadId: run.loadId,
  agreed: run.agreed,
  ranAt: run.ranAt.toISOString(),
  durationMs: run.durationMs,
  entry: run.entry,
});
