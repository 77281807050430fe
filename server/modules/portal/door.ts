import type { RowCondition } from "#contract/gate";
import type {
  DatasetFacets,
  DatasetFilter,
  DatasetList,
  DatasetQuery,
  DatasetVersion,
  Licence,
  OpenRows,
  OpenStatistics,
  PublicDataset,
  PublicDepartment,
  PublicTheme,
} from "#contract/portal";
import type { Assessment, Opening, OpeningTerms } from "#contract/portal-manage";
import type { ApplicationForm, DerivedApplication, Ticket, TicketForm, TicketOutcome } from "#contract/portal-visitors";
import type { Call } from "#kernel/call";
import type { RequestFacts, Route } from "#kernel/http/route";

/** Rows of a published dataset. */
export interface RowsAsk {
  /** Code or id of the dataset. */
  readonly code: string;
  /** Columns; all that are given out unless said. */
  readonly fields?: readonly string[];
  /** Joined by "and"; values as canonical text. Only columns given out whole can be asked for. */
  readonly filters?: readonly RowCondition[];
  /** Any text column holds these characters, whatever their case. */
  readonly text?: string;
  readonly sort?: readonly { readonly field: string; readonly down: boolean }[];
  /** 0 to 32,000. */
  readonly limit: number;
  readonly offset?: number;
}

/**
 * The steps to opening for a caller that acts without HTTP, such as the sample: the same rules, roles and ledger entries as
 * the routes, in the name of the call's actor. Each throws the Problem its route would answer.
 */
export interface OpeningLife {
  /** Openings of a resource within the actor's departments, newest first. */
  of(call: Call, resourceId: string): Promise<readonly Opening[]>;
  propose(call: Call, resourceId: string): Promise<{ code: string; terms: OpeningTerms; assessment: Assessment }>;
  create(call: Call, input: { resourceId: string; code: string; terms: OpeningTerms }): Promise<Opening>;
  submit(call: Call, id: string): Promise<Opening>;
  open(call: Call, id: string): Promise<Opening>;
}

/**
 * What visitors send and how it is answered, for a caller that acts without HTTP, in the name of the call's actor: the
 * routes' own commands and ledger entries. A form with the same `once` (a UUID) is the same matter, however often it comes.
 */
export interface VisitorLife {
  /** A derived application of these datasets, by their ids. The form has been found right. */
  register(call: Call, form: ApplicationForm, datasets: readonly string[]): Promise<DerivedApplication>;
  /** @throws Problem portal.already-decided */
  list(call: Call, id: string): Promise<DerivedApplication>;
  /** A request for data. The form has been found right. */
  ask(call: Call, form: TicketForm): Promise<Ticket>;
  /** For all to read. @throws Problem portal.ticket-not-found, portal.already-decided */
  answer(call: Call, id: string, given: { readonly outcome: TicketOutcome; readonly answer: string }): Promise<Ticket>;
}

/** Who asks, as far as rates and zones are concerned; a key of an agreement opens what is conditional. */
export type RowsFrom = Pick<RequestFacts, "remoteAddress" | "header">;

/**
 * The open side of the hub: what everybody may see. Nothing here depends on who asks; a dataset that is not open is not
 * there. Texts come in both languages, paths begin with a slash (the caller puts the site's origin before them).
 */
export interface Portal {
  readonly routes: readonly Route[];
  /** By words and filters; by cursor, or by offset up to 100,000. @throws Problem portal.bad-cursor */
  list(call: Call, query: DatasetQuery): Promise<DatasetList>;
  /** What the filter can be narrowed by. */
  facets(call: Call, filter: DatasetFilter): Promise<DatasetFacets>;
  /** By code or id. @throws Problem portal.dataset-not-found */
  get(call: Call, key: string): Promise<PublicDataset>;
  /** Newest first, each with the files still kept. @throws Problem portal.dataset-not-found */
  versions(call: Call, key: string): Promise<DatasetVersion[]>;
  /** Datasets withdrawn at or after an instant, oldest first; what changed since is `list` with `modifiedSince`. */
  withdrawnSince(
    call: Call,
    since: string,
    limit: number,
  ): Promise<{ id: string; code: string; title: string; withdrawnAt: string }[]>;
  /** With at least one open dataset, most first. */
  departments(call: Call): Promise<PublicDepartment[]>;
  /** All, in their order. */
  themes(call: Call): Promise<PublicTheme[]>;
  licences(call: Call): Promise<Licence[]>;
  statistics(call: Call): Promise<OpenStatistics>;
  /**
   * Through the gate, under the dataset's open grant: decided, masked, counted and on the ledger before it is answered.
   *
   * @throws Problem portal.dataset-not-found, portal.too-many-calls, and what the gate refuses (an unknown column, a filter
   *   on what is masked, a value that is none)
   */
  rows(call: Call, ask: RowsAsk, from: RowsFrom): Promise<OpenRows>;
  readonly life: OpeningLife;
  readonly visitors: VisitorLife;
}
