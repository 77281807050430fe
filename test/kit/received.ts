import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { parseReceipt } from "#contract/gate-receipt";
import { type Db, sql } from "#kernel/db/db";
import type { Answer, TestClient } from "./client.ts";

/** An answer as a caller got it: the ledger entry its receipt names, and the hash of the bytes. */
export interface Received {
  readonly entry: number;
  readonly answer: string;
}

/** Null where the answer carries no receipt; one whose receipt does not fit its bytes is a fault at once. */
export function receivedOf(answer: Pick<Answer<unknown>, "headers" | "text">): Received | null {
  const receipt = parseReceipt(answer.headers.get("weir-receipt") ?? "");
  if (!receipt) return null;
  assert.equal(receipt.answer, hash("sha256", answer.text, "base64url"));
  return { entry: receipt.entry, answer: receipt.answer };
}

/** Programs of a department that never stop asking, by key and for many keys; a connection that breaks is made anew. */
export function startAsking(client: () => TestClient, resource: number, lanes = 8) {
  const received: Received[] = [];
  const asking = new AbortController();
  const path = `/api/gate/resources/${resource}/records`;
  const ended = Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let at = lane; !asking.signal.aborted; at += lanes) {
        const keys = [at, at + 1, at + 2].map((key) => ({ permit_no: `P${key % 1000}` }));
        const answer = await (
          lane % 4 === 3 ? client().post(`${path}:batch`, { keys }) : client().get(`${path}?permit_no=P${at % 1000}`)
        ).catch(() => null);
        const one = answer && receivedOf(answer);
        if (one) received.push(one);
        else await delay(5);
      }
    }),
  );
  return {
    received,
    /** Waits until so many more answers have come, 60 seconds at most. */
    async more(count: number): Promise<void> {
      const enough = received.length + count;
      for (const until = Date.now() + 60_000; received.length < enough; await delay(10))
        assert.ok(Date.now() < until, `${received.length} answers, ${enough} wanted`);
    },
    async stop(): Promise<void> {
      asking.abort();
      await ended;
    },
  };
}

/** Every answer stands on the ledger with its hash, each under an entry of its own, and the ledger has no gap. */
export async function assertOnLedger(db: Db, received: readonly Received[]): Promise<void> {
  const entries = received.map(({ entry }) => entry);
  assert.equal(new Set(entries).size, entries.length);
  const { rows } = await sql<{ number: number; answer: string }>`
    select e.number, e.body::jsonb #>> '{facts,answer}' as answer from ledger.entry e
    where e.number = any(${entries}::bigint[])`.execute(db.withTables<never>());
  const recorded = new Map(rows.map(({ number, answer }) => [number, answer]));
  for (const { entry, answer } of received) assert.equal(recorded.get(entry), answer, `entry ${entry}`);
  const { rows: sizes } = await sql<{ size: number; entries: number; last: number }>`
    select h.size, (select count(*) from ledger.entry)::bigint as entries, (select max(e.number) from ledger.entry e) as last
    from ledger.head h`.execute(db.withTables<never>());
  const [tree] = sizes;
  assert.deepEqual([tree?.entries, tree?.last], [tree?.size, tree?.size]);
}
