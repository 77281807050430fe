import assert from "node:assert/strict";
import { test } from "node:test";
import { originOf } from "./origin.ts";

const asked = (headers: Readonly<Record<string, string>>) => ({ header: (name: string) => headers[name] });

test("the public address stands before what a request says of itself", () => {
  const site = { publicUrl: "https://data.example.gov.cn/", isSecure: false };
  assert.equal(originOf(site, asked({ host: "evil.example" })), "https://data.example.gov.cn");
});

test("without one the host counts, and no header that caches do not tell apart", () => {
  const forwarded = { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" };
  const site = { publicUrl: null, isSecure: false };
  assert.equal(originOf(site, asked({ host: "10.0.0.7:8080", ...forwarded })), "http://10.0.0.7:8080");
  assert.equal(originOf({ ...site, isSecure: true }, asked({ host: "hub.gov.cn" })), "https://hub.gov.cn");
});

test("a host that is none is not repeated", () => {
  const site = { publicUrl: null, isSecure: false };
  for (const host of ['a"><script>', "a b", "a/b", "x:y:z:1", ""])
    assert.equal(originOf(site, asked({ host })), "http://localhost", host);
});
