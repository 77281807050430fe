import type { Config } from "#kernel/config";
import type { Ledger } from "#ledger";
import type { DepartmentLookup } from "./actor.ts";
import type { Operator } from "./operator.ts";
import type { RecentActors } from "./recent-actors.ts";
import type { ReadToken } from "./token-reader.ts";
import type { SignInLimits } from "./sign-in-limits.ts";

/** What the commands of this module work with; made once by `createIdentity`. */
export interface IdentityParts {
  readonly ledger: Ledger;
  readonly config: Pick<Config, "sample" | "sessionHours" | "adminPassword" | "nodeName">;
  readonly departments: DepartmentLookup;
  readonly limits: SignInLimits;
  readonly recent: RecentActors;
  readonly readToken: ReadToken;
  readonly operator: Operator;
}
