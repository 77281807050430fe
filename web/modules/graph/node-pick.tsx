import { useState } from "react";
import { graphRoutes } from "#contract/graph";
import { searchRoutes } from "#contract/search";
import { FilterChip, useAnswer, useWords } from "#kit";
import { placeWords } from "./place-words.ts";

/** Chooses a place of the graph by searching departments and resources in one's own words. */
export function NodePick({
  label,
  value,
  onPick,
}: {
  label: string;
  value: string | undefined;
  onPick: (node: string | undefined) => void;
}) {
  const words = useWords(placeWords).paths;
  const [text, setText] = useState("");
  const resources = useAnswer(
    searchRoutes.find,
    { query: { q: text, kind: "resource", limit: 12 } },
    { isReady: text.trim() !== "", keepsLast: true },
  );
  const departments = useAnswer(
    searchRoutes.find,
    { query: { q: text, kind: "department", limit: 8 } },
    { isReady: text.trim() !== "", keepsLast: true },
  );
  const chosen = useAnswer(graphRoutes.around, { query: { node: value ?? "" } }, { isReady: value !== undefined });
  const name = chosen.data?.nodes.find(({ id }) => id === value)?.name;
  const hits = text.trim() === "" ? [] : [...(departments.data?.items ?? []), ...(resources.data?.items ?? [])];
  return (
    <FilterChip
      label={label}
      value={value}
      shown={name ?? (value === undefined ? words.pick : value)}
      search={setText}
      isSearching={resources.isLoading || departments.isLoading}
      choices={hits.map((hit) => ({
        value: `${hit.kind}:${hit.ref}`,
        label: hit.name.text,
        note: hit.kind === "department" ? "" : hit.departmentName,
      }))}
      onChange={onPick}
    />
  );
}
