import { randomBytes } from "node:crypto";
import type { z } from "zod";
import type { Library, librariesRoutes } from "#contract/libraries";
import type { Call } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { problem } from "#kernel/problem";
import { allLibraries, insertLibrary, refreshShipped, saveLibrary } from "../library-store.ts";
import { mustFind } from "../must-find.ts";
import type { LibrariesParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { libraryView } from "../queries.ts";
import { firstRule, shippedLibraries } from "../shipped.ts";

const newSalt = (): string => randomBytes(16).toString("hex");

/** The five base libraries, with the models of this release; rules, refresh and sources stay as the bureau set them. */
export async function installLibraries(call: Call): Promise<void> {
  for (const [at, shipped] of shippedLibraries.entries()) {
    const row = {
      ...shipped,
      fields: [...shipped.fields],
      kind: "base" as const,
      rule: firstRule,
      refresh: "manual" as const,
      salt: newSalt(),
      position: at + 1,
      createdAt: call.now,
      version: 1,
    };
    if (!(await insertLibrary(call.db, row))) await refreshShipped(call.db, row);
  }
}

/** @throws Problem libraries.name-taken */
export async function createLibrary(
  call: Call,
  parts: LibrariesParts,
  given: z.output<typeof librariesRoutes.createLibrary.body>,
): Promise<Library> {
  const position = (await allLibraries(call.db)).length + 1;
  const isNew = await insertLibrary(call.db, {
    ...given,
    kind: "theme",
    rule: firstRule,
    salt: newSalt(),
    position,
    createdAt: call.now,
    version: 1,
  });
  if (!isNew) throw problem(problems["name-taken"], { name: given.name });
  parts.ledger.record(call, {
    action: "libraries.create-library",
    object: { kind: "library", id: given.name, name: given.title.zh },
    owner: null,
    facts: { fields: given.fields.length },
  });
  return libraryView(call, parts, given.name);
}

/** @throws Problem libraries.library-not-found, http.changed-meanwhile */
export async function editLibrary(
  call: Call,
  parts: LibrariesParts,
  name: string,
  { rule, refresh }: z.output<typeof librariesRoutes.editLibrary.body>,
  version: number | null,
): Promise<Library> {
  const library = await mustFind(call, name, true);
  refuseStale(version, library.version);
  const set = Object.fromEntries(Object.entries(rule ?? {}).filter(([, value]) => value !== undefined));
  await saveLibrary(call.db, {
    ...library,
    rule: { ...library.rule, ...set },
    refresh: refresh ?? library.refresh,
    version: library.version + 1,
  });
  parts.ledger.record(call, {
    action: "libraries.edit-library",
    object: { kind: "library", id: name, name: library.title.zh },
    owner: null,
    facts: { before: JSON.stringify({ ...library.rule, refresh: library.refresh }), ...set },
  });
  return libraryView(call, parts, name);
}
