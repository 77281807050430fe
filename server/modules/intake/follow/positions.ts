import type { RunCounts } from "#contract/intake-follow";
import { type Lake, type LakeSession, name } from "#kernel/lake/lake";

/**
 * Where the lake stands in each source, written in the lake transaction of the rows it describes: neither can be there
 * without the other (docs/decisions/0010).
 */
const positions = name("intake", "position");

export interface LakePosition {
  /** What the mode needs to go on: a place in the log, a watermark, the moment of a comparison. */
  readonly position: string;
  readonly runId: string;
  /** Batches of this run that are in the lake. */
  readonly batches: number;
  /** What this run has done so far. */
  readonly counts: RunCounts;
  /** The run has nothing more to do: only its receipt may be missing. */
  readonly isDone: boolean;
}

export async function createPositions(lake: Lake): Promise<void> {
  await using session = await lake.session();
  await session.write(
    `create table if not exists ${positions} (follow varchar, position varchar, run varchar, batches bigint,
       counts varchar, is_done boolean)`,
  );
}

export async function readPosition(session: LakeSession, followId: string): Promise<LakePosition | undefined> {
  const [row] = await session.read<{
    position: string;
    run: string;
    batches: number;
    counts: string;
    is_done: boolean;
  }>(`select p.position, p.run, p.batches, p.counts, p.is_done from ${positions} p where p.follow = $1`, [followId]);
  return row
    ? {
        position: row.position,
        runId: row.run,
        batches: row.batches,
        counts: JSON.parse(row.counts) as RunCounts,
        isDone: row.is_done,
      }
    : undefined;
}

/** In the transaction of the rows. */
export async function writePosition(session: LakeSession, followId: string, at: LakePosition): Promise<void> {
  const changed = await session.write(
    `update ${positions} set position = $2, run = $3, batches = $4, counts = $5, is_done = $6 where follow = $1`,
    [followId, at.position, at.runId, at.batches, JSON.stringify(at.counts), at.isDone],
  );
  if (changed > 0) return;
  await session.write(`insert into ${positions} values ($1, $2, $3, $4, $5, $6)`, [
    followId,
    at.position,
    at.runId,
    at.batches,
    JSON.stringify(at.counts),
    at.isDone,
  ]);
}

export async function forgetPosition(session: LakeSession, followId: string): Promise<void> {
  await session.write(`delete from ${positions} where follow = $1`, [followId]);
}
