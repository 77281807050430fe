import { inTransaction } from "#kernel/db/db";
import { newId } from "#kernel/id";
import type { LakeSession } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import { rejectedMarks } from "../dirty-store.ts";
import { finish } from "../jobs.ts";
import { findLoad, insertLoad, lastPublished, updateLoad } from "../load-store.ts";
import { problems } from "../problems.ts";
import type { Prepared } from "../readers/reader.ts";
import { type LoadOutcome, runLoad } from "../run-load.ts";
import type { LoadRow } from "../store.ts";
import { noCounts } from "./counts.ts";
import { planOf, type RunGround } from "./ground.ts";
import { beginHistory } from "./history.ts";
import { writePosition } from "./positions.ts";
import { updateRun } from "./run-store.ts";
import { updateFollow } from "./store.ts";
import { databaseKindOf } from "../open-source.ts";

export interface WholeTable {
  /** Begins to read; called once, unless the lake has the table already. */
  readonly prepare: (folder: string) => Promise<Prepared>;
  /** Known when the rows have been read; written in the transaction that swaps them in. */
  readonly position: () => string;
  /** The run is over with this. */
  readonly isDone: boolean;
}

/**
 * A run that was killed when its table was in the lake, and before PostgreSQL had heard of it, does the rest: until then the load
 * counts as running and keeps every other away.
 */
export async function finishWhole(ground: RunGround, position: string): Promise<void> {
  const { run, follow } = ground;
  if (run.loadId === null || follow.loadId === run.loadId) return;
  const prepare = (): never => {
    throw new Error("The lake holds a position of this run and not its table.");
  };
  await readWhole(ground, { prepare, position: () => position, isDone: false });
}

/** The whole table beside the old one, swapped in at once together with its position. */
export async function readWhole(ground: RunGround, whole: WholeTable): Promise<LoadRow> {
  const { parts, call, run, follow, resource, notes } = ground;
  notes.stage("snapshot");
  const load = await loadOf(ground);
  const at = call.now;
  const before = follow.loadId;
  const outcome = await runLoad(
    call,
    parts.lake,
    {
      loadId: load.id,
      loadNumber: load.number,
      resourceId: resource.id,
      table: resource.table,
      hasRows: (resource.rowCount ?? 0) > 0,
      async alongside(session: LakeSession, done: LoadOutcome) {
        if (before !== null) await session.write(`delete from ${rejectedMarks} where load = $1`, [before]);
        if (follow.plan.keepsHistory) await beginHistory(session, resource.table, at);
        await writePosition(session, follow.id, {
          position: whole.position(),
          runId: run.id,
          batches: 1,
          counts: countsOf(done),
          isDone: whole.isDone,
        });
      },
    },
    { prepare: (folder) => whole.prepare(folder), plan: (prepared) => planOf(ground, prepared.columns) },
    parts.workFolder,
    (state) => {
      if (state.done !== undefined) notes.rows(state.done);
    },
  );
  notes.takeUp(countsOf(outcome), 1, whole.position());
  const published = (await findLoad(call.db, load.id))?.state === "published";
  if (!published) await finish(parts, call, load, outcome);
  await updateFollow(call.db, follow.id, {
    loadId: load.id,
    rereads: false,
    rowCount: outcome.rowsLoaded,
    position: whole.position(),
  });
  return { ...load, state: "published" };
}

const countsOf = ({ rowsRead, rowsLoaded, rowsRejected }: LoadOutcome) => ({
  ...noCounts,
  read: rowsRead,
  inserted: rowsLoaded,
  rejected: rowsRejected,
});

/** The load of this run; made once, found again when the run is taken up. */
async function loadOf({ call, run, follow, source, resource, mapping }: RunGround): Promise<LoadRow> {
  const made = run.loadId === null ? undefined : await findLoad(call.db, run.loadId);
  if (made) {
    if (made.state !== "published") await updateLoad(call.db, made.id, { state: "running", endedAt: null });
    return made;
  }
  const row: Parameters<typeof insertLoad>[1] = {
    id: newId(call.now),
    resourceId: resource.id,
    resourceName: resource.name,
    department: resource.department,
    sourceId: source.id,
    fileId: null,
    tablePath: follow.tablePath,
    textOptions: null,
    format: databaseKindOf(source) ?? "postgres",
    encoding: null,
    state: "running",
    jobId: run.jobId,
    columns: [...mapping],
    rowsRead: null,
    rowsLoaded: null,
    rowsRejected: null,
    sourceCount: null,
    cleaning: [],
    sha256: null,
    actorId: run.actorId,
    startedBy: run.startedBy,
    createdAt: call.now,
    startedAt: call.now,
    endedAt: null,
    entry: null,
    problem: null,
  };
  // Together: a load that no run knows of would keep all later ones away.
  return inTransaction(call, async ({ db }) => {
    const load = await insertLoad(db, row);
    if (!load) {
      const busy = await lastPublished(db, resource.id);
      throw problem(problems["load-running"], { name: resource.name, number: busy ? busy.number + 1 : "?" });
    }
    await updateRun(db, run.id, { loadId: load.id });
    return load;
  });
}
