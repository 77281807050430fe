import type { Jobs } from "#kernel/jobs/jobs";
import type { Lake, LakeSession } from "#kernel/lake/lake";
import type { Call } from "#kernel/call";
import type { Catalog, ResourceCore } from "#catalog";
import type { Dictionary } from "#dictionary";
import type { Intake } from "#intake";
import type { Ledger } from "#ledger";
import type { Registry } from "#registry";

/** What quality stands on: the doors below it, the lake and the queue. */
export interface QualityDeps {
  readonly ledger: Ledger;
  readonly jobs: Jobs;
  readonly lake: Lake;
  readonly registry: Pick<Registry, "departments" | "divisionTable">;
  readonly dictionary: Pick<Dictionary, "elements" | "codeList">;
  readonly catalog: Pick<Catalog, "resource" | "resources" | "noteCheck">;
  readonly intake: Pick<Intake, "lastLoad">;
  /**
   * The load whose rows the standard table holds, read in the lake transaction of `session`, so that rows and load never
   * come from two sides of a swap; null where they came by no load.
   */
  readonly loadIn: (call: Call, session: LakeSession, resource: ResourceCore) => Promise<string | null>;
  readonly now: () => Date;
}
