import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { text } from "node:stream/consumers";
import type { Readable } from "node:stream";
import fc from "fast-check";
import { isConsistent, parseVerifier, rootFromInclusion } from "#contract/ledger-proof";
import { inTransaction, sql } from "#kernel/db/db";
import { callOn, freshDatabase } from "#test/database";
import { createLedger } from "./index.ts";
import { sha256 } from "./merkle.ts";
import { proveConsistency, proveInclusion } from "./proofs.ts";
import { exportLedger, listEntries } from "./queries.ts";
import { openSigner } from "./signer.ts";
import { verifyExport } from "./verify-export.ts";

const folder = mkdtempSync(path.join(tmpdir(), "weir-ledger-"));
const origin = "weir.test/ledger";
const database = await freshDatabase();
const ledger = createLedger({ keyFolder: folder, origin });
await ledger.open(callOn(database));
after(() => rmSync(folder, { recursive: true, force: true }));

const act = (name: string) => ({ action: "test.do", object: { kind: "thing", id: name, name } });

async function exported(): Promise<string[]> {
  const file = await exportLedger(callOn(database), openSigner(folder, origin));
  return (await text(file.content as Readable)).trimEnd().split("\n");
}

async function* linesOf(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

test("an act that rolls back leaves no entry", async () => {
  const call = callOn(database);
  const sizeBefore = await ledger.size(call);
  await assert.rejects(
    inTransaction(call, async (inner) => {
      ledger.record(inner, act("lost"));
      throw new Error("no");
    }),
  );
  assert.equal(await ledger.size(call), sizeBefore);
});

test("two hundred acts at once from two writers get two hundred consecutive numbers", async () => {
  const other = createLedger({ keyFolder: folder, origin });
  const call = callOn(database);
  const sizeBefore = await ledger.size(call);
  const grouped = Array.from({ length: 150 }, (_, index) =>
    (index % 2 ? ledger : other).recordNow(call, act(`g${index}`)),
  );
  const single = Array.from({ length: 50 }, (_, index) =>
    inTransaction(call, async (inner) => ledger.record(inner, act(`s${index}`))),
  );
  const numbers = await Promise.all(grouped);
  await Promise.all(single);
  assert.equal(new Set(numbers).size, 150);
  assert.equal(await ledger.size(call), sizeBefore + 200);
  const { items, total } = await listEntries(call, { action: "test.do", limit: 500 });
  assert.equal(total, sizeBefore + 200);
  assert.deepEqual(
    items.map((item) => item.number),
    Array.from({ length: items.length }, (_, index) => total - index),
  );
});

test("each of 700 entries is proved against the newest checkpoint", async () => {
  const call = callOn(database);
  await Promise.all(Array.from({ length: 500 }, (_, index) => ledger.recordNow(call, act(`p${index}`))));
  const signer = openSigner(folder, origin);
  const size = await ledger.size(call);
  assert.ok(size >= 700);
  for (const number of [1, 2, 255, 256, 257, 511, 512, 513, size - 1, size]) {
    const proof = await proveInclusion(call, signer, number);
    const root = rootFromInclusion(sha256, {
      index: proof.index,
      size: proof.checkpoint.size,
      leaf: Buffer.from(proof.leafHash, "base64"),
      hashes: proof.hashes.map((hash) => Buffer.from(hash, "base64")),
    });
    assert.equal(Buffer.from(root ?? []).toString("base64"), proof.checkpoint.root, `entry ${number}`);
  }
  const consistency = await proveConsistency(call, 300, size);
  const bytes = (value: string) => Buffer.from(value, "base64");
  assert.ok(
    isConsistent(sha256, {
      from: 300,
      to: size,
      fromRoot: bytes(consistency.fromRoot),
      toRoot: bytes(consistency.toRoot),
      hashes: consistency.hashes.map(bytes),
    }),
  );
});

test("an exported ledger verifies with the pinned key", async () => {
  const verdict = await verifyExport(linesOf(await exported()), ledger.verifier);
  assert.ok(verdict.isValid);
  assert.equal(verdict.size, await ledger.size(callOn(database)));
});

test("a changed entry is named by its number", async () => {
  const lines = (await exported()).map((line) =>
    line.replace(String.raw`\"number\":42,`, String.raw`\"number\":42,\"x\":1,`),
  );
  const verdict = await verifyExport(linesOf(lines), ledger.verifier);
  assert.ok(!verdict.isValid);
  assert.equal(verdict.number, 42);
});

test("an entry replaced together with its hash is caught at the checkpoint that covers it", async () => {
  const call = callOn(database);
  const number = await ledger.recordNow(call, act("to be forged"));
  await ledger.recordNow(call, act("after"));
  const lines = (await exported()).map((line) => {
    const parsed = JSON.parse(line) as { number?: number; entry?: string };
    if (parsed.number !== number || !parsed.entry) return line;
    const entry = parsed.entry.replace("to be forged", "forged");
    const hash = Buffer.from(sha256(Buffer.concat([Buffer.of(0), Buffer.from(entry)]))).toString("base64");
    return JSON.stringify({ number, hash, entry });
  });
  const verdict = await verifyExport(linesOf(lines), ledger.verifier);
  assert.ok(!verdict.isValid);
  assert.equal(verdict.number, number);
});

test("whichever byte of an exported ledger is changed, the first entry it leaves in doubt is named", async () => {
  const lines = await exported();
  const bytes = Buffer.from(`${lines.join("\n")}\n`);
  /** For each line the entries a change in it may be named by. */
  const doubted: { end: number; from: number; to: number }[] = [];
  let [end, size, trusted] = [0, 0, 0];
  for (const line of lines) {
    end += Buffer.byteLength(line) + 1;
    const parsed = JSON.parse(line) as { number?: number; checkpoint?: string };
    if (parsed.checkpoint !== undefined) doubted.push({ end, from: trusted + 1, to: size + 1 });
    else if (parsed.number === undefined) doubted.push({ end, from: 1, to: 1 });
    else doubted.push({ end, from: parsed.number, to: parsed.number });
    size = parsed.number ?? size;
    trusted = parsed.checkpoint === undefined ? trusted : size;
  }
  const last = ledger.verifier;
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 2), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ by;
      const verdict = await verifyExport(linesOf(changed.toString().split("\n")), last);
      const { from, to } = doubted.find((line) => at < line.end) ?? { from: 0, to: 0 };
      assert.ok(!verdict.isValid, `byte ${at}`);
      // A changed line feed joins two lines: the second is in doubt as well.
      assert.ok(verdict.number !== null && verdict.number >= from && verdict.number <= to, `${at}: ${verdict.en}`);
    }),
    { numRuns: 120 },
  );
});

