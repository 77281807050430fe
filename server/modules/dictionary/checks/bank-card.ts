import type { Dialect } from "#kernel/lake/lake";
import { type Check, checkCharacterFault, faultOf, lengthFault, spreadsheetFault, wholly } from "./check.ts";

const pattern = String.raw`[1-9]\d{12,18}`;
const isForm = wholly(pattern);

/** Luhn check digit (ISO/IEC 7812-1) for the digits before it. */
export function luhnCheck(body: string): string {
  const sum = Array.from(body)
    .toReversed()
    .reduce((total, digit, place) => total + (place % 2 === 0 ? doubled(Number(digit)) : Number(digit)), 0);
  return String((10 - (sum % 10)) % 10);
}

const doubled = (digit: number): number => (digit < 5 ? digit * 2 : digit * 2 - 9);

/** Bank card number: 13 to 19 digits, the last by Luhn (ISO/IEC 7812-1, GB/T 15694.1). */
export const bankCard: Check = {
  fault(value) {
    const spreadsheet = spreadsheetFault(value);
    if (spreadsheet) return spreadsheet;
    if (!isForm.test(value)) {
      if (/^[1-9]\d*$/.test(value)) return lengthFault(value, "13 到 19", "13 to 19");
      return faultOf(
        { zh: "银行卡号只有数字，首位不为 0。", en: "A card number has digits only and does not begin with 0." },
        {
          zh: "请对照卡面重填；存折账号请映射到“银行账号”。",
          en: "Compare with the card; a passbook account belongs to the account element.",
        },
      );
    }
    const wanted = luhnCheck(value.slice(0, -1));
    const found = value.slice(-1);
    if (found === wanted) return null;
    const name = { zh: "最后一位校验码", en: "The check digit at the end" };
    return checkCharacterFault(name, found, wanted, value.slice(0, -1) + wanted);
  },
  /*
   * Characters 1–7 and 8–13 are always there, 14–19 are 0 to 6 digits. Read from the right, the third part begins with the
   * check digit; whether the last digit of the others is doubled depends on how many digits stand behind the second (the
   * second has an even number of digits, so the answer is the same for the first).
   */
  sql({ column, prefix, dialect }) {
    const part = (suffix: string, start: number, length: number) => ({
      name: `${prefix}${suffix}`,
      sql: `coalesce(${dialect.tryCast(dialect.substring(column, start, length), { kind: "integer" })}, 0)`,
    });
    const [a, b, c] = [part("a", 1, 7), part("b", 8, 6), part("c", 14, 6)];
    const front = (isLastDoubled: boolean) =>
      `${luhnSumSql(dialect, a.name, 7, isLastDoubled)} + ${luhnSumSql(dialect, b.name, 6, isLastDoubled)}`;
    const isEvenBehind = `${dialect.characters(column)} % 2 = 1`;
    return {
      shared: [a, b, c],
      wrong:
        `case when ${dialect.matches(column, pattern)} then (${luhnSumSql(dialect, c.name, 6, false)} +` +
        ` case when ${isEvenBehind} then ${front(false)} else ${front(true)} end) % 10 <> 0 else true end`,
      divisionAt: null,
    };
  },
};

/**
 * Luhn sum of a number's digits, congruent modulo 10. A doubled digit d counts 2d + d // 5 (modulo 10), and with
 * q(i) = number // 10^i: d ≡ q(i) and d // 5 = number // (5·10^i) − 2·q(i+1).
 */
function luhnSumSql(dialect: Dialect, number: string, digits: number, isLastDoubled: boolean): string {
  const quotient = (divisor: number) => (divisor === 1 ? number : dialect.quotient(number, divisor));
  const terms = Array.from({ length: digits }, (_, place) => {
    const power = 10 ** place;
    const isDoubled = (place % 2 === 1) !== isLastDoubled;
    if (!isDoubled) return quotient(power);
    return `2 * ${quotient(power)} + ${quotient(5 * power)} - 2 * ${quotient(10 * power)}`;
  });
  return terms.join(" + ");
}
