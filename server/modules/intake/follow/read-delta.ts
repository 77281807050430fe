import type { RunCounts } from "#contract/intake-follow";
import { type LakeSession, literal, name } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import { rejectedMarks } from "../dirty-store.ts";
import { dropLeftStages } from "../left-stages.ts";
import type { LoadPlan } from "../plan.ts";
import { problems } from "../problems.ts";
import type { Prepared } from "../readers/reader.ts";
import { reconcile, refuseTwinKeys } from "../run-load.ts";
import { keyColumn, rowColumn, stage, type Staged, sumColumn } from "../staging.ts";
import { applyDelta, createTouched, touched } from "./apply-delta.ts";
import { addCounts, isTooDirty, noCounts } from "./counts.ts";
import { planOf, type RunGround } from "./ground.ts";
import { writePosition } from "./positions.ts";
import { noteRows } from "./rows-changed.ts";

export interface DeltaSource {
  readonly prepared: Prepared;
  /** The whole table was read: what is not among its rows is gone. */
  readonly isWhole: boolean;
  readonly position: string;
  /** The ground's own where absent. */
  readonly plan?: LoadPlan;
  /** Of an arriving file; the run goes on with the next. */
  readonly ofFile?: FileRows;
}

export interface FileRows {
  /** What the keys of its rows begin with: rows of other files are not looked at. */
  readonly prefix: string;
  /** Rows have a key of their own; else they are known by their place in the file. */
  readonly isKeyed: boolean;
  /** In the transaction of the rows: what the file held, rejected records too. */
  readonly write: (session: LakeSession, held: { readonly rows: number; readonly sum: string }) => Promise<void>;
}

const known = name("known");
const different = name("different");

/**
 * Rows read again are told from new ones by key and sum, as the source writes them: what the overlap brought a second time
 * changes nothing, and a comparison also finds what is gone. One lake transaction holds the rows and the position.
 */
export async function readDelta(ground: RunGround, given: DeltaSource): Promise<void> {
  const { prepared, isWhole, position, ofFile } = given;
  const { parts, call, run, follow, resource, notes } = ground;
  const loadId = follow.loadId ?? "";
  const plan = given.plan ?? planOf(ground, prepared.columns);
  const stageTable = stageName(resource.table, run.number);
  await using session = await parts.lake.session(call.signal);
  await dropLeftStages(session, resource.table);
  try {
    notes.stage("read");
    const work = { folder: ground.folder, signal: call.signal, onRows: (rows: number) => notes.rows(rows) };
    const staged = await stage(session, stageTable, prepared, plan, work);
    reconcile(staged);
    if (ofFile && !ofFile.isKeyed)
      await session.write(`update ${stageTable} set ${keyColumn} = $1 || ${rowColumn}::varchar`, [ofFile.prefix]);
    const sum = ofFile ? await sumOf(session, stageTable) : "0";
    await refuseTwinKeys(session, stageTable);
    notes.stage("apply");
    await session.begin();
    try {
      await createTouched(session);
      const { fresh, unchanged } = await findDifferent(session, {
        resource: resource.table,
        loadId,
        stageTable,
        isWhole,
        prefix: ofFile && !ofFile.isKeyed ? ofFile.prefix : "",
      });
      const delta = {
        stage: { table: stageTable, staged: shrunk(staged, fresh) },
        plan,
        truncates: false,
        rests: [],
        rejectPrefix: ofFile?.prefix,
      };
      const done = await applyDelta(session, parts.lake.dialect, delta, {
        table: resource.table,
        loadId,
        keepsHistory: follow.plan.keepsHistory,
        at: call.now,
      });
      refuseDirty(done, follow.plan.dirtyLimit);
      const read = unchanged + (ofFile ? staged.rejects.length : 0);
      const counts = addCounts(addCounts(ofFile ? notes.counts : noCounts, done), { ...noCounts, read, unchanged });
      const batches = ofFile ? notes.batches + 1 : 1;
      await writePosition(session, follow.id, { position, runId: run.id, batches, counts, isDone: !ofFile });
      await ofFile?.write(session, { rows: staged.sourceCount, sum });
      const rows = await noteRows(session, resource.table);
      await session.commit();
      notes.takeUp(counts, batches, position);
      await rows.tell(ground, loadId);
    } catch (error) {
      await session.rollback();
      throw error;
    }
  } finally {
    await using cleaner = await parts.lake.session();
    await cleaner.write(`drop table if exists ${stageTable}`);
  }
}

