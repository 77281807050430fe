import type { BasisKind } from "#contract/sharing";
import { type Db, sql } from "#kernel/db/db";

export interface BasisRow {
  readonly id: string;
  readonly kind: BasisKind;
  readonly title: string;
  readonly article: string;
  readonly summary: string;
  readonly serviceItem: string | null;
  readonly effectiveOn: string;
  readonly endedOn: string | null;
  readonly isChecked: boolean;
  readonly version: number;
}

interface Tables {
  "sharing.basis": BasisRow;
}

const tables = (db: Db) => db.withTables<Tables>();

export interface BasisFilter {
  readonly q?: string | undefined;
  readonly kind?: BasisKind | undefined;
  /** In force on this day. */
  readonly on?: string | undefined;
}

function filtered(db: Db, { q, kind, on }: BasisFilter) {
  let query = tables(db).selectFrom("sharing.basis as b");
  if (kind) query = query.where("b.kind", "=", kind);
  if (on) query = query.where(sql<boolean>`b.effective_on <= ${on} and coalesce(b.ended_on, 'infinity') >= ${on}`);
  for (const word of (q ?? "")
    .split(/\s+/)
    .filter((one) => one !== "")
    .slice(0, 8)) {
    const like = `%${word.replaceAll(/[%_\\]/g, String.raw`\$&`)}%`;
    query = query.where(sql<boolean>`concat_ws(' ', b.title, b.article, b.summary, b.service_item) ilike ${like}`);
  }
  return query;
}

export async function pageOfBasis(db: Db, filter: BasisFilter, limit: number, after?: string): Promise<BasisRow[]> {
  let query = filtered(db, filter);
  if (after !== undefined) query = query.where("b.id", ">", after);
  return query.selectAll("b").orderBy("b.id").limit(limit).execute();
}

export async function countBasis(db: Db, filter: BasisFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return row.total;
}

export async function basisByIds(db: Db, ids: readonly string[]): Promise<BasisRow[]> {
  if (ids.length === 0) return [];
  return tables(db)
    .selectFrom("sharing.basis as b")
    .selectAll("b")
    .where("b.id", "in", [...ids])
    .orderBy("b.id")
    .execute();
}

/** Answers false where the id is taken; the transaction goes on. */
export async function insertBasis(db: Db, row: BasisRow): Promise<boolean> {
  const found = await tables(db)
    .insertInto("sharing.basis")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return found !== undefined;
}

export async function lockBasis(db: Db, id: string): Promise<BasisRow | undefined> {
  return tables(db)
    .selectFrom("sharing.basis as b")
    .selectAll("b")
    .where("b.id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export async function saveBasis(db: Db, row: BasisRow): Promise<void> {
  await tables(db).updateTable("sharing.basis").set(row).where("id", "=", row.id).execute();
}
