import type { ReactNode } from "react";
import {
  clockRoutes,
  type Colour,
  commitmentStateNames,
  commitmentStates,
  type DeskCounts as Figures,
  levelNames,
  levels,
} from "#contract/clock";
import {
  Counts,
  FilterChip,
  PromiseWord,
  QueryStrip,
  SearchField,
  useAnswer,
  useFilters,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { DepartmentChip, useDepartments } from "#shell";
import { deskFilters } from "./filters.ts";
import { clockWords } from "./words.ts";

const shades = [
  ["red", "overdue"],
  ["orange", "warning"],
  ["blue", "reminder"],
  ["paused", "paused"],
  ["plain", "on-time"],
] as const satisfies readonly (readonly [Exclude<Colour, "none">, string])[];

const noView = { colour: undefined, asks: undefined, calledIn: undefined, state: undefined, due: undefined } as const;

/** How many of each colour, what waits for a decision, what is supervised: each a way of seeing the list. */
export function DeskCounts({ counts }: { counts: Figures | undefined }) {
  const words = useWords(clockWords).desk;
  const format = useFormat();
  const [search, setSearch] = useFilters(deskFilters);
  const figure = (count: number | undefined) => (count === undefined ? null : format.number(count));
  const isAll = Object.keys(noView).every((name) => search[name as keyof typeof noView] === undefined);
  return (
    <Counts
      label={words.counts}
      items={[
        {
          key: "all",
          label: words.all,
          count: figure(counts?.open),
          isOn: isAll,
          onPick: () => setSearch(noView),
        },
        ...shades.map(([colour, state]) => ({
          key: colour,
          label: <PromiseWord state={state} />,
          count: figure(counts?.colours[colour]),
          isOn: search.colour === colour,
          onPick: () => setSearch({ ...noView, colour: search.colour === colour ? undefined : colour }),
        })),
        {
          key: "asks",
          label: words.toDecide,
          count: figure(counts?.toDecide),
          isOn: search.asks !== undefined,
          onPick: () => setSearch({ ...noView, asks: search.asks ? undefined : "1" }),
        },
        {
          key: "calledIn",
          label: words.calledIn,
          count: figure(counts?.calledIn),
          isOn: search.calledIn !== undefined,
          onPick: () => setSearch({ ...noView, calledIn: search.calledIn ? undefined : "1" }),
        },
      ]}
    />
  );
}

export function DeskStrip({ tools }: { tools: ReactNode }) {
  const words = useWords(clockWords).desk;
  const text = useText();
  const format = useFormat();
  const [search, setSearch] = useFilters(deskFilters);
  const { data: kinds } = useAnswer(clockRoutes.listKinds, {});
  const { data: counts } = useAnswer(clockRoutes.counts, {});
  const departments = useDepartments();
  const openBy = new Map((counts?.departments ?? []).map(({ department, open }) => [department, open]));
  const openOf = new Map((counts?.kinds ?? []).map(({ kind, open }) => [kind, open]));
  return (
    <QueryStrip
      tools={
        <>
          <span className="t12 m wide-only">{words.order}</span>
          {tools}
        </>
      }
    >
      <SearchField
        label={words.search}
        placeholder={words.search}
        value={search.q}
        onSearch={(q) => setSearch({ q, due: undefined })}
      />
      <FilterChip
        label={words.owedBy}
        value={search.owedBy}
        search="here"
        choices={departments.choices
          .toSorted((a, b) => (openBy.get(b.value) ?? 0) - (openBy.get(a.value) ?? 0))
          .map((choice) => ({ ...choice, note: format.number(openBy.get(choice.value) ?? 0) }))}
        onChange={(owedBy) => setSearch({ owedBy, due: undefined })}
      />
      <FilterChip
        label={words.kind}
        value={search.kind}
        search="here"
        choices={(kinds?.items ?? [])
          .filter(({ form }) => form !== "extension")
          .map(({ code, name }) => ({ value: code, label: text(name), note: format.number(openOf.get(code) ?? 0) }))}
        onChange={(kind) => setSearch({ kind, due: undefined })}
      />
      <DepartmentChip
        label={words.owedTo}
        value={search.owedTo}
        onChange={(owedTo) => setSearch({ owedTo, due: undefined })}
      />
      <FilterChip
        label={words.level}
        value={search.level}
        choices={levels.map((value) => ({ value, label: text(levelNames[value]) }))}
        onChange={(level) => setSearch({ level: level as typeof search.level, due: undefined })}
      />
      <FilterChip
        label={words.state}
        value={search.state}
        choices={commitmentStates.map((value) => ({ value, label: text(commitmentStateNames[value]) }))}
        onChange={(state) => setSearch({ ...noView, state: state as typeof search.state })}
      />
      <FilterChip
        label={words.mine}
        value={search.mine}
        choices={[{ value: "1", label: words.mineOnly }]}
        onChange={(mine) => setSearch({ mine: mine as typeof search.mine, due: undefined })}
      />
    </QueryStrip>
  );
}
