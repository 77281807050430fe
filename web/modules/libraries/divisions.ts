import type { GroupPortrait } from "#contract/libraries";
import { type Department, registryRoutes } from "#contract/registry";
import { useAnswer, useWords } from "#kit";
import { portraitWords } from "./portrait-words.ts";

/** A division of a group portrait with its name. */
export interface Place {
  readonly code: string;
  readonly name: string;
  readonly counts: readonly (number | null)[];
  readonly total: number | null;
  /** It has divisions below it that may be looked at. */
  readonly opens: boolean;
}

const atOnce = 500;
/** Townships are the last level drawn: of villages too few people are alike. */
const lastOpened = 6;

/** The bureau's own city or province; "" where the node has none. */
export const cityOf = (departments: readonly Department[]): string =>
  departments.find(({ isBureau }) => isBureau)?.division.slice(0, 4) ?? "";

/** The divisions of a portrait, named, the largest first. */
export function usePlaces(portrait: GroupPortrait, under: string): readonly Place[] {
  const words = useWords(portraitWords).group;
  const query = { limit: atOnce, ...(under === "" ? {} : { parent: under }) };
  const below = useAnswer(registryRoutes.listDivisions, { query });
  const own = useAnswer(registryRoutes.getDivision, { params: { code: under } }, { isReady: under !== "" });
  // Registers keep people under codes that are no longer in force.
  const former = useAnswer(registryRoutes.listDivisions, { query: { ...query, status: "retired" as const } });
  const names = new Map((below.data?.items ?? []).map(({ code, name }) => [code, name]));
  const formerNames = new Map((former.data?.items ?? []).map(({ code, name }) => [code, name]));
  const nameOf = (code: string): string => {
    if (code === "") return words.unknown;
    if (code === under) return words.onlyAbove(own.data?.name ?? code);
    const was = formerNames.get(code);
    return names.get(code) ?? (was === undefined ? code : words.former(was));
  };
  return portrait.rows
    .map(({ division: code, counts, total }) => ({
      code,
      name: nameOf(code),
      counts,
      total,
      opens: names.has(code) && code.length <= lastOpened,
    }))
    .toSorted((a, b) => (b.total ?? -1) - (a.total ?? -1) || a.code.localeCompare(b.code));
}