test("a missing entry and a cut end are both noticed", async () => {
  const lines = await exported();
  const missing = await verifyExport(
    linesOf(lines.filter((line) => !line.startsWith('{"number":7,'))),
    ledger.verifier,
  );
  assert.equal(missing.isValid ? null : missing.number, 7);
  const cut = await verifyExport(linesOf(lines.slice(0, -20)), ledger.verifier);
  assert.ok(!cut.isValid);
});

test("a ledger signed by another key is refused", async () => {
  const stranger = createLedger({ keyFolder: mkdtempSync(path.join(folder, "k")), origin });
  const verdict = await verifyExport(linesOf(await exported()), stranger.verifier);
  assert.ok(!verdict.isValid);
});

test("the database itself refuses to change or remove an entry", async () => {
  const db = database.withTables<never>();
  await assert.rejects(sql`update ledger.entry set body = 'x' where number = 1`.execute(db), /append-only/);
  await assert.rejects(sql`delete from ledger.entry where number = 1`.execute(db), /append-only/);
  await assert.rejects(sql`truncate ledger.entry`.execute(db), /append-only/);
});

test("the key is kept in a file only its owner can read, and used again", () => {
  assert.ok(readFileSync(path.join(folder, "ledger.key"), "utf8").includes("PRIVATE KEY"));
  assert.equal(openSigner(folder, origin).verifier, ledger.verifier);
  assert.ok(parseVerifier(sha256, ledger.verifier));
});
