import type { MappedColumn } from "#contract/intake";
import type { Bilingual } from "#contract/text";
import type { MaskName, ValueType } from "#contract/dictionary";
import type { CleanHint, CodeList, Element } from "#dictionary";
import type { LakeColumn, LakeType, RecordMarks } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import { problems } from "./problems.ts";
import type { SourceHeading } from "./readers/reader.ts";

/** One column on its way from the file into the standard table. */
export interface PlanColumn {
  /** Position in the file, from 0. */
  readonly position: number;
  readonly source: string;
  readonly heading: string;
  readonly field: string;
  readonly name: Bilingual;
  readonly type: ValueType;
  readonly hint: CleanHint;
  readonly mask: MaskName | null;
}

/** What a load does with every column of the file; `null` for one that is not loaded. */
export interface LoadPlan {
  readonly columns: readonly PlanColumn[];
  readonly fileColumns: readonly (LakeColumn | null)[];
  /** Loaded columns the source no longer has; they stay in the standard table, empty. */
  readonly absent?: readonly LakeColumn[] | undefined;
  /** Of a table that is followed: what tells its rows apart at the source, and what sums them up. */
  readonly marks?: RecordMarks | undefined;
}

/** What planning needs of the dictionary, read beforehand. */
export interface Vocabulary {
  readonly elements: ReadonlyMap<string, Element>;
  readonly codes: ReadonlyMap<string, CodeList>;
}

/**
 * Joins the mapping with the columns the file has now. Columns are found by name, so a source may change their order.
 *
 * @throws Problem intake.columns-changed, intake.nothing-to-load, intake.field-twice
 */
export function planLoad(
  mapping: readonly MappedColumn[],
  headings: readonly SourceHeading[],
  vocabulary: Vocabulary,
): LoadPlan {
  const wanted = mapping.filter((column) => column.action === "load");
  if (wanted.length === 0) throw problem(problems["nothing-to-load"]);
  const positions = new Map(headings.map((heading, position) => [heading.name, position]));
  const missing = wanted.filter((column) => !positions.has(column.source));
  if (missing.length > 0)
    throw problem(problems["columns-changed"], { missing: missing.map((column) => column.source).join("、") });
  refuseTwins(wanted);
  const columns = wanted.map((column): PlanColumn => {
    const position = positions.get(column.source) ?? 0;
    const element = column.element === null ? undefined : vocabulary.elements.get(column.element);
    return {
      position,
      source: column.source,
      heading: headings[position]?.heading ?? "",
      field: column.field,
      name: column.name,
      type: column.type,
      hint: {
        check: element?.check ?? null,
        codes: element?.codeSet ? (vocabulary.codes.get(element.codeSet) ?? null) : null,
        unit: element?.unit ?? null,
      },
      mask: element?.mask ?? null,
    };
  });
  const byPosition = new Map(columns.map((column) => [column.position, column]));
  return {
    columns,
    fileColumns: headings.map((_, position) => {
      const column = byPosition.get(position);
      return column ? { name: column.field, type: lakeTypeOf(column.type) } : null;
    }),
  };
}

/**
 * The plan of a followed table. A row is known by its key cells as the source writes them, so that no cleaning can make two
 * rows one or lose track of a row that was rejected.
 *
 * @throws Problem intake.columns-changed where the source has no such key column
 */
export function withMarks(plan: LoadPlan, key: readonly string[], headings: readonly SourceHeading[]): LoadPlan {
  const positions = new Map(headings.map((heading, position) => [heading.name, position]));
  const missing = key.filter((column) => !positions.has(column));
  if (missing.length > 0) throw problem(problems["columns-changed"], { missing: missing.join("、") });
  const positionsOf = key.map((column) => positions.get(column) ?? 0);
  return { ...plan, marks: { key: positionsOf, sum: plan.columns.map((column) => column.position) } };
}

/** As `planLoad`, where a source that has lost columns is followed all the same. */
export function planWithout(
  mapping: readonly MappedColumn[],
  headings: readonly SourceHeading[],
  vocabulary: Vocabulary,
): LoadPlan {
  const there = new Set(headings.map(({ name }) => name));
  const lost = mapping.filter((column) => column.action === "load" && !there.has(column.source));
  const plan = planLoad(
    mapping.filter((column) => !lost.includes(column)),
    headings,
    vocabulary,
  );
  return { ...plan, absent: lost.map((column) => ({ name: column.field, type: lakeTypeOf(column.type) })) };
}

function refuseTwins(wanted: readonly MappedColumn[]): void {
  const byField = new Map<string, MappedColumn>();
  for (const column of wanted) {
    const first = byField.get(column.field);
    if (first)
      throw problem(problems["field-twice"], { field: column.field, first: first.source, second: column.source });
    byField.set(column.field, column);
  }
}

const widestDecimal = { precision: 18, scale: 4 };

/** The lake keeps text of any length; how long it may be is a rule of quality, not a reason to lose it. */
export function lakeTypeOf(type: ValueType): LakeType {
  if (type.kind !== "decimal") return { kind: type.kind };
  return {
    kind: "decimal",
    precision: type.precision ?? widestDecimal.precision,
    scale: type.scale ?? widestDecimal.scale,
  };
}
