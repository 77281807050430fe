import { type LakeSession, literal } from "#kernel/lake/lake";
import { without } from "./canonical.ts";
import type { Field } from "./field.ts";
import { divisionReader, shippedDivisions } from "./divisions.ts";

const numerals = "[零〇一二三四五六七八九十百]";

/** Chinese numerals behind the divisions as digits, `二十三号` as `23号`: to the ninety-nine, and hundreds written out. */
function digits(expression: string): string {
  const steps: readonly (readonly [pattern: string, by: string])[] = [
    ["([一二三四五六七八九])百零([一二三四五六七八九])", String.raw`\1〇\2`],
    ["([一二三四五六七八九])百([一二三四五六七八九])十([一二三四五六七八九])", String.raw`\1\2\3`],
    ["([一二三四五六七八九])百([一二三四五六七八九])十", String.raw`\1\2〇`],
    ["([一二三四五六七八九])百", String.raw`\1〇〇`],
    ["([一二三四五六七八九])十([一二三四五六七八九])", String.raw`\1\2`],
    ["([一二三四五六七八九])十", String.raw`\1〇`],
    ["十([一二三四五六七八九])", String.raw`一\1`],
    ["十", "一〇"],
  ];
  const written = steps.reduce(
    (text, [pattern, by]) => `regexp_replace(${text}, '${pattern}', '${by}', 'g')`,
    expression,
  );
  return `case when regexp_matches(${expression}, '${numerals}') then translate(${written}, '零〇一二三四五六七八九', '00123456789') else ${expression} end`;
}

/** Beginning of an address that names divisions: up to the last word for one before any digit. */
const head = "^[^0-9]{0,36}(?:省|市|区|县|旗|盟|州|镇|乡|街道|苏木)";
/** A community or an estate before the road tells less than the road and its number. */
const community = "^[^0-9]*(?:社区|居委会|村委会)";

/** Road or village with its first number, in a village that of the group and of the house; `1环路5号` is on 一环路. */
const spot = "^[0-9]*[^0-9]{1,20}[0-9]+(?:组[^0-9]{0,2}[0-9]+)?";

/**
 * SQL of the parts of what stands behind the divisions, canonical and with digits: the road or village with its first
 * number, and all later numbers (building, unit, room) in their order, whatever words stand between them.
 */
const spotSql = (body: string): string => `nullif(regexp_extract(${body}, '${spot}'), '')`;
const homeSql = (body: string, found: string): string =>
  `nullif(array_to_string(regexp_extract_all(substr(${body}, length(coalesce(${found}, '')) + 1), '[0-9]+|[a-z]+'), '-'), '')`;

/**
 * Adds to every address its parts: `c` the code of its division as far as it is certain, `x` county, `o` township, `r` road
 * and number, `m` the home behind it. The few different beginnings are read by the register of divisions, everything else
 * stays in the lake.
 */
export async function addAddressParts(session: LakeSession, { index }: Field, table: string): Promise<void> {
  const v = `v${index}`;
  // One step a statement: in one the engine would read the text anew for every mention of a part.
  await session.write(`create or replace temp table ${table}_heads as
    select t.*, regexp_extract(t.${v}, ${literal(head)}) as head from ${table} t`);
  const read = divisionReader(shippedDivisions());
  const heads = await session.read<{ head: string }>(`select distinct head from ${table}_heads order by head`);
  await session.write(
    `create or replace temp table ${table}_read (head varchar, c varchar, x varchar, o varchar, behind varchar)`,
  );
  await session.append(
    `${table}_read`,
    ["head", "c", "x", "o", "behind"],
    heads.map(({ head: text }) => {
      const { code, county, township, rest } = read(text);
      return [text, code === "" ? null : code, county, township, rest];
    }),
  );
  const rest = `(h.behind || substr(t.${v}, length(t.head) + 1))`;
  await session.write(`create or replace temp table ${table} as
    select t.* exclude (head), h.c as c${index}, h.x as x${index}, h.o as o${index}, ${without(rest, community)} as rest
    from ${table}_heads t join ${table}_read h on h.head = t.head`);
  await session.write(
    `create or replace temp table ${table}_heads as select * replace (${digits("rest")} as rest) from ${table}`,
  );
  await session.write(`create or replace temp table ${table} as
    select * exclude (rest), ${spotSql("rest")} as r${index}, ${homeSql("rest", `r${index}`)} as m${index} from ${table}_heads`);
  await session.write(`drop table ${table}_heads`);
  await session.write(`drop table ${table}_read`);
}
