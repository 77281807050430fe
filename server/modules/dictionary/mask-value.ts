import type { MaskName } from "#contract/dictionary";
import type { MaskValue } from "./door.ts";

/** What stands for a hidden text whose length must not be seen. */
const hidden = "***";

const stars = (count: number): string => "*".repeat(Math.max(0, count));

/**
 * Hides a value for display and delivery: name keeps the family name, number of identity the first 6 and last 4, phone 3
 * and 4, card the last 4, address to the county, date the year (masking practice of the field, domain.md B2). What is
 * too short to keep its ends and still hide something is hidden whole.
 */
export const maskValue: MaskValue = (mask, value) => masks[mask](value);

const masks: Readonly<Record<MaskName, (value: string) => string>> = {
  name: maskName,
  "citizen-id": (value) =>
    value.length >= 15 ? keepEnds(value, 6, 4) : value.length >= 8 ? keepEnds(value, 2, 2) : hidden,
  phone: (value) => (value.length >= 11 ? keepEnds(value, 3, 4) : value.length >= 7 ? keepEnds(value, 0, 4) : hidden),
  address: maskAddress,
  "bank-card": (value) => (value.length >= 8 ? keepEnds(value, 0, 4) : hidden),
  "free-text": () => hidden,
  date: (value) => /^\d{4}(?=-\d{2}-\d{2}(?:$| ))/.exec(value)?.[0] ?? hidden,
  all: () => hidden,
};

function keepEnds(value: string, head: number, tail: number): string {
  const characters = Array.from(value);
  const middle = characters.length - head - tail;
  return characters.slice(0, head).join("") + stars(middle) + characters.slice(head + middle).join("");
}

/** Family names of two characters that are borne today. */
const doubleFamilyNames = new Set(
  (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 " +
    "仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 " +
    "段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 南荣 第五 纳兰 完颜 歐陽 司馬 諸葛"
  ).split(" "),
);

function maskName(value: string): string {
  const parts = value.trim().split(/[·•・．.]/u);
  const isForeign = /^[A-Za-z]/.test(value.trim());
  if (isForeign) return `${value.trim().charAt(0)}${hidden}`;
  if (parts.length > 1) return parts.map((part, index) => keepFirst(part, index === 0 ? 1 : 0, 2)).join("·");
  const characters = Array.from(value.trim());
  const isDouble = characters.length > 2 && doubleFamilyNames.has(characters.slice(0, 2).join(""));
  return keepFirst(value.trim(), isDouble ? 2 : 1, 2);
}

/** The first characters, then at most `most` stars; something is always hidden. */
function keepFirst(text: string, count: number, most: number): string {
  const characters = Array.from(text);
  const kept = characters.length > count ? count : 0;
  return characters.slice(0, kept).join("") + stars(Math.max(1, Math.min(most, characters.length - kept)));
}

/** Words of an address below the county; what precedes one of them is not the name of a county. */
const below = String.raw`(?:(?![路街巷弄号栋幢楼村镇乡组室社园小校厂景片库])[\p{Script=Han}])`;
const upToCounty = new RegExp(
  `^(?:${below}{2,10}?(?:特别行政区|自治区|省))?(?:${below}{2,12}?(?:自治州|地区|盟|市))?(?:${below}{1,14}?(?:自治县|自治旗|林区|特区|新区|区|县|旗|市))?`,
  "u",
);

function maskAddress(value: string): string {
  const kept = upToCounty.exec(value.trim())?.[0] ?? "";
  return kept + hidden;
}
