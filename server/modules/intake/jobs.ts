import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import type { Jobs, Progress } from "#kernel/jobs/jobs";
import { Problem, problem } from "#kernel/problem";
import { loaded } from "./events.ts";
import { findLoad, lastPublished, updateLoad } from "./load-store.ts";
import { openReader } from "./open-source.ts";
import type { IntakeParts } from "./parts.ts";
import { planLoad } from "./plan.ts";
import { problems } from "./problems.ts";
import { type LoadOutcome, runLoad } from "./run-load.ts";
import { loadJob } from "./start-load.ts";
import type { LoadRow } from "./store.ts";
import { vocabularyOf } from "./vocabulary.ts";

interface LoadInput {
  readonly loadId: string;
}

/** What the screens and the command line read when the job has ended. */
interface LoadResult {
  readonly loadId: string;
  readonly resourceId: string;
  readonly rowsLoaded: number;
  readonly rowsRejected: number;
}

export function defineLoadJob(parts: IntakeParts, jobs: Jobs): void {
  jobs.define<LoadInput, LoadResult>({
    name: loadJob,
    handler: (call, input, report) => perform(parts, call, input.loadId, report),
    dropped: (call, input) => updateLoad(call.db, input.loadId, { state: "cancelled", endedAt: call.now }),
  });
}

async function perform(parts: IntakeParts, call: Call, loadId: string, report: Progress): Promise<LoadResult> {
  const load = await findLoad(call.db, loadId);
  if (!load) throw problem(problems["load-not-found"], { id: loadId });
  if (load.state === "published") return resultOf(load, load.rowsLoaded ?? 0, load.rowsRejected ?? 0);
  const newer = await lastPublished(call.db, load.resourceId);
  if (newer && newer.number > load.number)
    throw problem(problems["load-running"], { name: load.resourceName, number: newer.number });
  await updateLoad(call.db, loadId, { state: "running", startedAt: load.startedAt ?? call.now, problem: null });
  try {
    const outcome = await runOnce(parts, call, load, report);
    await finish(parts, call, load, outcome);
    return resultOf(load, outcome.rowsLoaded, outcome.rowsRejected);
  } catch (error) {
    await fail(parts, call, load, error);
    throw error;
  }
}

const resultOf = (load: LoadRow, rowsLoaded: number, rowsRejected: number): LoadResult => ({
  loadId: load.id,
  resourceId: load.resourceId,
  rowsLoaded,
  rowsRejected,
});

async function runOnce(parts: IntakeParts, call: Call, load: LoadRow, report: Progress): Promise<LoadOutcome> {
  const resource = await parts.catalog.resource(call, load.resourceId);
  const vocabulary = await vocabularyOf(parts, call, load.columns);
  const task = {
    loadId: load.id,
    loadNumber: load.number,
    resourceId: load.resourceId,
    table: resource.table,
    hasRows: (resource.rowCount ?? 0) > 0,
  };
  return runLoad(
    call,
    parts.lake,
    task,
    {
      prepare: async (folder, open) => {
        const reader = open.use(await openReader(parts, call, load, folder));
        return reader.prepare({
          table: load.tablePath,
          text: load.textOptions,
          folder,
          signal: call.signal,
          mayType: true,
          onRows: (rows) => report({ phase: { zh: "读取", en: "Reading" }, done: rows }),
        });
      },
      plan: (prepared) => planLoad(load.columns, prepared.columns, vocabulary),
    },
    parts.workFolder,
    report,
  );
}

/** The receipt: counts, the catalog's facts and the ledger entry in one transaction. */
export async function finish(parts: IntakeParts, call: Call, load: LoadRow, outcome: LoadOutcome): Promise<void> {
  const endedAt = parts.now();
  await inTransaction({ ...call, now: endedAt }, async (inner) => {
    await parts.catalog.noteLoad(inner, load.resourceId, {
      loadId: load.id,
      rowCount: outcome.rowsLoaded,
      loadedAt: endedAt,
    });
    const entry = await parts.ledger.seal(inner, {
      action: "intake.load",
      object: { kind: "resource", id: load.resourceId, name: load.resourceName },
      owner: load.department,
      items: load.columns.filter((column) => column.action === "load").map((column) => column.field),
      rows: outcome.rowsLoaded,
      facts: {
        load: load.number,
        rowsRead: outcome.rowsRead,
        rowsRejected: outcome.rowsRejected,
        sourceCount: outcome.sourceCount,
        sha256: load.sha256,
      },
    });
    await updateLoad(inner.db, load.id, {
      state: "published",
      rowsRead: outcome.rowsRead,
      rowsLoaded: outcome.rowsLoaded,
      rowsRejected: outcome.rowsRejected,
      sourceCount: outcome.sourceCount,
      dirtyOpen: outcome.rowsRejected,
      encoding: outcome.encoding,
      cleaning: [...outcome.cleaning],
      endedAt,
      entry,
    });
    await parts.events.publish(inner, loaded, { resourceId: load.resourceId, loadId: load.id });
  });
}

/** Nothing was published; the reason stands with the load and on the ledger. A drained hub takes the load up again. */
async function fail(parts: IntakeParts, call: Call, load: LoadRow, error: unknown): Promise<void> {
  const isDraining = call.signal.aborted;
  const job = load.jobId === null ? undefined : await parts.jobs.find(call, load.jobId);
  const isCancelled = job?.cancelRequested ?? false;
  if (isDraining && !isCancelled) return;
  const reason = error instanceof Error ? error.message : String(error);
  const told =
    error instanceof Problem
      ? { code: error.code, zh: error.sentence("zh"), en: error.sentence("en") }
      : {
          code: "intake.defect",
          zh: `归集出错：${reason}。原有数据不变，可以重试。`,
          en: `The load failed: ${reason}. The data before stand; try again.`,
        };
  await inTransaction({ ...call, now: parts.now() }, async (inner) => {
    await updateLoad(inner.db, load.id, {
      state: isCancelled ? "cancelled" : "failed",
      endedAt: inner.now,
      problem: told,
    });
    parts.ledger.record(inner, {
      action: "intake.load",
      object: { kind: "resource", id: load.resourceId, name: load.resourceName },
      owner: load.department,
      outcome: "failed",
      facts: { load: load.number, code: told.code },
    });
  });
}
