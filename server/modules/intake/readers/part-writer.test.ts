import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { after, test } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { partsOf, textParts } from "./part-writer.ts";

const folder = mkdtempSync(path.join(tmpdir(), "weir-parts-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const asError = (cause: unknown): Error => (cause instanceof Error ? cause : new Error(String(cause)));

/** The bytes in pieces of these lengths, over and over. */
function* pieces(bytes: Buffer, lengths: readonly number[]): Generator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

async function read(bytes: Buffer, lengths: readonly number[], limit: number): Promise<string[]> {
  const parts = partsOf(
    async (take) => {
      await pipeline(Readable.from(pieces(bytes, lengths)), take);
      return 7;
    },
    asError,
    textParts(folder, limit),
  );
  const texts: string[] = [];
  for await (const { file } of parts.files) texts.push(readFileSync(file, "utf8"));
  assert.equal(parts.rowCount(), 7);
  return texts;
}

const cell = fc.oneof(
  fc.constantFrom("", "x", '"a,b"', '"q""q"', '"line\nend"', '"\n\n"', "汉字"),
  fc.stringMatching(/^[a-z]{1,9}$/),
);
const record = fc.array(cell, { minLength: 2, maxLength: 3 }).map((cells) => cells.join(","));

test("however the text arrives, its parts are the whole in order, each of whole records", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 1, maxLength: 40 }),
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 80 }),
      async (records, lengths, limit) => {
        const whole = `${records.join("\n")}\n`;
        const texts = await read(Buffer.from(whole), lengths, limit);
        assert.equal(texts.join(""), whole);
        const counts = texts.map((text) => parse(text, { relax_column_count: true, relax_quotes: false }).length);
        assert.equal(
          counts.reduce((sum, count) => sum + count, 0),
          records.length,
        );
        assert.ok(texts.every((text) => text.endsWith("\n")));
      },
    ),
    { numRuns: 100 },
  );
});

test("a table without rows is one empty part", async () => {
  assert.deepEqual(await read(Buffer.alloc(0), [1], 10), [""]);
});

test("a source that breaks off fails the reading, after the parts that were whole", async () => {
  const parts = partsOf(
    async (take) => {
      await take(
        (async function* () {
          yield Buffer.from("1,a\n2,b\n");
          throw new Error("gone");
        })(),
      );
      return 2;
    },
    (cause) => new Error("explained", { cause }),
    textParts(folder, 4),
  );
  await assert.rejects(async () => {
    for await (const { file } of parts.files) assert.ok(existsSync(file));
  }, /explained/);
});

test("a source waits for a reader that is slow, and ends with one that goes away", async () => {
  let given = 0;
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const parts = partsOf(
    async (take) => {
      await take(
        (async function* () {
          for (; given < 1000; given += 1) yield Buffer.from(`${given},x\n`);
        })(),
      );
      return given;
    },
    (cause) => {
      resolve();
      return asError(cause);
    },
    textParts(folder, 1),
  );
  for await (const { file } of parts.files) {
    assert.ok(file.endsWith("part-1.csv"));
    break;
  }
  await ended;
  assert.ok(given < 20, `${given} given`);
});
