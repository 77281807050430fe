import { Button, Input } from "antd";
import { type KeyboardEvent, useRef, useState } from "react";
import { searchFacets, searchRoutes } from "#contract/search";
import {
  AppLink,
  EmptyState,
  ErrorState,
  Icon,
  LoadingState,
  PageHead,
  Segments,
  useAnswer,
  useFilters,
  useFormat,
  usePages,
  useScreenExists,
  useWords,
} from "#kit";
import { Facets } from "./facets.tsx";
import { searchFilters } from "./filters.ts";
import { Hit } from "./hit.tsx";
import { searchWords } from "./words.ts";
import "./search.css";

/** What narrows the city's own catalog means nothing to another portal's, and the other way round. */
const nothingChosen = Object.fromEntries(searchFacets.map((facet) => [facet, undefined]));

/** Everything a person may know of, found by what they type; nothing found leads to registering the need. */
export function SearchScreen() {
  const words = useWords(searchWords);
  const format = useFormat();
  const [search, setSearch] = useFilters(searchFilters);
  const { q = "" } = search;
  const counted = useAnswer(searchRoutes.count, { query: { ...search, q } }, { isReady: q !== "", keepsLast: true });
  const stage = words.stages[counted.data?.stage ?? "all"];
  const total = counted.data ? words.total(format.number(counted.data.total)) : "";
  return (
    <div className="page">
      <PageHead title={words.title} lede={q === "" ? words.lede : undefined} />
      <SearchForm key={q} q={q} onFind={(text) => setSearch({ q: text })} />
      {q === "" ? null : (
        <>
          <Segments
            label={words.whose}
            value={search.kind === "external" ? "others" : "own"}
            options={[
              { value: "own", label: words.own },
              { value: "others", label: words.others },
            ]}
            onChange={(whose) => setSearch({ ...nothingChosen, kind: whose === "others" ? "external" : undefined })}
          />
          <Facets facets={counted.data?.facets} />
          <output className="t13 m">{[total, stage].filter(Boolean).join(" · ")}</output>
          <Results q={q} />
        </>
      )}
    </div>
  );
}

function SearchForm({ q, onFind }: { q: string; onFind: (text: string) => void }) {
  const words = useWords(searchWords);
  const [text, setText] = useState(q);
  return (
    <search>
      <form
        className="search-form no-print"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== "") onFind(text.trim());
        }}
      >
        <Input
          type="search"
          enterKeyHint="search"
          size="large"
          allowClear
          maxLength={120}
          aria-label={words.label}
          placeholder={words.placeholder}
          prefix={<Icon name="search" />}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button htmlType="submit" type="primary" size="large">
          {words.find}
        </Button>
      </form>
    </search>
  );
}

const atOnce = 20;

function Results({ q }: { q: string }) {
  const words = useWords(searchWords);
  const format = useFormat();
  const [search] = useFilters(searchFilters);
  const source = usePages(searchRoutes.find, { query: { ...search, q } }, { pageSize: atOnce });
  const list = useRef<HTMLOListElement>(null);
  if (source.error && source.rows.length === 0) return <ErrorState error={source.error} retry={source.refetch} />;
  if (source.isLoading) return <LoadingState what={words.what} rows={6} />;
  if (source.rows.length === 0) return <NothingFound q={q} />;
  const move = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>(".hit-name") ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    const next = links[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  };
  const isCut = !source.hasMore && (source.total ?? 0) > source.rows.length;
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the links inside take the keys; this only moves between them */}
      <ol className="hits" ref={list} aria-label={words.what} onKeyDown={move} aria-busy={source.isStale}>
        {source.rows.map((hit) => (
          <Hit key={`${hit.kind} ${hit.ref}`} hit={hit} />
        ))}
      </ol>
      <div className="hits-foot row g3 wrap t13 m">
        {source.hasMore ? (
          <Button loading={source.isLoadingMore} onClick={source.loadMore}>
            {words.more}
          </Button>
        ) : null}
        <span>{isCut ? words.cut(format.number(source.rows.length)) : words.keys}</span>
      </div>
    </>
  );
}

function NothingFound({ q }: { q: string }) {
  const words = useWords(searchWords);
  const exists = useScreenExists();
  const [search] = useFilters(searchFilters);
  const { q: _asked, ...narrowed } = search;
  const isFiltered = Object.keys(narrowed).length > 0;
  return (
    <EmptyState
      title={words.nothing(q)}
      action={
        <>
          {exists("/sharing") ? (
            <AppLink href={`/sharing?need=${encodeURIComponent(q)}&do=register`}>{words.register}</AppLink>
          ) : null}
          {isFiltered ? <AppLink href={`/search?q=${encodeURIComponent(q)}`}>{words.clear}</AppLink> : null}
        </>
      }
    >
      {isFiltered ? words.nothingFiltered : words.nothingText}
    </EmptyState>
  );
}
