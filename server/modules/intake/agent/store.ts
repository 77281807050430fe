import type { Generated, Selectable, Updateable } from "kysely";
import { type Db, sql } from "#kernel/db/db";
import type { Scope } from "../store.ts";

interface ZoneTable {
  id: string;
  name: string;
  purpose: string;
  department: string;
  isIsolated: boolean;
  createdAt: Date;
  version: Generated<number>;
}
export type ZoneRow = Selectable<ZoneTable>;

interface AgentTable {
  id: string;
  zoneId: string;
  name: string;
  fingerprint: string;
  expiresAt: Date;
  createdAt: Date;
  createdBy: string;
  lastSeenAt: Date | null;
  address: string | null;
  program: string | null;
  revokedAt: Date | null;
  revokedBy: string | null;
  revokedBecause: string | null;
}
export type AgentRow = Selectable<AgentTable>;

interface EnrolmentTable {
  id: string;
  zoneId: string;
  agentName: string;
  tokenHash: Buffer;
  createdAt: Date;
  createdBy: string;
  expiresAt: Date;
  usedAt: Date | null;
}
export type EnrolmentRow = Selectable<EnrolmentTable>;

interface Tables {
  "intake.zone": ZoneTable;
  "intake.agent": AgentTable;
  "intake.enrolment": EnrolmentTable;
  "intake.authority": { singleton: Generated<boolean>; certificate: string; keySealed: Buffer; createdAt: Date };
  "intake.source": { id: string; name: string; department: string; zoneId: string | null; version: number };
  "intake.run": { id: string; sourceId: string; state: string };
  "intake.load": { id: string; sourceId: string | null; state: string };
}

const tables = (db: Db) => db.withTables<Tables>();
const inScope = (scope: Scope) =>
  scope === "all" ? sql<boolean>`true` : sql<boolean>`department = any(${[...scope]})`;

export async function insertZone(db: Db, zone: Omit<ZoneRow, "version">): Promise<void> {
  await tables(db).insertInto("intake.zone").values(zone).execute();
}

export async function updateZone(db: Db, id: string, change: Updateable<ZoneTable>): Promise<void> {
  await tables(db)
    .updateTable("intake.zone")
    .set({ ...change, version: sql<number>`version + 1` })
    .where("id", "=", id)
    .execute();
}

/** `lock` holds it until the transaction ends. */
export async function findZone(db: Db, id: string, lock = false): Promise<ZoneRow | undefined> {
  const zone = tables(db).selectFrom("intake.zone as z").selectAll("z").where("z.id", "=", id);
  return (lock ? zone.forUpdate() : zone).executeTakeFirst();
}

export async function zonesOf(db: Db, scope: Scope): Promise<ZoneRow[]> {
  return tables(db).selectFrom("intake.zone as z").selectAll("z").where(inScope(scope)).orderBy("z.name").execute();
}

export async function agentsOf(db: Db, zoneIds: readonly string[]): Promise<AgentRow[]> {
  return tables(db)
    .selectFrom("intake.agent as a")
    .selectAll("a")
    .where("a.zoneId", "in", [...zoneIds, "00000000-0000-0000-0000-000000000000"])
    .orderBy("a.createdAt")
    .orderBy("a.id")
    .execute();
}

export async function findAgent(db: Db, id: string): Promise<AgentRow | undefined> {
  return tables(db).selectFrom("intake.agent as a").selectAll("a").where("a.id", "=", id).executeTakeFirst();
}

export async function agentByFingerprint(db: Db, fingerprint: string): Promise<AgentRow | undefined> {
  return tables(db)
    .selectFrom("intake.agent as a")
    .selectAll("a")
    .where("a.fingerprint", "=", fingerprint)
    .executeTakeFirst();
}

export async function insertAgent(
  db: Db,
  agent: Pick<AgentRow, "id" | "zoneId" | "name" | "fingerprint" | "expiresAt" | "createdAt" | "createdBy">,
): Promise<void> {
  const fresh = {
    lastSeenAt: null,
    address: null,
    program: null,
    revokedAt: null,
    revokedBy: null,
    revokedBecause: null,
  };
  await tables(db)
    .insertInto("intake.agent")
    .values({ ...agent, ...fresh })
    .execute();
}

export async function updateAgent(db: Db, id: string, change: Updateable<AgentTable>): Promise<void> {
  await tables(db).updateTable("intake.agent").set(change).where("id", "=", id).execute();
}

export async function insertEnrolment(db: Db, enrolment: EnrolmentRow): Promise<void> {
  await tables(db).insertInto("intake.enrolment").values(enrolment).execute();
}

/** Uses the code up, if it still may be used: of two at once one has it. */
export async function useEnrolment(db: Db, tokenHash: Buffer, at: Date): Promise<EnrolmentRow | undefined> {
  return tables(db)
    .updateTable("intake.enrolment")
    .set({ usedAt: at })
    .where("tokenHash", "=", tokenHash)
    .where("usedAt", "is", null)
    .where("expiresAt", ">", at)
    .returningAll()
    .executeTakeFirst();
}

export async function readAuthority(db: Db): Promise<{ certificate: string; keySealed: Buffer } | undefined> {
  return tables(db).selectFrom("intake.authority as a").select(["a.certificate", "a.keySealed"]).executeTakeFirst();
}

/** Where two starts make one at once, the first one stays. */
export async function keepAuthority(
  db: Db,
  authority: { certificate: string; keySealed: Buffer; createdAt: Date },
): Promise<void> {
  await tables(db)
    .insertInto("intake.authority")
    .values(authority)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function sourcesIn(
  db: Db,
  zoneIds: readonly string[],
): Promise<{ id: string; name: string; zoneId: string | null }[]> {
  return tables(db)
    .selectFrom("intake.source as s")
    .select(["s.id", "s.name", "s.zoneId"])
    .where("s.zoneId", "in", [...zoneIds, "00000000-0000-0000-0000-000000000000"])
    .orderBy("s.name")
    .execute();
}

export async function moveSource(db: Db, id: string, zoneId: string | null): Promise<void> {
  await tables(db)
    .updateTable("intake.source")
    .set({ zoneId, version: sql<number>`version + 1` })
    .where("id", "=", id)
    .execute();
}

/** A run or load of it is under way. */
export async function isBeingRead(db: Db, sourceId: string): Promise<boolean> {
  const run = await tables(db)
    .selectFrom("intake.run as r")
    .select("r.id")
    .where("r.sourceId", "=", sourceId)
    .where("r.state", "in", ["queued", "running"])
    .limit(1)
    .executeTakeFirst();
  const load = await tables(db)
    .selectFrom("intake.load as l")
    .select("l.id")
    .where("l.sourceId", "=", sourceId)
    .where("l.state", "in", ["queued", "running"])
    .limit(1)
    .executeTakeFirst();
  return run !== undefined || load !== undefined;
}

export async function zoneOfSource(db: Db, sourceId: string): Promise<{ id: string; name: string } | undefined> {
  return tables(db)
    .selectFrom("intake.source as s")
    .innerJoin("intake.zone as z", "z.id", "s.zoneId")
    .select(["z.id", "z.name"])
    .where("s.id", "=", sourceId)
    .executeTakeFirst();
}

export async function zoneNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom("intake.zone as z")
    .select(["z.id", "z.name"])
    .where("z.id", "in", [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
