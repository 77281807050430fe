import type { Database } from "#kernel/db/db";
import type { FileStore } from "#kernel/files/file-store";
import type { Lake } from "#kernel/lake/lake";
import type { Ledger } from "#ledger";
import type { Search } from "#search";
import type { Register } from "./register.ts";

/** What the commands and queries of this module work with; made once by `createRegistry`. */
export interface RegistryParts {
  readonly ledger: Ledger;
  readonly search: Pick<Search, "put" | "remove" | "has">;
  readonly database: Database;
  readonly lake: Lake;
  readonly files: FileStore;
  readonly register: Register;
}
