import type { Role } from "#contract/identity";

/** Who loads and mends; the others who see intake only look. */
export const loaders: readonly Role[] = ["department-steward", "data-officer"];

/** Who sees sources, follows and loads; the others who see zones keep or watch their agents. */
export const intakeReaders: readonly Role[] = [...loaders, "sharing-head", "audit-administrator"];

/** Who makes zones and enrols agents. */
export const zoneKeepers: readonly Role[] = ["data-officer", "system-administrator"];
