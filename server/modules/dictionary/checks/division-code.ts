import type { CheckFacts } from "../door.ts";
import { type Check, faultOf, lengthFault, wholly } from "./check.ts";

/** 2 digits province, 4 city, 6 county, 9 township, 12 village. */
const pattern = String.raw`[1-9]\d(?:\d{2}(?:\d{2}(?:\d{3}(?:\d{3})?)?)?)?`;
const isForm = wholly(pattern);

/** GB/T 2260 codes and the statistical codes below them; known ones only, retired ones included. */
export const divisionCode: Check = {
  fault(value, facts) {
    if (!isForm.test(value)) {
      if (/^\d+$/.test(value) && !value.startsWith("0")) {
        return lengthFault(value, "2、4、6、9 或 12", "2, 4, 6, 9 or 12");
      }
      return faultOf(
        {
          zh: "区划代码应为 2、4、6、9 或 12 位数字，首位不为 0。",
          en: "A division code has 2, 4, 6, 9 or 12 digits and does not begin with 0.",
        },
        {
          zh: "请改填代码；若这里是名称，请映射到“区划名称”。",
          en: "Give the code; a name belongs to the name element.",
        },
      );
    }
    return isKnownDivision(value, facts) ? null : unknownDivision(value);
  },
  sql: ({ column, dialect }) => ({
    shared: [],
    wrong: `not ${dialect.matches(column, pattern)}`,
    divisionAt: { start: 1, length: 12, unless: null },
  }),
};

/** `510100` is the city `5101` written with six digits, `510104000000` the county `510104` with twelve. */
export function isKnownDivision(code: string, facts: CheckFacts): boolean {
  return facts.isDivision(code) || facts.isDivision(shortestForm(code));
}

/** The code without the zeros that fill it up to a longer form. */
export function shortestForm(code: string): string {
  let short = code;
  if (short.length === 12 && short.endsWith("000")) short = short.slice(0, 9);
  if (short.length === 9 && short.endsWith("000")) short = short.slice(0, 6);
  if (short.length === 6 && short.endsWith("00")) short = short.slice(0, 4);
  if (short.length === 4 && short.endsWith("00")) short = short.slice(0, 2);
  return short;
}

export const unknownDivision = (code: string) =>
  faultOf(
    {
      zh: `行政区划代码 ${code} 查不到：现行的和上世纪末以来撤销的都没有。`,
      en: `Division code ${code} is unknown: neither in force nor retired since the end of the 1990s.`,
    },
    {
      zh: "请核对代码；更早撤销的，与原件一致即可；新设的区划请先在区划表里登记。",
      en: "Check the code. One abolished earlier is right if the original says so; a new division must be entered in the register first.",
    },
  );
