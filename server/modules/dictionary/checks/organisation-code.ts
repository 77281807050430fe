import { characterFault, type Check, checkCharacterFault, lengthFault, spreadsheetFault, wholly } from "./check.ts";

/** Place in this text is the value of a character. */
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** GB 11714-1997. */
const weights = [3, 7, 9, 10, 5, 8, 4, 2] as const;
const modulus = 11;
const pattern = "[0-9A-Z]{8}[0-9X]";
const isForm = wholly(pattern);

/** The check character for the first 8 characters: 11 − sum mod 11, where 10 is X and 11 is 0. */
export function organisationCheck(body: string): string {
  const sum = weights.reduce((total, weight, place) => total + weight * alphabet.indexOf(body.charAt(place)), 0);
  return "0X987654321".charAt(sum % modulus);
}

/** Organisation code (GB 11714-1997) without its hyphen: 8 characters and a check character. */
export const organisationCode: Check = {
  fault(value) {
    const spreadsheet = spreadsheetFault(value);
    if (spreadsheet) return spreadsheet;
    if (value.length !== 9) return lengthFault(value, "9");
    if (!isForm.test(value)) {
      const place = Array.from(value).findIndex(
        (character, index) => !(index < 8 ? /[0-9A-Z]/ : /[0-9X]/).test(character),
      );
      const belongs =
        place === 8
          ? { zh: "数字或大写 X", en: "a digit or a capital X" }
          : { zh: "数字或大写字母", en: "a digit or a capital" };
      return characterFault(value, place, belongs);
    }
    const wanted = organisationCheck(value);
    if (value.charAt(8) === wanted) return null;
    const name = { zh: "第 9 位校验码", en: "The check character (9th)" };
    return checkCharacterFault(name, value.charAt(8), wanted, value.slice(0, 8) + wanted);
  },
  sql({ column, dialect }) {
    const valueAt = (place: number) => `(strpos('${alphabet}', ${dialect.substring(column, place, 1)}) - 1)`;
    const sum = weights.map((weight, index) => `${valueAt(index + 1)} * ${weight}`).join(" + ");
    const found = `strpos('0X987654321', ${dialect.substring(column, 9, 1)}) - 1`;
    return {
      shared: [],
      wrong: `case when ${dialect.matches(column, pattern)} then (${sum}) % ${modulus} <> ${found} else true end`,
      divisionAt: null,
    };
  },
};
