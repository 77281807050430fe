import type { Ledger } from "#ledger";
import type { Registry } from "#registry";
import type { Reading } from "./reading.ts";

/** What the dictionary stands on. */
export interface DictionaryDeps {
  readonly ledger: Ledger;
  readonly registry: Pick<Registry, "divisionCodes" | "departments">;
}

/** What its commands and queries need. */
export interface Parts extends DictionaryDeps {
  readonly reading: Reading;
}
