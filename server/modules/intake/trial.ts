import type { CellFault, MappedColumn, Trial } from "#contract/intake";
import { type CheckFacts, checkValue, cleanValue, maskValue } from "#dictionary";
import { cleaningTexts } from "./cleaning.ts";
import { showFault } from "./faults.ts";
import type { LoadPlan, PlanColumn } from "./plan.ts";

const rowsShown = 200;

/**
 * What the load would do with these rows: which stay out and why, which load with a warning that quality will repeat, and
 * what cleaning would change. Values shown are masked.
 */
export function tryRows(
  plan: LoadPlan,
  mapping: readonly MappedColumn[],
  rows: readonly (readonly (string | null)[])[],
  width: number,
  facts: CheckFacts,
): Trial {
  const counts = new Map<string, { column: string; kind: keyof typeof cleaningTexts; count: number }>();
  const mandatory = new Set(mapping.filter((column) => column.isMandatory).map((column) => column.field));
  const tried = rows.map((row, index) => {
    const faults: CellFault[] = row.length === width ? [] : [shapeFault(row.length, width)];
    const warnings: CellFault[] = [];
    const values = plan.columns.map((column) => {
      const text = row[column.position] ?? null;
      if (text === null) {
        if (mandatory.has(column.field)) warnings.push(missing(column));
        return null;
      }
      const cleaned = cleanValue(text, { ...column.type, maxLength: null }, column.hint);
      if (!cleaned.ok) {
        faults.push(showFault(column, text, cleaned));
        return shown(column, text);
      }
      for (const kind of cleaned.kinds) {
        const count = counts.get(`${column.field} ${kind}`) ?? { column: column.field, kind, count: 0 };
        counts.set(`${column.field} ${kind}`, { ...count, count: count.count + 1 });
      }
      warnings.push(...checkFaults(column, cleaned.value, facts));
      return cleaned.value === null ? null : shown(column, cleaned.value);
    });
    return { row: index + 1, values, faults, warnings };
  });
  const bad = tried.filter((row) => row.faults.length > 0);
  const warned = tried.filter((row) => row.faults.length === 0 && row.warnings.length > 0);
  const good = tried.filter((row) => row.faults.length === 0 && row.warnings.length === 0);
  return {
    rowsTried: rows.length,
    rowsGood: rows.length - bad.length,
    rowsBad: bad.length,
    fields: plan.columns.map((column) => column.field),
    rows: [...bad.slice(0, rowsShown), ...warned.slice(0, rowsShown), ...good.slice(0, 5)],
    cleaning: [...counts.values()].map((count) => ({ ...count, text: cleaningTexts[count.kind] })),
  };
}

const shown = (column: PlanColumn, value: string): string => (column.mask ? maskValue(column.mask, value) : value);

function shapeFault(found: number, width: number): CellFault {
  return showFault(null, null, {
    rule: found < width ? "shape.too-few-columns" : "shape.too-many-columns",
    text: { zh: `有 ${found} 个字段，表头有 ${width} 个。`, en: `It has ${found} fields; the headings have ${width}.` },
    mend: {
      zh: "补上或删去分隔符；值里含分隔符的请加引号。",
      en: "Add or delete separators; put quotes around values that hold one.",
    },
    suggestion: null,
  });
}

const missing = (column: PlanColumn): CellFault =>
  showFault(column, null, {
    rule: "mandatory",
    text: { zh: "必填项为空。", en: "A value is required here." },
    mend: { zh: "请在来源系统补录。", en: "Enter it in the source system." },
    suggestion: null,
  });

function checkFaults(column: PlanColumn, value: string | null, facts: CheckFacts): CellFault[] {
  if (value === null) return [];
  const { check, codes } = column.hint;
  const found: CellFault[] = [];
  const fault = check === null ? null : checkValue(check, value, facts);
  if (fault) found.push(showFault(column, value, { ...fault, rule: `check.${check}` }));
  if (codes && !codes.codes.some((code) => code.code === value)) {
    const unknown = {
      rule: "code-set",
      text: { zh: `代码集“${codes.name.zh}”里没有“${value}”。`, en: `The code set ${codes.name.en} has no ${value}.` },
      mend: {
        zh: "改用代码集里的代码，或请数据局补充代码。",
        en: "Use a code of the set, or ask the bureau to add one.",
      },
      suggestion: null,
    };
    found.push(showFault(column, value, unknown));
  }
  return found;
}
