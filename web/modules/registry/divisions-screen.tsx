import { divisionLevelNames, registryRoutes } from "#contract/registry";
import {
  AppLink,
  ErrorState,
  FilterChip,
  isMissing,
  PageHead,
  QueryStrip,
  SearchField,
  useAddressPart,
  useAnswer,
  useFilters,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { DivisionColumns } from "./division-columns.tsx";
import { DivisionFacts } from "./division-facts.tsx";
import { FoundDivisions } from "./found-divisions.tsx";
import "./divisions.css";
import { divisionFilters } from "./filters.ts";
import { LoadDivisions } from "./load-divisions.tsx";
import { registryWords } from "./words.ts";

/** Five levels side by side, each column the divisions below the one chosen before it; or what a search found. */
export function DivisionsScreen() {
  const words = useWords(registryWords).divisions;
  const format = useFormat();
  const code = useAddressPart("code");
  const [search, setSearch] = useFilters(divisionFilters);
  const counts = useAnswer(registryRoutes.divisionCounts, {});
  const chosen = useAnswer(
    registryRoutes.getDivision,
    { params: { code: code ?? "" } },
    { isReady: code !== undefined, keepsLast: true },
  );
  const division = code === undefined ? undefined : chosen.data;
  const path = division ? [...division.ancestors.map((one) => one.code), division.code] : [];
  const total = counts.data?.levels.reduce((sum, level) => sum + level.current, 0);
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={counts.data?.loadedAt ? words.note(format.number(total ?? 0), counts.data.source) : undefined}
      />
      <LevelCounts counts={counts.data} />
      {counts.data?.loadedAt === null ? <LoadDivisions /> : null}
      <QueryStrip>
        <SearchField
          label={words.search}
          placeholder={words.search}
          isWide
          value={search.q}
          onSearch={(q) => setSearch({ q })}
        />
        <FilterChip
          label={words.status}
          value={search.status}
          choices={[
            { value: "current", label: words.current },
            { value: "retired", label: words.retired },
          ]}
          onChange={(status) => setSearch({ status: status as typeof search.status })}
        />
        {search.q ? (
          <button type="button" className="plain-button t13" onClick={() => setSearch({ q: undefined })}>
            {words.clear}
          </button>
        ) : null}
      </QueryStrip>
      {search.q ? (
        <FoundDivisions text={search.q} status={search.status} />
      ) : (
        <DivisionColumns path={path} status={search.status} />
      )}
      {chosen.error && code !== undefined ? (
        <div style={{ marginTop: 16 }}>
          <ErrorState error={chosen.error} {...(isMissing(chosen.error) ? {} : { retry: chosen.refetch })} />
        </div>
      ) : null}
      {division ? <DivisionFacts division={division} /> : null}
    </div>
  );
}

function LevelCounts({
  counts,
}: {
  counts: { levels: readonly { level: 1 | 2 | 3 | 4 | 5; current: number; retired: number }[] } | undefined;
}) {
  const words = useWords(registryWords).divisions;
  const text = useText();
  const format = useFormat();
  if (!counts) return null;
  return (
    <dl className="level-counts" aria-label={words.byLevel}>
      {counts.levels.map(({ level, current, retired }) => (
        <div key={level}>
          <dt>{text(divisionLevelNames[level])}</dt>
          <dd>
            <b>{format.number(current)}</b>
            {retired > 0 ? (
              <AppLink href="/registry/divisions?status=retired" className="t12">
                {words.retiredCount(format.number(retired))}
              </AppLink>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
