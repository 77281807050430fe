import type { Bilingual } from "#contract/text";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import type { Route } from "#kernel/http/route";
import { checkCollection, collectionJob } from "./collection.ts";
import { installLibraries } from "./commands/keep-library.ts";
import { startCollectionCheck } from "./commands/start-collection-check.ts";
import { type Feed, takeProposed } from "./commands/take-proposed.ts";
import { createSchema } from "./lake-tables.ts";
import { sourcesOf } from "./library-store.ts";
import { mustFind } from "./must-find.ts";
import type { LibrariesParts } from "./parts.ts";
import { heardOfLoad, nightJob, nightly, refreshNightly } from "./refresh.ts";
import { librariesUsing } from "./library-store.ts";
import { librariesRouteTable } from "./routes.ts";
import { type RunInput, type RunResult, runJob, runLibrary } from "./run-library.ts";

export type { Accuracy } from "./matching/accuracy.ts";
export { type Explanation, explainPair, type FieldEvidence } from "./matching/explain.ts";
export { matchAgain, type Renewed, renewKept } from "./matching/renew.ts";
export { keepState, type StateTables, stateTables } from "./matching/state.ts";
export { type MatchOptions, type MatchOutcome, matchTables } from "./matching/match.ts";
export { type Meaning, meaningNames } from "./matching/meanings.ts";
export type { MatchTable } from "./matching/profile.ts";
export { type MatchReport, reportOf } from "./matching/report.ts";
export { judge, type Truth, truthOfColumn, truthOfPairs } from "./truth.ts";

export type { Feed } from "./commands/take-proposed.ts";
export { problems as librariesProblems } from "./problems.ts";

export interface Inflow {
  readonly title: Bilingual;
  /** `items`: item of the resource by field of the model. */
  readonly sources: readonly { readonly resourceId: string; readonly items: Readonly<Record<string, string>> }[];
}

export interface Libraries {
  readonly routes: readonly Route[];
  /** Installs the five base libraries; what the bureau changed stays. */
  open(call: Call): Promise<void>;
  /**
   * Which resources a library is made of, and which item goes into which field of its model.
   *
   * @throws Problem libraries.library-not-found
   */
  inflowOf(call: Call, library: string): Promise<Inflow>;
  /** A standard table has other rows: libraries that follow its resource run again. May be told twice. */
  heardOfLoad(call: Call, loaded: { readonly resourceId: string }): Promise<void>;
  /** Makes proposed resources sources, the authority first, and queues the first run; null where there is nothing to do. */
  takeProposed(call: Call, library: string, feeds: readonly Feed[]): Promise<{ readonly jobId: string } | null>;
  /** Queues the check of duplicate collection. */
  checkCollection(call: Call): Promise<{ readonly jobId: string }>;
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
    inflowOf: async (call, name) => ({
      title: (await mustFind(call, name)).title,
      sources: await sourcesOf(call.db, name),
    }),
    takeProposed: (call, library, feeds) => takeProposed(call, parts, library, feeds),
    checkCollection: (call) => inTransaction(call, (inner) => startCollectionCheck(inner, parts)),
    heardOfLoad: (call, { resourceId }) => heardOfLoad(call, parts, resourceId),
    using: (call, resourceId) => librariesUsing(call.db, resourceId),
  };
}
