import { type Dialect, type LakeType, literal } from "./lake.ts";

const typeNames = {
  text: "varchar",
  integer: "bigint",
  number: "double",
  date: "date",
  datetime: "timestamp",
  time: "time",
  boolean: "boolean",
} as const;

/** RFC 6901 escapes. */
const pointerToken = (member: string): string => member.replaceAll("~", "~0").replaceAll("/", "~1");

/** Characters that cannot stand in SQL as they are. */
const codePointEscape = (character: string): string => `\\x{${(character.codePointAt(0) ?? 0).toString(16)}}`;

const typeName = (type: LakeType): string =>
  type.kind === "decimal" ? `decimal(${type.precision},${type.scale})` : typeNames[type.kind];

/** What DuckDB spells in its own way. */
export const duckdbDialect: Dialect = {
  typeName,
  countIf: (condition) => `count_if(${condition})`,
  tryCast: (expression, type) => `try_cast(${expression} as ${typeName(type)})`,
  matches: (expression, pattern) => `regexp_full_match(${expression}, ${literal(pattern)})`,
  characters: (expression) => `length(${expression})`,
  bytes: (expression) => `strlen(${expression})`,
  isAscii: (expression) => `strlen(${expression}) = length(${expression})`,
  hasEdgeSpace: (expression) => `(${expression} like ' %' or ${expression} like '% ')`,
  containsAny: (expression, characters) =>
    `regexp_matches(${expression}, ${literal(`[${characters.map(codePointEscape).join("")}]`)})`,
  jsonText: (expression, member) => `json_extract_string(${expression}, ${literal(`/${pointerToken(member)}`)})`,
  jsonObject: (members) =>
    `json_object(${members.map((member) => `${literal(member.name)}, ${member.sql}`).join(", ")})::varchar`,
  hasBit: (expression, position) => `(${expression} & ${2n ** BigInt(position)}) <> 0`,
  quotient: (a, b) => `(${a} // ${b})`,
  code: (expression, position) => `ascii(${expression}[${position}])`,
  substring: (expression, start, length) => `${expression}[${start}:${start + length - 1}]`,
  tryParseTime: (expression, formats) => `try_strptime(${expression}, [${formats.map(literal).join(", ")}])`,
  seconds: (expression) => `epoch(${expression})`,
  truncated: (unit, expression) => `date_trunc('${unit}', ${expression})`,
  fingerprint: (expressions) => `cast(bit_xor(hash(${expressions.join(", ")})) as varchar)`,
  distinctAbout: (expression) => `approx_count_distinct(${expression})`,
  // One value in 64 by its digest, which is reckoned once: of n values the count is off by about 8 / √n.
  distinctOfMany: (expression) =>
    `count(distinct hash(${expression})) filter (where (${expression}) is not null and (hash(${expression}) & 63) = 0) * 64`,
  quantile: (expression, share) => `quantile_cont(${expression}, ${share})`,
  sample: (table, rows, of) =>
    of <= rows ? table : `(select * from ${table} using sample ${((100 * rows) / of).toFixed(6)}% (system, 7))`,
  daysBetween: (a, b) => `date_diff('day', ${a}, ${b})`,
};
