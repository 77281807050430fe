import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import pg from "pg";
import { freshDatabaseUrl } from "#test/database";
import { bigintArray, byteaArray, intArray, textArray, timestampArray } from "./binary-array.ts";

const client = new pg.Client({ connectionString: await freshDatabaseUrl() });
await client.connect();
after(() => client.end());

async function asJson(array: Buffer, type: string): Promise<unknown> {
  const { rows } = await client.query<{ read: unknown }>(`select to_jsonb($1::${type}[]) as read`, [array]);
  return rows[0]?.read;
}

const storable = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0"));

test("PostgreSQL reads every array as it was written", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(storable)),
      fc.array(fc.option(fc.maxSafeInteger())),
      fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
      async (texts, numbers, integers) => {
        assert.deepEqual(await asJson(textArray(texts), "text"), texts);
        assert.deepEqual(await asJson(bigintArray(numbers), "bigint"), numbers);
        assert.deepEqual(await asJson(intArray(integers), "int"), integers);
      },
    ),
    { numRuns: 40 },
  );
});

test("moments keep their milliseconds and bytes their values", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.date({ min: new Date("1990-01-01"), max: new Date("2199-12-31"), noInvalidDate: true })),
      fc.array(fc.uint8Array()),
      async (moments, bytes) => {
        const { rows } = await client.query<{ moments: Date[]; bytes: Buffer[] }>(
          "select $1::timestamptz[] as moments, $2::bytea[] as bytes",
          [timestampArray(moments), byteaArray(bytes)],
        );
        assert.deepEqual(rows[0]?.moments, moments);
        assert.deepEqual(
          rows[0]?.bytes.map((one) => [...one]),
          bytes.map((one) => [...one]),
        );
      },
    ),
    { numRuns: 40 },
  );
});
