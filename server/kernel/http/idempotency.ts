import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Call } from "../call.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { problem } from "../problem.ts";
import { problems } from "../problems.ts";

interface Tables {
  "kernel.idempotency": {
    actorId: string;
    key: string;
    operation: string;
    requestHash: Buffer;
    status: number | null;
    answer: unknown;
    createdAt: Date;
  };
}

export interface Replay {
  readonly status: number;
  readonly answer: unknown;
}

/**
 * Claims the key inside the act's own transaction. A second caller with the same key waits on the unique index until the
 * first commits and then gets the first one's answer; if the first rolls back, the second does the work.
 */
export async function claimKey(call: Call, key: string, operation: string, request: unknown): Promise<Replay | null> {
  const requestHash = createHash("sha256")
    .update(JSON.stringify([operation, request]))
    .digest();
  const db = call.db.withTables<Tables>();
  const inserted = await db
    .insertInto("kernel.idempotency")
    .values({ actorId: call.actor.id, key, operation, requestHash, status: null, answer: null, createdAt: call.now })
    .onConflict((conflict) => conflict.columns(["actorId", "key"]).doNothing())
    .executeTakeFirst();
  if ((inserted.numInsertedOrUpdatedRows ?? 0n) > 0n) return null;
  const earlier = await db
    .selectFrom("kernel.idempotency as i")
    .select(["i.requestHash", "i.status", "i.answer"])
    .where("i.actorId", "=", call.actor.id)
    .where("i.key", "=", key)
    .executeTakeFirstOrThrow();
  if (!earlier.requestHash.equals(requestHash)) throw problem(problems["idempotency-mismatch"]);
  return { status: earlier.status ?? 200, answer: earlier.answer };
}

export async function keepAnswer(call: Call, key: string, replay: Replay): Promise<void> {
  await call.db
    .withTables<Tables>()
    .updateTable("kernel.idempotency")
    .set({ status: replay.status, answer: sql`${JSON.stringify(replay.answer ?? null)}::jsonb` })
    .where("actorId", "=", call.actor.id)
    .where("key", "=", key)
    .execute();
}

const keptMs = 86_400_000;

/** Keys are promised for a day. Answers how many older ones went. */
async function forgetOldKeys(call: Call): Promise<{ forgotten: number }> {
  const dayAgo = new Date(call.now.getTime() - keptMs);
  const deleted = await call.db
    .withTables<Tables>()
    .deleteFrom("kernel.idempotency")
    .where("createdAt", "<", dayAgo)
    .executeTakeFirst();
  return { forgotten: Number(deleted.numDeletedRows) };
}

export const forgetKeysJob = "kernel.forget-keys";

/** Before `jobs.open`. Every night, when few people work. */
export function forgetKeysNightly(jobs: Jobs): void {
  jobs.define({ name: forgetKeysJob, concurrency: 1, handler: forgetOldKeys });
  jobs.schedule(forgetKeysJob, "20 3 * * *", "Asia/Shanghai", {
    zh: "清理过期的 Idempotency-Key",
    en: "Forget idempotency keys older than a day",
  });
}
