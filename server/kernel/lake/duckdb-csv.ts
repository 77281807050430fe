import { duckdbDialect } from "./duckdb-dialect.ts";
import {
  type CsvLoad,
  csvColumns,
  type LakeColumn,
  type LakeType,
  literal,
  markNull,
  name,
  type RecordMarks,
} from "./lake.ts";

/**
 * One pass over the file. Everything is read as text and turned into its type only where the text is exactly such a
 * value: the reader's own casts would read `1.5` as the whole number 2 and `2020-01-01 10:00` as a date.
 */
export const createFromCsvSql = (table: string, load: CsvLoad): string =>
  `create table ${table} as ${selectFromCsv(load)}`;

export const appendFromCsvSql = (table: string, load: CsvLoad): string => `insert into ${table} ${selectFromCsv(load)}`;

function selectFromCsv(load: CsvLoad): string {
  const wanted = load.columns.filter((column) => column !== null);
  const typed = wanted.filter((column) => column.type.kind !== "text");
  const inner = wanted.map((column) => `${exactCast(`f.${name(column.name)}`, column.type)} as ${name(column.name)}`);
  const asFound = typed.map((column) => `f.${name(column.name)} as ${name(foundName(column))}`);
  const lost = typed.map((column) => `(t.${name(column.name)} is null and t.${name(foundName(column))} is not null)`);
  const pairs = typed.map(
    (column) =>
      `${literal(column.name)}, case when t.${name(column.name)} is null then t.${name(foundName(column))} end`,
  );
  const marks = load.marks ? [`t.${name(csvColumns.key)}`, `t.${name(csvColumns.sum)}`] : [];
  const fieldOf = (position: number) => `f.${name(fieldName(load.columns[position] ?? null, position))}`;
  if (load.marks) inner.push(...markOf(load.marks, fieldOf));
  const found =
    typed.length === 0
      ? "null::varchar"
      : `case when ${lost.join(" or ")} then json_object(${pairs.join(", ")})::varchar end`;
  // A blank line is no record; in a file of one column the reader would make it one.
  const [only, ...others] = wanted;
  const blank =
    load.columns.length === 1 && only && others.length === 0 && !load.dialect.blankIsRecord
      ? `where f.${name(only.name)} is not null`
      : "";
  return `select 0::bigint as ${name(csvColumns.row)}, ${wanted.map((column) => `t.${name(column.name)}`).join(", ")},
      ${[...marks, ""].join(", ")}${found} as ${name(csvColumns.found)}
    from (select ${[...inner, ...asFound].join(", ")} from ${readCsv(load)} f ${blank}) t`;
}

/** The text of a sum is the same as in `intake/readers/census.ts`: sources reckon it too. `fieldOf` is a cell as text. */
export function markOf({ key, sum }: RecordMarks, fieldOf: (position: number) => string): string[] {
  const cell = (position: number) => `coalesce(${fieldOf(position)}, ${literal(markNull)})`;
  const joined = (positions: readonly number[]) =>
    positions.length === 0 ? "''" : `concat_ws(chr(31), ${positions.map(cell).join(", ")})`;
  return [
    `${joined(key)} as ${name(csvColumns.key)}`,
    `cast('0x' || substr(md5(${joined(sum)}), 1, 15) as bigint) as ${name(csvColumns.sum)}`,
  ];
}

const fieldName = (column: LakeColumn | null, position: number): string => column?.name ?? `_skip ${position}`;

const lineEndNames = { "\n": String.raw`\n`, "\r\n": String.raw`\r\n` };

const foundName = (column: LakeColumn): string => `_found ${column.name}`;

/** The text in `field` as its type, null where it is not exactly a value of it. */
export function exactCast(field: string, type: LakeType): string {
  if (type.kind === "text") return field;
  return `case when ${isExact(field, type)} then try_cast(${field} as ${duckdbDialect.typeName(type)}) end`;
}

/** True where the text is written as the type writes itself; only then may it be cast. */
function isExact(field: string, type: LakeType): string {
  const matches = (pattern: string) => duckdbDialect.matches(field, pattern);
  switch (type.kind) {
    case "text":
      return "true";
    case "integer":
      return matches(String.raw`-?(0|[1-9]\d{0,17})`);
    case "decimal": {
      const fraction = type.scale > 0 ? String.raw`(\.\d{1,${type.scale}})?` : "";
      return matches(String.raw`-?(0|[1-9]\d{0,${Math.max(0, type.precision - type.scale - 1)}})${fraction}`);
    }
    case "number":
      return matches(String.raw`-?\d+(\.\d+)?([eE][+-]?\d{1,3})?`);
    case "date":
      return `(strlen(${field}) = 10 and ${field} like '____-__-__')`;
    case "datetime":
      return `((strlen(${field}) = 19 and ${field} like '____-__-__ __:__:__') or ${matches(String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{1,6}`)})`;
    case "time":
      return matches(String.raw`\d\d:\d\d:\d\d(\.\d{1,6})?`);
    case "boolean":
      return `${field} in ('true', 'false')`;
  }
}

/** Every option is given: nothing is guessed from the file's first rows. */
function readCsv(load: CsvLoad): string {
  const fields = load.columns.map((column, position) => `${literal(fieldName(column, position))}: 'varchar'`);
  const options = [
    "auto_detect = false",
    "header = false",
    `skip = ${load.dialect.skipLines}`,
    `delim = ${literal(load.dialect.delimiter)}`,
    `quote = ${literal(load.dialect.quote)}`,
    `escape = ${literal(load.dialect.escape)}`,
    // Without this an empty quoted field would read as no value.
    "allow_quoted_nulls = false",
    // With line ends left open, one inside quotes would be taken for another kind and the record refused.
    ...(load.dialect.lineEnd === "\r" ? [] : [`new_line = ${literal(lineEndNames[load.dialect.lineEnd])}`]),
    "store_rejects = true",
    "rejects_limit = 0",
    `columns = {${fields.join(", ")}}`,
  ];
  return `read_csv(${literal(load.file)}, ${options.join(", ")})`;
}
