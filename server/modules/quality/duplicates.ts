import { type LakeSession, name } from "#kernel/lake/lake";
import { hasValue } from "./columns.ts";
import type { RowRule, RowTest } from "./rule.ts";
import type { Plan } from "./statements.ts";

/** Rows of one block are compared with each other; larger blocks would take the square of their size. */
const largestBlock = 2000;

/**
 * Leaves the numbers of rows that are nearly the same as another row of their block. Without blocks of its own a rule
 * compares rows whose first two characters are equal. Of a block with more rows than `largestBlock` only neighbours in
 * alphabetical order are compared (sorted neighbourhood, Hernández and Stolfo 1995).
 */
export async function listDuplicates(
  session: LakeSession,
  plan: Plan,
  rule: RowRule,
  test: Extract<RowTest, { kind: "duplicates" }>,
  into: string,
): Promise<void> {
  const { dialect } = plan;
  const columns = rule.fields.flatMap((field) => plan.columns.get(field) ?? []);
  const compared = columns.slice(0, columns.length - test.blocks);
  const text = (sql: string) => `coalesce(${dialect.tryCast(sql, { kind: "text" })}, '')`;
  const value = compared.map(({ field }) => text(`t.${name(field)}`)).join(" || ' ' || ");
  const blocks = columns.slice(columns.length - test.blocks).map(({ field }) => text(`t.${name(field)}`));
  const block = blocks.length === 0 ? dialect.substring(`(${value})`, 1, 2) : blocks.join(` || '\u001F' || `);
  const present = columns.map((column) => `(${hasValue(column, dialect)})`).join(" and ");
  await session.write(`create or replace temp table ${into} (_row bigint)`);
  const rows = session.stream<{ row: number; block: string; value: string }>(
    `select t._row as row, ${block} as block, ${value} as value from ${plan.table} t where ${present}
     order by block, value, row`,
  );
  let current: { row: number; value: string }[] = [];
  let at: string | null = null;
  const flush = async () => {
    const found = [...duplicatesIn(current, test.similarity)].map((row) => [row]);
    await session.append(into, ["_row"], found);
  };
  // Read whole first: a session does one thing at a time.
  const all: { row: number; block: string; value: string }[] = [];
  for await (const batch of rows) for (const row of batch) all.push(row);
  for (const row of all) {
    if (row.block !== at) {
      await flush();
      current = [];
      at = row.block;
    }
    current.push(row);
  }
  await flush();
}

const neighbours = 20;

/** Numbers of the rows that have a near twin among the others; `rows` in the order of their values. */
export function duplicatesIn(
  rows: readonly { readonly row: number; readonly value: string }[],
  similarity: number,
): Set<number> {
  const found = new Set<number>();
  const reach = rows.length > largestBlock ? neighbours : rows.length;
  const characters = rows.map(({ value }) => Array.from(value));
  for (const [index, first] of rows.entries()) {
    for (let other = index + 1; other < Math.min(rows.length, index + 1 + reach); other += 1) {
      const second = rows[other];
      const [a, b] = [characters[index] ?? [], characters[other] ?? []];
      if (second && isNear(a, b, similarity)) {
        found.add(first.row);
        found.add(second.row);
      }
    }
  }
  return found;
}

/** Edit distance in characters, of the longer text at most the share `1 − similarity`. */
function isNear(a: readonly string[], b: readonly string[], similarity: number): boolean {
  const longest = Math.max(a.length, b.length);
  if (longest === 0) return false;
  // 0.9 × 10 is a little below 9 in binary: what is written as one edit of ten is meant to be allowed.
  const edits = Math.floor((1 - similarity) * longest + 1e-9);
  return Math.abs(a.length - b.length) <= edits && editDistance(a, b, edits) <= edits;
}

/** Levenshtein distance, or anything above `most` where it is more. */
export function editDistance(a: readonly string[], b: readonly string[], most: number): number {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, left] of a.entries()) {
    const now = [row + 1];
    for (const [column, right] of b.entries()) {
      const change = (before[column] ?? 0) + (left === right ? 0 : 1);
      now.push(Math.min(change, (before[column + 1] ?? 0) + 1, (now[column] ?? 0) + 1));
    }
    if (Math.min(...now) > most) return most + 1;
    before = now;
  }
  return before[b.length] ?? 0;
}
