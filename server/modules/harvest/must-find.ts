import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { problems } from "./problems.ts";
import { findRun, findSource, type NamedRun, type SourceWithFile } from "./store.ts";

/** @throws Problem harvest.source-not-found */
export async function mustFindSource(call: Call, id: string): Promise<SourceWithFile> {
  const source = await findSource(call.db, id);
  if (!source) throw problem(problems["source-not-found"], { id });
  return source;
}

/** @throws Problem harvest.run-not-found */
export async function mustFindRun(call: Call, id: string): Promise<NamedRun> {
  const run = await findRun(call.db, id);
  if (!run) throw problem(problems["run-not-found"], { id });
  return run;
}
