/** Check digits of the codes the sample makes. Made here and not taken from the hub, so that the hub's checks are tested against another hand. */

const citizenWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643-1999: completes the first 17 digits of a citizen's number. */
export function citizenId(first17: string): string {
  let sum = 0;
  for (let at = 0; at < 17; at += 1) sum += (first17.charCodeAt(at) - 48) * (citizenWeights[at] ?? 0);
  return first17 + "10X98765432".charAt(sum % 11);
}

/** The 15-digit number a card of before 1999 carried: no century, no check digit. */
export const oldCitizenId = (id: string): string => id.slice(0, 6) + id.slice(8, 17);

/** Letters and digits of GB 32100: no I, O, S, V, Z. */
export const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** GB 32100-2015: completes the first 17 characters of a unified social credit code. */
export function creditCode(first17: string): string {
  let sum = 0;
  for (let at = 0; at < 17; at += 1) sum += creditAlphabet.indexOf(first17.charAt(at)) * (creditWeights[at] ?? 0);
  return first17 + creditAlphabet.charAt((31 - (sum % 31)) % 31);
}

const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11714-1997: completes the first 8 characters of an organisation code. */
export function organisationCode(first8: string): string {
  let sum = 0;
  for (let at = 0; at < 8; at += 1) sum += Number.parseInt(first8.charAt(at), 36) * (organisationWeights[at] ?? 0);
  const check = 11 - (sum % 11);
  return first8 + (check === 10 ? "X" : check === 11 ? "0" : String(check));
}

/** ISO 7064 MOD 11,10: the last digit of a business registration number (GS 15-2006) or a food licence. */
export function withMod1110(digits: string): string {
  let product = 10;
  for (let at = 0; at < digits.length; at += 1) {
    const sum = (product + digits.charCodeAt(at) - 48) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return digits + String((11 - product) % 10);
}

const letters36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

export interface LicenceParts {
  /** 18-character code of the authority that defined the type of licence, and 3 digits. */
  readonly type: string;
  /** 18-character code of the issuer. */
  readonly issuer: string;
  readonly serial: string;
  /** 3 digits. */
  readonly version: string;
}

/** GB/T 36904-2018: an e-licence identifier; its last character is ISO 7064 MOD 37,36 over the four joined parts. */
export function licenceId({ type, issuer, serial, version }: LicenceParts): string {
  let product = 36;
  for (const letter of type + issuer + serial + version) {
    const sum = (product + letters36.indexOf(letter)) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return `1.2.156.3005.2.${type}.${issuer}.${serial}.${version}.${letters36.charAt((37 - product) % 36)}`;
}

/** Luhn (GB/T 15694): completes a bank card number. */
export function withLuhn(digits: string): string {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 48;
    const doubled = at % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits + String((10 - (sum % 10)) % 10);
}

/** Unified code of an organisation: authority and class (2), division (6), organisation code (9), check. */
export function creditCodeOf(kind: string, division: string, organisation: string): string {
  return creditCode(`${kind}${division}${organisationCode(organisation)}`);
}
