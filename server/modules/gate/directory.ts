import type { NetworkZone } from "#contract/registry";
import type { ResourceCore } from "#catalog";
import { type Call, hubActor } from "#kernel/call";
import { newId } from "#kernel/id";
import type { GrantFacts } from "./decide.ts";
import { codeOfGrant } from "./grant-code.ts";
import { adoptTransactions, changesSince, forgetProcess, zoneSetting } from "./live-store.ts";
import type { Elements } from "./masks.ts";
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

/** What a decision about a department and a resource is made of. */
export interface Known {
  readonly resource: LiveResource;
  /** The department's grants on it, newest first. */
  readonly grants: readonly LiveGrant[];
  readonly elements: Elements;
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
  /** What a decision needs, from memory; undefined where something has to be read, with `gather`. */
  known(department: string, key: string): Known | undefined;
  /** The same, read where it has to be; null where no resource has this id, code or number. */
  gather(call: Call, department: string, key: string): Promise<Known | null>;
  resource(call: Call, id: string): Promise<LiveResource>;
  /** The zone of whoever has this address; it is looked at only where zones are told apart. */
  zoneOf(from: { readonly remoteAddress: string }): NetworkZone;
  /** Hub processes alive. */
  processes(): number;
  /** After this process has made or replaced a serving table. */
  forgetResource(id: string): void;
  open(call: Call): Promise<void>;
  close(): Promise<void>;
}

/** Something read at a moment; `value` is there as soon as it has arrived, for those who cannot wait. */
interface Kept<Value> {
  readonly at: number;
  readonly promise: Promise<Value>;
  value: Value | undefined;
}

function keep<Value>(at: number, promise: Promise<Value>, onFailure: () => void): Kept<Value> {
  const kept: Kept<Value> = { at, promise, value: undefined };
  promise.then((value) => (kept.value = value), onFailure);
  return kept;
}

const none: readonly LiveGrant[] = [];
const askEveryMs = 250;
const oldestMs = 850;
/** Items and masks of a resource, its withdrawal: seen after five seconds, ten at most. */
const resourceMs = 5000;
/** The dictionary looks after itself; this only saves asking it for each call. */
const elementsMs = 250;
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
  const grants = new Map<string, Kept<ReadonlyMap<string, readonly LiveGrant[]>>>();
  const resourceIds = new Map<string, string>();
  const resources = new Map<string, Kept<LiveResource>>();
  let elements: Kept<Elements> | undefined;
  let zoneOf: ZoneOf = () => "government-extranet";
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
    askedAt = at;
  }

  function startAsking(): Promise<void> {
    asking ??= ask().finally(() => (asking = null));
    return asking;
  }

  /** Reads again what is old; keeps the old object where nothing differs, so that plans made of it stay good. */
  async function refreshed(call: Call, id: string, before: LiveResource | null): Promise<LiveResource> {
    const fresh = await readResource(parts, call, id);
    return before && JSON.stringify(before) === JSON.stringify(fresh) ? before : fresh;
  }

  async function resourceIdOf(call: Call, key: string): Promise<string | null> {
    const known = resourceIds.get(key);
    if (known !== undefined) return known;
    const found = await parts.catalog.find(asHub(call, parts), key);
    if (!found || ![found.id, found.code, String(found.number)].includes(key)) return null;
    if (resourceIds.size >= largest) resourceIds.clear();
    resourceIds.set(key, found.id);
    return found.id;
  }

  async function resourceOf(call: Call, id: string): Promise<LiveResource> {
    const kept = resources.get(id);
    const at = monotonicMs();
    if (kept && at - kept.at < resourceMs) return kept.promise;
    const before = kept ? await kept.promise.catch(() => null) : null;
    const fresh = keep(at, refreshed(call, id, before), () => resources.delete(id));
    resources.set(id, fresh);
    // Who only finds it old goes on with it; who finds nothing, or something very old, waits.
    return kept && before && at - kept.at < resourceMs * 2 ? before : fresh.promise;
  }

  function grantsOf(call: Call, department: string) {
    const kept = grants.get(department);
    if (kept) return kept.promise;
    if (grants.size >= largest) grants.clear();
    const fresh = keep(monotonicMs(), readGrants(parts, call, department), () => grants.delete(department));
    grants.set(department, fresh);
    return fresh.promise;
  }

  function elementsNow(call: Call): Promise<Elements> {
    const at = monotonicMs();
    if (!elements || at - elements.at >= elementsMs)
      elements = keep(at, parts.dictionary.elements(asHub(call, parts)), () => (elements = undefined));
    return elements.promise;
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
    forgetGrants: (department) => void grants.delete(department),
    known(department, key) {
      const id = resourceIds.get(key);
      const resource = id === undefined ? undefined : resources.get(id);
      const own = grants.get(department)?.value;
      const at = monotonicMs();
      if (id === undefined || !resource?.value || at - resource.at >= resourceMs || !own) return undefined;
      if (!elements?.value || at - elements.at >= elementsMs) return undefined;
      return { resource: resource.value, grants: own.get(id) ?? none, elements: elements.value };
    },
    async gather(call, department, key) {
      const id = await resourceIdOf(call, key);
      if (id === null) return null;
      const [resource, own, all] = await Promise.all([
        resourceOf(call, id),
        grantsOf(call, department),
        elementsNow(call),
      ]);
      return { resource, grants: own.get(id) ?? none, elements: all };
    },
    resource: resourceOf,
    zoneOf: (from) => zoneOf(from),
    processes: () => processes,
    forgetResource: (id) => void resources.delete(id),
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
