import { eventType } from "#kernel/jobs/events";

/** What every piece of news about a catalog entry says. `at` is ISO 8601. */
export interface CatalogNews {
  readonly resourceId: string;
  readonly name: string;
  readonly department: string;
  readonly at: string;
}

/** The department's head has signed: it lies before the bureau (Order 809 art. 16). */
export const catalogSubmitted = eventType<CatalogNews>("catalog.submitted");

/** A version is published, for everybody to see. */
export const catalogPublished = eventType<CatalogNews & { readonly version: number }>("catalog.published");

/** A law or a duty has changed, and the entry is to follow (art. 17). `dueOn` is `YYYY-MM-DD`. */
export const catalogChangeNoted = eventType<
  CatalogNews & { readonly happenedOn: string; readonly dueOn: string | null }
>("catalog.change-noted");
