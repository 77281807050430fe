import type { Sealer } from "#kernel/crypto/seal";
import type { Database } from "#kernel/db/db";
import type { FileStore } from "#kernel/files/file-store";
import type { Events } from "#kernel/jobs/events";
import type { Jobs } from "#kernel/jobs/jobs";
import type { Lake, LakeSession } from "#kernel/lake/lake";
import type { Catalog } from "#catalog";
import type { Dictionary } from "#dictionary";
import type { Intake } from "#intake";
import type { Ledger } from "#ledger";
import type { Registry } from "#registry";
import type { Search } from "#search";

/** What the gate stands on. */
export interface GateDeps {
  readonly ledger: Ledger;
  readonly search: Pick<Search, "noteUses">;
  readonly database: Database;
  readonly lake: Lake;
  readonly files: FileStore;
  readonly sealer: Sealer;
  readonly jobs: Jobs;
  readonly events: Events;
  readonly registry: Pick<Registry, "departments" | "department">;
  readonly dictionary: Pick<Dictionary, "elements">;
  readonly catalog: Pick<Catalog, "resource" | "find">;
  readonly intake: Pick<Intake, "zoneHolding">;
  /** The load whose rows the standard table holds as this session sees it. */
  readonly loadIn: (session: LakeSession, resourceId: string) => Promise<string | null>;
  /** Folder of this node's keys. */
  readonly keyFolder: string;
  /** Folder for files that live as long as one step. */
  readonly workFolder: string;
  readonly now: () => Date;
}

/** What its commands and queries need besides. */
export interface GateParts extends GateDeps {
  /** After a change of this process has been committed: it acts on it at once, the others within a second. */
  forgetGrants(department: string): void;
}
