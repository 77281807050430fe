import type { RowCondition, RuleDefinition, statistics } from "#contract/quality-rules";
import type { Bilingual } from "#contract/text";
import { sentences as derived } from "../sentences.ts";

/** What a definition names, in words. */
export interface Names {
  /** Of a column of the rule's own table. */
  readonly column: (field: string) => Bilingual;
  /** Of another resource. */
  readonly other: (id: string) => string;
  readonly codeSet: (id: string) => { readonly name: Bilingual; readonly version: number };
}

const says = (zh: string, en: string): Bilingual => ({ zh, en });
const en = ({ zh, en: text }: Bilingual): string => (text === "" ? zh : text);

const relationWords = {
  "=": ["等于", "equals"],
  "<>": ["不等于", "differs from"],
  "<": ["小于", "is less than"],
  "<=": ["不大于", "is at most"],
  ">": ["大于", "is more than"],
  ">=": ["不小于", "is at least"],
} as const;

const statisticWords: Readonly<Record<(typeof statistics)[number], readonly [string, string]>> = {
  mean: ["平均值", "the mean"],
  deviation: ["标准差", "the standard deviation"],
  median: ["中位数", "the median"],
  quantile: ["分位数", "a quantile"],
  sum: ["合计", "the sum"],
  min: ["最小值", "the least"],
  max: ["最大值", "the greatest"],
};

const units = { day: ["天", "day"], week: ["周", "week"], month: ["月", "month"], year: ["年", "year"] } as const;

const bounds = (min: string | number | null, max: string | number | null): Bilingual =>
  min === null
    ? says(`不超过 ${max}`, `is at most ${max}`)
    : max === null
      ? says(`不低于 ${min}`, `is at least ${min}`)
      : says(`在 ${min} 到 ${max} 之间`, `lies between ${min} and ${max}`);

export function conditionSentence({ column, is, values }: RowCondition, names: Names): Bilingual {
  const name = names.column(column);
  const list = values.join("、");
  switch (is) {
    case "filled":
      return says(`${name.zh}有值`, `${en(name)} is filled in`);
    case "empty":
      return says(`${name.zh}为空`, `${en(name)} is empty`);
    case "in":
      return says(`${name.zh}为${list}之一`, `${en(name)} is one of ${values.join(", ")}`);
    case "not-in":
      return says(`${name.zh}不是${list}`, `${en(name)} is none of ${values.join(", ")}`);
    case "=":
    case "<>":
    case "<":
    case "<=":
    case ">":
    case ">=": {
      const [zh, english] = relationWords[is];
      return says(`${name.zh}${zh} ${list}`, `${en(name)} ${english} ${list}`);
    }
  }
}

/** The sentence of a rule where its author wrote none. */
export function definitionSentence(definition: RuleDefinition, where: RowCondition | null, names: Names): Bilingual {
  const plain = plainSentence(definition, names);
  if (where === null) return plain;
  const when = conditionSentence(where, names);
  return says(`${when.zh}时，${plain.zh}`, `Where ${when.en}, ${plain.en}`);
}

const tableKinds = [
  "schema",
  "fill-rate",
  "row-count",
  "statistic",
  "drift",
  "difference",
  "lateness",
  "arrivals",
  "reachable",
] as const;
type TableDefinition = Extract<RuleDefinition, { kind: (typeof tableKinds)[number] }>;
const isOfTable = (given: RuleDefinition): given is TableDefinition =>
  (tableKinds as readonly string[]).includes(given.kind);

const plainSentence = (given: RuleDefinition, names: Names): Bilingual =>
  isOfTable(given) ? tableSentence(given, names) : rowSentence(given, names);

