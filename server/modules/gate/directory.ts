import type { NetworkZone } from "#contract/registry";
import type { ResourceCore } from "#catalog";
import { type Call, hubActor } from "#kernel/call";
import { newId } from "#kernel/id";
import type { GrantFacts } from "./decide.ts";
import { codeOfGrant } from "./grant-code.ts";
import { adoptTransactions, changesSince, forgetProcess, zoneSetting } from "./live-store.ts";
import type { GateDeps } from "./parts.ts";
import { servingOf, type ServingRow } from "./serving-store.ts";
import { type GrantRow, grantsFor } from "./store.ts";
import { compileZones, type ZoneOf } from "./zones.ts";

/** A grant as this process keeps it. Never changed: a change makes another. */
export interface LiveGrant extends GrantFacts {
  readonly id: string;
  readonly number: number;
  readonly provider: string;
  readonly resourceId: string;
  readonly isDelivered: boolean;
}

export interface LiveResource {
  readonly core: ResourceCore;
  readonly serving: ServingRow | undefined;
}

/**
 * Grants, serving tables and zones in memory. What a request reads here was true at most a second before: every request
 * waits for the change feed where it was last asked longer ago than that, and asks it in the background sooner. Nothing
 * is kept alive by a timer or a message that may get lost.
 */
export interface Directory {
  /** Resolves (at once, mostly) when memory is fresh enough to decide on. */
  fresh(): Promise<void> | undefined;
  /** Asks the change feed now: before a refusal, so that a grant made elsewhere a moment ago counts. */
  askNow(): Promise<void>;
  forgetGrants(department: string): void;
  /** Id of the resource with this id, code or number. */
  resourceId(call: Call, key: string): Promise<string | null>;
  resource(call: Call, id: string): Promise<LiveResource>;
  /** Grants of a department on a resource, newest first. */
  grants(call: Call, department: string, resourceId: string): Promise<readonly LiveGrant[]>;
  /** The zone of whoever has this address; it is looked at only where zones are told apart. */
  zoneOf(from: { readonly remoteAddress: string }): NetworkZone;
  /** Changes whenever something kept here is read anew or forgotten. */
  generation(): number;
  /** Hub processes alive. */
  processes(): number;
  /** After this process has made or replaced a serving table. */
  forgetResource(id: string): void;
  open(call: Call): Promise<void>;
  close(): Promise<void>;
}

const none: readonly LiveGrant[] = [];
const askEveryMs = 250;
const oldestMs = 850;
/** Items and masks of a resource, its withdrawal: seen after five seconds, ten at most. */
const resourceMs = 5000;
const largest = 50_000;

/** The same call in the hub's own name and outside the caller's transaction. */
export const asHub = (call: Call, parts: Pick<GateDeps, "database">): Call => ({
  actor: hubActor,
  now: call.now,
  db: parts.database,
  language: call.language,
  requestId: call.requestId,
  // Made when asked for: see the HTTP server.
  get log() {
    return call.log;
  },
  get signal() {
    return call.signal;
  },
});

export function createDirectory(parts: GateDeps, monotonicMs: () => number = () => performance.now()): Directory {
  const processId = newId();
  const grants = new Map<string, Promise<ReadonlyMap<string, readonly LiveGrant[]>>>();
  const resourceIds = new Map<string, string>();
  const resources = new Map<string, { at: number; value: Promise<LiveResource> }>();
  let zoneOf: ZoneOf = () => "government-extranet";
  let generation = 0;
  let since = "0";
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | null = null;
  let processes = 1;

  async function ask(): Promise<void> {
    const at = monotonicMs();
    const changes = await changesSince(parts.database, since, processId);
    since = changes.since;
    processes = changes.processes;
    for (const department of changes.departments) grants.delete(department);
    for (const id of changes.resources) resources.delete(id);
    if (changes.zones) zoneOf = compileZones(changes.zones);
    if (changes.departments.length > 0 || changes.resources.length > 0 || changes.zones) generation += 1;
    askedAt = at;
  }

  function startAsking(): Promise<void> {
    asking ??= ask().finally(() => (asking = null));
    return asking;
  }

  /** Reads again what is old; keeps the old object where nothing differs, so that plans made of it stay good. */
  async function refreshed(call: Call, id: string, before: LiveResource | null): Promise<LiveResource> {
    const fresh = await readResource(parts, call, id);
    if (before && JSON.stringify(before) === JSON.stringify(fresh)) return before;
    generation += 1;
    return fresh;
  }

  return {
    fresh() {
      const age = monotonicMs() - askedAt;
      if (age < askEveryMs) return undefined;
      const answer = startAsking();
      if (age >= oldestMs) return answer;
      // What fails here is asked again, and waited for, by the next request.
      answer.catch(() => {});
      return undefined;
    },
    askNow: startAsking,
    forgetGrants(department) {
      grants.delete(department);
      generation += 1;
    },
    async resourceId(call, key) {
      const known = resourceIds.get(key);
      if (known !== undefined) return known;
      const found = await parts.catalog.find(asHub(call, parts), key);
      if (!found || ![found.id, found.code, String(found.number)].includes(key)) return null;
      if (resourceIds.size >= largest) resourceIds.clear();
      resourceIds.set(key, found.id);
      return found.id;
    },
    async resource(call, id) {
      const kept = resources.get(id);
      const at = monotonicMs();
      if (kept && at - kept.at < resourceMs) return kept.value;
      const before = kept ? await kept.value.catch(() => null) : null;
      const value = refreshed(call, id, before);
      resources.set(id, { at, value });
      value.catch(() => resources.delete(id));
      // Who only finds it old goes on with it; who finds nothing, or something very old, waits.
      return kept && before && at - kept.at < resourceMs * 2 ? before : value;
    },
    grants(call, department, resourceId) {
      const kept = grants.get(department);
      if (kept) return kept.then((own) => own.get(resourceId) ?? none);
      if (grants.size >= largest) grants.clear();
      const read = readGrants(parts, call, department);
      grants.set(department, read);
      read.catch(() => grants.delete(department));
      return read.then((own) => own.get(resourceId) ?? none);
    },
    zoneOf: (from) => zoneOf(from),
    generation: () => generation,
    processes: () => processes,
    forgetResource(id) {
      resources.delete(id);
      generation += 1;
    },
    async open(call) {
      await adoptTransactions(call.db);
      zoneOf = compileZones(await zoneSetting(call.db));
      await startAsking();
    },
    close: () => forgetProcess(parts.database, processId),
  };
}

const liveOf = (row: GrantRow, ownDivision: string): LiveGrant => ({
  id: row.id,
  number: row.number,
  code: codeOfGrant(row.number),
  state: row.state,
  stateReason: row.stateReason,
  terms: row.terms,
  ownDivision,
  provider: row.provider,
  resourceId: row.resourceId,
  isDelivered: row.firstDeliveryAt !== null,
});

async function readGrants(
  parts: GateDeps,
  call: Call,
  department: string,
): Promise<ReadonlyMap<string, readonly LiveGrant[]>> {
  const [rows, departments] = await Promise.all([
    grantsFor(parts.database, department),
    parts.registry.departments(asHub(call, parts)),
  ]);
  const ownDivision = departments.get(department)?.division ?? "";
  return Map.groupBy(
    rows.map((row) => liveOf(row, ownDivision)),
    (grant) => grant.resourceId,
  );
}

async function readResource(parts: GateDeps, call: Call, id: string): Promise<LiveResource> {
  const [core, serving] = await Promise.all([
    parts.catalog.resource(asHub(call, parts), id),
    servingOf(parts.database, id),
  ]);
  return { core, serving };
}
