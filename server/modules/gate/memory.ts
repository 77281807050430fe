import type { ResourceCore } from "#catalog";
import { type Call, hubActor } from "#kernel/call";
import type { GrantFacts } from "./decide.ts";
import { codeOfGrant } from "./grant-code.ts";
import type { Elements } from "./masks.ts";
import type { GateDeps } from "./parts.ts";
import { servingOf, type ServingRow } from "./serving-store.ts";
import { type GrantRow, grantsFor } from "./store.ts";

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

/** Grants and resources as they were last read; the directory forgets what has changed. */
export interface Memory {
  forgetGrants(department: string): void;
  /** What a decision needs, from memory; undefined where something has to be read, with `gather`. */
  known(department: string, key: string): Known | undefined;
  /** The same, read where it has to be; null where no resource has this id, code or number. */
  gather(call: Call, department: string, key: string): Promise<Known | null>;
  resource(call: Call, id: string): Promise<LiveResource>;
  /** After this process has made or replaced a serving table. */
  forgetResource(id: string): void;
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

export function createMemory(parts: GateDeps, monotonicMs: () => number): Memory {
  const grants = new Map<string, Kept<ReadonlyMap<string, readonly LiveGrant[]>>>();
  const resourceIds = new Map<string, string>();
  const resources = new Map<string, Kept<LiveResource>>();
  let elements: Kept<Elements> | undefined;
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
    forgetGrants: (department) => void grants.delete(department),
    forgetResource: (id) => void resources.delete(id),
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
