/** GB 32100-2015: digits and capitals without I, O, S, V, Z; the place of a character is its value. */
const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const modulus = alphabet.length;
const shape = new RegExp(`^[${alphabet}]{17}$`);

/**
 * The check character of the first 17 of a unified social credit code (统一社会信用代码): weights 3^i mod 31,
 * 31 − (sum mod 31), where 31 counts as 0 (GB 32100-2015 §4.5). Null where these are not 17 characters of the alphabet.
 */
export function creditCheck(first17: string): string | null {
  if (!shape.test(first17)) return null;
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % modulus;
  }
  return alphabet.charAt((modulus - (sum % modulus)) % modulus);
}

/** As it is written down: no spaces or hyphens, half-width, capitals. */
export const normalCreditCode = (text: string): string => text.normalize("NFKC").replaceAll(/[\s-]/g, "").toUpperCase();

export const isCreditCode = (code: string): boolean =>
  code.length === 18 && creditCheck(code.slice(0, 17)) === code.at(17);