function rowSentence(given: Exclude<RuleDefinition, TableDefinition>, names: Names): Bilingual {
  const name = "column" in given ? names.column(given.column) : says("", "");
  const columns = "columns" in given ? given.columns : [];
  switch (given.kind) {
    case "type":
      return says(`${name.zh}能读成${given.type}类型的值`, `${en(name)} reads as ${given.type}`);
    case "length": {
      const { zh, en: text } = bounds(given.min, given.max);
      return says(`${name.zh}的字数${zh}`, `The number of characters of ${en(name)} ${text}`);
    }
    case "pattern":
      return says(`${name.zh}符合格式 ${given.pattern}`, `${en(name)} matches ${given.pattern}`);
    case "check":
      return derived.check(name, given.check);
    case "code-set": {
      const set = names.codeSet(given.set);
      return derived.codeSet(name, set.name, given.version ?? set.version);
    }
    case "mandatory":
      return derived.mandatory(name);
    case "conditional": {
      const when = conditionSentence(given.when, names);
      return says(`${when.zh}时，${name.zh}必须填写`, `Where ${when.en}, ${en(name)} is filled in`);
    }
    case "range": {
      const { zh, en: text } = bounds(given.min, given.max);
      return says(
        `${name.zh}${zh}`.replace("today", "检查当天"),
        `${en(name)} ${text}`.replace("today", "the day of the check"),
      );
    }
    case "unique":
      return derived.unique(columns.map(names.column));
    case "duplicates": {
      const fields = columns.map(names.column);
      const share = given.similarity * 100;
      return says(
        `没有两行的${fields.map(({ zh }) => zh).join("、")}相似到 ${share}%`,
        `No two rows are ${share} % alike in ${fields.map(en).join(", ")}`,
      );
    }
    case "foreign-key":
      return says(
        `${name.zh}在《${names.other(given.other)}》里查得到`,
        `${en(name)} stands in “${names.other(given.other)}”`,
      );
    case "comparison": {
      const [zh, english] = relationWords[given.is];
      if (given.other === null) {
        const than = names.column(given.than);
        return says(`${name.zh}${zh}${than.zh}`, `${en(name)} ${english} ${en(than)}`);
      }
      const other = names.other(given.other);
      return says(
        `${name.zh}${zh}《${other}》里同一主键的 ${given.than}`,
        `${en(name)} ${english} ${given.than} of the same key in “${other}”`,
      );
    }
    case "sql":
      return says("自定义查询查不出不合格的行", "The query finds no row that fails");
  }
}

function tableSentence(given: TableDefinition, names: Names): Bilingual {
  const name = "column" in given ? names.column(given.column) : says("", "");
  switch (given.kind) {
    case "schema":
      return says(
        `表结构与标准的 ${given.columns.length} 个字段一致`,
        `The table has the ${given.columns.length} columns of its standard`,
      );
    case "fill-rate":
      return says(
        `${name.zh}的填充率不低于 ${given.min * 100}%`,
        `${en(name)} is filled in at least ${given.min * 100} %`,
      );
    case "row-count": {
      if (given.other !== null) {
        const other = names.other(given.other);
        return says(
          `行数与《${other}》一致，允许相差 ${given.tolerance * 100}%`,
          `As many rows as “${other}”, give or take ${given.tolerance * 100} %`,
        );
      }
      const { zh, en: text } = bounds(given.min, given.max);
      return says(`行数${zh}`, `The number of rows ${text}`);
    }
    case "statistic": {
      const [zh, english] = statisticWords[given.statistic];
      const { zh: limits, en: text } = bounds(given.min, given.max);
      const share = given.statistic === "quantile" ? ` ${given.quantile * 100}%` : "";
      return says(`${name.zh}的${share}${zh}${limits}`, `Of ${en(name)}, ${english}${share} ${text}`);
    }
    case "drift":
      return says(
        `${name.zh}的分布与前 ${given.window} 次检查相比变化不大（${given.measure} 不超过 ${given.limit}）`,
        `${en(name)} is distributed as in the last ${given.window} checks (${given.measure} at most ${given.limit})`,
      );
    case "difference":
      return says(
        `与《${names.other(given.other)}》逐键一致`,
        `The same rows as “${names.other(given.other)}”, key by key`,
      );
    case "lateness":
      return says(
        `${name.zh}最新的值距检查不超过 ${given.days} 天`,
        `The newest ${en(name)} is at most ${given.days} days old`,
      );
    case "arrivals": {
      const [zh, english] = units[given.unit];
      const { zh: limits, en: text } = bounds(given.min, given.max);
      return says(
        `按${name.zh}，最近 ${given.periods} 个整${zh}每${zh}行数${limits}`,
        `By ${en(name)}, the number of rows in each of the last ${given.periods} whole ${english}s ${text}`,
      );
    }
    case "reachable":
      return says(`${given.url} 能访问`, `${given.url} answers`);
  }
}
