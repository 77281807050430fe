import { type UpdateCycle, updateCycleNames } from "#contract/catalog";
import type { CheckName } from "#contract/dictionary";
import type { Bilingual } from "#contract/text";

/** What a check asks of a value, and the standard that says so. */
const checks: Readonly<Record<CheckName, { readonly zh: string; readonly en: string; readonly standard: string }>> = {
  "citizen-id": {
    zh: "的形式、出生日期和校验码正确",
    en: "has the right form, a real birth date and the right check character",
    standard: "GB 11643",
  },
  "credit-code": {
    zh: "的形式和校验码正确",
    en: "has the right form and check character",
    standard: "GB 32100",
  },
  "organisation-code": {
    zh: "的形式和校验码正确",
    en: "has the right form and check character",
    standard: "GB 11714",
  },
  "licence-id": {
    zh: "是完整的电子证照标识，校验位正确",
    en: "is a whole e-licence identifier with the right check character",
    standard: "GB/T 36904",
  },
  "service-item": {
    zh: "是 12 位基本编码或 31 位实施编码",
    en: "is a 12-character base code or a 31-character implementing code",
    standard: "GB/T 39554.1",
  },
  "mobile-phone": { zh: "是 11 位手机号", en: "is an 11-digit mobile number", standard: "工业和信息化部码号规划" },
  phone: { zh: "是写法规范的电话号码", en: "is a well-formed telephone number", standard: "工业和信息化部码号规划" },
  postcode: { zh: "是 6 位邮政编码", en: "is a 6-digit postcode", standard: "GB/T 7406" },
  email: { zh: "是完整的邮箱地址", en: "is a whole e-mail address", standard: "RFC 5321" },
  "division-code": {
    zh: "是 2、4、6、9 或 12 位数字",
    en: "has 2, 4, 6, 9 or 12 digits",
    standard: "GB/T 2260",
  },
  "bank-card": { zh: "的位数和校验位正确", en: "has the right length and check digit", standard: "GB/T 15694.1" },
  "vehicle-plate": { zh: "是机动车号牌", en: "is a vehicle number plate", standard: "GA 36" },
  longitude: { zh: "在 -180 到 180 度之间", en: "lies between -180 and 180 degrees", standard: "GB/T 16831" },
  latitude: { zh: "在 -90 到 90 度之间", en: "lies between -90 and 90 degrees", standard: "GB/T 16831" },
  "not-future": { zh: "不晚于检查当天", en: "is not after the day of the check", standard: "GB/T 36344" },
  "not-negative": { zh: "不是负数", en: "is not negative", standard: "GB/T 36344" },
};

export const standardOfCheck = (check: CheckName): string => checks[check].standard;

const english = (name: Bilingual): string => (name.en === "" ? name.zh : name.en);

/** The sentences people read for rules. `name` is that of the item. */
export const sentences = {
  mandatory: (name: Bilingual): Bilingual => ({ zh: `${name.zh}必须填写`, en: `${english(name)} is filled in` }),
  length: (name: Bilingual, max: number): Bilingual => ({
    zh: `${name.zh}不超过 ${max} 个字`,
    en: `${english(name)} has at most ${max} characters`,
  }),
  check: (name: Bilingual, check: CheckName): Bilingual => ({
    zh: `${name.zh}${checks[check].zh}`,
    en: `${english(name)} ${checks[check].en}`,
  }),
  codeSet: (name: Bilingual, set: Bilingual, version: number): Bilingual => ({
    zh: `${name.zh}是《${set.zh}》第 ${version} 版里的有效代码`,
    en: `${english(name)} is an active code of “${english(set)}”, version ${version}`,
  }),
  division: (name: Bilingual, start: number, length: number, isWhole: boolean): Bilingual => ({
    zh: isWhole
      ? `${name.zh}是启用过的行政区划`
      : `${name.zh}第 ${start} 到 ${start + length - 1} 位是启用过的行政区划`,
    en: isWhole
      ? `${english(name)} is a division that is or was in force`
      : `Characters ${start} to ${start + length - 1} of ${english(name)} are a division that is or was in force`,
  }),
  unique: (names: readonly Bilingual[]): Bilingual => ({
    zh: `没有两行的${names.map((name) => name.zh).join("、")}相同`,
    en: `No two rows have the same ${names.map(english).join(", ")}`,
  }),
  fresh: (cycle: UpdateCycle, days: number): Bilingual => ({
    zh: `更新周期为${updateCycleNames[cycle].zh}：距上次归集不超过 ${days} 天`,
    en: `Updated ${updateCycleNames[cycle].en.toLowerCase()}: loaded at most ${days} ${days === 1 ? "day" : "days"} ago`,
  }),
  reconciled: {
    zh: "来源里的每一行都在标准表里，不多不少",
    en: "Every row of the source stands in the standard table, none missing and none too many",
  },
  readable: { zh: "标准表现在读得出来，里面有数据", en: "The standard table can be read now and has rows" },
  authority: (name: Bilingual): Bilingual => ({
    zh: `${name.zh}是本地机关的代码时，在部门名录里`,
    en: `Where ${english(name)} is the code of a local authority, it is in the directory of departments`,
  }),
} as const;
