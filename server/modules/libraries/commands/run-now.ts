import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { sourcesOf } from "../library-store.ts";
import { mustFind } from "../must-find.ts";
import type { LibrariesParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { startRun } from "./start-run.ts";

/** @throws Problem libraries.library-not-found, libraries.no-sources */
export async function runNow(
  call: Call,
  parts: LibrariesParts,
  name: string,
): Promise<{ runId: string; jobId: string }> {
  const library = await mustFind(call, name);
  if ((await sourcesOf(call.db, name)).length === 0) throw problem(problems["no-sources"], { name: library.title.zh });
  const started = await startRun(call, parts, name);
  parts.ledger.record(call, {
    action: "libraries.start-run",
    object: { kind: "library", id: name, name: library.title.zh },
    owner: null,
    facts: { run: started.runId },
  });
  return started;
}
