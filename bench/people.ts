import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/** The table of the benchmarks: people of twelve columns, with the faults rules look for. Columns with their SQL types. */
export const columns = {
  id: "bigint",
  id_card: "varchar",
  name: "varchar",
  sex: "varchar",
  birth: "date",
  division: "varchar",
  address: "varchar",
  phone: "varchar",
  marital: "integer",
  income: "decimal(12,2)",
  created_at: "timestamp",
  updated_at: "timestamp",
} as const;

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗";
const given = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文辉力";

/** Rows made by arithmetic on their number: the same on every machine. */
function peopleSql(rows: number): string {
  const sum = weights.map((weight, index) => `(ascii(s17[${index + 1}]) - 48) * ${weight}`).join(" + ");
  return `with a as (select i, hash(i) h, hash(i + 777777777) h2 from range(${rows}) t(i)),
    b as (select *, (110000 + (h % 34) * 10000 % 540000 + (h // 97 % 20) * 100 + (h // 1013 % 30))::int as place, date '1940-01-01' + (h2 % 29000)::int as born from a),
    c as (select *, format('{:06d}', place) || strftime(born, '%Y%m%d') || format('{:03d}', (h // 7919 % 1000)::int) s17 from b),
    d as (select *, substr('10X98765432', ((${sum}) % 11)::int + 1, 1) digit from c)
  select i::bigint as id, case when h % 200 = 0 then null when h % 101 = 0 then s17 || '0' else s17 || digit end as id_card,
    '${surnames}'[(h % 20)::int + 1] || '${given}'[(h // 20 % 30)::int + 1] || case when h % 3 = 0 then '' else '${given}'[(h2 % 30)::int + 1] end as name,
    case when h2 % 50 = 0 then null when h2 % 2 = 0 then '1' else '2' end as sex,
    case when h2 % 33 = 0 then null else born end as birth,
    case when h % 500 = 1 then 'X00000' else format('{:06d}', place) end as division,
    case when h % 10 = 0 then null else '某省某市第' || (h % 300) || '街道' || (h2 % 2000) || '号' || (h // 3 % 30) || '室' end as address,
    case when h2 % 7 = 0 then null when h2 % 211 = 0 then '12' || (h % 1000000000) else '1' || (3 + h % 7) || format('{:09d}', (h2 % 1000000000)::bigint) end as phone,
    case when h % 4 = 0 then null else (h % 5)::int end as marital,
    case when h % 3 = 0 then null else round((h2 % 3000000) / 100.0, 2) end::decimal(12,2) as income,
    timestamp '2015-01-01' + to_seconds((h % 300000000)::bigint) as created_at,
    timestamp '2015-01-01' + to_seconds((h % 300000000)::bigint + (h2 % 30000000)::bigint) as updated_at from d`;
}

/** Writes the table as CSV with headings and answers the file. */
export async function writePeopleCsv(folder: string, rows: number): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `people-${rows}.csv`);
  rmSync(file, { force: true });
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`copy (${peopleSql(rows)}) to '${file}' (header)`);
  connection.closeSync();
  instance.closeSync();
  return file;
}
