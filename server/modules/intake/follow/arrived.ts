import { type Lake, type LakeRow, type LakeSession, name } from "#kernel/lake/lake";

/** Files that are in the lake, each written in the lake transaction of its rows (docs/decisions/0010). */
const arrived = name("intake", "arrived_file");

export interface Arrived {
  readonly name: string;
  readonly mark: string;
  readonly sha256: string;
  readonly sizeBytes: number | null;
  readonly modifiedAt: string | null;
  /** Records of the file, rejected ones too, and the sum of their sums. */
  readonly rows: number;
  readonly sum: string;
  readonly runId: string;
  readonly takenAt: string;
  readonly times: number;
}

export async function createArrived(lake: Lake): Promise<void> {
  await using session = await lake.session();
  await session.write(
    `create table if not exists ${arrived} (follow varchar, name varchar, mark varchar, sha256 varchar, size_bytes bigint,
       modified_at varchar, rows bigint, sum varchar, run varchar, taken_at varchar, times int)`,
  );
}

type Row = LakeRow & {
  readonly name: string;
  readonly mark: string;
  readonly sha256: string;
  readonly size_bytes: number | null;
  readonly modified_at: string | null;
  readonly rows: number;
  readonly sum: string;
  readonly run: string;
  readonly taken_at: string;
  readonly times: number;
};
const columns =
  "a.name, a.mark, a.sha256, a.size_bytes, a.modified_at, a.rows, a.sum, a.run, a.taken_at, a.times as times";
const read = (row: Row): Arrived => ({
  name: row.name,
  mark: row.mark,
  sha256: row.sha256,
  sizeBytes: row.size_bytes,
  modifiedAt: row.modified_at,
  rows: row.rows,
  sum: row.sum,
  runId: row.run,
  takenAt: row.taken_at,
  times: row.times,
});

/** By name. */
export async function arrivedFiles(session: LakeSession, followId: string): Promise<Map<string, Arrived>> {
  const rows = await session.read<Row>(`select ${columns} from ${arrived} a where a.follow = $1`, [followId]);
  return new Map(rows.map((row) => [row.name, read(row)]));
}

/** The one taken last. */
export async function lastArrived(session: LakeSession, followId: string): Promise<Arrived | undefined> {
  const [row] = await session.read<Row>(
    `select ${columns} from ${arrived} a where a.follow = $1 order by a.taken_at desc, a.name desc limit 1`,
    [followId],
  );
  return row ? read(row) : undefined;
}

/** What all files together hold. */
export async function sumOfArrived(session: LakeSession, followId: string): Promise<{ rows: number; sum: string }> {
  const [row] = await session.read<{ rows: number; sum: string }>(
    `select coalesce(sum(a.rows), 0)::bigint as rows, coalesce(sum(a.sum::hugeint), 0)::varchar as sum
     from ${arrived} a where a.follow = $1`,
    [followId],
  );
  return row ?? { rows: 0, sum: "0" };
}

export interface ArrivedKey {
  readonly takenAt: string;
  readonly name: string;
}

/** Newest first. */
export async function pageOfArrived(
  session: LakeSession,
  followId: string,
  limit: number,
  before?: ArrivedKey,
): Promise<{ rows: Arrived[]; total: number }> {
  const [count] = await session.read<{ n: number }>(`select count(*) as n from ${arrived} a where a.follow = $1`, [
    followId,
  ]);
  const rows = await session.read<Row>(
    `select ${columns} from ${arrived} a where a.follow = $1
       and ($2 = '' or a.taken_at < $2 or (a.taken_at = $2 and a.name < $3))
     order by a.taken_at desc, a.name desc limit $4`,
    [followId, before?.takenAt ?? "", before?.name ?? "", limit],
  );
  return { rows: rows.map(read), total: count?.n ?? 0 };
}

/** In the transaction of its rows. */
export async function writeArrived(
  session: LakeSession,
  followId: string,
  file: Omit<Arrived, "times">,
): Promise<void> {
  const [before] = await session.read<{ n: number }>(
    `select coalesce(max(a.times), 0) as n from ${arrived} a where a.follow = $1 and a.name = $2`,
    [followId, file.name],
  );
  await session.write(`delete from ${arrived} where follow = $1 and name = $2`, [followId, file.name]);
  await session.write(`insert into ${arrived} values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, [
    followId,
    file.name,
    file.mark,
    file.sha256,
    file.sizeBytes,
    file.modifiedAt,
    file.rows,
    file.sum,
    file.runId,
    file.takenAt,
    (before?.n ?? 0) + 1,
  ]);
}

/** The same bytes were written again: only what they are known by is new. */
export async function remark(session: LakeSession, followId: string, file: string, mark: string): Promise<void> {
  await session.write(`update ${arrived} set mark = $3 where follow = $1 and name = $2`, [followId, file, mark]);
}

export async function forgetArrived(session: LakeSession, followId: string): Promise<void> {
  await session.write(`delete from ${arrived} where follow = $1`, [followId]);
}
