import assert from "node:assert/strict";
import { after, test } from "node:test";
import { callOn, freshDatabaseUrl } from "#test/database";
import { hubActor } from "../call.ts";
import { type Database, inTransaction, openDatabase } from "../db/db.ts";
import { createMetrics } from "../http/metrics.ts";
import { silentLogger } from "../log.ts";
import { problem, problemTable } from "../problem.ts";
import { createEvents, type Events, eventType } from "./events.ts";
import { createJobs, type JobRow, type Jobs } from "./jobs.ts";
import { createQueue } from "./queue.ts";

const problems = problemTable("test", { "no-use": { status: 409, zh: "不行", en: "No use" } });
const title = { zh: "试", en: "Try" };

interface Worker {
  readonly database: Database;
  readonly jobs: Jobs;
  readonly events: Events;
  open(): Promise<void>;
  drain(): Promise<void>;
}

/** One hub process's jobs and events on this database. */
function workerOn(url: string, isOnlyWorker = true): Worker {
  const database = openDatabase({ url });
  const log = silentLogger();
  const queue = createQueue(database, log);
  const now = () => new Date();
  const jobs = createJobs(queue, { database, log, metrics: createMetrics(), now, workers: 2, isOnlyWorker });
  const events = createEvents(queue, { database, log, now });
  let isOpen = false;
  const drain = async () => {
    if (!isOpen) return;
    isOpen = false;
    await jobs.drain();
    await database.close();
  };
  after(drain);
  return {
    database,
    jobs,
    events,
    drain,
    async open() {
      isOpen = true;
      await jobs.open();
    },
  };
}

async function ended({ database, jobs }: Worker, id: string): Promise<JobRow> {
  let last: JobRow | undefined;
  for await (const row of jobs.follow(callOn(database, { now: new Date() }), id)) last = row;
  return last ?? assert.fail("no such job");
}

test("a job runs as the person who asked, tells its progress and keeps its result", async () => {
  const worker = workerOn(await freshDatabaseUrl());
  worker.jobs.define<{ n: number }, { twice: number; by: string }>({
    name: "test.double",
    handler: async (call, { n }, progress) => {
      progress({ phase: { zh: "算", en: "count" }, done: n, total: n });
      return { twice: n * 2, by: call.actor.name };
    },
  });
  await worker.open();
  const actor = { ...hubActor, name: "测试甲" };
  const id = await worker.jobs.start(
    callOn(worker.database, { actor, now: new Date() }),
    "test.double",
    { n: 21 },
    { title },
  );
  const job = await ended(worker, id);
  assert.equal(job.state, "succeeded");
  assert.deepEqual(job.result, { twice: 42, by: "测试甲" });
  assert.deepEqual([job.done, job.total, job.phaseEn], [21, 21, "count"]);
});

test("a job asked for in a transaction that rolls back never exists", async () => {
  const worker = workerOn(await freshDatabaseUrl());
  let runs = 0;
  worker.jobs.define({ name: "test.count", handler: async () => (runs += 1) });
  await worker.open();
  const call = callOn(worker.database, { now: new Date() });
  await assert.rejects(
    inTransaction(call, async (inner) => {
      await worker.jobs.start(inner, "test.count", {}, { title });
      throw new Error("changed my mind");
    }),
    /changed my mind/,
  );
  await ended(worker, await worker.jobs.start(call, "test.count", {}, { title }));
  assert.equal(runs, 1);
  assert.equal((await worker.jobs.list(call, { limit: 10 })).total, 1);
});

