import type { Role } from "#contract/identity";

/** Who registers departments; editing one and its systems is said by the answer's `may`. */
export const registrars: readonly Role[] = ["data-officer"];
/** Who may register a system at least for the own department. */
export const systemRegistrars: readonly Role[] = [...registrars, "department-steward"];
