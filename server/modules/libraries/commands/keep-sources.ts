import type { LibrarySource } from "#contract/libraries";
import type { ResourceCore } from "#catalog";
import type { Call } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import {
  deleteSource,
  findSource,
  insertSource,
  type LibraryRow,
  saveSource,
  type SourceRow,
} from "../library-store.ts";
import { mustFind } from "../must-find.ts";
import type { LibrariesParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { sourceView } from "../queries.ts";

interface Given {
  readonly resourceId: string;
  readonly items: Record<string, string>;
  readonly rank: number;
}

/** @throws Problem libraries.items-wrong */
function refuseWrongItems({ fields }: LibraryRow, { items: own }: ResourceCore, items: Record<string, string>): void {
  const known = new Set(fields.map(({ field }) => field));
  const theirs = new Set(own.map(({ field }) => field));
  const wrong = Object.entries(items).find(([field, item]) => !known.has(field) || !theirs.has(item));
  if (wrong) throw problem(problems["items-wrong"], { what: `${wrong[0]} → ${wrong[1]}` });
  const lacking = fields.find(({ field, isRequired }) => isRequired && items[field] === undefined);
  if (lacking) throw problem(problems["items-wrong"], { what: lacking.name.zh });
}

/** @throws Problem libraries.library-not-found, libraries.items-wrong, libraries.source-taken, catalog.resource-not-found */
export async function addSource(
  call: Call,
  parts: LibrariesParts,
  name: string,
  { resourceId, items, rank }: Given,
): Promise<LibrarySource> {
  const library = await mustFind(call, name, true);
  const resource = await parts.catalog.resource(call, resourceId);
  refuseWrongItems(library, resource, items);
  const row: SourceRow = {
    id: newId(call.now),
    library: name,
    resourceId,
    department: resource.department,
    items,
    rank,
    addedAt: call.now,
    version: 1,
  };
  if (!(await insertSource(call.db, row)))
    throw problem(problems["source-taken"], { resource: resource.name, name: library.title.zh });
  record(call, parts, library, "libraries.add-source", row);
  return sourceView(call, parts, row);
}

/** @throws Problem libraries.source-not-found, libraries.items-wrong, http.changed-meanwhile */
export async function editSource(
  call: Call,
  parts: LibrariesParts,
  at: { readonly name: string; readonly id: string },
  given: { readonly items?: Record<string, string> | undefined; readonly rank?: number | undefined },
  version: number | null,
): Promise<LibrarySource> {
  const library = await mustFind(call, at.name);
  const source = await mustFindSource(call, library, at.id);
  refuseStale(version, source.version);
  if (given.items) refuseWrongItems(library, await parts.catalog.resource(call, source.resourceId), given.items);
  const row: SourceRow = {
    ...source,
    items: given.items ?? source.items,
    rank: given.rank ?? source.rank,
    version: source.version + 1,
  };
  await saveSource(call.db, row);
  record(call, parts, library, "libraries.edit-source", row);
  return sourceView(call, parts, row);
}

/** @throws Problem libraries.source-not-found */
export async function removeSource(
  call: Call,
  parts: LibrariesParts,
  at: { readonly name: string; readonly id: string },
): Promise<void> {
  const library = await mustFind(call, at.name);
  const source = await mustFindSource(call, library, at.id);
  await deleteSource(call.db, source.id);
  record(call, parts, library, "libraries.remove-source", source);
}

async function mustFindSource(call: Call, { name, title }: LibraryRow, id: string): Promise<SourceRow> {
  const source = await findSource(call.db, name, id);
  if (!source) throw problem(problems["source-not-found"], { name: title.zh });
  return source;
}

function record(call: Call, parts: LibrariesParts, library: LibraryRow, action: string, source: SourceRow): void {
  parts.ledger.record(call, {
    action,
    object: { kind: "library", id: library.name, name: library.title.zh },
    owner: source.department,
    items: Object.values(source.items),
    facts: { resource: source.resourceId, rank: source.rank },
  });
}
