import { clockRoutes, type Commitment } from "#contract/clock";
import type { Bilingual } from "#contract/text";
import { callApi, saveText } from "#kit";
import type { queryOf } from "./desk-query.ts";

const pageSize = 500;
/** A spreadsheet somebody reads; whoever needs more asks the interface. */
const mostRows = 20_000;

interface Heads {
  readonly what: string;
  readonly who: string;
  readonly left: string;
  readonly due: string;
  readonly basis: string;
  readonly assignee: string;
  readonly started: string;
}

/** The list under its present filters as a CSV that spreadsheets open in the right encoding. */
export async function exportDesk(
  query: ReturnType<typeof queryOf>,
  heads: Heads,
  name: string,
  text: (of: Bilingual) => string,
): Promise<void> {
  const rows: Commitment[] = [];
  for (let cursor: string | undefined, more = true; more && rows.length < mostRows;) {
    const page = await callApi(clockRoutes.listCommitments, { query: { ...query, limit: pageSize, cursor } });
    rows.push(...page.items);
    more = page.next !== null;
    cursor = page.next ?? undefined;
  }
  const [waits = "", owes = ""] = heads.who.split(" / ");
  const head = [heads.what, "", "", waits, owes, heads.left, heads.due, heads.basis, heads.assignee, heads.started];
  const lines = rows.map((row) => [
    row.subject.title,
    row.subject.number,
    text(row.kindName),
    row.owedToName,
    row.owedByName,
    row.remainingDays ?? "",
    row.dueOn ?? "",
    row.basis,
    row.assignee?.name ?? "",
    row.startedAt,
  ]);
  const csv = [head, ...lines].map((line) => line.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(","));
  saveText(`\uFEFF${csv.join("\r\n")}\r\n`, `${name}.csv`, "text/csv");
}
