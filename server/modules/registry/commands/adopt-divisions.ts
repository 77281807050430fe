import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import type { LakeSession } from "#kernel/lake/lake";
import * as store from "../adoption-store.ts";
import { type CodeHistory, historyOf } from "../code-history.ts";
import { levelOf, prefixesOf } from "../division-code.ts";
import { newestEdition, upperDivisions } from "../division-store.ts";
import type { DivisionTable } from "../door.ts";
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
  await using session = await parts.lake.session(call.signal);
  await refuseWrongRows(session, parts.lake.dialect, tables);
  const client = await parts.database.pool.connect();
  try {
    await store.lockAdoption(client);
    try {
      const history = historyOf(await revisionsBefore(parts), await readUpper(session, tables));
      await fillNext(client, session, tables, history, await loadedBefore(parts));
      const levels = await store.countNext(client);
      await writeCodeTable(parts, client, "registry.division_next");
      const edition = { loadedAt: call.now, source: `${source}；${sourceOfRetired()}`, levels };
      await inTransaction(call, async (inner) => {
        parts.register.noteDivisions(inner.db);
        await store.swapIn(inner.db, edition);
        const adopted = sumOf(levels);
        parts.ledger.record(inner, {
          action: "registry.adopt-divisions",
          object: { kind: "division-register", id: "division", name: "行政区划" },
          rows: adopted.current,
          facts: { retired: adopted.retired, source: edition.source },
        });
      });
      return sumOf(levels);
    } finally {
      await store.dropNext(client);
      await store.unlockAdoption(client);
    }
  } finally {
    client.release();
  }
}

const sumOf = (levels: readonly Adopted[]): Adopted => ({
  current: levels.reduce((sum, level) => sum + level.current, 0),
  retired: levels.reduce((sum, level) => sum + level.retired, 0),
});

/** The published revisions, and what this hub held last: a code that is no longer listed is retired, not forgotten. */
async function revisionsBefore({ database }: RegistryParts): Promise<Revision[]> {
  const published = publishedRevisions();
  const edition = await newestEdition(database);
  if (!edition) return published;
  const rows = await upperDivisions(database);
  const names = new Map(rows.filter((row) => row.isCurrent).map((row) => [row.code, row.name]));
  return [...published, { seenOn: dayOf(edition.loadedAt), isPublished: false, names }];
}

async function loadedBefore({ database }: RegistryParts): Promise<string | null> {
  const edition = await newestEdition(database);
  return edition ? dayOf(edition.loadedAt) : null;
}

const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);

function sourceOfRetired(): string {
  const revisions = publishedRevisions();
  return `撤销代码取自 GB/T 2260 ${revisions[0]?.seenOn} 至 ${revisions.at(-1)?.seenOn} 共 ${revisions.length} 版`;
}

async function fillNext(
  client: pg.PoolClient,
  session: LakeSession,
  tables: readonly DivisionTable[],
  history: CodeHistory,
  lastLoadedOn: string | null,
): Promise<void> {
  await store.createNext(client);
  await pipeline(Readable.from(copyLines(session, tables, history)), store.copyIntoNext(client));
  await store.keepRetiredBelowCounty(client, lastLoadedOn);
  await store.indexNext(client);
}

async function* copyLines(
  session: LakeSession,
  tables: readonly DivisionTable[],
  history: CodeHistory,
): AsyncGenerator<string> {
  for await (const rows of readListed(session, tables)) yield rows.map((row) => listedLine(row, history)).join("");
  const unlisted = [...history.unlisted].map(([code, name]) => ({ code, name, level: 1, parent: null, childCount: 0 }));
  yield unlisted.map((row) => listedLine(row, history)).join("");
  yield retiredLines(history);
}

const listedLine = ({ code, name, level, parent, childCount }: ListedDivision, { firstSeen }: CodeHistory): string =>
  copyLine([code, name, level, parent, true, firstSeen.get(code) ?? null, null, [], childCount]);

/** A retired code lies in the nearest division that is or was. */
function retiredLines({ retired, firstSeen, unlisted }: CodeHistory): string {
  const isKnown = (code: string) => firstSeen.has(code) || unlisted.has(code);
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
