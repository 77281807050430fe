import type { Catalog } from "#catalog";
import type { Dictionary, MaskValue } from "#dictionary";
import type { Relation } from "#kernel/db/db";
import type { Clock } from "#clock";
import type { HostGuard, Intake } from "#intake";
import type { Jobs } from "#kernel/jobs/jobs";
import type { Lake } from "#kernel/lake/lake";
import type { Ledger } from "#ledger";
import type { Registry } from "#registry";

/** What quality stands on: the doors below it, the lake and the queue. */
export interface QualityDeps {
  readonly ledger: Ledger;
  readonly jobs: Jobs;
  readonly lake: Lake;
  readonly registry: Pick<Registry, "departments" | "divisionTable" | "bureauOf">;
  readonly dictionary: Pick<Dictionary, "elements" | "codeList">;
  readonly maskValue: MaskValue;
  readonly catalog: Pick<Catalog, "resource" | "resources" | "current" | "find" | "noteCheck">;
  readonly intake: Pick<Intake, "lastLoad" | "loadIn" | "zoneHolding">;
  readonly clock: Pick<Clock, "start" | "meet" | "drop" | "statistics">;
  /** Which machines a rule may knock at. */
  readonly hosts: HostGuard;
  /** Departments that use each resource now, its own left out (`resource_id, users`); the gate stands above. */
  readonly users: () => Relation;
  readonly now: () => Date;
}
