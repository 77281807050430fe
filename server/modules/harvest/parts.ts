import type { HostGuard } from "#intake";
import type { FileStore } from "#kernel/files/file-store";
import type { Jobs } from "#kernel/jobs/jobs";
import type { Ledger } from "#ledger";
import type { Search } from "#search";

/** What the commands and queries of this module work with. */
export interface HarvestParts {
  readonly ledger: Pick<Ledger, "record" | "seal">;
  readonly search: Pick<Search, "put" | "remove">;
  readonly files: FileStore;
  readonly jobs: Jobs;
  readonly hosts: HostGuard;
  readonly now: () => Date;
  readonly uploadLimitBytes: number;
}
