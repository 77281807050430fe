import type { ValueType } from "#contract/dictionary";
import type { Connection } from "#contract/intake";
import { optionalDriver } from "./optional-driver.ts";
import { openRowDatabase, plainType, type RowColumn, type RowDialect, sqlText } from "./row-database.ts";
import { openTds, type TdsDriver } from "./sqlserver-link.ts";
import type { TableSource } from "./table-source.ts";

const quoted = (name: string): string => `[${name.replaceAll("]", "]]")}]`;
const objectId = (schema: string, table: string): string =>
  `object_id(N${sqlText(`${quoted(schema)}.${quoted(table)}`)})`;
/** Times with a zone are written as this zone's clock shows them; all of China keeps it. */
const timeZone = "+08:00";

/** SQL Server 2016 and later. Nobody has run this on a server yet (docs/connectors.md). */
export const sqlserverDialect: RowDialect = {
  kind: "sqlserver",
  schemaOf: ({ schema }) => schema || "dbo",
  quoted,
  tables: (schema) =>
    `select o.name, count(*) from sys.objects o
     join sys.columns c on c.object_id = o.object_id
     where o.schema_id = schema_id(N${sqlText(schema)}) and o.type in ('U', 'V')
       and has_perms_by_name(quotename(schema_name(o.schema_id)) + '.' + quotename(o.name), 'OBJECT', 'SELECT') = 1
     group by o.name order by o.name`,
  columns: (schema, table) =>
    `select c.name, type_name(c.system_type_id),
       case when c.max_length < 0 then null when type_name(c.system_type_id) in ('nchar', 'nvarchar') then c.max_length / 2 else c.max_length end,
       c.precision, c.scale, cast(p.value as nvarchar(4000)), type_name(c.user_type_id)
     from sys.columns c
     left join sys.extended_properties p
       on p.class = 1 and p.major_id = c.object_id and p.minor_id = c.column_id and p.name = 'MS_Description'
     where c.object_id = ${objectId(schema, table)} order by c.column_id`,
  columnOf,
  indexes: (schema, table) =>
    `select i.name, c.name, case when i.is_unique = 1 and i.has_filter = 0 and not exists (
         select 1 from sys.index_columns x
         join sys.columns n on n.object_id = x.object_id and n.column_id = x.column_id
         where x.object_id = i.object_id and x.index_id = i.index_id and x.is_included_column = 0 and n.is_nullable = 1)
       then '1' else '0' end
     from sys.indexes i
     join sys.index_columns k on k.object_id = i.object_id and k.index_id = i.index_id and k.is_included_column = 0
     join sys.columns c on c.object_id = k.object_id and c.column_id = k.column_id
     where i.object_id = ${objectId(schema, table)} order by i.is_primary_key desc, i.name, k.key_ordinal`,
  size: (schema, table) =>
    `select sum(p.rows) from sys.partitions p where p.object_id = ${objectId(schema, table)} and p.index_id in (0, 1)`,
  mayWrite: `select 1 from fn_my_permissions(null, 'DATABASE') p where p.permission_name in ('INSERT', 'UPDATE', 'DELETE', 'ALTER')`,
  // Without ALLOW_SNAPSHOT_ISOLATION the server refuses the first reading and says so; locks would stop the department's own work.
  begin: "set transaction isolation level snapshot; begin transaction",
  end: "if @@trancount > 0 rollback transaction; set transaction isolation level read committed",
  cell({ name, declared }) {
    const column = `t.${quoted(name)}`;
    const [type = ""] = declared.split("(");
    return (cells[type] ?? cells["other"] ?? String)(column);
  },
  since({ name, declared }, { value, overlap }, kind) {
    const column = `t.${quoted(name)}`;
    if (kind === "number") return `${column} >= cast(${sqlText(value)} as decimal(38, 6)) - ${overlap}`;
    const from = `dateadd(second, -${overlap}, cast(${sqlText(value)} as datetime2))`;
    return declared.startsWith("datetimeoffset")
      ? `${column} >= todatetimeoffset(${from}, '${timeZone}')`
      : `${column} >= ${from}`;
  },
  limited: (select, limit) => select.replace(/^select /, `select top (${limit}) `),
  typeOf,
};

