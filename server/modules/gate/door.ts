import type {
  AggregationWarning,
  GateQuestion,
  GateVerdict,
  Grant,
  GrantState,
  GrantTerms,
  GrantTermsInput,
} from "#contract/gate";
import type { Call } from "#kernel/call";
import type { Relation } from "#kernel/db/db";
import type { Route } from "#kernel/http/route";
import type { OpenGate } from "./open-door.ts";

export interface GrantFilter {
  /** Granted to this department. */
  readonly department?: string;
  /** Data of this department. */
  readonly provider?: string;
  readonly resourceId?: string;
  readonly states?: readonly GrantState[];
  /** The request it answers. */
  readonly request?: { readonly module: string; readonly id: string };
  /** 200 unless said. */
  readonly limit?: number;
}

/** What may be asked through the door; everything but the resource has a default. */
export type Question = Partial<GateQuestion> & Pick<GateQuestion, "resource">;

/**
 * Grants, and the one way out for rows of data. Commands join the caller's transaction and take effect when it commits,
 * on every process of the hub within a second. **They leave no ledger entry: the caller records the act**, with the
 * grant's id in `grant`. They do not ask for roles either: who may grant is the caller's rule. Deliveries are recorded by
 * the gate itself.
 */
export interface Gate {
  readonly routes: readonly Route[];
  open(call: Call): Promise<void>;
  /** Stops background work of this process and gives unused quota back. */
  close(): Promise<void>;
  /**
   * Creates a grant, `prepared` unless said: it waits for `activateGrant`. Starts the making of the serving table, so that
   * the first call finds it.
   *
   * @throws Problem gate.terms-wrong (an item the resource does not have, a condition on an unknown item or a value that is
   *   not of its type, unmasked without a reason, a mask weaker than the dictionary demands, until before from),
   *   catalog.resource-not-found, registry.department-not-found
   */
  createGrant(call: Call, terms: GrantTermsInput, state?: "prepared" | "active"): Promise<Grant>;
  /** From `prepared` to `active`; `clients` joins the service clients named in the terms. No effect on an active one. */
  activateGrant(call: Call, id: string, more?: { clients?: readonly string[]; reason?: string }): Promise<Grant>;
  /**
   * Changes terms (a renewal is a later `validUntil`); department and resource stay. The old terms are kept in the history.
   *
   * @throws Problem gate.terms-wrong, gate.grant-not-found, gate.grant-ended
   */
  changeGrant(
    call: Call,
    id: string,
    changes: Partial<Omit<GrantTermsInput, "department" | "resourceId">>,
    reason: string,
  ): Promise<Grant>;
  /** @throws Problem gate.grant-not-found, gate.wrong-state */
  suspendGrant(call: Call, id: string, reason: string): Promise<Grant>;
  resumeGrant(call: Call, id: string, reason: string): Promise<Grant>;
  /** For good, from any state. Files made under it can no longer be downloaded. No effect on an ended one. */
  endGrant(call: Call, id: string, reason: string): Promise<Grant>;
  /** @throws Problem gate.grant-not-found, also for a grant neither to nor of the actor's departments */
  grant(call: Call, id: string): Promise<Grant>;
  /** Departments that use each resource now, its own left out, to be joined inside the database: `resource_id, users`. */
  readonly usersByResource: Relation;
  /** Those the actor sees, newest first. */
  grantsOf(call: Call, filter: GrantFilter): Promise<Grant[]>;
  /**
   * "Why can't I?", without asking for data and without a ledger entry. For the department named, or the actor's own;
   * an actor may ask for departments within its scope only (others read as its own).
   */
  why(call: Call, question: Question): Promise<GateVerdict>;
  /** What these items would reveal together with what the department already has (Order 809 art. 25); empty is good. */
  aggregationWarnings(
    call: Call,
    asked: { readonly department: string; readonly resource: string; readonly items: readonly string[] },
  ): Promise<AggregationWarning[]>;
  /** What leaves for everybody, under grants to `publicReader`. */
  readonly public: OpenGate;
  /**
   * The look-up of the API in the name of the call's actor, for set-up without HTTP: the same decision, masks and ledger
   * entry. Only how many rows it answered comes back; rows leave through the routes alone.
   *
   * @param resource id, number or code
   * @throws the Problem the route would answer
   */
  lookUp(
    call: Call,
    asked: { readonly resource: string; readonly grant: string; readonly limit: number },
  ): Promise<{ readonly rows: number }>;
  /** The terms with defaults filled in, checked against resource and dictionary, for a form before it is sent. */
  checkTerms(call: Call, terms: GrantTermsInput): Promise<GrantTerms>;
}

/** The first answer with at least one row left the hub under this grant. Sent once. */
export interface FirstDelivery {
  readonly grantId: string;
  /** ISO instant. */
  readonly at: string;
  readonly ledgerEntry: number;
  readonly request: GrantTerms["request"];
}

/** A grant runs out in at most 30, later in at most 7 days. Each sent once for each `validUntil`. */
export interface GrantEnding {
  readonly grantId: string;
  readonly daysLeft: 30 | 7;
  /** `YYYY-MM-DD`, the last day it is valid. */
  readonly validUntil: string;
  readonly request: GrantTerms["request"];
}

/** The last day has passed. Sent once for each `validUntil`. */
export interface GrantExpired {
  readonly grantId: string;
  readonly validUntil: string;
  readonly request: GrantTerms["request"];
}
