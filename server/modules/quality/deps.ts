import type { Catalog } from "#catalog";
import type { Clock } from "#clock";
import type { Dictionary, MaskValue } from "#dictionary";
import type { Intake } from "#intake";
import type { Jobs } from "#kernel/jobs/jobs";
import type { Lake } from "#kernel/lake/lake";
import type { Ledger } from "#ledger";
import type { Registry } from "#registry";

/** What quality stands on: the doors below it, the lake and the queue. */
export interface QualityDeps {
  readonly ledger: Ledger;
  readonly jobs: Jobs;
  readonly lake: Lake;
  readonly registry: Pick<Registry, "departments" | "divisionTable">;
  readonly clock: Pick<Clock, "statistics">;
  readonly dictionary: Pick<Dictionary, "elements" | "codeList">;
  readonly maskValue: MaskValue;
  readonly catalog: Pick<Catalog, "resource" | "resources" | "noteCheck">;
  readonly intake: Pick<Intake, "lastLoad" | "loadIn">;
  readonly now: () => Date;
}
