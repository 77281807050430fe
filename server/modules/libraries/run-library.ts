import type { ResourceCore } from "#catalog";
import { type Call, hubActor } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { newId } from "#kernel/id";
import type { Progress } from "#kernel/jobs/jobs";
import type { LakeSession } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import { type AnswerRow, standingAnswers } from "./answer-store.ts";
import { closeCorrections, openCorrections } from "./conflict-store.ts";
import type { Gathered } from "./gather.ts";
import { keptOf, tablesOf, work } from "./lake-tables.ts";
import { type LibraryRow, type SourceRow, sourcesOf } from "./library-store.ts";
import { makeRecords } from "./make-records.ts";
import { forgetState } from "./matching/state.ts";
import { mustFind } from "./must-find.ts";
import type { LibrariesParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { finishRun, markRun, replacePairs } from "./run-store.ts";
import { stageSources } from "./stage-sources.ts";

export const runJob = "libraries.run";

export interface RunInput {
  readonly library: string;
  readonly runId: string;
}

export interface RunResult {
  readonly runId: string;
  readonly records: number;
  readonly doubtful: number;
  readonly conflicts: number;
}

const phases = {
  read: { zh: "读取各来源", en: "Reading the sources" },
  match: { zh: "比对、归并", en: "Matching" },
  survive: { zh: "择优成主记录", en: "Choosing what survives" },
  publish: { zh: "换上新库", en: "Publishing" },
};

/**
 * One run of a library: read, match, choose, publish. The lake shows the new records in one transaction; figures, pairs
 * and the ledger entry follow in one of the control store. Killed in between, the records are new and the figures old
 * until the next run: nothing is lost, because a run starts from the sources each time. What the matching keeps is only
 * what it found of rows of the same content; where a run fails it is put aside, so that it cannot fail the next one too.
 */
export async function runLibrary(
  call: Call,
  parts: LibrariesParts,
  { library: name, runId }: RunInput,
  report: Progress,
): Promise<RunResult> {
  await markRun(call.db, runId, { state: "running", startedAt: parts.now() });
  try {
    return await perform(call, parts, name, runId, report);
  } catch (error) {
    await markRun(call.db, runId, { state: "failed", endedAt: parts.now() });
    await using session = await parts.lake.session();
    await forgetState(session, keptOf(name));
    throw error;
  }
}

async function perform(
  call: Call,
  parts: LibrariesParts,
  libraryName: string,
  runId: string,
  report: Progress,
): Promise<RunResult> {
  // Whoever asked was allowed to when asking; the run itself is the hub's work.
  const asHub: Call = { ...call, actor: hubActor };
  const library = await mustFind(call, libraryName);
  const sources = await loadedSources(asHub, parts, await sourcesOf(call.db, library.name));
  if (sources.length === 0) throw problem(problems["no-sources"], { name: library.title.zh });
  for (const { resource } of sources) {
    const zone = await parts.intake.zoneHolding(asHub, resource.id);
    if (zone !== null) throw problem(problems["source-held"], { resource: resource.name, zone });
  }
  const answers = await standingAnswers(call.db, library.name);
  const now = parts.now();
  await using session = await parts.lake.session(call.signal);
  report({ phase: phases.read, done: 0, total: 4 });
  const staged = await stageSources(session, parts, library, sources);
  report({ phase: phases.match, done: 1 });
  const elements = [...(await parts.dictionary.elements(asHub)).values()];
  const { figures, doubts, matching } = await makeRecords(session, parts.lake, {
    library,
    staged,
    answers,
    elements,
    runId,
    now,
    onPhase: (phase) => report({ phase: phases[phase], done: phase === "survive" ? 2 : 3 }),
  });
  const mended = await mendedConflicts(session, call, library.name);
  await inTransaction(call, async (inner) => {
    await replacePairs(inner.db, library.name, pairRows(library, runId, doubts, answers));
    await closeCorrections(inner.db, library.name, mended, { runId, now });
    const entry = await parts.ledger.seal(inner, {
      action: "libraries.run",
      object: { kind: "library", id: library.name, name: library.title.zh },
      owner: null,
      rows: figures.rows,
      facts: { run: runId, records: figures.records, doubtful: figures.doubtful, conflicts: figures.conflicts },
    });
    await finishRun(inner.db, runId, { figures, matching, endedAt: parts.now(), entry });
  });
  report({ phase: phases.publish, done: 4 });
  return { runId, records: figures.records, doubtful: figures.doubtful, conflicts: figures.conflicts };
}

/** Sources whose resource still exists and has rows. */
async function loadedSources(
  call: Call,
  parts: LibrariesParts,
  sources: readonly SourceRow[],
): Promise<{ source: SourceRow; resource: ResourceCore }[]> {
  const resources = new Map((await parts.catalog.resources(call, { hasData: true })).map((one) => [one.id, one]));
  return sources.flatMap((source) => {
    const resource = resources.get(source.resourceId);
    return resource === undefined ? [] : [{ source, resource }];
  });
}

/** Conflicts under correction that this run no longer finds. */
async function mendedConflicts(session: LakeSession, call: Call, library: string): Promise<string[]> {
  const open = [...(await openCorrections(call.db, library)).keys()];
  if (open.length === 0) return [];
  await session.write(`create or replace temp table ${work.wanted} (key varchar)`);
  await session.append(
    work.wanted,
    ["key"],
    open.map((key) => [key]),
  );
  const rows = await session.read<{ key: string }>(
    `select w.key from ${work.wanted} w anti join ${tablesOf(library).conflict} c on c.key = w.key order by 1`,
  );
  return rows.map(({ key }) => key);
}

const pairRows = (library: LibraryRow, runId: string, doubts: Gathered["doubts"], answers: readonly AnswerRow[]) => {
  const answered = new Set(answers.map(({ a, b }) => `${a}/${b}`));
  return doubts
    .filter(({ a, b }) => a !== b && !answered.has(`${a}/${b}`))
    .map((doubt, at) => ({ ...doubt, id: newId(), library: library.name, runId, position: at + 1, isAnswered: false }));
};
