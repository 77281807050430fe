import { type Grant, publicReader, publicReaderName } from "#contract/gate";
import { type Actor, type Call, mayTouch } from "#kernel/call";
import { statusOn } from "./decide.ts";
import { dayOf } from "./delivery.ts";
import { asHub } from "./memory.ts";
import { codeOfGrant } from "./grant-code.ts";
import type { GateParts } from "./parts.ts";
import type { GrantRow } from "./store.ts";

/** Who may stop or resume a delivery: the provider's head of sharing and the bureau; who may use it: the department. */
export const keepers = ["sharing-head", "data-officer"] as const;
export const users = ["department-user", "department-steward", "sharing-head"] as const;

const holds = (actor: Actor, roles: readonly string[]): boolean =>
  actor.roles.includes("hub") || roles.some((role) => actor.roles.includes(role));

/** True where the actor looks after this grant for the provider or the bureau. */
export const mayKeep = (actor: Actor, provider: string): boolean => holds(actor, keepers) && mayTouch(actor, provider);

export async function grantView(parts: GateParts, call: Call, row: GrantRow): Promise<Grant> {
  const hub = { ...asHub(call, parts), db: call.db };
  const [departments, resource] = await Promise.all([
    parts.registry.departments(hub),
    parts.catalog.resource(hub, row.resourceId),
  ]);
  const nameOf = (code: string): string =>
    code === publicReader ? publicReaderName[call.language] : (departments.get(code)?.name ?? code);
  const { actor } = call;
  const isKeeper = mayKeep(actor, row.provider);
  const isUser = holds(actor, users) && mayTouch(actor, row.department);
  return {
    id: row.id,
    number: row.number,
    code: codeOfGrant(row.number),
    state: row.state,
    status: statusOn(row, dayOf(call.now)),
    stateReason: row.stateReason,
    stateSince: row.stateSince.toISOString(),
    terms: row.terms,
    departmentName: nameOf(row.department),
    resource: {
      id: resource.id,
      number: resource.number,
      code: resource.code,
      name: resource.name,
      department: resource.department,
      departmentName: nameOf(resource.department),
    },
    firstDeliveryAt: row.firstDeliveryAt?.toISOString() ?? null,
    firstDeliveryEntry: row.firstDeliveryEntry,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
    may: {
      suspend: isKeeper && row.state === "active",
      resume: isKeeper && row.state === "suspended",
      end: isKeeper && row.state !== "ended",
      use: isUser && row.state === "active",
      push: isUser && row.state !== "ended" && row.terms.modes.includes("push"),
    },
  };
}
