import type { RuleDefinition } from "#contract/quality-rules";
import type { Bilingual } from "#contract/text";
import { literal, name } from "#kernel/lake/lake";
import { type FoundRule, formOf, placeholders } from "../discover.ts";

/** A column as it was looked at. */
export interface LookedAt {
  readonly field: string;
  readonly name: Bilingual;
  /** Of each row looked at, as text; a missing one is "". */
  readonly values: readonly string[];
  /** Its values may stand in a rule, which more people read than may read rows. */
  readonly showsValues: boolean;
}

/** As long as a pattern of a written rule may be. */
const longestPattern = 400;

/**
 * The rule to be written from one that was found; null where it cannot be said without values that are not to be shown, or
 * that are too many.
 */
export function definitionOf(found: FoundRule, column: LookedAt, given: LookedAt | null): RuleDefinition | null {
  switch (found.kind) {
    case "placeholder":
      return { kind: "sql", dimension: "completeness", sql: placeholderSql(column.field) };
    case "form": {
      const unit = formOf(column.values)?.unit ?? "";
      if (unit !== "" && !column.showsValues) return null;
      const pattern = String.raw`\s*[+-]?\d+(\.\d+)?\s*` + escaped(unit);
      return pattern.length > longestPattern ? null : { kind: "pattern", column: column.field, pattern };
    }
    case "near-value":
      return column.showsValues ? oneOf(column, new Set(found.wrong)) : null;
    case "dependency":
      return given && { kind: "sql", dimension: "consistency", sql: dependencySql(given.field, column.field) };
  }
}

function oneOf({ field, values }: LookedAt, wrong: ReadonlySet<number>): RuleDefinition | null {
  const right = [...new Set(values.filter((value, row) => value !== "" && !wrong.has(row)))].toSorted();
  const pattern = right.map(escaped).join("|");
  return pattern === "" || pattern.length > longestPattern ? null : { kind: "pattern", column: field, pattern };
}

/** As RE2 reads it word for word. */
const escaped = (text: string): string => text.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);

const placeholderSql = (field: string): string =>
  `select t._row from t where lower(trim(t.${name(field)})) in (${[...placeholders].map(literal).join(", ")})`;

/** A group's value is its most frequent one; two rows settle nothing. */
const dependencySql = (given: string, decided: string): string =>
  `select t._row from t join (
  select g.${name(given)} as given, mode(g.${name(decided)}) as decided from t g
  where g.${name(given)} is not null group by g.${name(given)} having count(*) >= 3
) m on t.${name(given)} = m.given where t.${name(decided)} is distinct from m.decided`;

/** `<kind>:<column>`, with the deciding column in front where there is one. */
export const keyOf = ({ kind }: FoundRule, column: LookedAt, given: LookedAt | null): string =>
  `${kind}:${given ? `${given.field}>` : ""}${column.field}`;

/** What nearly all rows keep to, in words. */
export function proposalText({ kind }: FoundRule, column: LookedAt, given: LookedAt | null): Bilingual {
  const { zh, en: own } = column.name;
  const en = own || column.field;
  switch (kind) {
    case "placeholder":
      return { zh: `${zh}不写“无”“未知”“-”之类的占位`, en: `${en} holds no placeholder such as “n/a” or “-”` };
    case "form":
      return { zh: `${zh}都按一种写法写数字和单位`, en: `${en} writes numbers and their unit in one way` };
    case "near-value":
      return { zh: `${zh}只取常用的那几个值`, en: `${en} takes one of its usual values` };
    case "dependency":
      return {
        zh: `${given?.name.zh ?? ""}相同的行，${zh}也相同`,
        en: `Rows with the same ${given?.name.en || given?.field || ""} have the same ${en}`,
      };
  }
}
