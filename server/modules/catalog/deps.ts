import type { Clock } from "#clock";
import type { Dictionary, MaskValue } from "#dictionary";
import type { Events } from "#kernel/jobs/events";
import type { Lake } from "#kernel/lake/lake";
import type { Ledger } from "#ledger";
import type { Registry } from "#registry";
import type { Search } from "#search";

/** What the catalog stands on: the doors below it, and the lake for sample rows. */
export interface CatalogDeps {
  readonly ledger: Ledger;
  readonly search: Pick<Search, "put" | "remove" | "noteData" | "has">;
  readonly registry: Pick<Registry, "departments" | "bureauOf">;
  readonly clock: Pick<Clock, "start" | "meet" | "drop" | "commitmentsOf">;
  readonly events: Pick<Events, "publish">;
  readonly dictionary: Pick<Dictionary, "elements">;
  readonly maskValue: MaskValue;
  readonly lake: Lake;
}
