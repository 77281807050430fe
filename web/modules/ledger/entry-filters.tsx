import type { ReactNode } from "react";
import { outcomes } from "#contract/ledger";
import { DateChip, FilterChip, QueryStrip, useFilters, useWords } from "#kit";
import { actionNames, DepartmentChip, useActName } from "#shell";
import { entryFilters } from "./filters.ts";
import { ledgerWords } from "./words.ts";

/** The ledger's filters. Who and to what are chosen by following a link from an entry; here they can be taken away. */
export function EntryFilterStrip({ tools }: { tools: ReactNode }) {
  const words = useWords(ledgerWords);
  const actName = useActName();
  const [search, setSearch] = useFilters(entryFilters);
  const isFiltered = Object.keys(search).length > 0;
  return (
    <QueryStrip tools={tools}>
      <FilterChip
        label={words.filters.action}
        value={search.action}
        search="here"
        choices={actionNames.map((value) => ({ value, label: actName(value), note: value }))}
        onChange={(action) => setSearch({ action })}
      />
      <DepartmentChip
        label={words.filters.department}
        value={search.department}
        onChange={(department) => setSearch({ department })}
      />
      <FilterChip
        label={words.filters.outcome}
        value={search.outcome}
        choices={outcomes.map((value) => ({ value, label: words.outcomes[value] }))}
        onChange={(outcome) => setSearch({ outcome: outcome as typeof search.outcome })}
      />
      <DateChip
        label={words.filters.when}
        value={{ from: search.from, to: search.to }}
        onChange={(span) => setSearch({ from: span.from, to: span.to })}
      />
      {(["actor", "objectKind", "objectId"] as const).map((name) =>
        search[name] === undefined ? null : (
          <FilterChip
            key={name}
            label={words.filters[name]}
            value={search[name]}
            choices={[]}
            onChange={(value) => setSearch({ [name]: value })}
          />
        ),
      )}
      {isFiltered ? (
        <button
          type="button"
          className="plain-button t13"
          onClick={() =>
            setSearch({
              action: undefined,
              actor: undefined,
              department: undefined,
              objectKind: undefined,
              objectId: undefined,
              outcome: undefined,
              from: undefined,
              to: undefined,
            })
          }
        >
          {words.filters.clear}
        </button>
      ) : null}
    </QueryStrip>
  );
}
