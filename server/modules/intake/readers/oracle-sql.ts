import type { ValueType } from "#contract/dictionary";
import { plainType, type RowColumn, type RowDialect, sqlText } from "./row-database.ts";

/** What Oracle and those who keep its dictionary views (达梦) have in common. Nothing here reaches a server. */

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const inTable = (owner: string, table: string, schema: string, name: string): string =>
  `${owner} = ${sqlText(schema)} and ${table} = ${sqlText(name)}`;

/** Views stand among the columns as tables do, and only what the account may read. */
const tables = (schema: string): string =>
  `select c.table_name, count(*) from all_tab_columns c where c.owner = ${sqlText(schema)} group by c.table_name order by c.table_name`;

const columns = (schema: string, table: string): string =>
  `select c.column_name, c.data_type, c.char_length, c.data_precision, c.data_scale, m.comments
   from all_tab_columns c
   left join all_col_comments m on m.owner = c.owner and m.table_name = c.table_name and m.column_name = c.column_name
   where ${inTable("c.owner", "c.table_name", schema, table)} order by c.column_id`;

/** A unique index one of whose columns may be empty holds rows it cannot tell apart. */
const indexes = (schema: string, table: string): string =>
  `select i.index_name, p.column_name,
     case when i.uniqueness = 'UNIQUE' and not exists (
       select 1 from all_ind_columns x
       join all_tab_columns n on n.owner = x.table_owner and n.table_name = x.table_name and n.column_name = x.column_name
       where x.index_owner = i.owner and x.index_name = i.index_name and n.nullable = 'Y') then '1' else '0' end
   from all_indexes i
   join all_ind_columns p on p.index_owner = i.owner and p.index_name = i.index_name
   where ${inTable("i.table_owner", "i.table_name", schema, table)}
   order by case when exists (
       select 1 from all_constraints k
       where k.owner = i.table_owner and k.index_name = i.index_name and k.constraint_type = 'P') then 0 else 1 end,
     i.index_name, p.column_position`;

const size = (schema: string, table: string): string =>
  `select t.num_rows from all_tables t where ${inTable("t.owner", "t.table_name", schema, table)}`;

/** `number(10,2)`, `varchar2(60)`; a type that carries its digits in its name (`timestamp(6)`) stays as it is. */
function columnOf([name, type, length, precision, scale, comment]: readonly (string | null)[]): RowColumn {
  const own = (type ?? "").toLowerCase();
  const isNumber = /^(number|numeric|decimal|dec)$/.test(own);
  const isText = /^n?(var)?char2?$/.test(own);
  const digits = isNumber && precision ? `(${precision},${scale ?? "0"})` : isText && length ? `(${length})` : "";
  return { name: name ?? "", declared: `${own}${digits}`, comment: comment ?? "" };
}

/** A `number` without digits may be a number of 20 of them or an amount: its values decide, a double would round it. */
function typeOf(declared: string): ValueType | null {
  const number = /^(?:number|numeric|decimal|dec)\((\d+),(-?\d+)\)$/.exec(declared);
  if (number) {
    const [precision, scale] = [Number(number[1]), Number(number[2])];
    if (scale <= 0 && precision - scale <= 18) return { ...plainType, kind: "integer" };
    return scale < 0 ? null : { ...plainType, kind: "decimal", precision, scale };
  }
  if (/^(number|numeric|decimal|dec)$/.test(declared)) return null;
  const text = /^n?(?:var)?char2?\((\d+)\)$/.exec(declared);
  if (text) return { ...plainType, kind: "text", maxLength: Number(text[1]) };
  if (/^(tinyint|smallint|int|integer|bigint|byte)$/.test(declared)) return { ...plainType, kind: "integer" };
  if (/^(float|double|real|binary_(float|double))/.test(declared)) return { ...plainType, kind: "number" };
  if (/^(timestamp|datetime)/.test(declared)) return { ...plainType, kind: "datetime" };
  return { ...plainType, kind: "text" };
}

export const oracleLike = {
  quoted,
  tables,
  columns,
  columnOf,
  indexes,
  size,
  typeOf,
  limited: (select: string, limit: number): string => `select * from (${select}) where rownum <= ${limit}`,
} satisfies Partial<RowDialect>;
