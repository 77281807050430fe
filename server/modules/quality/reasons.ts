import { checkValue } from "#dictionary";
import type { Bilingual } from "#contract/text";
import type { ResultRow } from "./store.ts";

/**
 * Why a value fails a rule, in words. Where the column is masked nothing is said that the mask hides: a fault that names
 * the wrong character would show it.
 */
export function reasonOf(rule: ResultRow, value: string | null, isMasked: boolean, today: string): Bilingual {
  const { test } = rule;
  const length = Array.from(value ?? "").length;
  switch (test.kind) {
    case "mandatory":
      return { zh: "没有填写", en: "It is not filled in" };
    case "length":
      return test.max !== null && length > test.max
        ? { zh: `有 ${length} 个字，超过 ${test.max} 个`, en: `It has ${length} characters, more than ${test.max}` }
        : {
            zh: `有 ${length} 个字，不到 ${test.min ?? 0} 个`,
            en: `It has ${length} characters, fewer than ${test.min ?? 0}`,
          };
    case "unique":
      return { zh: "另有别的行与它相同", en: "Another row has the same" };
    case "conditional":
      return {
        zh: `满足条件却没有填写：${rule.text.zh}`,
        en: `The condition holds and it is not filled in: ${rule.text.en}`,
      };
    case "duplicates":
      return { zh: "另有一行与它几乎相同", en: "Another row is nearly the same" };
    case "reference":
      return broken(rule, "另一张表里没有这个值", "The other table does not have it");
    case "type":
    case "pattern":
    case "range":
    case "comparison":
    case "sql":
      return broken(rule, "不合规则", "Against the rule");
    case "code-set":
      return broken(rule, "不在代码表里", "It is not in the code set");
    case "foreign-key":
      return broken(rule, "查不到这个行政区划", "No such division is known");
    case "authority":
      return broken(rule, "部门名录里没有这个机关", "The directory has no such department");
    case "check":
      return (
        (isMasked || value === null
          ? null
          : checkValue(test.check, value, { today, isDivision: () => true })?.text) ?? {
          zh: `不合规则“${rule.text.zh}”（现有 ${length} 个字符）`,
          en: `Against the rule “${rule.text.en}” (it has ${length} characters)`,
        }
      );
    case "fresh":
    case "reconciled":
    case "readable":
    case "schema":
    case "fill-rate":
    case "row-count":
    case "statistic":
    case "drift":
    case "difference":
    case "lateness":
    case "arrivals":
    case "reachable":
      return rule.text;
  }
}

const broken = ({ text }: ResultRow, zh: string, en: string): Bilingual => ({
  zh: `${zh}：${text.zh}`,
  en: `${en}: ${text.en}`,
});
