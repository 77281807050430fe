import { type Db, sql } from "#kernel/db/db";

/** What somebody said to a proposal. */
export interface WordRow {
  resourceId: string;
  key: string;
  state: "accepted" | "dismissed";
  ruleId: string | null;
  reason: string;
  byId: string;
  byName: string;
  at: Date;
}

const tables = (db: Db) => db.withTables<{ "quality.proposal": WordRow }>();

/** The last word counts. */
export async function keepWord(db: Db, { resourceId, key, ...word }: WordRow): Promise<void> {
  await tables(db)
    .insertInto("quality.proposal")
    .values({ resourceId, key, ...word })
    .onConflict((conflict) => conflict.columns(["resourceId", "key"]).doUpdateSet(word))
    .execute();
}

/** An accepted one whose rule has been retired since is open again. */
export async function wordsOf(db: Db, resourceId: string, today: string): Promise<Map<string, WordRow>> {
  const { rows } = await sql<WordRow>`
    select p.resource_id, p.key, p.state, p.rule_id, p.reason, p.by_id, p.by_name, p.at
    from quality.proposal p
    left join quality.written_rule w on w.id = p.rule_id
    where p.resource_id = ${resourceId} and (w.retired_on is null or w.retired_on > ${today}::date)
    order by p.key`.execute(tables(db));
  return new Map(rows.map((row) => [row.key, row]));
}
