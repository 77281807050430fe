import type { Ledger } from "#ledger";
import type { Registry } from "#registry";
import type { Search } from "#search";
import type { Reading } from "./reading.ts";

/** What the dictionary stands on. */
export interface DictionaryDeps {
  readonly ledger: Ledger;
  readonly search: Pick<Search, "put" | "remove" | "has">;
  readonly registry: Pick<Registry, "divisionCodes" | "departments">;
}

/** What its commands and queries need. */
export interface Parts extends DictionaryDeps {
  readonly reading: Reading;
}
