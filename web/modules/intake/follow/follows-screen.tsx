import { Button } from "antd";
import { followRoutes } from "#contract/intake-follow";
import { followHealths } from "#contract/intake-standing";
import type { RouteAnswer } from "#contract/route";
import {
  Answered,
  Counts,
  DataTable,
  EmptyState,
  FilterChip,
  Icon,
  PageHead,
  QueryStrip,
  SearchField,
  StateWord,
  TableTools,
  useAnswer,
  useFilters,
  useFormat,
  useGo,
  useNow,
  usePages,
  useTable,
  useText,
  useWords,
} from "#kit";
import { DepartmentChip, useHasRole } from "#shell";
import { followFilters } from "../filters.ts";
import { loaders } from "../workers.ts";
import { useFollowColumns } from "./follow-columns.tsx";
import { HealthWord } from "./parts.tsx";
import { useStanding } from "./standing.ts";
import { followWords } from "./words.ts";
import "./follow.css";

const renewMs = 10_000;

/** Every followed table, the worst first: what an operator keeps open all day. */
export function FollowsScreen() {
  const words = useWords(followWords).list;
  const format = useFormat();
  const now = useNow();
  const go = useGo();
  const hasRole = useHasRole();
  const [search] = useFilters(followFilters);
  const source = usePages(followRoutes.listFollows, { query: search }, { every: renewMs, pageSize: 250 });
  const table = useTable("intake.follows", useFollowColumns());
  const start = hasRole(loaders) ? (
    <Button size="small" type="primary" icon={<Icon name="plus" />} onClick={() => go("/intake/follows/new")}>
      {words.start}
    </Button>
  ) : undefined;
  return (
    <div className="page follows">
      <PageHead title={words.title} note={words.asOf(format.moment(now))} actions={start} />
      <Standing />
      <QueryStrip tools={<TableTools table={table} />}>
        <FollowFilters />
      </QueryStrip>
      <DataTable
        label={words.what}
        table={table}
        source={source}
        keyOf={(follow) => follow.id}
        nameOf={(follow) => follow.resourceName}
        hrefOf={(follow) => `/intake/follows/${follow.id}`}
        empty={
          Object.keys(search).length === 0 ? (
            <EmptyState title={words.emptyTitle} action={start}>
              {words.emptyText}
            </EmptyState>
          ) : (
            <EmptyState
              title={words.nothingTitle}
              action={
                <Button size="small" onClick={() => go("/intake/follows")}>
                  {words.clear}
                </Button>
              }
            >
              {words.nothingText}
            </EmptyState>
          )
        }
      />
    </div>
  );
}

/** All is well, or which are not: one sentence, and the counts behind it as filters. */
function Standing() {
  const words = useWords(followWords).list;
  const format = useFormat();
  const say = useStanding();
  const [{ health, finding, ...others }, setSearch] = useFilters(followFilters);
  const answer = useAnswer(
    followRoutes.listFollows,
    { query: { ...others, limit: 1 } },
    { every: renewMs, keepsLast: true },
  );
  return (
    <Answered answer={answer} what={words.what}>
      {({ byHealth, byFinding, total }) => (
        <>
          <output className="standing">{say(byHealth, total)}</output>
          {total === 0 ? null : (
            <Counts
              label={words.counts}
              items={[
                {
                  key: "all",
                  label: words.all,
                  count: format.number(total),
                  isOn: health === undefined && finding === undefined,
                  onPick: () => setSearch({ health: undefined, finding: undefined }),
                },
                ...followHealths
                  .filter((one) => (byHealth[one] ?? 0) > 0 || one === health)
                  .map((one) => ({
                    key: one,
                    label: <HealthWord health={one} isLabel />,
                    count: format.number(byHealth[one] ?? 0),
                    isOn: health === one,
                    onPick: () => setSearch({ health: one }),
                  })),
              ]}
            />
          )}
          <Found found={byFinding} />
        </>
      )}
    </Answered>
  );
}

/** What was found about sources, worst first, each a filter: a follow may go on well while its source is in danger. */
function Found({ found }: { found: RouteAnswer<typeof followRoutes.listFollows>["byFinding"] }) {
  const words = useWords(followWords);
  const format = useFormat();
  const [{ finding }, setSearch] = useFilters(followFilters);
  const text = useText();
  const short = new Map<string, string>(Object.entries(words.findings));
  const shown = found.filter(({ code }) => short.has(code) || code === finding);
  if (shown.length === 0) return null;
  return (
    <Counts
      label={words.list.findings}
      items={shown.map(({ code, count, text: said }) => ({
        key: code,
        label: (
          <StateWord icon="info" light>
            {short.get(code) ?? text(said)}
          </StateWord>
        ),
        count: format.number(count),
        isOn: finding === code,
        onPick: () => setSearch({ finding: finding === code ? undefined : code }),
      }))}
    />
  );
}

function FollowFilters() {
  const words = useWords(followWords).list;
  const [search, setSearch] = useFilters(followFilters);
  return (
    <>
      <SearchField
        label={words.search}
        placeholder={words.search}
        value={search.q}
        onSearch={(q) => setSearch({ q })}
      />
      <DepartmentChip value={search.department} onChange={(department) => setSearch({ department })} />
      {search.sourceId ? (
        <FilterChip
          label={words.onSource}
          value={search.sourceId}
          choices={[]}
          shown={words.chosen}
          onChange={() => setSearch({ sourceId: undefined })}
        />
      ) : null}
      {search.resourceId ? (
        <FilterChip
          label={words.onResource}
          value={search.resourceId}
          choices={[]}
          shown={words.chosen}
          onChange={() => setSearch({ resourceId: undefined })}
        />
      ) : null}
    </>
  );
}
