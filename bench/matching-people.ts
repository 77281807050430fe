import type { DuckDBConnection } from "@duckdb/node-api";

/** Three departments' registers of invented people, with the person each row is about. */
export const departments = ["population", "insurance", "housing"] as const;

const surnames =
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A uniform number from 0 to 1 of a person and a purpose, or of a row. */
const chance = (of: string, purpose: number): string => `((hash(${of}, ${purpose}) % 1000003) / 1000003.0)`;
const below = (of: string, purpose: number, limit: number): string => `(hash(${of}, ${purpose}) % ${limit})::int`;
const letter = (of: string, purpose: number): string =>
  `chr((19968 + floor(600 * pow(${chance(of, purpose)}, 2)) * 31)::int)`;

/**
 * Makes `person_<department>` tables of `rows` rows in all: of 100 people each register has 56. One row in ten is without its
 * number, one in fifty has a wrong digit in it, telephones and addresses are former ones, names are mistyped.
 */
export async function makeRegisters(connection: DuckDBConnection, rows: number, seed: number): Promise<void> {
  const people = Math.ceil(rows / (3 * 0.56));
  const sum = weights.map((weight, at) => `(ascii(body[${at + 1}]) - 48) * ${weight}`).join(" + ");
  await connection.run(`create or replace temp table person as
    with a as (select i as person, i * 1000 + ${seed} as p from range(${people}) t(i)),
    b as (select *, date '1940-01-01' + ${below("p", 1, 28_000)} as born,
      '${surnames}'[(1 + floor(100 * pow(${chance("p", 2)}, 2.5)))::int] || ${letter("p", 3)} || case when ${chance("p", 4)} < 0.2 then '' else ${letter("p", 5)} end as name,
      (510101 + ${below("p", 6, 18)} * 100 + ${below("p", 7, 9)}) as county from a),
    c as (select *, county || strftime(born, '%Y%m%d') || format('{:03d}', ${below("p", 8, 1000)}) as body from b)
    select person, p, name, born, body || substr('10X98765432', ((${sum}) % 11)::int + 1, 1) as number from c`);
  const address = (of: string, purpose: number) =>
    `'第' || (1 + ${below(of, purpose, 60)}) || '街道引水路' || (1 + ${below(of, purpose + 1, 400)}) || '号' || (1 + ${below(of, purpose + 2, 30)}) || '栋' || (101 + ${below(of, purpose + 3, 1800)}) || '室'`;
  for (const [at, department] of departments.entries()) {
    await connection.run(`create or replace table person_${department} as
      with r as (select *, p * 8 + ${at + 1} as w from person where ${chance(`p * 8 + ${at + 1}`, 20)} < 0.56)
      select case when ${chance("w", 21)} < 0.03 then left(name, -1) || ${letter("w", 22)} else name end as 姓名,
        case when ${chance("w", 23)} < 0.10 then null when ${chance("w", 24)} < 0.02 then left(number, 10) || ${below("w", 25, 10)} || substr(number, 12) else number end as 身份证号,
        case when ${chance("w", 26)} < 0.03 then strftime(born + ${below("w", 27, 400)}, '%Y-%m-%d') else strftime(born, '%Y-%m-%d') end as 出生日期,
        case when ${chance("w", 28)} < 0.15 then null else '1' || (30 + ${below(`case when ${chance("w", 29)} < 0.1 then w else p end`, 30, 69)}) || format('{:08d}', ${below(`case when ${chance("w", 29)} < 0.1 then w else p end`, 31, 100_000_000)}) end as 手机号,
        ${address(`case when ${chance("w", 32)} < 0.15 then w else p end`, 33)} as 地址,
        person from r order by hash(w)`);
  }
}
