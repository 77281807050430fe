import { shareClassNames, updateCycleNames } from "#contract/catalog";
import type { RouteAnswer } from "#contract/route";
import { type SearchFacet, searchFacets, type searchRoutes } from "#contract/search";
import { FilterChip, QueryStrip, useFilters, useFormat, useText, useWords } from "#kit";
import { dataWords } from "#shell";
import { searchFilters } from "./filters.ts";
import { searchWords } from "./words.ts";

type Counted = RouteAnswer<typeof searchRoutes.count>["facets"];

/** What the hits can be narrowed by, each choice with how many it leaves; facets without a choice are left out. */
export function Facets({ facets }: { facets: Counted | undefined }) {
  const words = useWords(searchWords);
  const format = useFormat();
  const labelOf = useLabel();
  const [search, setSearch] = useFilters(searchFilters);
  const shown = searchFacets.filter((facet) => search[facet] !== undefined || (facets?.[facet].length ?? 0) > 1);
  return (
    <QueryStrip>
      {shown.map((facet) => (
        <FilterChip
          key={facet}
          label={words.facets[facet]}
          value={search[facet]}
          choices={(facets?.[facet] ?? []).map(({ value, label, count }) => ({
            value,
            label: labelOf(facet, value, label),
            note: format.number(count),
          }))}
          search="here"
          onChange={(value) => setSearch({ [facet]: value })}
        />
      ))}
    </QueryStrip>
  );
}

/** The hub names departments and kinds; closed lists are named here. */
function useLabel(): (facet: SearchFacet, value: string, label: string) => string {
  const words = useWords(searchWords);
  const { grade } = useWords(dataWords);
  const text = useText();
  return (facet, value, label) => {
    switch (facet) {
      case "shareClass":
        return text(shareClassNames[value as keyof typeof shareClassNames]);
      case "updateCycle":
        return text(updateCycleNames[value as keyof typeof updateCycleNames]);
      case "grade":
        return grade(value);
      case "hasData":
        return value === "true" ? words.withData : words.withoutData;
      case "kind":
      case "department":
      case "theme":
        return label;
    }
  };
}
