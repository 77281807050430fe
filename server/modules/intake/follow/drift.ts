import type { DriftChange } from "#contract/intake-follow";
import type { MappedColumn } from "#contract/intake";

/** A column as a source declares it. */
export interface ShapeColumn {
  readonly name: string;
  readonly declared: string;
}

/**
 * What is different between two shapes of a table. A column that went and one of the same type that came at the same place, or
 * the only such pair, look like a new name; a person decides.
 */
export function driftOf(
  before: readonly ShapeColumn[],
  now: readonly ShapeColumn[],
  mapping: readonly MappedColumn[],
): DriftChange[] {
  const gone = before.filter((column) => !now.some(({ name }) => name === column.name));
  const come = now.filter((column) => !before.some(({ name }) => name === column.name));
  const pairs = new Map<ShapeColumn, ShapeColumn>();
  for (const column of gone) {
    const alike = come.filter((other) => other.declared === column.declared && ![...pairs.values()].includes(other));
    const samePlace = alike.find((other) => now.indexOf(other) === before.indexOf(column));
    const only = alike.length === 1 && gone.filter((other) => other.declared === column.declared).length === 1;
    const match = samePlace ?? (only ? alike[0] : undefined);
    if (match) pairs.set(column, match);
  }
  const loadedField = (name: string): string | null =>
    mapping.find((column) => column.source === name && column.action === "load")?.field ?? null;
  const told = (column: string, rest: Omit<DriftChange, "column" | "isLoaded" | "field" | "text">): DriftChange => {
    const field = loadedField(column);
    const change = { column, ...rest, isLoaded: field !== null, field };
    return { ...change, text: sentenceOf(change) };
  };
  return [
    ...gone.map((column) => {
      const to = pairs.get(column);
      return to
        ? told(column.name, { kind: "renamed", from: column.declared, to: to.name })
        : told(column.name, { kind: "removed", from: column.declared, to: null });
    }),
    ...now
      .map((column) => ({ column, old: before.find(({ name }) => name === column.name) }))
      .filter(({ column, old }) => old !== undefined && old.declared !== column.declared)
      .map(({ column, old }) => told(column.name, { kind: "retyped", from: old?.declared ?? "", to: column.declared })),
    ...come
      .filter((column) => ![...pairs.values()].includes(column))
      .map((column) => told(column.name, { kind: "added", from: null, to: column.declared })),
  ];
}

function sentenceOf({ kind, column, from, to, field }: Omit<DriftChange, "text">): DriftChange["text"] {
  const loaded = {
    zh: field === null ? "（没有归集这一列）" : `（归集到 ${field}）`,
    en: field === null ? " (not loaded)" : ` (loaded as ${field})`,
  };
  switch (kind) {
    case "added":
      return {
        zh: `新增了列“${column}”（${to}）${field === null ? "" : loaded.zh}`,
        en: `column ${column} (${to}) was added${field === null ? "" : loaded.en}`,
      };
    case "removed":
      return { zh: `删去了列“${column}”${loaded.zh}`, en: `column ${column} was removed${loaded.en}` };
    case "renamed":
      return {
        zh: `列“${column}”像是改名为“${to}”${loaded.zh}`,
        en: `column ${column} looks renamed to ${to}${loaded.en}`,
      };
    case "retyped":
      return {
        zh: `列“${column}”的类型由 ${from} 改为 ${to}${loaded.zh}`,
        en: `column ${column} changed from ${from} to ${to}${loaded.en}`,
      };
  }
}

/** Whether the rows in the lake were read in terms that no longer hold. */
export const touchesRows = (changes: readonly DriftChange[]): boolean => changes.some(({ isLoaded }) => isLoaded);

/** The mapping for going on: columns that look renamed are read by their new names. */
export function adoptRenames(mapping: readonly MappedColumn[], changes: readonly DriftChange[]): MappedColumn[] {
  const renamed = new Map(
    changes.filter(({ kind, to }) => kind === "renamed" && to !== null).map(({ column, to }) => [column, to ?? column]),
  );
  return mapping.map((column) => ({ ...column, source: renamed.get(column.source) ?? column.source }));
}
