import type { Catalog } from "#catalog";
import type { Clock } from "#clock";
import type { Dictionary } from "#dictionary";
import type { PublicDataset } from "#contract/portal";
import type { Bilingual } from "#contract/text";
import type { Gate } from "#gate";
import type { Sealer } from "#kernel/crypto/seal";
import type { FileStore } from "#kernel/files/file-store";
import type { Site } from "#kernel/http/origin";
import type { Jobs } from "#kernel/jobs/jobs";
import type { Ledger } from "#ledger";
import type { Registry } from "#registry";
import type { Search } from "#search";

/** What every command and query of the portal is given. */
export interface PortalParts {
  readonly ledger: Ledger;
  readonly search: Pick<Search, "put" | "remove" | "refs">;
  readonly registry: Pick<Registry, "departments" | "bureauOf">;
  readonly clock: Pick<Clock, "start" | "meet" | "drop" | "commitmentsOfMany" | "foresee" | "calendar">;
  readonly dictionary: Pick<Dictionary, "elements">;
  readonly catalog: Pick<Catalog, "resource" | "resources" | "view">;
  readonly gate: Gate;
  readonly jobs: Jobs;
  readonly files: Pick<FileStore, "pathOf" | "remove">;
  readonly sealer: Sealer;
  /** Name of this node, as every page carries it. */
  readonly nodeName: string;
  readonly site: Site;
  /**
   * What is wrong with a description as other portals will read it. Those who write for other portals stand above this module
   * and tell it through this.
   */
  readonly descriptionFaults: (set: PublicDataset) => Promise<readonly DescriptionFault[]>;
}

export interface DescriptionFault extends Bilingual {
  /** False where it may be published all the same. */
  readonly isSerious: boolean;
}
