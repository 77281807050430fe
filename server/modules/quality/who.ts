import type { Role } from "#contract/identity";
import { type Actor, type Call, mayTouch } from "#kernel/call";
import { Problem, problem } from "#kernel/problem";
import type { ResourceCore } from "#catalog";
import type { QualityDeps } from "./deps.ts";
import { problems } from "./problems.ts";

/** Who has a resource checked now. */
export const checkers = ["department-steward", "data-officer"] as const satisfies readonly Role[];
/** Who sees which rows are bad: those who mend them or see that they are mended. */
export const rowReaders = [...checkers, "sharing-head", "department-user"] as const satisfies readonly Role[];
/** Who takes the list of bad rows out of the hub. */
export const exporters = [...checkers, "sharing-head"] as const satisfies readonly Role[];
/** Who settles a department's monthly report, and who signs it: its head, for their own department. */
export const reporters = [...checkers, "sharing-head"] as const satisfies readonly Role[];
export const signers = ["sharing-head"] as const satisfies readonly Role[];
/** Who writes rules and appeals against results: the department's steward, and the bureau. */
export const ruleWriters = [...checkers] as const satisfies readonly Role[];
/** Who decides appeals and chooses how grades are given: the bureau. */
export const deciders = ["data-officer"] as const satisfies readonly Role[];
/** Who reads scores and rules. */
export const readers = [
  ...rowReaders,
  "leader",
  "hall-clerk",
  "audit-administrator",
] as const satisfies readonly Role[];

const holds = (actor: Actor, roles: readonly Role[]): boolean =>
  actor.roles.includes("hub") || roles.some((role) => actor.roles.includes(role));

export const mayCheck = ({ actor }: Call, { department, loadId }: ResourceCore): boolean =>
  holds(actor, checkers) && mayTouch(actor, department) && loadId !== null;
export const mayWriteRules = ({ actor }: Call, department: string): boolean =>
  holds(actor, ruleWriters) && mayTouch(actor, department);
export const mayDecide = ({ actor }: Call, department: string): boolean =>
  holds(actor, deciders) && mayTouch(actor, department);
export const maySeeRows = ({ actor }: Call, { department }: ResourceCore): boolean =>
  holds(actor, rowReaders) && mayTouch(actor, department);
export const mayExportRows = ({ actor }: Call, { department }: ResourceCore): boolean =>
  holds(actor, exporters) && mayTouch(actor, department);
export const mayReport = ({ actor }: Call, department: string): boolean =>
  holds(actor, reporters) && mayTouch(actor, department);
export const maySign = ({ actor }: Call, department: string): boolean =>
  holds(actor, signers) && actor.department === department;

/**
 * A resource of the actor's departments.
 *
 * @throws Problem quality.resource-not-found
 */
export async function resourceInScope(call: Call, deps: QualityDeps, id: string): Promise<ResourceCore> {
  const resource = await visibleResource(call, deps, id);
  if (!mayTouch(call.actor, resource.department)) throw problem(problems["resource-not-found"], { id });
  return resource;
}

/**
 * A resource the actor finds in the catalog: of the actor's departments, or published.
 *
 * @throws Problem quality.resource-not-found
 */
export async function visibleResource(call: Call, deps: QualityDeps, id: string): Promise<ResourceCore> {
  try {
    return await deps.catalog.resource(call, id);
  } catch (cause) {
    const isUnknown = cause instanceof Problem && cause.code === "catalog.resource-not-found";
    throw isUnknown ? problem(problems["resource-not-found"], { id }, { cause }) : cause;
  }
}
