import type { Basis, BasisEdit, BasisFields, BasisKind } from "#contract/sharing";
import { basisKindNames } from "#contract/sharing";
import type { Page } from "#contract/page";
import type { z } from "zod";
import { dayOf } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import {
  basisByIds,
  type BasisRow,
  countBasis,
  insertBasis,
  lockBasis,
  pageOfBasis,
  saveBasis,
} from "./basis-store.ts";
import type { CitedBasis } from "./files.ts";
import { shippedBasis } from "./shipped-basis.ts";
import type { SharingParts } from "./parts.ts";
import { problems } from "./problems.ts";

const viewOf = (row: BasisRow, today: string): Basis => ({ ...row, isInForce: isInForce(row, today) });
const isInForce = (row: BasisRow, today: string): boolean =>
  row.effectiveOn <= today && (row.endedOn === null || row.endedOn >= today);

export async function listBasis(
  call: Call,
  query: {
    limit: number;
    cursor?: string | undefined;
    q?: string | undefined;
    kind?: BasisKind | undefined;
    inForce?: boolean | undefined;
  },
): Promise<Page<Basis>> {
  const today = dayOf(call.now);
  const filter = { q: query.q, kind: query.kind, on: query.inForce === true ? today : undefined };
  const [rows, total] = await Promise.all([
    pageOfBasis(call.db, filter, query.limit + 1, query.cursor),
    countBasis(call.db, filter),
  ]);
  const items = rows.slice(0, query.limit);
  return {
    items: items.map((row) => viewOf(row, today)),
    total,
    next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null,
  };
}

export async function createBasis(
  call: Call,
  parts: SharingParts,
  fields: z.output<typeof BasisFields>,
): Promise<Basis> {
  const row: BasisRow = { ...fields, id: `own-${newId(call.now)}`, isChecked: true, version: 1 };
  const [same] = await pageOfBasis(call.db, { q: `${fields.title} ${fields.article}` }, 1);
  if (same && same.title === fields.title && same.article === fields.article)
    throw problem(problems["basis-taken"], { title: fields.title, article: fields.article });
  await insertBasis(call.db, row);
  record(call, parts, "sharing.create-basis", row);
  return viewOf(row, dayOf(call.now));
}

export async function editBasis(
  call: Call,
  parts: SharingParts,
  { id, edit, version }: { id: string; edit: z.output<typeof BasisEdit>; version: number | null },
): Promise<Basis> {
  const before = await lockBasis(call.db, id);
  if (!before) throw problem(problems["basis-not-found"], { key: id });
  refuseStale(version, before.version);
  const row: BasisRow = { ...before, ...withoutAbsent(edit), isChecked: true, version: before.version + 1 };
  await saveBasis(call.db, row);
  record(call, parts, "sharing.edit-basis", row);
  return viewOf(row, dayOf(call.now));
}

/** Members that were not sent are no edit. */
function withoutAbsent<Edit extends object>(edit: Edit): { [Key in keyof Edit]: Exclude<Edit[Key], undefined> } {
  return Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Edit]: Exclude<Edit[Key], undefined>;
  };
}

function record(call: Call, parts: SharingParts, action: string, row: BasisRow): void {
  parts.ledger.record(call, { action, object: { kind: "basis", id: row.id, name: `${row.title}${row.article}` } });
}

/** Adds what the library ships with; rows people have edited stay as they are. */
export async function installBasis(call: Call): Promise<void> {
  for (const row of shippedBasis) await insertBasis(call.db, { ...row, endedOn: null, version: 1 });
}

/** What an application cites, in the order of the library. */
export async function citedBasis(call: Call, ids: readonly string[]): Promise<CitedBasis[]> {
  const rows = await basisByIds(call.db, ids);
  return rows.map(({ id, kind, title, article }) => ({ id, kind, title, article }));
}

export async function basisInForce(call: Call, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const today = dayOf(call.now);
  const rows = await basisByIds(call.db, ids);
  return new Set(rows.filter((row) => isInForce(row, today)).map((row) => row.id));
}

export const textOfBasis = ({ kind, title, article }: CitedBasis): string =>
  `${basisKindNames[kind].zh}：《${title}》${article}`;
