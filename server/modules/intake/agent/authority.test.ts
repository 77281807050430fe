import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { test } from "node:test";
import {
  createAuthority,
  createRequest,
  createToken,
  expiryOf,
  fingerprintOf,
  issueAgent,
  issueServer,
  parseToken,
} from "./authority.ts";

const now = new Date("2026-11-23T06:00:00Z");

test("an agent's certificate is signed by the authority, for clients only, for a year", async () => {
  const authority = await createAuthority(now);
  const { request } = await createRequest("anything it likes");
  const certificate = await issueAgent(authority, request, { id: "agent-1" }, now);
  assert.ok(certificate);
  const parsed = new X509Certificate(certificate);
  assert.ok(parsed.verify(new X509Certificate(authority.certificate).publicKey));
  assert.equal(parsed.subject, "CN=agent-1");
  assert.equal(parsed.ca, false);
  assert.deepEqual(parsed.keyUsage, ["1.3.6.1.5.5.7.3.2"]);
  assert.equal(expiryOf(certificate).toISOString(), "2027-11-23T06:00:00.000Z");
});

test("the port's certificate bears the names and addresses it is reached by", async () => {
  const authority = await createAuthority(now);
  const { certificate } = await issueServer(authority, ["hub.example.gov.cn", "127.0.0.1"], now);
  assert.equal(new X509Certificate(certificate).subjectAltName, "DNS:hub.example.gov.cn, IP Address:127.0.0.1");
});

test("a request whose sender does not hold the key is not signed", async () => {
  const authority = await createAuthority(now);
  const { request } = await createRequest("a");
  const lines = request.split("\n");
  const body = lines.slice(1, -1).join("");
  const bytes = Buffer.from(body, "base64");
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
  const forged = `${lines[0]}\n${bytes.toString("base64")}\n-----END CERTIFICATE REQUEST-----`;
  assert.equal(await issueAgent(authority, forged, { id: "agent-1" }, now), null);
});

test("a code carries the authority's fingerprint and is known by its hash", async () => {
  const { certificate } = await createAuthority(now);
  const { token, hash } = createToken(certificate);
  const parsed = parseToken(token);
  assert.ok(parsed);
  assert.ok(parsed.hash.equals(hash));
  assert.equal(parsed.pin, fingerprintOf(certificate));
  assert.equal(parseToken(`${token}x`), null);
});
