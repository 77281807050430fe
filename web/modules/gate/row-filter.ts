import type { RowCondition } from "#contract/gate";
import { useWords } from "#kit";
import { termsWords } from "./terms-words.ts";

/** A row filter as a sentence: `区划代码以“5101”开头，且签发日期在 2026-01-01 至 2026-06-30 之间`. */
export function useRowFilterText(): (conditions: readonly RowCondition[], nameOf: (field: string) => string) => string {
  const words = useWords(termsWords).rows;
  return (conditions, nameOf) => {
    if (conditions.length === 0) return words.all;
    return conditions
      .map((condition) => {
        const name = nameOf(condition.item);
        switch (condition.op) {
          case "=":
            return words.equals(name, condition.value);
          case "in":
            return words.oneOf(name, condition.values.join(words.comma));
          case "between":
            return words.between(name, condition.from, condition.to);
          case "starts-with":
            return words.startsWith(name, condition.value);
          case "is-null":
            return words.empty(name);
          case "own-division":
            return words.own(name);
        }
      })
      .join(words.and);
  };
}
