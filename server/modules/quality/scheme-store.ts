import { type Db, sql } from "#kernel/db/db";
import type { Scheme, Schemes } from "./schemes.ts";

const tables = (db: Db) => db.withTables<never>();

export async function readSchemes(db: Db): Promise<Schemes> {
  const schemes = await sql<Scheme>`
    select s.id, s.name, s.basis, s.is_example, s.grades, s.weights from quality.scheme s order by s.position, s.id
  `.execute(tables(db));
  const choices = await sql<{ effectiveOn: string; scheme: string }>`
    select c.effective_on, c.scheme from quality.scheme_choice c order by c.effective_on`.execute(tables(db));
  return { schemes: schemes.rows, choices: choices.rows };
}

/** A second choice for one day replaces the first. */
export async function chooseScheme(
  db: Db,
  choice: { readonly scheme: string; readonly effectiveOn: string; readonly by: string; readonly at: Date },
): Promise<void> {
  await sql`
    insert into quality.scheme_choice (effective_on, scheme, chosen_by, chosen_at)
    values (${choice.effectiveOn}, ${choice.scheme}, ${choice.by}, ${choice.at})
    on conflict (effective_on) do update
    set scheme = excluded.scheme, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at`.execute(tables(db));
}
