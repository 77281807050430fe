import type { Role } from "#contract/identity";

/** Who loads and mends; the others who see intake only look. */
export const loaders: readonly Role[] = ["department-steward", "data-officer"];