/** A stage is named by its run: what a killed run left behind is found and dropped. */
export const stageName = (table: string, number: number): string => `${table.slice(0, -1)}__run${number}"`;

async function sumOf(session: LakeSession, table: string): Promise<string> {
  const [row] = await session.read<{ sum: string | null }>(
    `select sum(s.${sumColumn})::varchar as sum from ${table} s`,
  );
  return row?.sum ?? "0";
}

const shrunk = (staged: Staged, accepted: number): Staged => ({ ...staged, accepted });

/** @throws Problem intake.too-many-dirty */
export function refuseDirty({ read, rejected }: RunCounts, limit: number | null): void {
  if (isTooDirty(read, rejected, limit))
    throw problem(problems["too-many-dirty"], { read, rejected, limit: Math.round((limit ?? 0) * 100) });
}

interface Comparable {
  readonly resource: string;
  readonly loadId: string;
  readonly stageTable: string;
  readonly isWhole: boolean;
  /** Only rows whose keys begin with it are compared. */
  readonly prefix?: string;
}

/**
 * Leaves in the stage only rows that are new or different, and puts the keys of those that are gone into `touched`. One join
 * finds both.
 */
export async function findDifferent(
  session: LakeSession,
  { resource, loadId, stageTable, isWhole, prefix = "" }: Comparable,
): Promise<{ fresh: number; unchanged: number }> {
  const rejected = `select r.key, r.sum from ${rejectedMarks} r where r.load = '${loadId}'`;
  const [aside] = await session.read<{ n: number }>(`select count(*) as n from (${rejected}) r`);
  const marks = `select t.${keyColumn} as key, t.${sumColumn} as sum from ${resource} t${(aside?.n ?? 0) > 0 ? ` union all ${rejected}` : ""}`;
  const own = prefix === "" ? "" : ` where starts_with(m.key, ${literal(prefix)})`;
  await session.write(`create or replace temp view ${known} as select m.key, m.sum from (${marks}) m${own}`);
  const [all] = await session.read<{ n: number }>(`select count(*) as n from ${stageTable} s`);
  // A row is known again by its place in the stage: joining the few that differ by their keys would take as long as finding them.
  await session.write(
    `create or replace temp table ${different} as
     select k.key, s.rowid as place
     from ${stageTable} s ${isWhole ? "full" : "left"} join ${known} k on k.key = s.${keyColumn}
     where k.key is null or s.${keyColumn} is null or k.sum is distinct from s.${sumColumn}`,
  );
  if (isWhole)
    await session.write(
      `insert into ${touched} select d.key, null, null, true from ${different} d where d.place is null`,
    );
  const [fresh] = await session.read<{ n: number }>(
    `select count(*) as n from ${different} d where d.place is not null`,
  );
  const bare = stageTable.slice(stageTable.lastIndexOf(".") + 1);
  const rest = `${stageTable.slice(0, -1)}_rest"`;
  await session.write(
    `create table ${rest} as select s.* from ${stageTable} s where s.rowid in (select d.place from ${different} d where d.place is not null)`,
  );
  await session.write(`drop table ${stageTable}`);
  await session.write(`alter table ${rest} rename to ${bare}`);
  const count = fresh?.n ?? 0;
  return { fresh: count, unchanged: (all?.n ?? 0) - count };
}
