import type { Bilingual } from "#contract/text";
import type { Call } from "#kernel/call";
import type { Route } from "#kernel/http/route";
import { checkCollection, collectionJob } from "./collection.ts";
import { installLibraries } from "./commands/keep-library.ts";
import { createSchema } from "./lake-tables.ts";
import type { LibrariesParts } from "./parts.ts";
import { heardOfLoad, nightJob, nightly, refreshNightly } from "./refresh.ts";
import { librariesUsing } from "./library-store.ts";
import { librariesRouteTable } from "./routes.ts";
import { type RunInput, type RunResult, runJob, runLibrary } from "./run-library.ts";

export type { Accuracy } from "./matching/accuracy.ts";
export { type Explanation, explainPair, type FieldEvidence } from "./matching/explain.ts";
export { type Increment, matchMore } from "./matching/increment.ts";
export { type Answer, type MatchOptions, type MatchOutcome, matchTables } from "./matching/match.ts";
export { type Meaning, meaningNames } from "./matching/meanings.ts";
export type { MatchTable } from "./matching/profile.ts";
export { type MatchReport, reportOf } from "./matching/report.ts";
export { judge, type Truth, truthOfColumn, truthOfPairs } from "./truth.ts";

export { problems as librariesProblems } from "./problems.ts";

export interface Libraries {
  readonly routes: readonly Route[];
  /** Installs the five base libraries; what the bureau changed stays. */
  open(call: Call): Promise<void>;
  /** A standard table has other rows: libraries that follow its resource run again. May be told twice. */
  heardOfLoad(call: Call, loaded: { readonly resourceId: string }): Promise<void>;
  /** Libraries that take this resource, with the fields they take of it. */
  using(call: Call, resourceId: string): Promise<{ name: string; title: Bilingual; fields: string[] }[]>;
}

export function createLibraries(parts: LibrariesParts): Libraries {
  const { jobs } = parts;
  jobs.define<RunInput, RunResult>({
    name: runJob,
    // A run keeps all cores busy, and two of one library would publish over each other.
    concurrency: 1,
    retryLimit: 0,
    handler: (call, input, report) => runLibrary(call, parts, input, report),
  });
  jobs.define<object, { elements: number; again: number }>({
    name: collectionJob,
    concurrency: 1,
    handler: (call, _input, report) => checkCollection(call, parts, report),
  });
  jobs.define<object, { started: number }>({
    name: nightJob,
    concurrency: 1,
    handler: (call) => refreshNightly(call, parts),
  });
  jobs.schedule(nightJob, nightly, "Asia/Shanghai", { zh: "每夜更新基础库和主题库", en: "Nightly runs of libraries" });
  return {
    routes: librariesRouteTable(parts),
    async open(call) {
      await installLibraries(call);
      await using session = await parts.lake.session();
      await createSchema(session);
    },
    heardOfLoad: (call, { resourceId }) => heardOfLoad(call, parts, resourceId),
    using: (call, resourceId) => librariesUsing(call.db, resourceId),
  };
}
