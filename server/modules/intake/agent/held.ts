import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { agentProblems } from "./problems.ts";
import { hasIsolatedZone, zoneHolding } from "./release-store.ts";

/**
 * Name of the data zone (数据专区) whose rows a resource holds unreleased: nobody outside the zone may see them. Null, at once,
 * where the hub has no data zone: the question is asked at every look-up.
 */
export type ZoneHolding = (call: Call, resourceId: string) => Promise<string | null> | null;

/** How long it is believed that there is no data zone at all: most hubs have none. */
const believedMs = 1000;

export function createHeld(): ZoneHolding {
  let isFreeUntil = 0;
  const ask = async (call: Call, resourceId: string): Promise<string | null> => {
    if (await hasIsolatedZone(call.db)) return zoneHolding(call.db, resourceId);
    isFreeUntil = performance.now() + believedMs;
    return null;
  };
  return (call, resourceId) => (performance.now() < isFreeUntil ? null : ask(call, resourceId));
}

/**
 * Inside a data zone are the department whose rows they are and the hub itself; whoever else may otherwise look is outside.
 *
 * @throws Problem intake.not-released
 */
export async function refuseOutsideZone(
  zoneOf: ZoneHolding,
  call: Call,
  resource: { readonly id: string; readonly name: string; readonly department: string },
): Promise<void> {
  if (call.actor.department === resource.department || call.actor.kind === "system") return;
  const zone = await zoneOf(call, resource.id);
  if (zone !== null) throw problem(agentProblems["not-released"], { name: resource.name, zone });
}
