import type { Agent, Zone } from "#contract/intake-agents";
import type { Call } from "#kernel/call";
import { isSqlState } from "#kernel/db/db";
import { refuseStale } from "#kernel/http/guard";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { createToken } from "../agent/authority.ts";
import { agentProblems } from "../agent/problems.ts";
import { heldIn, heldOfSource } from "../agent/release-store.ts";
import { insertEnrolment, insertZone, isBeingRead, moveSource, updateAgent, updateZone } from "../agent/store.ts";
import { agentView, zoneView } from "../agent/views.ts";
import { visibleAgent, visibleZone } from "../agent/visible.ts";
import { visibleSource } from "../open-source.ts";
import type { IntakeParts } from "../parts.ts";
import { refuseOutside } from "../scope.ts";
import { lockSource } from "../store.ts";

export interface NewZone {
  readonly name: string;
  readonly purpose: string;
  readonly department: string;
  readonly isIsolated: boolean;
}

const codeLastsMs = 86_400_000;

/** @throws Problem intake.department-outside, intake.zone-name-taken */
export async function createZone(parts: IntakeParts, call: Call, given: NewZone): Promise<Zone> {
  refuseOutside(call, given.department);
  await parts.registry.department(call, given.department);
  const zone = { ...given, id: newId(call.now), createdAt: call.now };
  await named(given.name, () => insertZone(call.db, zone));
  parts.ledger.record(call, {
    action: "intake.create-zone",
    object: { kind: "zone", id: zone.id, name: zone.name },
    owner: zone.department,
    facts: { isIsolated: zone.isIsolated },
  });
  return zoneView(parts, call, await visibleZone(call, zone.id));
}

/** @throws Problem intake.zone-not-found, intake.zone-name-taken, intake.zone-keeps-held */
export async function editZone(
  parts: IntakeParts,
  call: Call,
  id: string,
  change: { name?: string | undefined; purpose?: string | undefined; isIsolated?: boolean | undefined },
  version: number | null,
): Promise<Zone> {
  const zone = await visibleZone(call, id, true);
  refuseStale(version, zone.version);
  if (zone.isIsolated && change.isIsolated === false) refuseHeld(zone.name, await heldIn(call.db, id));
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  await named(change.name ?? zone.name, () => updateZone(call.db, id, given));
  parts.ledger.record(call, {
    action: "intake.edit-zone",
    object: { kind: "zone", id, name: change.name ?? zone.name },
    owner: zone.department,
    facts: given,
  });
  return zoneView(parts, call, await visibleZone(call, id));
}

/** @throws Problem intake.source-not-found, intake.zone-not-found, intake.zone-in-use, intake.zone-keeps-held */
export async function placeSource(
  parts: IntakeParts,
  call: Call,
  id: string,
  zoneId: string | null,
): Promise<{ id: string; zoneId: string | null }> {
  await lockSource(call.db, id);
  const source = await visibleSource(call, id);
  const to = zoneId === null ? null : await visibleZone(call, zoneId);
  if (source.zoneId !== zoneId) {
    if (await isBeingRead(call.db, id)) throw problem(agentProblems["zone-in-use"], { name: source.name });
    // Rows that wait for their release would be free by a change of address.
    if (source.zoneId !== null) refuseHeld(source.name, await heldOfSource(call.db, id));
    await moveSource(call.db, id, zoneId);
  }
  parts.ledger.record(call, {
    action: "intake.place-source",
    object: { kind: "source", id, name: source.name },
    owner: source.department,
    facts: { zone: to?.name ?? null },
  });
  return { id, zoneId };
}

/** @throws Problem intake.zone-not-found, intake.agents-off */
export async function enrolAgent(
  parts: IntakeParts,
  call: Call,
  zoneId: string,
  name: string,
): Promise<{ token: string; expiresAt: string; command: string }> {
  const zone = await visibleZone(call, zoneId);
  const { token, hash } = createToken(parts.agents.authority().certificate);
  const expiresAt = new Date(call.now.getTime() + codeLastsMs);
  const id = newId(call.now);
  await insertEnrolment(call.db, {
    id,
    zoneId,
    agentName: name,
    tokenHash: hash,
    createdAt: call.now,
    createdBy: call.actor.name,
    expiresAt,
    usedAt: null,
  });
  parts.ledger.record(call, {
    action: "intake.enrol-agent",
    object: { kind: "zone", id: zoneId, name: zone.name },
    owner: zone.department,
    facts: { agent: name, until: expiresAt.toISOString() },
  });
  const { host, port } = parts.agents;
  const command = `weir agent --hub https://${host}:${port ?? ""} --token ${token}`;
  return { token, expiresAt: expiresAt.toISOString(), command };
}

/** Its connection ends with the commit; what it was reading goes on with another agent of the zone, or waits. */
export async function revokeAgent(parts: IntakeParts, call: Call, id: string, reason: string): Promise<Agent> {
  const { agent, zone } = await visibleAgent(call, id);
  if (!agent.revokedAt)
    await updateAgent(call.db, id, { revokedAt: call.now, revokedBy: call.actor.name, revokedBecause: reason });
  call.db.afterCommit(() => parts.agents.drop(id));
  parts.ledger.record(call, {
    action: "intake.revoke-agent",
    object: { kind: "agent", id, name: agent.name },
    owner: zone.department,
    facts: { zone: zone.name, reason },
  });
  return agentView(parts, call, (await visibleAgent(call, id)).agent, zone);
}

function refuseHeld(name: string, count: number): void {
  if (count > 0) throw problem(agentProblems["zone-keeps-held"], { name, count });
}

async function named(name: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (isSqlState(error, "23505")) throw problem(agentProblems["zone-name-taken"], { name }, { cause: error });
    throw error;
  }
}
