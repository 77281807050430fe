import type { Role } from "#contract/identity";

/** Who starts cataloguing a resource; everything else is said by the answer's `may`. */
export const editors: readonly Role[] = ["department-steward", "data-officer"];
