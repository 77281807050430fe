import type { Role } from "#contract/identity";

/** Who declares elements and code sets; editing one is said by the answer's `may`. */
export const keepers: readonly Role[] = ["data-officer"];
