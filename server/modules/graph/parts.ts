import type { Catalog } from "#catalog";
import type { Gate } from "#gate";
import type { Intake } from "#intake";
import type { Queue } from "#kernel/jobs/queue";
import type { Libraries } from "#libraries";
import type { Ledger } from "#ledger";
import type { Registry } from "#registry";

/** What every command and query of the graph is given. */
export interface GraphParts {
  readonly ledger: Pick<Ledger, "record" | "after" | "size">;
  readonly registry: Pick<Registry, "departments" | "systems">;
  readonly catalog: Pick<Catalog, "resource" | "resources" | "visibleAmong" | "filings">;
  readonly intake: Pick<Intake, "originOf">;
  readonly gate: Pick<Gate, "grant">;
  readonly libraries: Pick<Libraries, "inflowOf">;
  readonly queue: Queue;
}
