import { registryRoutes } from "#contract/registry";
import { type MarkedText, searchKindNames, searchRoutes } from "#contract/search";
import { useAnswer, useLanguage, useScreenExists, useWords } from "#kit";
import { hitAddress } from "./hit-address.ts";
import { shellWords } from "./words.ts";

export interface FoundGroup {
  readonly key: string;
  readonly title: string;
  readonly found: readonly { readonly href: string; readonly name: MarkedText; readonly note: string }[];
}

export interface Everything {
  readonly groups: readonly FoundGroup[];
  readonly isSearching: boolean;
  /** All hits of the index; from 5,000 on “more than that”. */
  readonly total: number;
  readonly isTotalExact: boolean;
}

const shown = 8;
const shownDivisions = 3;

/** The best hits of the one search, by kind in the order of their best; divisions, which are not in its index, beside. */
export function useFindEverything(text: string): Everything {
  const { language } = useLanguage();
  const words = useWords(shellWords);
  const exists = useScreenExists();
  const options = { isReady: text !== "" };
  const search = useAnswer(searchRoutes.find, { query: { q: text, limit: shown } }, options);
  const divisions = useAnswer(registryRoutes.searchDivisions, { query: { q: text, limit: shownDivisions } }, options);
  const hits = (search.data?.items ?? []).flatMap((hit) => {
    const href = hitAddress(hit);
    return href === null || !exists(href) ? [] : [{ hit, href }];
  });
  const byKind = Map.groupBy(hits, ({ hit }) => hit.kind);
  const groups: FoundGroup[] = [...byKind].map(([kind, list]) => ({
    key: kind,
    title: searchKindNames[kind][language],
    found: list.map(({ hit, href }) => {
      const isEnglish = language === "en" && hit.nameEn !== "";
      const why = hit.reasons.find(({ field }) => field !== "name");
      return {
        href,
        name: isEnglish ? { text: hit.nameEn, marks: [] } : hit.name,
        note: [hit.kind === "department" ? "" : hit.departmentName, why?.found.text ?? hit.code]
          .filter(Boolean)
          .join(" "),
      };
    }),
  }));
  const places = (divisions.data?.items ?? []).slice(0, shownDivisions).map((item) => ({
    href: `/registry/divisions/${item.code}`,
    name: { text: item.name, marks: [] },
    note: `${item.path.join(" / ")} ${item.code}`,
  }));
  if (places.length > 0 && exists(places[0]?.href ?? ""))
    groups.push({ key: "divisions", title: words.searchDivisions, found: places });
  return {
    groups,
    isSearching: search.isLoading || divisions.isLoading,
    total: search.data?.total ?? 0,
    isTotalExact: search.data?.isTotalExact ?? true,
  };
}
