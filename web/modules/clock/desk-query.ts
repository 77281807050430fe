import type { CommitmentFilter } from "#contract/clock";
import { stringifySearch } from "#kit";
import type { deskFilters } from "./filters.ts";

type Search = ReturnType<typeof deskFilters>;

/** The question behind the list, from the filters in the address. */
export function queryOf({ q, owedBy, owedTo, kind, colour, state, level, mine, calledIn, asks }: Search) {
  return {
    q,
    owedBy,
    owedTo,
    kind,
    colour,
    state,
    level,
    assignedToMe: mine === undefined ? undefined : "true",
    calledIn: calledIn === undefined ? undefined : "true",
    asksExtension: asks === undefined ? undefined : "true",
  } satisfies Partial<Record<keyof CommitmentFilter, string | undefined>>;
}

/** Where a commitment opens: beside the list where there is room, else as a page. */
export const hrefOfCommitment = (id: string, search: Search, hasRoom: boolean): string =>
  hasRoom ? `/clock${stringifySearch({ ...search, open: id, do: undefined })}` : `/clock/commitments/${id}`;

export const isNarrowed = ({ open: _open, do: _do, ...search }: Search): boolean => Object.keys(search).length > 0;
