import type { DriftReach } from "#contract/intake-follow";
import type { Call } from "#kernel/call";
import type { Sealer } from "#kernel/crypto/seal";
import type { FileStore } from "#kernel/files/file-store";
import type { Events } from "#kernel/jobs/events";
import type { Jobs } from "#kernel/jobs/jobs";
import type { Queue } from "#kernel/jobs/queue";
import type { Lake } from "#kernel/lake/lake";
import type { Catalog } from "#catalog";
import type { Clock } from "#clock";
import type { Dictionary } from "#dictionary";
import type { Ledger } from "#ledger";
import type { Registry } from "#registry";
import type { Agents } from "./agent/agent-port.ts";
import type { ZoneHolding } from "./agent/held.ts";
import type { HostGuard } from "./hosts.ts";

/** What every command and query of intake is given. */
export interface IntakeParts {
  readonly ledger: Ledger;
  readonly jobs: Jobs;
  readonly lake: Lake;
  readonly files: FileStore;
  readonly sealer: Sealer;
  readonly registry: Pick<Registry, "department" | "departments" | "divisionCodes">;
  readonly dictionary: Pick<Dictionary, "elements" | "codeList" | "propose">;
  readonly catalog: Pick<Catalog, "resource" | "find" | "draftFor" | "setItems" | "noteLoad">;
  /** Folder for files that live as long as one step. */
  readonly workFolder: string;
  readonly uploadLimitBytes: number;
  readonly hosts: HostGuard;
  /** Agents that read the sources of their zones. */
  readonly agents: Agents;
  readonly zoneHolding: ZoneHolding;
  /** Folders of this machine that files may arrive in. */
  readonly watchedFolders: readonly string[];
  readonly now: () => Date;
  readonly clock: Pick<Clock, "start" | "meet" | "commitmentsOfMany">;
  readonly events: Events;
  /** What further on uses these fields of a resource: modules above intake, which `modules.ts` asks. */
  readonly reachOf: (call: Call, resourceId: string, fields: readonly string[]) => Promise<DriftReach[]>;
  readonly queue: Pick<Queue, "define" | "schedule">;
  /** A call by the hub itself, now. */
  readonly hubCall: () => Call;
}

export const intakeRoles = ["department-steward", "data-officer"] as const;
