import type { GatePush, PushTarget } from "#contract/gate";
import { type Db, sql } from "#kernel/db/db";

export interface PushRow {
  grantId: string;
  target: PushTarget;
  secret: Buffer | null;
  state: GatePush["state"];
  jobId: string | null;
  lastAt: Date | null;
  lastRows: number | null;
  problem: GatePush["problem"];
  version: number;
}

interface Tables {
  "gate.push": PushRow;
}

const tables = (db: Db) => db.withTables<Tables>();
const json = (value: unknown) => sql<never>`${JSON.stringify(value)}::jsonb`;

export async function findPush(db: Db, grantId: string): Promise<PushRow | undefined> {
  return tables(db).selectFrom("gate.push as p").selectAll("p").where("p.grantId", "=", grantId).executeTakeFirst();
}

/**
 * Without a new password the old one stays.
 *
 * @param before version it must have, 0 where there must be none
 * @returns false where it is another one, also one that is being written at the same time
 */
export async function writePush(
  db: Db,
  grantId: string,
  target: PushTarget,
  secret: Buffer | null,
  before: number,
): Promise<boolean> {
  const { rows } =
    before === 0
      ? await sql`
          insert into gate.push (grant_id, target, secret) values (${grantId}, ${json(target)}, ${secret})
          on conflict (grant_id) do nothing returning 1 as one`.execute(tables(db))
      : await sql`
          update gate.push p set target = ${json(target)}, secret = coalesce(${secret}::bytea, p.secret),
            version = p.version + 1
          where p.grant_id = ${grantId} and p.version = ${before} returning 1 as one`.execute(tables(db));
  return rows.length > 0;
}

export async function updatePush(
  db: Db,
  grantId: string,
  set: Partial<Pick<PushRow, "state" | "jobId" | "lastAt" | "lastRows">> & { problem?: GatePush["problem"] },
): Promise<void> {
  const problem = set.problem === undefined ? {} : { problem: json(set.problem) };
  await tables(db)
    .updateTable("gate.push")
    .set({ ...set, ...problem } as never)
    .where("grantId", "=", grantId)
    .execute();
}

/** Grants of a resource that are pushed after each load. */
export async function pushedAfterLoad(db: Db, resourceId: string): Promise<string[]> {
  const { rows } = await sql<{ grantId: string }>`
    select p.grant_id from gate.push p join gate.grant g on g.id = p.grant_id
    where g.resource_id = ${resourceId} and g.state = 'active' and (p.target ->> 'afterLoad')::boolean
    order by g.number limit 1000`.execute(tables(db));
  return rows.map((row) => row.grantId);
}
