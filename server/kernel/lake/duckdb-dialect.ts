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

const typeName = (type: LakeType): string =>
  type.kind === "decimal" ? `decimal(${type.precision},${type.scale})` : typeNames[type.kind];

/** What DuckDB spells in its own way. */
export const duckdbDialect: Dialect = {
  typeName,
  countIf: (condition) => `count_if(${condition})`,
  tryCast: (expression, type) => `try_cast(${expression} as ${typeName(type)})`,
  matches: (expression, pattern) => `regexp_full_match(${expression}, ${literal(pattern)})`,
  characters: (expression) => `length(${expression})`,
  isAscii: (expression) => `strlen(${expression}) = length(${expression})`,
  quotient: (a, b) => `(${a} // ${b})`,
  code: (expression, position) => `ascii(${expression}[${position}])`,
  substring: (expression, start, length) => `${expression}[${start}:${start + length - 1}]`,
  tryParseTime: (expression, formats) => `try_strptime(${expression}, [${formats.map(literal).join(", ")}])`,
  daysBetween: (a, b) => `date_diff('day', ${a}, ${b})`,
};
