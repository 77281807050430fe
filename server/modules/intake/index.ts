import { mkdirSync, rmSync } from "node:fs";
import type { Readable } from "node:stream";
import type { Load } from "#contract/intake";
import type { Call } from "#kernel/call";
import type { Route } from "#kernel/http/route";
import type { LakeSession } from "#kernel/lake/lake";
import { createSource, type NewSource } from "./commands/create-source.ts";
import { quickLoad, type QuickLoad } from "./commands/quick-load.ts";
import { uploadFile } from "./commands/upload-file.ts";
import { captureProblems } from "./capture-problems.ts";
import { createDirtyTables, findPublished } from "./dirty-store.ts";
import { defineFollowJobs, tickFollows } from "./follow/jobs.ts";
import { createPositions } from "./follow/positions.ts";
import { followRouteTable } from "./follow/routes.ts";
import { defineLoadJob } from "./jobs.ts";
import { lastPublished } from "./load-store.ts";
import type { IntakeParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { pushProblems } from "./push-problems.ts";
import { pushRouteTable } from "./push-routes.ts";
import { createPushedBatches } from "./push-store.ts";
import { intakeRouteTable } from "./routes.ts";

export { createHostGuard, type HostGuard } from "./hosts.ts";
export { changed as intakeChanged, loaded as intakeLoaded } from "./events.ts";
export const intakeProblems = { ...problems, ...captureProblems, ...pushProblems };
export { readFileInto, type ReadFileOptions, type ReadTable } from "./read-file.ts";
export type { QuickLoad } from "./commands/quick-load.ts";

/** The newest load in a standard table, as quality judges it. */
export interface LastLoad {
  readonly loadId: string;
  readonly endedAt: Date;
  readonly rowsRead: number;
  readonly rowsLoaded: number;
  readonly rowsRejected: number;
  readonly sourceCount: number | null;
  readonly dirtyOpen: number;
}

export interface Intake {
  readonly routes: readonly Route[];
  open(): Promise<void>;
  /** Sets the tick of following on its schedule. After `jobs.open`. */
  startTimers(): Promise<void>;
  /** Does what has come due by the call's moment; the hub does it every minute, tests call it with a time of their own. */
  tick(call: Call): Promise<void>;
  lastLoad(call: Call, resourceId: string): Promise<LastLoad | undefined>;
  /**
   * The load whose rows the standard table holds as this session sees it, so that rows and load never come from two sides
   * of a swap; null where they came by no load.
   */
  loadIn(session: LakeSession, resourceId: string): Promise<string | null>;
  /** For set-up without HTTP: the same acts as the routes, with the same entries in the ledger. */
  upload(call: Call, given: { name: string; department: string }, content: Readable): Promise<{ fileId: string }>;
  quickLoad(call: Call, given: QuickLoad): Promise<Load>;
  createSource(call: Call, given: NewSource): Promise<{ id: string }>;
}

export function createIntake(parts: IntakeParts): Intake {
  defineLoadJob(parts, parts.jobs);
  const timers = defineFollowJobs(parts);
  return {
    routes: [...intakeRouteTable(parts), ...followRouteTable(parts), ...pushRouteTable(parts)],
    startTimers: () => timers.start(),
    tick: (call) => tickFollows(parts, call),
    async open() {
      // Files of steps that were under way when the hub stopped belong to nobody.
      rmSync(parts.workFolder, { recursive: true, force: true });
      mkdirSync(parts.workFolder, { recursive: true, mode: 0o700 });
      await createDirtyTables(parts.lake);
      await createPositions(parts.lake);
      await createPushedBatches(parts.lake);
    },
    async lastLoad(call, resourceId) {
      const load = await lastPublished(call.db, resourceId);
      if (!load?.endedAt) return undefined;
      return {
        loadId: load.id,
        endedAt: load.endedAt,
        rowsRead: load.rowsRead ?? 0,
        rowsLoaded: load.rowsLoaded ?? 0,
        rowsRejected: load.rowsRejected ?? 0,
        sourceCount: load.sourceCount,
        dirtyOpen: load.dirtyOpen,
      };
    },
    loadIn: async (session, resourceId) => (await findPublished(session, resourceId))?.load ?? null,
    upload: (call, given, content) => uploadFile(parts, call, given, content),
    quickLoad: (call, given) => quickLoad(parts, call, given),
    createSource: (call, given) => createSource(parts, call, given),
  };
}
