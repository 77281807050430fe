import type { ReadInside } from "#kernel/http/read-inside";
import type { Ledger } from "#ledger";
import type { Rates } from "./rates.ts";

export interface AssistantParts {
  readonly ledger: Ledger;
  readonly read: ReadInside;
  readonly rates: Rates;
  readonly nodeName: string;
  readonly version: string;
}
