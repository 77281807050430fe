import assert from "node:assert/strict";
import { test } from "node:test";
import {
  citizenId,
  creditCode,
  creditCodeOf,
  licenceId,
  oldCitizenId,
  organisationCode,
  withLuhn,
  withMod1110,
} from "./check-digits.ts";

test("citizens' numbers published as examples are made again (GB 11643)", () => {
  for (const id of ["11010519491231002X", "440524188001010014"]) assert.equal(citizenId(id.slice(0, 17)), id);
});

test("an old number has neither century nor check digit", () => {
  assert.equal(oldCitizenId("11010519491231002X"), "110105491231002");
});

test("public credit codes are made again (GB 32100)", () => {
  for (const code of ["11100000000013338W", "11430000006122244L", "11330105002500287C"])
    assert.equal(creditCode(code.slice(0, 17)), code);
});

test("the organisation code inside public credit codes is made again (GB 11714)", () => {
  for (const code of ["11100000000013338W", "11430000006122244L", "11330105002500287C"]) {
    assert.equal(organisationCode(code.slice(8, 16)), code.slice(8, 17));
    assert.equal(creditCodeOf(code.slice(0, 2), code.slice(2, 8), code.slice(8, 16)), code);
  }
});

test("public e-licence identifiers are made again (GB/T 36904)", () => {
  const examples = [
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S",
    "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0",
  ];
  for (const example of examples) {
    const [type = "", issuer = "", serial = "", version = ""] = example.split(".").slice(5);
    assert.equal(licenceId({ type, issuer, serial, version }), example);
  }
});

test("the standard's own examples of MOD 11,10 and Luhn come out", () => {
  assert.equal(withMod1110("0794"), "07945");
  assert.equal(withLuhn("7992739871"), "79927398713");
});
