import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckName, ValueKind, ValueType } from "#contract/dictionary";
import { cleanValue } from "./clean-value.ts";
import type { CleanHint, CleaningKind, CodeList } from "./door.ts";

const typeOf = (kind: ValueKind, rest: Partial<ValueType> = {}): ValueType => ({
  kind,
  maxLength: null,
  precision: null,
  scale: null,
  ...rest,
});
const noHint: CleanHint = { check: null, codes: null, unit: null };
const decimal = typeOf("decimal", { precision: 18, scale: 2 });

const sex: CodeList = {
  id: "CS-SEX",
  version: 1,
  name: { zh: "性别", en: "Sex" },
  codes: [
    { code: "0", name: { zh: "未知的性别", en: "Unknown" }, aliases: ["未知"], status: "active" },
    { code: "1", name: { zh: "男性", en: "Male" }, aliases: ["男", "M"], status: "active" },
    { code: "2", name: { zh: "女性", en: "Female" }, aliases: ["女", "F"], status: "active" },
  ],
};
const ethnic: CodeList = {
  ...sex,
  id: "CS-ETHNIC",
  codes: ["汉族", "蒙古族", "回族"].map((zh, index) => ({
    code: `0${index + 1}`,
    name: { zh, en: zh },
    aliases: [zh.replace("族", "")],
    status: "active",
  })),
};

type Row = readonly [found: string, canonical: string | null, ...kinds: CleaningKind[]];

function readsAs(title: string, type: ValueType, hint: Partial<CleanHint>, rows: readonly Row[]): void {
  for (const [found, canonical, ...kinds] of rows) {
    test(`${title}: ${JSON.stringify(found)} reads as ${canonical ?? "no value"}`, () => {
      const cleaned = cleanValue(found, type, { ...noHint, ...hint });
      assert.deepEqual(cleaned, { ok: true, value: canonical, kinds });
    });
  }
}

function refuses(
  title: string,
  type: ValueType,
  hint: Partial<CleanHint>,
  rows: readonly (readonly [string, RegExp, (string | null)?])[],
): void {
  for (const [found, says, suggestion] of rows) {
    test(`${title}: ${JSON.stringify(found)} is refused with a reason`, () => {
      const cleaned = cleanValue(found, type, { ...noHint, ...hint });
      assert.ok(!cleaned.ok, `read as ${JSON.stringify(cleaned)}`);
      assert.equal(cleaned.rule, `type.${type.kind === "text" ? "too-long" : type.kind}`);
      assert.match(cleaned.text.zh, says);
      assert.ok(cleaned.text.en !== "" && cleaned.mend.zh !== "" && cleaned.mend.en !== "");
      assert.equal(cleaned.suggestion, suggestion ?? null);
    });
  }
}

readsAs("date", typeOf("date"), {}, [
  ["2022-08-10", "2022-08-10"],
  ["9999-12-31", "9999-12-31"],
  ["2022/8/10", "2022-08-10", "date-form"],
  ["2022.8.10", "2022-08-10", "date-form"],
  ["20220810", "2022-08-10", "date-form"],
  ["2022年8月10日", "2022-08-10", "date-form"],
  ["２０２２年８月１０日", "2022-08-10", "half-width", "date-form"],
  ["2022年8月10日 星期三", "2022-08-10", "date-form"],
  ["二〇二二年八月十日", "2022-08-10", "date-form"],
  ["二○二二年十二月三十一日", "2022-12-31", "date-form"],
  ["2022/8/10 18:10", "2022-08-10", "date-form"],
  ["2022-08-10 00:00:00", "2022-08-10", "date-form"],
  ["2022/8/1018:10", "2022-08-10", "date-joined"],
  ["2022-08-10T00:00:00+08:00", "2022-08-10", "date-form"],
  ["2022-08-09T16:00:00.000Z", "2022-08-10", "date-form"],
  ["44760", "2022-07-18", "date-serial"],
  ["44760.0", "2022-07-18", "date-serial"],
  ["111/08/10", "2022-08-10", "calendar-era"],
  ["民國111年8月10日", "2022-08-10", "calendar-era"],
  ["民国元年1月1日", "1912-01-01", "calendar-era"],
  ["25/12/2022", "2022-12-25", "date-form"],
  ["12/25/2022", "2022-12-25", "date-form"],
  ["04/04/2022", "2022-04-04", "date-form"],
  ["10-Aug-2022", "2022-08-10", "date-form"],
  ["August 10, 2022", "2022-08-10", "date-form"],
  [" 2022-08-10\t", "2022-08-10", "trimmed"],
  ["", null],
  ["　", null, "trimmed"],
  ["无", null, "empty-word"],
  ["NULL", null, "empty-word"],
  ["—", null, "half-width", "empty-word"],
  ["0000-00-00 00:00:00", null, "empty-word"],
]);

