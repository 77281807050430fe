import type { Catalog } from "#catalog";
import type { Clock } from "#clock";
import type { Dictionary } from "#dictionary";
import type { Gate } from "#gate";
import type { Identity } from "#identity";
import type { Sealer } from "#kernel/crypto/seal";
import type { Events } from "#kernel/jobs/events";
import type { Jobs } from "#kernel/jobs/jobs";
import type { Ledger } from "#ledger";
import type { Registry } from "#registry";
import type { Mailer } from "./mailer.ts";

/** What every command and query of sharing is given. */
export interface SharingParts {
  readonly ledger: Ledger;
  readonly identity: Pick<Identity, "issueClient" | "renewSecret" | "clientsOf">;
  readonly registry: Pick<Registry, "departments" | "bureauOf">;
  readonly clock: Clock;
  readonly dictionary: Pick<Dictionary, "elements">;
  readonly catalog: Pick<Catalog, "resource" | "resources" | "list" | "view">;
  readonly gate: Gate;
  readonly jobs: Jobs;
  readonly events: Events;
  readonly sealer: Sealer;
  /** Null where no mail server is configured. */
  readonly mailer: Mailer | null;
}
