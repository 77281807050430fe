import type { Role } from "#contract/identity";
import type { Actor } from "#kernel/call";

/** Who says what a library is made of, runs it and takes records apart: the bureau. */
export const keepers = ["data-officer"] as const satisfies readonly Role[];
/** Who says of two records whether they are one subject: the bureau, and the stewards of the departments they are from. */
export const reviewers = ["data-officer", "department-steward"] as const satisfies readonly Role[];
/** Who reads records: always on the ledger, and masked where the department does not hold the value itself. */
export const recordReaders = [
  ...reviewers,
  "sharing-head",
  "department-user",
  "hall-clerk",
] as const satisfies readonly Role[];
/** Who reads models, runs and figures. */
export const readers = [...recordReaders, "leader", "audit-administrator"] as const satisfies readonly Role[];

export const holds = (actor: Actor, roles: readonly Role[]): boolean =>
  actor.roles.includes("hub") || roles.some((role) => actor.roles.includes(role));

/**
 * Whether this person's own department is among those that hold a value. Seeing every department's things, as the bureau
 * does, is not holding their data.
 */
export const isHolder = ({ department, departments }: Actor, holders: readonly string[]): boolean =>
  holders.some((holder) => holder === department || (departments !== "all" && departments.includes(holder)));