refuses("date", typeOf("date"), {}, [
  ["2022年8月", /没有日/],
  ["2022-08", /没有日/],
  ["202208", /没有日/],
  ["2022", /只写了年/],
  ["22/8/10", /年份只有两位/],
  ["8/10/22", /年份只有两位/],
  ["03/04/2022", /可以是 4 月 3 日，也可以是 3 月 4 日/],
  ["2022-02-30", /2022 年 2 月只有 28 天/],
  ["2024-02-30", /2024 年 2 月只有 29 天/],
  ["2022-04-31", /2022 年 4 月只有 30 天/],
  ["2022/13/01", /没有 13 月/],
  ["20221301", /没有 13 月/],
  ["0000-01-01", /没有公元 0 年/],
  ["2022/8/118:10", /有两种分法/],
  ["1660126205", /时间戳/],
  ["长期", /不是日期/, "9999-12-31"],
  ["48:09.0", /不能读成日期/],
  ["abc", /“abc”不能读成日期/],
]);

readsAs("datetime", typeOf("datetime"), {}, [
  ["2022-08-10 18:10:05", "2022-08-10 18:10:05"],
  ["2022-08-10 18:10:05.123", "2022-08-10 18:10:05.123"],
  ["2022/8/10 18:10:05", "2022-08-10 18:10:05", "date-form"],
  ["2022/8/1018:10", "2022-08-10 18:10:00", "date-joined"],
  ["2022/8/10 18：10", "2022-08-10 18:10:00", "half-width", "date-form"],
  ["2022/8/418:10", "2022-08-04 18:10:00", "date-joined"],
  ["2022年8月10日18时10分", "2022-08-10 18:10:00", "date-form"],
  ["2022/8/10 下午6:10:05", "2022-08-10 18:10:05", "date-form"],
  ["2022-08-10T10:10:05Z", "2022-08-10 18:10:05", "date-form"],
  ["2022-12-31T20:00:00Z", "2023-01-01 04:00:00", "date-form"],
  ["20220810181005", "2022-08-10 18:10:05", "date-form"],
  ["44760.75", "2022-07-18 18:00:00", "date-serial"],
  ["44760", "2022-07-18 00:00:00", "date-serial"],
  ["2022-08-10", "2022-08-10 00:00:00", "date-form"],
]);
refuses("datetime", typeOf("datetime"), {}, [
  ["2022-08-10 25:00:00", /不能读成一天里的时间/],
  ["02/25T16:18:59", /不能读成日期/],
]);

readsAs("time", typeOf("time"), {}, [
  ["18:10:05", "18:10:05"],
  ["8:05", "08:05:00", "date-form"],
  ["下午6时10分", "18:10:00", "date-form"],
  ["12:30 AM", "00:30:00", "date-form"],
  ["0.75", "18:00:00", "date-serial"],
]);
refuses("time", typeOf("time"), {}, [
  ["24:01", /时间/],
  ["下午", /时间/],
  ["18:10Z", /别的时区/],
]);

readsAs("integer", typeOf("integer"), {}, [
  ["520102", "520102"],
  ["-7", "-7"],
  ["520102.0", "520102", "decimals-dropped"],
  ["１２３", "123", "half-width"],
  ["1,234,567", "1234567", "separators"],
  ["1 234 567", "1234567", "separators"],
  ["3.5万", "35000", "multiplied"],
  ["1.2亿", "120000000", "multiplied"],
  ["2千", "2000", "multiplied"],
  ["12人", "12", "unit"],
  ["007", "7", "number-form"],
  ["+5", "5", "number-form"],
  ["1.5E3", "1500", "number-form"],
  ["(120)", "-120", "number-form"],
  ["−3", "-3", "half-width"],
  ["N/A", null, "empty-word"],
  ["--", null, "empty-word"],
  ["9223372036854775807", "9223372036854775807"],
]);
refuses("integer", typeOf("integer"), {}, [
  ["12.5", /应为整数/],
  ["约300", /不能读成整数/],
  ["12,34", /不能读成整数/],
  ["3-5", /不能读成整数/],
  ["三百", /不能读成整数/],
  ["9223372036854775808", /数太大/],
]);

