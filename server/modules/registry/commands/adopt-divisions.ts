import { dayOf } from "#contract/clock-days";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import type { LakeSession } from "#kernel/lake/lake";
import * as store from "../adoption-store.ts";
import { type CodeHistory, historyOf } from "../code-history.ts";
import { levelOf, prefixesOf } from "../division-code.ts";
import { type LevelCount, newestEdition, upperDivisions } from "../division-store.ts";
import type { DivisionTable } from "../door.ts";
import { earlierCodes } from "../earlier-codes.ts";
import { type ListedDivision, readListed, readUpper, refuseWrongRows } from "../lake-divisions.ts";
import { writeCodeTable } from "../lake-codes.ts";
import type { RegistryParts } from "../parts.ts";
import { publishedRevisions, type Revision } from "../published-revisions.ts";

export interface Adopted {
  readonly current: number;
  readonly retired: number;
}

/**
 * lake tables ──check──▶ division_next ◀── retired codes
 *                              │ index, count, code table of the lake
 *                              ▼ one transaction
 *                        division (readers)
 *
 * A failure at any step leaves the register as it was.
 */
export async function adoptDivisions(
  parts: RegistryParts,
  call: Call,
  tables: readonly DivisionTable[],
  source = "本节点装入的统计用区划代码",
): Promise<Adopted> {
  if (call.db.isTransaction) throw new Error("An adoption is a transaction of its own.");
  await using session = await parts.lake.session(call.signal);
  await refuseWrongRows(session, parts.lake.dialect, tables);
  const client = await parts.database.pool.connect();
  try {
    await store.lockAdoption(client);
    const published = publishedRevisions();
    const before = await lastAdopted(parts);
    const current = await readUpper(session, tables);
    const history = historyOf([earlierCodes(), ...published, ...(before ? [before] : [])], current);
    await store.createNext(client);
    await pipeline(Readable.from(copyLines(session, tables, { ...history, current })), store.copyIntoNext(client));
    await store.keepRetiredBelowCounty(client, before?.seenOn ?? null);
    await store.indexNext(client);
    await writeCodeTable(parts, client, "registry.division_next");
    const levels = await store.countNext(client);
    return await takeIntoService(parts, call, { levels, source: `${source}；${sourceOfRetired(published)}` });
  } finally {
    // Closes the connection: whatever state it is in, the lock ends with it.
    client.release(true);
  }
}

/** What this hub held last, as one more revision: a code that is no longer listed is retired, not forgotten. */
async function lastAdopted({ database }: RegistryParts): Promise<Revision | null> {
  const edition = await newestEdition(database);
  if (!edition) return null;
  const rows = await upperDivisions(database);
  const names = new Map(rows.filter((row) => row.isCurrent).map((row) => [row.code, row.name]));
  return { seenOn: dayOf(edition.loadedAt), isPublished: false, names };
}

const sourceOfRetired = (revisions: readonly Revision[]): string =>
  `撤销代码取自 GB/T 2260 ${revisions[0]?.seenOn} 至 ${revisions.at(-1)?.seenOn} 共 ${revisions.length} 版及 1998 年前后的代码表`;

async function takeIntoService(
  parts: RegistryParts,
  call: Call,
  { levels, source }: { readonly levels: readonly LevelCount[]; readonly source: string },
): Promise<Adopted> {
  const current = levels.reduce((sum, level) => sum + level.current, 0);
  const retired = levels.reduce((sum, level) => sum + level.retired, 0);
  await inTransaction(call, async (inner) => {
    parts.register.noteDivisions(inner.db);
    await store.swapIn(inner.db, { loadedAt: call.now, source, levels });
    parts.ledger.record(inner, {
      action: "registry.adopt-divisions",
      object: { kind: "division-register", id: "division", name: "行政区划" },
      rows: current,
      facts: { retired, source },
    });
  });
  return { current, retired };
}

/** What is known of the codes besides the lake's rows. */
interface KnownCodes extends CodeHistory {
  /** Code → name in force, counties and above. */
  readonly current: ReadonlyMap<string, string>;
}

async function* copyLines(
  session: LakeSession,
  tables: readonly DivisionTable[],
  history: KnownCodes,
): AsyncGenerator<string> {
  for await (const rows of readListed(session, tables)) yield rows.map((row) => listedLine(row, history)).join("");
  const unlisted = [...history.unlisted].map(([code, name]) => ({ code, name, level: 1, parent: null, childCount: 0 }));
  yield unlisted.map((row) => listedLine(row, history)).join("");
  yield retiredLines(history);
}

const listedLine = ({ code, name, level, parent, childCount }: ListedDivision, { firstSeen }: CodeHistory): string =>
  copyLine([code, name, level, parent, true, firstSeen.get(code) ?? null, null, [], childCount]);

/** A retired code lies in the nearest division that is or was. */
function retiredLines({ retired, current, unlisted }: KnownCodes): string {
  const once = new Set(retired.map(({ code }) => code));
  const isKnown = (code: string) => current.has(code) || once.has(code) || unlisted.has(code);
  return retired
    .map(({ code, name, firstSeenOn, lastSeenOn, successors }) =>
      copyLine([
        code,
        name,
        levelOf(code) ?? 0,
        prefixesOf(code).findLast(isKnown) ?? null,
        false,
        firstSeenOn,
        lastSeenOn,
        successors,
        0,
      ]),
    )
    .join("");
}

type CopyValue = string | number | boolean | null | readonly string[];

/** One line of PostgreSQL's COPY text format. */
const copyLine = (values: readonly CopyValue[]): string => `${values.map(copyText).join("\t")}\n`;

function copyText(value: CopyValue): string {
  if (value === null) return String.raw`\N`;
  if (typeof value === "string") return value.replaceAll(/[\\\t\n\r]/g, (character) => escapes[character] ?? "");
  return typeof value === "object" ? `{${value.join(",")}}` : String(value);
}

const escapes: Readonly<Record<string, string>> = {
  "\\": String.raw`\\`,
  "\t": String.raw`\t`,
  "\n": String.raw`\n`,
  "\r": String.raw`\r`,
};