type Cell = (column: string) => string;
const number: Cell = (column) => `convert(varchar(60), ${column})`;
const exactFloat: Cell = (column) => `convert(varchar(60), ${column}, 3)`;
const money: Cell = (column) => `convert(varchar(60), ${column}, 2)`;
const moment: Cell = (column) => `convert(varchar(27), ${column}, 121)`;
const bytes: Cell = (column) => `convert(varchar(max), convert(varbinary(max), ${column}), 2)`;
const text: Cell = (column) => `convert(nvarchar(max), ${column})`;

/** Every type as text that does not depend on the session's language or date order. */
const cells: Readonly<Record<string, Cell>> = {
  tinyint: number,
  smallint: number,
  int: number,
  bigint: number,
  bit: number,
  decimal: number,
  numeric: number,
  real: exactFloat,
  float: exactFloat,
  money,
  smallmoney: money,
  date: (column) => `convert(varchar(10), ${column}, 23)`,
  time: (column) => `convert(varchar(16), ${column}, 114)`,
  datetime: moment,
  smalldatetime: moment,
  datetime2: moment,
  datetimeoffset: (column) => moment(`convert(datetime2, switchoffset(${column}, '${timeZone}'))`),
  binary: bytes,
  varbinary: bytes,
  image: bytes,
  rowversion: bytes,
  uniqueidentifier: (column) => `convert(char(36), ${column})`,
  geometry: (column) => `${column}.STAsText()`,
  geography: (column) => `${column}.STAsText()`,
  hierarchyid: (column) => `${column}.ToString()`,
  char: (column) => column,
  varchar: (column) => column,
  nchar: (column) => column,
  nvarchar: (column) => column,
  other: text,
};

/** `timestamp` is what SQL Server once called a row's version: no time at all. */
function columnOf([name, type, length, precision, scale, comment, own]: readonly (string | null)[]): RowColumn {
  // Spatial types have one system type; their own name tells them apart.
  const found = (type ?? own ?? "").toLowerCase();
  const base = /^(geometry|geography|hierarchyid)$/.test((own ?? "").toLowerCase()) ? (own ?? "").toLowerCase() : found;
  const declared = base === "timestamp" ? "rowversion" : base;
  const digits = /^(decimal|numeric)$/.test(declared)
    ? `(${precision},${scale})`
    : /^n?(var)?char$/.test(declared) && length !== null
      ? `(${length})`
      : "";
  return { name: name ?? "", declared: `${declared}${digits}`, comment: comment ?? "" };
}

function typeOf(declared: string): ValueType {
  const decimal = /^(?:decimal|numeric)\((\d+),(\d+)\)$/.exec(declared);
  if (decimal) return { ...plainType, kind: "decimal", precision: Number(decimal[1]), scale: Number(decimal[2]) };
  const long = /^n?(?:var)?char\((\d+)\)$/.exec(declared);
  if (long) return { ...plainType, kind: "text", maxLength: Number(long[1]) };
  if (/^(tinyint|smallint|int|bigint)$/.test(declared)) return { ...plainType, kind: "integer" };
  if (declared === "money") return { ...plainType, kind: "decimal", precision: 19, scale: 4 };
  if (declared === "smallmoney") return { ...plainType, kind: "decimal", precision: 10, scale: 4 };
  if (/^(real|float)$/.test(declared)) return { ...plainType, kind: "number" };
  if (declared === "date") return { ...plainType, kind: "date" };
  if (/^(datetime|smalldatetime)/.test(declared)) return { ...plainType, kind: "datetime" };
  if (declared === "time") return { ...plainType, kind: "time" };
  if (declared === "bit") return { ...plainType, kind: "boolean" };
  return { ...plainType, kind: "text" };
}

/** @throws Problem intake.driver-missing, intake.connection-refused, intake.sign-in-refused */
export const openSqlserver = (connection: Connection, password: string): Promise<TableSource> =>
  openRowDatabase(sqlserverDialect, connection, async () =>
    openTds(await optionalDriver<TdsDriver>("tedious", "SQL Server"), connection, password),
  );
