import type { Bilingual } from "#contract/text";
import { type Db, sql } from "#kernel/db/db";
import type { PackRuleTemplate } from "./packs.ts";

export interface PackRow {
  id: string;
  name: Bilingual;
  theme: string;
  basis: string;
  isExample: boolean;
  effectiveOn: string;
  rules: PackRuleTemplate[];
}

const tables = (db: Db) => db.withTables<never>();

export async function packsOn(db: Db, day: string): Promise<PackRow[]> {
  const found = await sql<PackRow>`
    select p.id, p.name, p.theme, p.basis, p.is_example, p.effective_on, p.rules
    from quality.pack p where p.effective_on <= ${day}::date order by p.id`.execute(tables(db));
  return found.rows;
}

/** Templates that stand as rules of a resource, retired ones left out. */
export async function rulesFromPacks(db: Db, resourceId: string): Promise<{ pack: string; packRule: number }[]> {
  const found = await sql<{ pack: string; packRule: number }>`
    select r.pack, r.pack_rule from quality.written_rule r
    where r.resource_id = ${resourceId} and r.pack is not null and r.retired_on is null
    order by r.pack, r.pack_rule`.execute(tables(db));
  return found.rows;
}
