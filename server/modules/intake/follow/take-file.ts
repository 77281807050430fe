import { stat } from "node:fs/promises";
import path from "node:path";
import type { ArrivalPlan } from "#contract/intake-place";
import { name } from "#kernel/lake/lake";
import { Problem, problem } from "#kernel/problem";
import { lakeTypeOf, type LoadPlan, planWithout, withMarks } from "../plan.ts";
import { placeProblems } from "../place-problems.ts";
import type { FilePlace, PlacedFile } from "../readers/file-place.ts";
import type { Prepared } from "../readers/reader.ts";
import { openFile } from "../readers/recognise.ts";
import { findMapping } from "../store.ts";
import { type Arrived, remark, writeArrived } from "./arrived.ts";
import type { RunGround } from "./ground.ts";
import { historyTableOf } from "./history.ts";
import { meetDrift } from "./meet-drift.ts";
import { writePosition } from "./positions.ts";
import { readDelta } from "./read-delta.ts";

export interface FileToTake {
  readonly place: FilePlace;
  readonly file: PlacedFile;
  readonly plan: ArrivalPlan;
  /** As it was taken before. */
  readonly before: Arrived | undefined;
  /** Its rows are applied although the same bytes are in. */
  readonly isAgain: boolean;
}

/**
 * One arriving file into the lake: its rows, that it is in, and the position in one transaction. A file that changed while it
 * was read is left for the next run; one whose bytes are in already changes nothing.
 *
 * @returns whether the file is in.
 */
export async function takeFile(ground: RunGround, given: FileToTake): Promise<boolean> {
  const { call, notes, pace } = ground;
  const { file, before } = given;
  notes.stage("read");
  const local = path.join(ground.folder, "arrived");
  const brought = await given.place.bring(file, local, { signal: call.signal, pace });
  if (!brought) return false;
  if (before?.sha256 === brought.sha256 && !given.isAgain) {
    await inOwnTransaction(ground, (session) => remark(session, ground.follow.id, file.name, file.mark));
    return true;
  }
  const { size } = await stat(local);
  // Many an exporting program writes a file of no bytes on a day without rows.
  if (size === 0 && given.plan.policy !== "snapshot" && (!before || before.rows === 0)) {
    await inOwnTransaction(ground, async (session) => {
      await writeArrived(session, ground.follow.id, { ...arrivedOf(ground, given, brought.sha256), rows: 0, sum: "0" });
    });
    return true;
  }
  try {
    await takeRows(ground, given, local, brought.sha256);
  } catch (error) {
    if (error instanceof Problem && !keepsItsCode.has(error.code))
      throw problem(
        placeProblems["file-refused"],
        { file: file.name, reason: error.sentence("zh"), reasonEn: error.sentence("en") },
        { cause: error },
      );
    throw error;
  }
  return true;
}

/** Trouble of the follow, not of the file. */
const keepsItsCode = new Set(["intake.shape-changed", "intake.place-unreachable", "intake.load-running"]);

const arrivedOf = ({ run, parts }: RunGround, { file }: FileToTake, sha256: string) => ({
  name: file.name,
  mark: file.mark,
  sha256,
  sizeBytes: file.sizeBytes,
  modifiedAt: file.modifiedAt?.toISOString() ?? null,
  runId: run.id,
  takenAt: parts.now().toISOString(),
});

async function takeRows(begun: RunGround, given: FileToTake, local: string, sha256: string): Promise<void> {
  const { parts, call, follow } = begun;
  const { file, plan } = given;
  await using reader = await openFile(local, begun.folder, parts.lake);
  const { tables } = await reader.inspect();
  const chosen =
    tables.find((table) => table.path === plan.table || table.name === plan.table) ??
    tables.toSorted((a, b) => (b.rowCount ?? 0) - (a.rowCount ?? 0))[0];
  const text = (await findMapping(call.db, follow.resourceId))?.textOptions ?? null;
  const prepared = await reader.prepare({ table: chosen?.path ?? "", text, folder: begun.folder, signal: call.signal });
  // Files declare no types: only columns that come and go are a change of shape.
  const shape = prepared.columns.map((column) => ({ name: column.name, declared: "" }));
  const { ground } = await meetDrift(begun, shape);
  const isKeyed = plan.policy !== "append" && follow.plan.key.length > 0;
  const loadPlan = planOfFile(ground, prepared, isKeyed);
  await fitTable(ground, loadPlan);
  const position = JSON.stringify({ file: file.name, modifiedAt: file.modifiedAt?.toISOString() ?? null });
  await readDelta(ground, {
    prepared,
    plan: loadPlan,
    isWhole: plan.policy !== "by-key",
    position,
    ofFile: {
      prefix: plan.policy === "snapshot" ? "" : `${file.name}\u001F`,
      isKeyed,
      write: (session, { rows, sum }) =>
        writeArrived(session, follow.id, { ...arrivedOf(ground, given, sha256), rows, sum }),
    },
  });
}

function planOfFile({ mapping, vocabulary, follow }: RunGround, prepared: Prepared, isKeyed: boolean): LoadPlan {
  const plan = planWithout(mapping, prepared.columns, vocabulary);
  return withMarks(plan, isKeyed ? follow.plan.key : [], prepared.columns);
}

/** Columns that were taken up into the mapping since the table was made. */
async function fitTable({ parts, resource, follow }: RunGround, plan: LoadPlan): Promise<void> {
  await using session = await parts.lake.session();
  const tables = [resource.table, ...(follow.plan.keepsHistory ? [historyTableOf(resource.table)] : [])];
  for (const table of tables) {
    const there = new Set((await session.columnsOf(table)).map((column) => column.name));
    for (const { field, type } of plan.columns)
      if (!there.has(field))
        await session.write(
          `alter table ${table} add column ${name(field)} ${parts.lake.dialect.typeName(lakeTypeOf(type))}`,
        );
  }
}

async function inOwnTransaction(
  { parts, run, follow, notes }: RunGround,
  write: (session: Parameters<typeof writeArrived>[0]) => Promise<void>,
): Promise<void> {
  await using session = await parts.lake.session();
  await session.begin();
  try {
    await write(session);
    const { counts, batches } = notes;
    await writePosition(session, follow.id, {
      position: notes.position ?? "{}",
      runId: run.id,
      batches,
      counts,
      isDone: false,
    });
    await session.commit();
  } catch (error) {
    await session.rollback();
    throw error;
  }
}
