import type { HarvestRun } from "#contract/harvest";
import type { Call } from "#kernel/call";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import type { HarvestParts } from "../parts.ts";
import { problems } from "../problems.ts";
import type { RunInput } from "../run-harvest.ts";
import { insertRun, lastRun, lockSource, type NamedRun, type SourceRow, updateRun } from "../store.ts";

export const harvestJob = "harvest.run";

/**
 * Queues a run in the caller's transaction. One of the same mode that broke off behind some records goes on instead of a new
 * one beginning.
 *
 * @throws Problem harvest.source-not-found, harvest.run-open
 */
export async function startRun(
  parts: HarvestParts,
  call: Call,
  { sourceId, mode }: { sourceId: string; mode: HarvestRun["mode"] },
): Promise<string> {
  const source = await lockSource(call.db, sourceId);
  if (!source) throw problem(problems["source-not-found"], { id: sourceId });
  const last = await lastRun(call.db, sourceId);
  if (last && (last.state === "queued" || last.state === "running"))
    throw problem(problems["run-open"], { name: source.name, number: last.number });
  const brokenOff = last && last.state !== "done" && last.mode === mode && last.position !== null ? last : undefined;
  const id = brokenOff ? await goOn(parts, call, source, brokenOff) : await begin(parts, call, source, { mode, last });
  parts.ledger.record(call, {
    action: "harvest.start-run",
    object: { kind: "harvest-source", id: source.id, name: source.name },
    owner: call.actor.department,
    facts: { run: brokenOff?.number ?? (last?.number ?? 0) + 1, mode, goesOn: brokenOff !== undefined },
  });
  return id;
}

async function begin(
  parts: HarvestParts,
  call: Call,
  source: SourceRow,
  { mode, last }: { mode: HarvestRun["mode"]; last: NamedRun | undefined },
): Promise<string> {
  const id = newId(call.now);
  const jobId = await queue(parts, call, source, { runId: id });
  await insertRun(call.db, {
    id,
    sourceId: source.id,
    number: (last?.number ?? 0) + 1,
    mode,
    jobId,
    startedBy: call.actor.name,
    createdAt: call.now,
  });
  return id;
}

async function goOn(parts: HarvestParts, call: Call, source: SourceRow, run: NamedRun): Promise<string> {
  const jobId = await queue(parts, call, source, { runId: run.id });
  await updateRun(call.db, run.id, { state: "queued", jobId, endedAt: null, problem: null });
  return run.id;
}

const queue = (parts: HarvestParts, call: Call, source: SourceRow, input: RunInput): Promise<string> =>
  parts.jobs.start(call, harvestJob, input, {
    title: { zh: `采集外部目录：${source.name}`, en: `Harvest: ${source.name}` },
    subject: source.id,
  });
