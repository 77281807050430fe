import { mkdirSync, rmSync } from "node:fs";
import type { Readable } from "node:stream";
import type { Load } from "#contract/intake";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import type { Route } from "#kernel/http/route";
import type { LakeSession } from "#kernel/lake/lake";
import { createFollow, type NewFollow } from "./commands/create-follow.ts";
import { createSource, type NewSource } from "./commands/create-source.ts";
import { quickLoad, type QuickLoad } from "./commands/quick-load.ts";
import { uploadFile } from "./commands/upload-file.ts";
import { createAgents, type AgentPortSettings } from "./agent/agent-port.ts";
import { createHeld, type ZoneHolding } from "./agent/held.ts";
import { agentProblems } from "./agent/problems.ts";
import { agentRouteTable } from "./agent/routes.ts";
import { captureProblems } from "./capture-problems.ts";
import { createDirtyTables, findPublished } from "./dirty-store.ts";
import { dispatch } from "./follow/dispatch.ts";
import { followOfResource } from "./follow/store.ts";
import { arrivalRouteTable } from "./arrival-routes.ts";
import { createArrived } from "./follow/arrived.ts";
import { lookForArrivals } from "./follow/arrivals.ts";
import { defineFollowJobs, tickFollows } from "./follow/jobs.ts";
import { createPositions } from "./follow/positions.ts";
import { followRouteTable } from "./follow/routes.ts";
import { defineLoadJob } from "./jobs.ts";
import { lastPublished } from "./load-store.ts";
import type { IntakeParts } from "./parts.ts";
import { placeProblems } from "./place-problems.ts";
import { problems } from "./problems.ts";
import { pushProblems } from "./push-problems.ts";
import { pushRouteTable } from "./push-routes.ts";
import { createPushedBatches } from "./push-store.ts";
import { intakeRouteTable } from "./routes.ts";
import { findSource, sourceNamed } from "./store.ts";

export { createHostGuard, type HostGuard } from "./hosts.ts";
export { ask as askOutside } from "./readers/http-fetch.ts";
export { refuseOutsideZone, type ZoneHolding } from "./agent/held.ts";
export { enrol } from "./agent/enrol.ts";
export { type AgentSettings, runAgent } from "./agent/run-agent.ts";
export { changed as intakeChanged, drifted as intakeDrifted, loaded as intakeLoaded } from "./events.ts";
export const intakeProblems = { ...problems, ...captureProblems, ...pushProblems, ...agentProblems, ...placeProblems };
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

/** What the newest load in a standard table was read from. */
export interface Origin {
  /** Null for a file uploaded by hand. */
  readonly source: { readonly id: string; readonly name: string; readonly department: string } | null;
  /** The table as the source names it; of a file: the sheet or the file's name. */
  readonly table: string;
  readonly columns: readonly { readonly from: string; readonly to: string }[];
}

export interface Intake {
  readonly routes: readonly Route[];
  open(): Promise<void>;
  /** Sets the tick of following on its schedule, and listens for agents. After `jobs.open`. */
  startTimers(): Promise<void>;
  /** Does what has come due by the call's moment; the hub does it every minute, tests call it with a time of their own. */
  tick(call: Call): Promise<void>;
  lastLoad(call: Call, resourceId: string): Promise<LastLoad | undefined>;
  /**
   * The load whose rows the standard table holds as this session sees it, so that rows and load never come from two sides
   * of a swap; null where they came by no load.
   */
  loadIn(session: LakeSession, resourceId: string): Promise<string | null>;
  /** Where the rows of the standard table came from, and which column went into which item; undefined before a load. */
  originOf(call: Call, resourceId: string): Promise<Origin | undefined>;
  /** For set-up without HTTP: the same acts as the routes, with the same entries in the ledger. */
  upload(call: Call, given: { name: string; department: string }, content: Readable): Promise<{ fileId: string }>;
  quickLoad(call: Call, given: QuickLoad): Promise<Load>;
  createSource(call: Call, given: NewSource): Promise<{ id: string }>;
  sourceNamed(call: Call, department: string, name: string): Promise<{ id: string } | undefined>;
  createFollow(call: Call, given: NewFollow): Promise<{ id: string }>;
  isFollowed(call: Call, resourceId: string): Promise<boolean>;
  /** Rows of a data zone (数据专区) that were not released are seen by nobody outside it: whoever serves rows asks first. */
  readonly zoneHolding: ZoneHolding;
  /** An agent of this zone is connected now. */
  hasAgent(zoneId: string): boolean;
  /** Ends the connections of agents. */
  close(): Promise<void>;
}

export type IntakeDeps = Omit<IntakeParts, "agents" | "zoneHolding"> & { readonly agentPort: AgentPortSettings };

export function createIntake({ agentPort, ...deps }: IntakeDeps): Intake {
  const agents = createAgents(deps, agentPort, () => {
    dispatch(parts, parts.hubCall()).catch((error: unknown) => parts.hubCall().log.error({ err: error }, "dispatch"));
  });
  const zoneHolding = createHeld();
  const parts: IntakeParts = { ...deps, agents, zoneHolding };
  defineLoadJob(parts, parts.jobs);
  const timers = defineFollowJobs(parts);
  return {
    routes: [
      ...intakeRouteTable(parts),
      ...followRouteTable(parts),
      ...pushRouteTable(parts),
      ...agentRouteTable(parts),
      ...arrivalRouteTable(parts),
    ],
    async startTimers() {
      await timers.start();
      // An agent that connects sets runs going.
      await agents.open();
    },
    async tick(call) {
      await lookForArrivals(parts, call);
      await tickFollows(parts, call);
    },
    async open() {
      // Files of steps that were under way when the hub stopped belong to nobody.
      rmSync(parts.workFolder, { recursive: true, force: true });
      mkdirSync(parts.workFolder, { recursive: true, mode: 0o700 });
      await createDirtyTables(parts.lake);
      await createPositions(parts.lake);
      await createPushedBatches(parts.lake);
      await createArrived(parts.lake);
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
    async originOf(call, resourceId) {
      const load = await lastPublished(call.db, resourceId);
      if (!load) return undefined;
      const source = load.sourceId === null ? undefined : await findSource(call.db, load.sourceId);
      const loaded = load.columns.filter(({ action }) => action === "load");
      return {
        source: source ? { id: source.id, name: source.name, department: source.department } : null,
        table: load.tablePath,
        columns: loaded.map((column) => ({ from: column.source, to: column.field })),
      };
    },
    loadIn: async (session, resourceId) => (await findPublished(session, resourceId))?.load ?? null,
    upload: (call, given, content) => uploadFile(parts, call, given, content),
    quickLoad: (call, given) => quickLoad(parts, call, given),
    createSource: (call, given) => inTransaction(call, (inner) => createSource(parts, inner, given)),
    sourceNamed: (call, department, name) => sourceNamed(call.db, department, name),
    createFollow: (call, given) => createFollow(parts, call, given),
    isFollowed: async (call, resourceId) => (await followOfResource(call.db, resourceId)) !== undefined,
    zoneHolding,
    hasAgent: (zoneId) => agents.hasLine(zoneId),
    close: () => agents.close(),
  };
}
