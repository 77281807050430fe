import { type Check, faultOf, lengthFault, spreadsheetFault, wholly } from "./check.ts";
import { creditCheckFault, creditPattern, creditSql } from "./credit-code.ts";

const basePattern = "[0-9A-Z]{12}";
/** Level of the office: 1 state, 2 province, 3 city, 4 county, 5 township, 6 village. */
const implementingPattern = `${creditPattern}[1-6]${basePattern}`;
const isBase = wholly(basePattern);
const isImplementing = wholly(implementingPattern);

/**
 * Code of a government service item (GB/T 39554.1-2020): the base code of 12 characters, or the implementing code of 31:
 * credit code of the office (18, with its own check character), level digit, base code.
 */
export const serviceItem: Check = {
  fault(value) {
    const spreadsheet = spreadsheetFault(value);
    if (spreadsheet) return spreadsheet;
    if (value.length !== 12 && value.length !== 31) {
      return lengthFault(value, "12（基本编码）或 31（实施编码）", "12 (base code) or 31 (implementing code)");
    }
    if (isBase.test(value)) return null;
    if (!isImplementing.test(value)) return faultOf(formText(value), formMend);
    const fault = creditCheckFault(value.slice(0, 18));
    if (!fault) return null;
    return {
      text: { zh: `前 18 位（实施主体）${fault.text.zh}`, en: `The first 18 (the office): ${fault.text.en}` },
      mend: fault.mend,
      suggestion: fault.suggestion === null ? null : fault.suggestion + value.slice(18),
    };
  },
  sql(place) {
    const { column, dialect } = place;
    const { shared, isRight } = creditSql(place);
    return {
      shared,
      wrong:
        `case when ${dialect.matches(column, implementingPattern)} then not ${isRight}` +
        ` else not ${dialect.matches(column, basePattern)} end`,
      divisionAt: null,
    };
  },
};

const formMend = { zh: "请对照事项清单改正。", en: "Compare with the list of service items." };

function formText(value: string): { zh: string; en: string } {
  if (value.length === 12) {
    return { zh: "基本编码只用数字和大写字母。", en: "A base code has digits and capitals only." };
  }
  if (!wholly(creditPattern).test(value.slice(0, 18))) {
    return {
      zh: "前 18 位应为实施主体的统一社会信用代码。",
      en: "The first 18 characters must be the office's unified social credit code.",
    };
  }
  if (!/[1-6]/.test(value.charAt(18))) {
    return {
      zh: `第 19 位是行使层级，应为 1 到 6，现在是“${value.charAt(18)}”。`,
      en: `Character 19 is the level, 1 to 6; it is “${value.charAt(18)}”.`,
    };
  }
  return { zh: "后 12 位基本编码只用数字和大写字母。", en: "The last 12 (base code) are digits and capitals only." };
}
