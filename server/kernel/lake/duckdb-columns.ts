import { type StoredType, storedName } from "./column-file.ts";
import { exactCast, markOf } from "./duckdb-csv.ts";
import { duckdbDialect } from "./duckdb-dialect.ts";
import { type ColumnsLoad, csvColumns, type LakeColumn, literal, name } from "./lake.ts";

export const createFromColumnsSql = (table: string, load: ColumnsLoad): string =>
  `create table ${table} as ${selectFromColumns(load)}`;

export const appendFromColumnsSql = (table: string, load: ColumnsLoad): string =>
  `insert into ${table} ${selectFromColumns(load)}`;

/**
 * The same table as from delimited text. A column that is stored as the type it is wanted in is taken as it is; any other is
 * written as its source writes it and read from that text, under the rules of delimited text.
 */
function selectFromColumns(load: ColumnsLoad): string {
  const inner: string[] = [`f.file_row_number + ${load.rowsBefore + 1} as ${name(csvColumns.row)}`];
  const outer: string[] = [`t.${name(csvColumns.row)}`];
  const lost: string[] = [];
  const pairs: string[] = [];
  for (const [position, column] of load.columns.entries()) {
    const stored = load.stored[position];
    if (!column || !stored) continue;
    inner.push(`${valueOf(load, position, stored, column)} as ${name(column.name)}`);
    outer.push(`t.${name(column.name)}`);
    const found = foundOf(load, position, stored, column);
    if (found === null) continue;
    const foundName = name(`_found ${column.name}`);
    inner.push(`${found} as ${foundName}`);
    lost.push(`(t.${name(column.name)} is null and t.${foundName} is not null)`);
    pairs.push(`${literal(column.name)}, case when t.${name(column.name)} is null then t.${foundName} end`);
  }
  if (load.marks) {
    const textOf = (position: number) => storedText(load, position, load.stored[position]);
    inner.push(...markOf(load.marks, textOf));
    outer.push(`t.${name(csvColumns.key)}`, `t.${name(csvColumns.sum)}`);
  }
  const found =
    lost.length === 0
      ? "null::varchar"
      : `case when ${lost.join(" or ")} then json_object(${pairs.join(", ")})::varchar end`;
  return `select ${outer.join(", ")}, ${found} as ${name(csvColumns.found)}
    from (select ${inner.join(", ")} from read_parquet(${literal(load.file)}, file_row_number = true) f) t`;
}

/** What stands in place of a value of the column's type. */
const oddText = ({ stored }: ColumnsLoad, position: number): string =>
  `json_extract_string(f.${storedName(stored.length)}, '/${position}')`;

/** The cell as its source writes it; null where it has no value. */
function storedText(load: ColumnsLoad, position: number, stored: StoredType | undefined): string {
  const field = `f.${storedName(position)}`;
  if (!stored || stored.kind === "text") return field;
  return load.hasOdd ? `coalesce(${field}::varchar, ${oddText(load, position)})` : `${field}::varchar`;
}

function valueOf(load: ColumnsLoad, position: number, stored: StoredType, column: LakeColumn): string {
  const { type } = column;
  const field = `f.${storedName(position)}`;
  if (!fits(stored, column)) return exactCast(storedText(load, position, stored), type);
  return type.kind === "decimal" ? `${field}::${duckdbDialect.typeName(type)}` : field;
}

/** What stands there where it is no value of the wanted type; null where every cell is one. */
function foundOf(load: ColumnsLoad, position: number, stored: StoredType, column: LakeColumn): string | null {
  if (column.type.kind === "text") return null;
  if (!fits(stored, column)) return storedText(load, position, stored);
  return load.hasOdd ? oddText(load, position) : null;
}

/** True where every stored value is one of the wanted type, unchanged. */
function fits(stored: StoredType, { type }: LakeColumn): boolean {
  if (stored.kind !== "decimal") return stored.kind === type.kind;
  return (
    type.kind === "decimal" &&
    type.scale >= stored.scale &&
    type.precision - type.scale >= stored.precision - stored.scale
  );
}
