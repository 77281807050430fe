import { pinyin } from "pinyin-pro";
import type { Proposal, ValueType } from "#contract/dictionary";
import type { MappedColumn, SourceColumn } from "#contract/intake";
import type { Element } from "#dictionary";

/** A proposal below this is shown but not taken. */
const leastConfidence = 0.6;

/**
 * What is proposed to become of each column: the best element that no other column is surer of; where there is none, its
 * best element once more, under the column's own name (husband's number, wife's number); else a field of the column's own
 * name. Nothing is skipped but columns without any value.
 */
export function proposeMapping(
  columns: readonly SourceColumn[],
  proposals: readonly (readonly Proposal[])[],
  elements: ReadonlyMap<string, Element>,
): MappedColumn[] {
  const surest = takeElements(proposals);
  const fields = new Set<string>();
  return columns.map((column, index) => {
    const first = surest.get(index);
    const proposal = first ?? proposals[index]?.find(({ confidence }) => confidence >= leastConfidence);
    const element = proposal ? elements.get(proposal.element) : undefined;
    const field = freeField(first && element ? element.field : fieldName(column.name), fields);
    const isEmpty = column.emptyShare === 1;
    return {
      position: column.position,
      source: column.name,
      action: isEmpty && !element ? "skip" : "load",
      element: element?.id ?? null,
      field,
      name: first && element ? element.name : { zh: column.name, en: column.name },
      type: element ? element.type : column.type,
      isKey: false,
      isMandatory: false,
      confidence: proposal?.confidence ?? null,
      reason:
        proposal?.reason ??
        (isEmpty ? { zh: "抽样的行里这一列全是空的", en: "No sampled row has a value here" } : null),
      decidedBy: "proposed",
    };
  });
}

/** Each element goes to the column that is surest of it; a column that loses takes its next one. */
function takeElements(proposals: readonly (readonly Proposal[])[]): Map<number, Proposal> {
  const offers = proposals
    .flatMap((list, column) => list.map((proposal) => ({ column, proposal })))
    .filter(({ proposal }) => proposal.confidence >= leastConfidence)
    .toSorted((a, b) => b.proposal.confidence - a.proposal.confidence || a.column - b.column);
  const byColumn = new Map<number, Proposal>();
  const elements = new Set<string>();
  for (const { column, proposal } of offers) {
    if (byColumn.has(column) || elements.has(proposal.element)) continue;
    byColumn.set(column, proposal);
    elements.add(proposal.element);
  }
  return byColumn;
}

/** The saved mapping of a resource, laid over the columns found now; columns that are new are proposed. */
export function keepMapping(saved: readonly MappedColumn[], proposed: readonly MappedColumn[]): MappedColumn[] {
  const bySource = new Map(saved.map((column) => [column.source, column]));
  const fields = new Set(saved.map((column) => column.field));
  return proposed.map((column) => {
    const kept = bySource.get(column.source);
    if (kept) return { ...kept, position: column.position };
    return { ...column, field: freeField(column.field, fields) };
  });
}

const longestField = 60;

/** A column name for the standard table: Latin as it is, Chinese as pinyin. */
export function fieldName(source: string): string {
  const latin = pinyin(source, { toneType: "none", type: "array", nonZh: "consecutive", v: true }).join("_");
  const words = latin
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
  const named = /^[a-z]/.test(words) ? words : `c_${words}`;
  return named.slice(0, longestField).replace(/_+$/, "") || "c";
}

/** The name wanted, or the next free one after it; taken from then on. */
export function freeField(wanted: string, taken: Set<string>): string {
  let field = wanted;
  for (let number = 2; taken.has(field); number += 1) field = `${wanted.slice(0, longestField - 3)}_${number}`;
  taken.add(field);
  return field;
}

const plain = { maxLength: null, precision: null, scale: null };

/** The type of a column nobody has declared, from its values; text wherever a leading zero or a code may be lost. */
export function guessType(name: string, values: readonly string[]): ValueType {
  const filled = values.map((value) => value.trim()).filter((value) => value !== "");
  const every = (pattern: RegExp) => filled.every((value) => pattern.test(value));
  if (filled.length === 0) return { ...plain, kind: "text" };
  if (every(/^-?(0|[1-9]\d{0,14})$/))
    return isCodeName(name, filled) ? { ...plain, kind: "text" } : { ...plain, kind: "integer" };
  if (every(/^-?(0|[1-9]\d{0,14})(\.\d+)?$/)) return { ...plain, kind: "number" };
  if (every(/^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])$/)) return { ...plain, kind: "date" };
  if (every(/^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?$/))
    return { ...plain, kind: "datetime" };
  if (every(/^(true|false)$/)) return { ...plain, kind: "boolean" };
  return { ...plain, kind: "text" };
}

/** Numbers that name things: codes, telephone numbers, postcodes, numbers of one length. */
function isCodeName(name: string, values: readonly string[]): boolean {
  if (/(码|号|编号|代码|电话|邮编)$|(^|_|\b)(id|code|no|number|phone|tel|zip|postcode)$/i.test(name)) return true;
  const length = values[0]?.length ?? 0;
  return length >= 6 && values.length > 5 && values.every((value) => value.length === length);
}
