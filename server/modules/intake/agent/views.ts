import type { Agent, Zone } from "#contract/intake-agents";
import { type Call, mayTouch } from "#kernel/call";
import type { IntakeParts } from "../parts.ts";
import { type AgentRow, agentsOf, sourcesIn, type ZoneRow } from "./store.ts";

export const zoneKeepers = ["data-officer", "system-administrator"] as const;

export async function zoneViews(
  parts: Pick<IntakeParts, "agents" | "registry" | "now">,
  call: Call,
  zones: readonly ZoneRow[],
): Promise<Zone[]> {
  const ids = zones.map(({ id }) => id);
  const [agents, sources, departments] = [
    await agentsOf(call.db, ids),
    await sourcesIn(call.db, ids),
    await parts.registry.departments(call),
  ];
  return zones.map((zone): Zone => {
    const may = mayKeep(call, zone);
    return {
      id: zone.id,
      name: zone.name,
      purpose: zone.purpose,
      department: zone.department,
      departmentName: departments.get(zone.department)?.name ?? zone.department,
      isIsolated: zone.isIsolated,
      agents: agents.filter(({ zoneId }) => zoneId === zone.id).map((agent) => agentView(parts, call, agent, zone)),
      sources: sources.filter(({ zoneId }) => zoneId === zone.id).map(({ id, name }) => ({ id, name })),
      version: zone.version,
      may: { edit: may, enrol: may },
    };
  });
}

export async function zoneView(
  parts: Pick<IntakeParts, "agents" | "registry" | "now">,
  call: Call,
  zone: ZoneRow,
): Promise<Zone> {
  const [view] = await zoneViews(parts, call, [zone]);
  if (!view) throw new Error("A zone has no view.");
  return view;
}

export function agentView(
  { agents, now }: Pick<IntakeParts, "agents" | "now">,
  call: Call,
  agent: AgentRow,
  zone: ZoneRow,
): Agent {
  const line = agents.lineOf(agent.id);
  const state = stateOf(agent, line !== undefined, now());
  return {
    id: agent.id,
    name: agent.name,
    zoneId: agent.zoneId,
    fingerprint: agent.fingerprint,
    state,
    text: wordsOf(agent, state),
    expiresAt: agent.expiresAt.toISOString(),
    lastSeenAt: (line ? now() : agent.lastSeenAt)?.toISOString() ?? null,
    roundTripMs: line?.roundTripMs ?? null,
    address: agent.address,
    program: agent.program,
    createdAt: agent.createdAt.toISOString(),
    revoked: agent.revokedAt
      ? { at: agent.revokedAt.toISOString(), by: agent.revokedBy ?? "", because: agent.revokedBecause ?? "" }
      : null,
    may: { revoke: mayKeep(call, zone) && agent.revokedAt === null },
  };
}

const mayKeep = (call: Call, zone: ZoneRow): boolean =>
  mayTouch(call.actor, zone.department) && zoneKeepers.some((role) => call.actor.roles.includes(role));

function stateOf(agent: AgentRow, isConnected: boolean, now: Date): Agent["state"] {
  if (agent.revokedAt) return "revoked";
  if (agent.expiresAt <= now) return "expired";
  return isConnected ? "connected" : "away";
}

function wordsOf(agent: AgentRow, state: Agent["state"]): Agent["text"] {
  switch (state) {
    case "connected":
      return { zh: "已连上", en: "Connected" };
    case "away":
      return agent.lastSeenAt
        ? { zh: "没有连着，区里的来源暂时读不到", en: "Not connected; the zone's sources cannot be read now" }
        : { zh: "已登记，还没有连上过", en: "Enrolled, never connected yet" };
    case "revoked":
      return { zh: `证书已吊销：${agent.revokedBecause ?? ""}`, en: `Revoked: ${agent.revokedBecause ?? ""}` };
    case "expired":
      return { zh: "证书已过期，请重新登记", en: "The certificate has run out; enrol it again" };
  }
}
