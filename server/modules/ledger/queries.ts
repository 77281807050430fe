import { dayOf } from "#contract/clock-days";
import { Readable } from "node:stream";
import { type ExportLine, LedgerEntry } from "#contract/ledger";
import { toBase64 } from "#contract/ledger-proof";
import type { Page } from "#contract/page";
import { type Call, mayTouch } from "#kernel/call";
import type { FileAnswer } from "#kernel/http/route";
import { problem } from "#kernel/problem";
import { problems } from "./problems.ts";
import type { Signer } from "./signer.ts";
import * as store from "./store.ts";

/** Who looks after the whole ledger; others see what their departments did and what was done with their data. */
const seesAll = (call: Call): boolean =>
  call.actor.departments === "all" || call.actor.roles.some((role) => role === "audit-administrator");

export async function listEntries(
  call: Call,
  query: Omit<store.EntryFilter, "departments"> & { limit: number; cursor?: string | undefined },
): Promise<Page<LedgerEntry>> {
  const filter = { ...query, departments: seesAll(call) ? ("all" as const) : call.actor.departments };
  const before = query.cursor === undefined ? undefined : Number(query.cursor);
  const [rows, total] = await Promise.all([
    store.pageOfEntries(call.db, filter, query.limit + 1, before),
    store.countEntries(call.db, filter),
  ]);
  const items = rows.slice(0, query.limit).map(viewOf);
  return { items, total, next: rows.length > query.limit ? String(items.at(-1)?.number) : null };
}

export async function getEntry(call: Call, number: number): Promise<LedgerEntry> {
  const row = await store.findEntry(call.db, number);
  const isVisible = row && (seesAll(call) || mayTouch(call.actor, row.department) || mayTouch(call.actor, row.owner));
  if (!isVisible) throw problem(problems["entry-not-found"], { number });
  return viewOf(row);
}

/** For the modules above, without a scope. */
export async function entriesOf(
  call: Call,
  { limit, ...filter }: Omit<store.EntryFilter, "departments"> & { readonly limit: number },
): Promise<LedgerEntry[]> {
  return (await store.pageOfEntries(call.db, { ...filter, departments: "all" }, limit)).map(viewOf);
}

/** For the modules above that read the ledger on from where they stood, without a scope. */
export async function entriesBehind(call: Call, number: number, limit: number): Promise<LedgerEntry[]> {
  return (await store.entriesAfter(call.db, number, Number.MAX_SAFE_INTEGER, limit)).map(viewOf);
}

const viewOf = (row: store.EntryRow): LedgerEntry => LedgerEntry.parse(JSON.parse(row.body));

/** The whole ledger as lines of JSON (`ExportLine`), streamed. */
export async function exportLedger(call: Call, signer: Signer): Promise<FileAnswer> {
  const size = await store.treeSize(call.db);
  return {
    fileName: `ledger-${dayOf(call.now)}-${size}.ndjson`,
    contentType: "application/x-ndjson",
    content: Readable.from(exportLines(call, signer, size)),
  };
}

const entriesPerRead = 1000;

async function* exportLines(call: Call, signer: Signer, size: number): AsyncGenerator<string> {
  const line = (value: ExportLine) => `${JSON.stringify(value)}\n`;
  yield line({ weirLedger: 1, origin: signer.origin, verifier: signer.verifier, size });
  for (let after = 0; after < size; after += entriesPerRead) {
    const upTo = Math.min(size, after + entriesPerRead);
    const rows = await store.entriesAfter(call.db, after, upTo, entriesPerRead);
    const notes = new Map((await store.checkpointsBetween(call.db, after, upTo)).map((row) => [row.size, row.note]));
    for (const row of rows) {
      yield line({ number: row.number, hash: toBase64(row.leafHash), entry: row.body });
      const note = notes.get(row.number);
      if (note) yield line({ checkpoint: note });
    }
  }
}
