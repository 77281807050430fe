import type { Role } from "#contract/identity";

/** Those who ask for data on behalf of their department; the hub refuses the others. */
export const askers: readonly Role[] = ["department-user", "department-steward"];