test("a refusal ends a job at once with its sentence; a defect is tried again", async () => {
  const worker = workerOn(await freshDatabaseUrl());
  let tries = 0;
  worker.jobs.define({
    name: "test.refuse",
    handler: () => Promise.reject(problem(problems["no-use"])),
  });
  worker.jobs.define({
    name: "test.shaky",
    handler: async () => {
      tries += 1;
      if (tries < 3) throw new Error("line cut");
      return tries;
    },
  });
  await worker.open();
  const call = callOn(worker.database, { now: new Date() });
  const refused = await ended(worker, await worker.jobs.start(call, "test.refuse", {}, { title }));
  assert.deepEqual([refused.state, refused.attempts], ["failed", 1]);
  assert.deepEqual(refused.problem, { code: "test.no-use", zh: "不行", en: "No use" });
  const job = await ended(worker, await worker.jobs.start(call, "test.shaky", {}, { title }));
  assert.deepEqual([job.state, job.result], ["succeeded", 3]);
});

test("a running job that is cancelled hears it and ends as cancelled", async () => {
  const worker = workerOn(await freshDatabaseUrl());
  const started = Promise.withResolvers<void>();
  worker.jobs.define({
    name: "test.long",
    handler: async (call, _input, progress) => {
      started.resolve();
      while (!call.signal.aborted) {
        progress({ done: 1 });
        await new Promise((resolve) => setImmediate(resolve));
      }
      call.signal.throwIfAborted();
    },
  });
  await worker.open();
  const call = callOn(worker.database, { now: new Date() });
  const id = await worker.jobs.start(call, "test.long", {}, { title });
  await started.promise;
  await worker.jobs.cancel(call, id);
  assert.equal((await ended(worker, id)).state, "cancelled");
});

test("a job left running by a drain goes on in the next process", async () => {
  const url = await freshDatabaseUrl();
  const first = workerOn(url);
  const started = Promise.withResolvers<void>();
  first.jobs.define({
    name: "test.resume",
    handler: async (call) => {
      started.resolve();
      const { promise, reject } = Promise.withResolvers<never>();
      call.signal.addEventListener("abort", () => reject(new Error("draining")));
      await promise;
    },
  });
  await first.open();
  const id = await first.jobs.start(callOn(first.database, { now: new Date() }), "test.resume", {}, { title });
  await started.promise;
  await first.drain();

  const second = workerOn(url);
  second.jobs.define({ name: "test.resume", handler: async () => "done" });
  await second.open();
  const job = await ended(second, id);
  assert.deepEqual([job.state, job.result, job.attempts], ["succeeded", "done", 2]);
});

test("ten jobs on two processes: each runs once", async () => {
  const url = await freshDatabaseUrl();
  const workers = [workerOn(url, false), workerOn(url, false)] as const;
  const ran: number[] = [];
  for (const worker of workers) {
    worker.jobs.define<{ n: number }, void>({ name: "test.share", handler: async (_call, { n }) => void ran.push(n) });
  }
  await Promise.all(workers.map((worker) => worker.open()));
  const call = callOn(workers[0].database, { now: new Date() });
  const ids = await Promise.all(
    Array.from({ length: 10 }, (_, n) => workers[0].jobs.start(call, "test.share", { n }, { title })),
  );
  for (const id of ids) assert.equal((await ended(workers[0], id)).state, "succeeded");
  assert.deepEqual(
    ran.toSorted((a, b) => a - b),
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  );
});

test("an event is delivered once committed, to each listener, and one that fails is tried again alone", async () => {
  const worker = workerOn(await freshDatabaseUrl());
  const happened = eventType<{ n: number }>("test.happened");
  const heard: string[] = [];
  const all = Promise.withResolvers<void>();
  let failures = 1;
  worker.events.on(happened, "first", async (_call, { n }) => void heard.push(`first ${n}`));
  worker.events.on(happened, "second", async (_call, { n }) => {
    if (failures-- > 0) throw new Error("not yet");
    heard.push(`second ${n}`);
    all.resolve();
  });
  await worker.open();
  const call = callOn(worker.database, { now: new Date() });
  await assert.rejects(
    inTransaction(call, async (inner) => {
      await worker.events.publish(inner, happened, { n: 1 });
      throw new Error("rolled back");
    }),
  );
  await inTransaction(call, (inner) => worker.events.publish(inner, happened, { n: 2 }));
  await all.promise;
  assert.deepEqual(heard.toSorted(), ["first 2", "second 2"]);
});