readsAs("decimal", decimal, {}, [
  ["12.50", "12.50"],
  ["12.5", "12.50"],
  ["0", "0.00"],
  ["12.500", "12.50"],
  ["1320m2", "1320.00", "unit"],
  ["2599.81平方米", "2599.81", "unit"],
  ["99995㎡", "99995.00", "unit"],
  ["¥1,234.5", "1234.50", "separators", "unit"],
  ["3.5万元", "35000.00", "unit", "multiplied"],
  ["45%", "0.45", "unit", "multiplied"],
  ["(1,234.50)", "-1234.50", "separators", "number-form"],
  [".5", "0.50", "number-form"],
  ["1.1000000000000001", "1.10", "number-form"],
]);
readsAs("decimal in 万元", decimal, { unit: "万元" }, [
  ["1525.93", "1525.93"],
  ["1525.93万元", "1525.93", "unit"],
  ["35000元", "3.50", "unit", "multiplied"],
  ["1.5亿元", "15000.00", "unit", "multiplied"],
]);
readsAs("decimal in other units", decimal, { unit: "平方米" }, [
  ["1.5公顷", "15000.00", "unit", "multiplied"],
  ["80平米", "80.00", "unit"],
]);
readsAs("decimal in percent", decimal, { unit: "%" }, [["45%", "45.00", "unit"]]);
refuses("decimal", decimal, { unit: "平方米" }, [
  ["3亩", /“3亩”不能读成数（单位：平方米）/],
  ["5公里", /不能读成数/],
  ["12.345", /小数点后最多 2 位/],
  ["99999999999999999", /数太大：整数部分最多 16 位/],
]);

readsAs("number", typeOf("number"), {}, [
  ["103.97", "103.97"],
  ["1.5E3", "1.5E3"],
  ["103.97°", "103.97", "unit"],
  ["1,234.50", "1234.5", "separators"],
]);

readsAs("boolean", typeOf("boolean"), {}, [
  ["true", "true"],
  ["是", "true", "boolean-form"],
  ["Y", "true", "boolean-form"],
  ["1", "true", "boolean-form"],
  ["否", "false", "boolean-form"],
  ["无", "false", "boolean-form"],
  ["０", "false", "half-width", "boolean-form"],
  ["N/A", null, "empty-word"],
]);
refuses("boolean", typeOf("boolean"), {}, [["2", /说不清/]]);

readsAs("text", typeOf("text", { maxLength: 4 }), {}, [
  ["王小明", "王小明"],
  ["　王小明 ", "王小明", "trimmed"],
  ["王\u200b小明", "王小明", "control-characters"],
  ["王\r\n明", "王 明", "control-characters"],
  ["无", "无"],
  ["", ""],
  ["ＡＢ", "ＡＢ"],
  ["𠮷𠮷𠮷𠮷", "𠮷𠮷𠮷𠮷"],
]);
refuses("text", typeOf("text", { maxLength: 4 }), {}, [["五个汉字吧", /有 5 个字符，最多 4 个/]]);

const withCheck = (check: CheckName, rows: readonly Row[]) => readsAs(check, typeOf("text"), { check }, rows);
withCheck("citizen-id", [
  ["11010519491231002X", "11010519491231002X"],
  ["11010519491231002x", "11010519491231002X", "upper-case"],
  ["'110105 19491231 002X", "11010519491231002X", "separators"],
  ["１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X", "half-width"],
  ["无", null, "empty-word"],
  ["", null],
]);
withCheck("mobile-phone", [
  ["138-0013-8000", "13800138000", "separators"],
  ["+86 13800138000", "13800138000", "separators"],
  ["13800138000.0", "13800138000", "decimals-dropped"],
]);
withCheck("organisation-code", [["00001333-8", "000013338", "separators"]]);
withCheck("division-code", [["520102.0", "520102", "decimals-dropped"]]);
withCheck("vehicle-plate", [["川a·12345", "川A12345", "separators", "upper-case"]]);

readsAs("code", typeOf("text"), { codes: sex }, [
  ["1", "1"],
  ["男", "1", "code-alias"],
  ["m", "1", "code-alias"],
  ["1.0", "1", "decimals-dropped"],
  ["1-男", "1", "code-alias"],
  ["女（2）", "2", "code-alias"],
  ["未知", "0", "code-alias"],
  ["1-女", "1-女"],
  ["男女", "男女"],
  ["无", null, "empty-word"],
  ["", null],
]);
readsAs("code with a leading zero", typeOf("text"), { codes: ethnic }, [
  ["1", "01", "code-alias"],
  ["3.0", "03", "code-alias"],
  ["回", "03", "code-alias"],
  ["4", "4"],
]);
