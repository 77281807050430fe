import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { maskedPhone } from "./contacts.ts";

for (const [phone, masked] of [
  ["13812345678", "138****5678"],
  ["+86 138-1234-5678", "+86 1**-****-5678"],
  ["028-86123456", "028-****3456"],
  ["86123456", "******56"],
  ["12345", "****5"],
  ["", ""],
  ["值班室", "值班室"],
] as const) {
  test(`${phone || "no number"} shows as ${masked || "nothing"}`, () => assert.equal(maskedPhone(phone), masked));
}

test("at least half of the digits past the third are always hidden, and nothing else changes", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\d -]{0,20}$/), (phone) => {
      const masked = maskedPhone(phone);
      assert.equal(masked.length, phone.length);
      const digits = phone.replaceAll(/\D/g, "").length;
      const hidden = masked.replaceAll(/[^*]/g, "").length;
      assert.ok(hidden >= (digits - 3) / 2, masked);
      for (const [at, character] of Array.from(masked).entries()) {
        if (character !== "*") assert.equal(character, phone[at]);
      }
    }),
  );
});
