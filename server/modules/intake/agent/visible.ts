import { type Call, mayTouch } from "#kernel/call";
import { problem } from "#kernel/problem";
import { agentProblems } from "./problems.ts";
import { type AgentRow, findAgent, findZone, type ZoneRow } from "./store.ts";

/** @throws Problem intake.zone-not-found */
export async function visibleZone(call: Call, id: string, lock = false): Promise<ZoneRow> {
  const zone = await findZone(call.db, id, lock);
  if (!zone || !mayTouch(call.actor, zone.department)) throw problem(agentProblems["zone-not-found"], { id });
  return zone;
}

/** @throws Problem intake.zone-not-found */
export const visibleZoneId = async (call: Call, id: string | null): Promise<string | null> =>
  id === null ? null : (await visibleZone(call, id)).id;

/** @throws Problem intake.agent-not-found */
export async function visibleAgent(call: Call, id: string): Promise<{ agent: AgentRow; zone: ZoneRow }> {
  const agent = await findAgent(call.db, id);
  const zone = agent && (await findZone(call.db, agent.zoneId));
  if (!agent || !zone || !mayTouch(call.actor, zone.department))
    throw problem(agentProblems["agent-not-found"], { id });
  return { agent, zone };
}
