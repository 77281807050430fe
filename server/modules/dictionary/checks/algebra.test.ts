import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bankCards, citizenIds, creditCodes, licenceParts, organisationNumbers } from "./arbitraries.ts";
import { luhnCheck } from "./bank-card.ts";
import { citizenIdCheck } from "./citizen-id.ts";
import { creditAlphabet, creditCheck } from "./credit-code.ts";
import { mod3736Check } from "./licence-id.ts";
import { organisationCheck } from "./organisation-code.ts";

interface Code {
  readonly name: string;
  readonly values: fc.Arbitrary<string>;
  readonly check: (body: string) => string;
  /** Characters that may stand for each other in a slip of the pen that the code promises to notice. */
  readonly alphabet: string;
  /** True for neighbours whose swap the code promises to notice; absent where it promises nothing. */
  readonly noticesSwapOf?: (pair: string) => boolean;
}

const always = () => true;
const digits = "0123456789";
const capitals = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const passes = ({ check }: Code, value: string) => check(value.slice(0, -1)) === value.slice(-1);

const codes: readonly Code[] = [
  { name: "GB 11643", values: citizenIds, check: citizenIdCheck, alphabet: digits, noticesSwapOf: always },
  { name: "GB 32100", values: creditCodes, check: creditCheck, alphabet: creditAlphabet, noticesSwapOf: always },
  // Among 36 values modulo 11, A stands for 10 and L for 21: letters may hide each other, digits never do.
  { name: "GB 11714", values: organisationNumbers, check: organisationCheck, alphabet: digits, noticesSwapOf: always },
  // Luhn takes 09 for 90: the standard says so.
  {
    name: "Luhn",
    values: bankCards,
    check: luhnCheck,
    alphabet: digits,
    noticesSwapOf: (pair) => pair !== "09" && pair !== "90",
  },
  {
    // A hybrid system promises every single slip, but not every swap.
    name: "ISO 7064 MOD 37,36",
    values: licenceParts.map((parts) => parts.join("")).map((body) => body + mod3736Check(body)),
    check: mod3736Check,
    alphabet: capitals,
  },
];

for (const code of codes) {
  const { values } = code;
  test(`${code.name}: a value with its computed check character passes`, () => {
    fc.assert(fc.property(values, (value) => assert.ok(passes(code, value))));
  });

  test(`${code.name}: any single changed character is noticed`, () => {
    fc.assert(
      fc.property(values, fc.nat(), fc.nat(), (value, at, other) => {
        const place = at % value.length;
        const choices = Array.from(code.alphabet).filter((character) => character !== value.charAt(place));
        const changed = value.slice(0, place) + choices[other % choices.length] + value.slice(place + 1);
        assert.ok(!passes(code, changed), changed);
      }),
    );
  });

  const { noticesSwapOf } = code;
  if (!noticesSwapOf) continue;
  test(`${code.name}: a swap of two different neighbours is noticed, but for those the standard excepts`, () => {
    fc.assert(
      fc.property(values, fc.nat(), (value, at) => {
        // The check character may be of another alphabet (X), where a swap is a wrong character and not a matter of the sum.
        const place = at % (value.length - 2);
        const pair = value.slice(place, place + 2);
        fc.pre(pair.charAt(0) !== pair.charAt(1) && noticesSwapOf(pair));
        const swapped = value.slice(0, place) + pair.charAt(1) + pair.charAt(0) + value.slice(place + 2);
        assert.ok(!passes(code, swapped), swapped);
      }),
    );
  });
}
