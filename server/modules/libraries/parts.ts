import type { Catalog } from "#catalog";
import type { Dictionary, MaskValue } from "#dictionary";
import type { Intake } from "#intake";
import type { Jobs } from "#kernel/jobs/jobs";
import type { Lake } from "#kernel/lake/lake";
import type { Ledger } from "#ledger";
import type { Registry } from "#registry";
import type { Sharing } from "#sharing";

/** What every command and query of libraries is given. */
export interface LibrariesParts {
  readonly ledger: Pick<Ledger, "record" | "recordNow" | "seal" | "entries">;
  readonly registry: Pick<Registry, "departments">;
  readonly dictionary: Pick<Dictionary, "elements" | "codeList">;
  readonly maskValue: MaskValue;
  readonly catalog: Pick<Catalog, "resource" | "resources" | "view">;
  readonly intake: Pick<Intake, "loadIn" | "zoneHolding">;
  readonly sharing: { readonly life: Pick<Sharing["life"], "reportError"> };
  readonly jobs: Jobs;
  readonly lake: Lake;
  readonly now: () => Date;
}
