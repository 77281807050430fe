import type { NetworkZone } from "#contract/registry";
import type { Call } from "#kernel/call";
import { newId } from "#kernel/id";
import { adoptTransactions, changesSince, forgetProcess, zoneSetting } from "./live-store.ts";
import { createMemory, type Memory } from "./memory.ts";
import type { GateDeps } from "./parts.ts";
import { compileZones, type ZoneOf } from "./zones.ts";

/**
 * Grants, serving tables and zones in memory. What a request reads here was true at most a second before: every request
 * waits for the change feed where it was last asked longer ago than that, and asks it in the background sooner. Nothing
 * is kept alive by a timer or a message that may get lost.
 */
export interface Directory extends Memory {
  /** Resolves (at once, mostly) when memory is fresh enough to decide on. */
  fresh(): Promise<void> | undefined;
  /** Asks the change feed now: before a refusal, so that a grant made elsewhere a moment ago counts. */
  askNow(): Promise<void>;
  /** The zone of whoever has this address; it is looked at only where zones are told apart. */
  zoneOf(from: { readonly remoteAddress: string }): NetworkZone;
  /** Hub processes alive. */
  processes(): number;
  open(call: Call): Promise<void>;
  close(): Promise<void>;
}

const askEveryMs = 250;
const oldestMs = 850;
export function createDirectory(parts: GateDeps, monotonicMs: () => number = () => performance.now()): Directory {
  const processId = newId();
  const memory = createMemory(parts, monotonicMs);
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
    for (const department of changes.departments) memory.forgetGrants(department);
    for (const id of changes.resources) memory.forgetResource(id);
    if (changes.zones) zoneOf = compileZones(changes.zones);
    askedAt = at;
  }

  function startAsking(): Promise<void> {
    asking ??= ask().finally(() => (asking = null));
    return asking;
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
    ...memory,
    zoneOf: (from) => zoneOf(from),
    processes: () => processes,
    async open(call) {
      await adoptTransactions(call.db);
      zoneOf = compileZones(await zoneSetting(call.db));
      await startAsking();
    },
    close: () => forgetProcess(parts.database, processId),
  };
}
