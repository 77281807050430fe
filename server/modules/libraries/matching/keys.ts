import type { Bilingual } from "#contract/text";
import { type Field, hasSound, hasWords, part } from "./field.ts";

/** What rows can be grouped by: equal keys, compared rows. Null groups nothing. */
export interface Key {
  /** The fields it is made of: a swap key is made of two. */
  readonly fields: readonly number[];
  readonly says: Bilingual;
  /** SQL over a working row of this alias: a text, or a list of which rows share one where `isMany`. */
  readonly of: (alias: string) => string;
  readonly isMany: boolean;
}

/** A pair's keys are one bit each of a whole number of the engine. */
const mostKeys = 60;

export const allKeys = (fields: readonly Field[]): Key[] =>
  fields.flatMap((field) => keysOf(field, fields)).slice(0, mostKeys);

/** All keys of a field, the value itself first. */
function keysOf(field: Field, fields: readonly Field[]): Key[] {
  const value = (alias: string) => part.value(field, alias);
  const key: Make = (zh, en, of, others = []) => ({
    fields: [field.index, ...others],
    says: { zh: `${field.name}${zh}`, en: `${field.name}${en}` },
    of,
    isMany: false,
  });
  const slice = (from: number, to: number) => (alias: string) =>
    `case when strlen(${value(alias)}) >= ${to} then ${value(alias)}[${from}:${to}] end`;
  const whole = key("", "", value);
  switch (field.meaning) {
    case "citizen-id":
    case "credit-code":
      return [
        whole,
        key("前 14 位", ", first 14", slice(1, 14)),
        key("第 7 位以后", ", from the 7th on", slice(7, 18)),
      ];
    case "person-name":
    case "given-name":
    case "family-name":
      return [
        whole,
        ...(hasSound(field) ? soundKeys(field, key) : latinKeys(value, key)),
        ...swapKey(field, fields, key),
      ];
    case "entity-name":
      return hasSound(field)
        ? [
            whole,
            key(
              "前 8 字",
              ", first 8 characters",
              (alias) => `case when strlen(${part.coded(field, alias)}) >= 8 then ${part.coded(field, alias)}[1:8] end`,
            ),
            key(
              "第 4 到 8 字",
              ", characters 4 to 8",
              (alias) => `case when strlen(${part.coded(field, alias)}) >= 8 then ${part.coded(field, alias)}[4:8] end`,
            ),
          ]
        : [whole, ...latinKeys(value, key)];
    case "date":
      return [
        whole,
        key("的年月", ", year and month", slice(1, 6)),
        key("的月日", ", month and day", slice(5, 8)),
        key("的年", ", year", slice(1, 4)),
      ];
    case "phone":
    case "identifier":
      return [
        whole,
        key(
          "前一半",
          ", first half",
          (alias) => `case when strlen(${value(alias)}) >= 6 then ${value(alias)}[1:strlen(${value(alias)}) // 2] end`,
        ),
        key(
          "后一半",
          ", last half",
          (alias) =>
            `case when strlen(${value(alias)}) >= 6 then ${value(alias)}[strlen(${value(alias)}) // 2 + 1:] end`,
        ),
      ];
    case "email":
      return [whole, key("@ 前", " before the @", (alias) => `split_part(${value(alias)}, '@', 1)`)];
    case "address":
      return field.isHan ? [whole, ...hanAddressKeys(field, key)] : [whole, key("开头", ", beginning", slice(1, 5))];
    case "place":
      return field.isHan ? [whole] : [whole, key("开头", ", beginning", slice(1, 4))];
    case "text":
      return hasWords(field) ? [whole, ...wordKeys(field, key)] : [whole];
    case "postcode":
    case "house-number":
    case "code":
    case "number":
      return [whole];
    case "row-id":
    case "ignored":
      return [];
  }
}

const hanAddressKeys = (field: Field, key: Make): Key[] => [
  key("的数字", ", numbers", (alias) => part.numbers(field, alias)),
  key(
    "的路名门牌",
    ", road and number",
    (alias) => `(${part.spot(field, alias)} || ' ' || coalesce(${part.home(field, alias)}, ''))`,
  ),
  key("末 8 字", ", last 8 characters", (alias) => `right(${part.coded(field, alias)}, 8)`),
];

const wordKeys = (field: Field, key: Make): Key[] => {
  const rare = (alias: string) => part.rareWords(field, alias);
  return [
    key("最少见的词", ", rarest word", (alias) => `(${rare(alias)}[1]::varchar)`),
    { ...key("少见的词", ", one of the rarest words", rare), isMany: true },
  ];
};

type Make = (zh: string, en: string, of: Key["of"], others?: readonly number[]) => Key;

const soundKeys = (field: Field, key: Make): Key[] => [
  key("的读音", ", sound", (alias) => part.sound(field, alias)),
  key(
    "首尾字的读音",
    ", sound of first and last character",
    (alias) => `(${part.sound(field, alias)}[1:2] || ${part.sound(field, alias)}[-2:])`,
  ),
];

const latinKeys = (value: (alias: string) => string, key: Make): Key[] => [
  key("开头", ", beginning", (alias) => `case when strlen(${value(alias)}) >= 3 then ${value(alias)}[1:3] end`),
  key("结尾", ", end", (alias) => `case when strlen(${value(alias)}) >= 4 then right(${value(alias)}, 3) end`),
];

function swapKey(field: Field, fields: readonly Field[], key: Make): Key[] {
  const family = fields.find(({ meaning }) => meaning === "family-name");
  if (field.meaning !== "given-name" || !family) return [];
  return [
    key(
      "与姓不论先后",
      " and family name in either order",
      (alias) => {
        const [given, other] = [part.value(field, alias), part.value(family, alias)];
        return `case when ${given} is not null and ${other} is not null then least(${given}, ${other}) || ' ' || greatest(${given}, ${other}) end`;
      },
      [family.index],
    ),
  ];
}
