import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Problem } from "#kernel/problem";
import { createHostGuard } from "./hosts.ts";

const names: Record<string, string[]> = {
  "db.city.gov.cn": ["10.1.2.3"],
  "sly.example": ["10.1.2.3", "169.254.169.254"],
  localhost: ["127.0.0.1", "::1"],
};
const guard = (allowed = "") =>
  createHostGuard(allowed, async (host) => {
    const found = names[host];
    if (!found) throw new Error("ENOTFOUND");
    return found;
  });
const refused = (error: unknown) => error instanceof Problem && error.code === "intake.host-refused";

describe("hosts the hub may connect to", () => {
  for (const host of ["db.city.gov.cn", "192.168.1.20", "10.0.0.1", "localhost", "8.8.8.8", "/run/postgresql"])
    test(`without a list, ${host} may be reached`, async () => {
      assert.ok((await guard().refuseOutside(host)).length > 0);
    });

  for (const host of [
    "169.254.169.254",
    "100.100.100.200",
    "0.0.0.0",
    "224.0.0.1",
    "fe80::1",
    "[fe80::1]",
    "fd00:ec2::254",
    "::ffff:169.254.169.254",
    "::ffff:a9fe:a9fe",
    "nowhere.example",
  ])
    test(`without a list, ${host} is refused`, () => assert.rejects(guard().refuseOutside(host), refused));

  test("a name one of whose addresses is closed is refused whole", () =>
    assert.rejects(guard().refuseOutside("sly.example"), refused));

  for (const allowed of ["*.gov.cn", "db.city.gov.cn", "10.1.0.0/16", "10.1.2.3", "x.example, *.city.gov.cn"])
    test(`a list of ${allowed} allows what it names and nothing else`, async () => {
      assert.deepEqual(await guard(allowed).refuseOutside("DB.city.gov.cn."), ["10.1.2.3"]);
      await assert.rejects(guard(allowed).refuseOutside("192.168.1.20"), refused);
    });

  test("no list opens a metadata address", () =>
    assert.rejects(guard("169.254.0.0/16").refuseOutside("169.254.169.254"), refused));
});
