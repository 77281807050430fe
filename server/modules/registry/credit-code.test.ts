import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { creditCheck, isCreditCode, normalCreditCode } from "./credit-code.ts";

const alphabet = Array.from("0123456789ABCDEFGHJKLMNPQRTUWXY");
const first17 = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 17, maxLength: 17 });

test("a published sample passes", () => assert.ok(isCreditCode("11100000000013338W")));

test("every seventeen characters have exactly one check character", () => {
  fc.assert(
    fc.property(first17, (body) => {
      assert.equal(alphabet.filter((check) => isCreditCode(body + check)).length, 1);
    }),
  );
});

test("one changed character is always noticed", () => {
  const place = fc.nat(16);
  fc.assert(
    fc.property(first17, place, fc.constantFrom(...alphabet), (body, at, other) => {
      fc.pre(body[at] !== other);
      const changed = body.slice(0, at) + other + body.slice(at + 1);
      assert.notEqual(creditCheck(changed), creditCheck(body));
    }),
  );
});

test("two neighbours that changed places are always noticed", () => {
  fc.assert(
    fc.property(first17, fc.nat(15), (body, at) => {
      const [a = "", b = ""] = [body[at], body[at + 1]];
      fc.pre(a !== b);
      assert.notEqual(creditCheck(body.slice(0, at) + b + a + body.slice(at + 2)), creditCheck(body));
    }),
  );
});

test("letters that look like digits, short and long codes fail", () => {
  for (const wrong of ["", "11100000000013338", "11100000000013338WW", "I1100000000013338W", "11100000000013338w"])
    assert.equal(isCreditCode(wrong), false, wrong);
});

test("spaces, hyphens, small and full-width letters are ways of writing it", () => {
  assert.equal(normalCreditCode(" 1110-0000 0000 13338ｗ"), "11100000000013338W");
});
