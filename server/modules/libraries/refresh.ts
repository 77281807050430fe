import { type Call, hubActor } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { startRun } from "./commands/start-run.ts";
import { allLibraries, librariesFollowing, sourcesOf } from "./library-store.ts";
import type { LibrariesParts } from "./parts.ts";

export const nightJob = "libraries.refresh";
/** After the loads of the night, before people come. */
export const nightly = "40 3 * * *";

/** A source has other rows: libraries that follow it run again. Told twice, a run that waits is joined. */
export async function heardOfLoad(call: Call, parts: LibrariesParts, resourceId: string): Promise<void> {
  const asHub: Call = { ...call, actor: hubActor };
  for (const name of await librariesFollowing(call.db, resourceId))
    await inTransaction(asHub, (inner) => startRun(inner, parts, name));
}

export async function refreshNightly(call: Call, parts: LibrariesParts): Promise<{ started: number }> {
  const having = new Set((await sourcesOf(call.db)).map(({ library }) => library));
  const due = (await allLibraries(call.db)).filter(({ name, refresh }) => refresh === "nightly" && having.has(name));
  for (const { name } of due) await inTransaction(call, (inner) => startRun(inner, parts, name));
  return { started: due.length };
}
