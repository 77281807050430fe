import fc from "fast-check";
import type { CheckName } from "#contract/dictionary";
import { dateText, daysInMonth, pad } from "../calendar.ts";
import { luhnCheck } from "./bank-card.ts";
import { citizenIdCheck } from "./citizen-id.ts";
import { creditAlphabet, creditCheck } from "./credit-code.ts";
import { mod3736Check } from "./licence-id.ts";
import { organisationCheck } from "./organisation-code.ts";

/** Values for the tests: right ones by construction, and what people make of them. */
const digits = (minLength: number, maxLength = minLength) => textOf("0123456789", minLength, maxLength);
const capitals = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

const textOf = (alphabet: string, minLength: number, maxLength = minLength) =>
  fc
    .array(fc.constantFrom(...Array.from(alphabet)), { minLength, maxLength })
    .map((characters: string[]) => characters.join(""));

export const realDay = fc
  .record({
    year: fc.integer({ min: 1900, max: 2025 }),
    month: fc.integer({ min: 1, max: 12 }),
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  })
  .map(({ year, month, at }) => ({ year, month, day: 1 + Math.floor(at * daysInMonth(year, month)) }));

const withCheck = (body: string, check: (body: string) => string) => body + check(body);

export const citizenIds = fc
  .tuple(fc.integer({ min: 110000, max: 659999 }), realDay, digits(3))
  .map(([division, { year, month, day }, sequence]) =>
    withCheck(`${division}${pad(year, 4)}${pad(month)}${pad(day)}${sequence}`, citizenIdCheck),
  );

export const creditCodes = fc
  .tuple(textOf(creditAlphabet, 2), digits(6), textOf(creditAlphabet, 9))
  .map((parts) => withCheck(parts.join(""), creditCheck));

const organisationCodes = textOf(capitals, 8).map((body) => withCheck(body, organisationCheck));

export const organisationNumbers = digits(8).map((body) => withCheck(body, organisationCheck));

export const licenceParts = fc.tuple(
  fc.tuple(creditCodes, digits(3)).map((parts) => parts.join("")),
  creditCodes,
  textOf(capitals, 1, 40),
  digits(3),
);
const licenceIds = licenceParts.map((parts) => `1.2.156.3005.2.${parts.join(".")}.${mod3736Check(parts.join(""))}`);

export const bankCards = fc
  .tuple(fc.constantFrom("1", "4", "6", "9"), digits(11, 17))
  .map((parts) => withCheck(parts.join(""), luhnCheck));

const days = realDay.map(({ year, month, day }) => dateText(year, month, day));

/** Values that pass each check of texts. */
const right: Partial<Record<CheckName, fc.Arbitrary<string>>> = {
  "citizen-id": citizenIds,
  "credit-code": creditCodes,
  "organisation-code": organisationCodes,
  "licence-id": licenceIds,
  "service-item": fc.oneof(
    textOf(capitals, 12),
    fc.tuple(creditCodes, fc.constantFrom("1", "3", "4"), textOf(capitals, 12)).map((parts) => parts.join("")),
  ),
  "mobile-phone": digits(9).map((rest) => `13${rest}`),
  phone: fc.oneof(
    digits(7).map((rest) => `028-8${rest}`),
    digits(6).map((rest) => `0827-5${rest}-12`),
    digits(9).map((rest) => `19${rest}`),
    fc.constantFrom("12345", "110", "4008001234", "400-800-1234", "95588", "(028)86601234"),
  ),
  postcode: fc.oneof(
    digits(6),
    digits(4).map((rest) => `61${rest}`),
  ),
  email: fc
    .tuple(textOf("abcXYZ019._%+-", 1, 20), textOf("abz09-", 1, 12), textOf("comn.", 2, 6))
    .map(([a, b, c]) => `${a}@${b}.${c}`),
  "division-code": fc.oneof(...[2, 4, 6, 9, 12].map((length) => digits(length))),
  "bank-card": bankCards,
  "vehicle-plate": fc.oneof(
    textOf("ABCDEFGHJKLMNPQ0123456789", 5).map((rest) => `川A${rest}`),
    digits(5).map((rest) => `川AD${rest}`),
    digits(6).map((rest) => `使${rest}`),
  ),
};

export const textChecks = Object.keys(right) as CheckName[];

/** What people and programs make of a right value: one character changed, lost, doubled, swapped, wrapped. */
const damaged = (value: string) =>
  fc
    .tuple(fc.nat(), fc.constantFrom(...Array.from("0189XxOZe.+- ，京　１"), "\u0000", "\n", "１８", "é"), fc.nat(8))
    .map(([at, character, kind]) => {
      const place = value.length === 0 ? 0 : at % value.length;
      const [before, here, after] = [value.slice(0, place), value.charAt(place), value.slice(place + 1)];
      return (
        [
          before + character + after,
          before + character + after,
          before + after,
          before + here + here + after,
          before + after.charAt(0) + here + after.slice(1),
          ` ${value}`,
          `${value} `,
          value.toLowerCase(),
          value + value,
        ][kind] ?? value
      );
    });

/** What casts of an engine may take for a number although it is not all digits. */
const castTraps = [
  "",
  "0",
  "-1",
  "1e17",
  "123456789012345e3 ",
  "12345678901234567.",
  "0x1234567890ABCDEF",
  "1_000_000_000_000_0",
  "9999999999999999999",
  "Infinity",
  "110105194912310e3X",
];

/** A mixture of right, damaged and senseless values for a check. */
export function valuesFor(check: CheckName): fc.Arbitrary<string> {
  const good = right[check] ?? days;
  return fc.oneof(
    { weight: 4, arbitrary: good },
    { weight: 6, arbitrary: good.chain(damaged) },
    { weight: 1, arbitrary: good.chain(damaged).chain(damaged) },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 30 }) },
    { weight: 1, arbitrary: fc.string({ unit: "binary-ascii", maxLength: 40 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...castTraps, "中文姓名", "110105194912310021", "1".repeat(5000), "汉".repeat(2000)),
    },
  );
}
