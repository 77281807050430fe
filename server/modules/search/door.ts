import type { SearchKind, searchRoutes } from "#contract/search";
import type { RouteAnswer, RouteInput } from "#contract/route";
import type { Call } from "#kernel/call";
import type { Route } from "#kernel/http/route";
import type { Entry, EntryData } from "./entry.ts";

export type { Entry, EntryData } from "./entry.ts";

/**
 * The index as other modules see it. Everything is written in the caller's transaction and found from there on; nothing
 * is recorded in the ledger, because the command that changes a thing records that.
 */
export interface Search {
  readonly routes: readonly Route[];
  /** Of one kind. Putting the same again writes nothing. */
  put(call: Call, entries: readonly Entry[]): Promise<void>;
  /** For everybody: a withdrawn resource, a retired element, a closed department. */
  remove(call: Call, kind: SearchKind, ref: string): Promise<void>;
  /** A load or a check has changed what is known of the data; nothing where the entry is not in the index. */
  noteData(call: Call, ref: string, data: EntryData): Promise<void>;
  /** Departments that now hold a grant in force. */
  noteUses(call: Call, ref: string, uses: number): Promise<void>;
  /** False in a hub older than the index: whoever puts this kind puts all of them. */
  has(call: Call, kind: SearchKind): Promise<boolean>;
  /** The same answer as the route, for the person the call is of. */
  find(
    call: Call,
    query: RouteInput<typeof searchRoutes.find>["query"],
  ): Promise<RouteAnswer<typeof searchRoutes.find>>;
  /** Refs of one kind that meet the words, best first: for a list with filters of its own. */
  refs(call: Call, asked: { readonly q: string; readonly kind: SearchKind }): Promise<string[]>;
}
