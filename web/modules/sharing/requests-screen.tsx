import {
  answerKindNames,
  answerKinds,
  requestSides,
  requestStateNames,
  requestStates,
  sharingRoutes,
} from "#contract/sharing";
import { shareClasses, shareClassNames } from "#contract/catalog";
import { AppLink, DateChip, FilterChip, SearchField, Segments, useFilters, usePages, useText, useWords } from "#kit";
import { DepartmentChip, useSession } from "#shell";
import { requestFilters } from "./filters.ts";
import { ListPage } from "./list-page.tsx";
import { useRequestColumns } from "./request-columns.tsx";
import { requestWords } from "./request-words.ts";
import { sharingWords } from "./words.ts";

/** Requests as who asked, as who must answer, or all one may see; every row says who waits, for what, until when, on which basis. */
export function RequestsScreen() {
  const words = useWords(requestWords).list;
  const { sides } = useWords(sharingWords);
  const [search, setSearch] = useFilters(requestFilters);
  const { department } = useSession();
  const side = search.side ?? "all";
  const source = usePages(sharingRoutes.listRequests, { query: search });
  const { side: _side, ...narrowed } = search;
  return (
    <ListPage
      id="requests"
      title={words.title}
      what={words.what}
      source={source}
      columns={useRequestColumns()}
      keyOf={(row) => row.id}
      nameOf={(row) => row.title || row.number}
      hrefOf={(row) => `/sharing/requests/${row.id}`}
      isFiltered={Object.keys(narrowed).length > 0}
      bare={`/sharing/requests?side=${side}`}
      above={
        department === null ? undefined : (
          <div style={{ marginTop: 8 }}>
            <Segments
              label={words.side}
              value={side}
              options={requestSides.map((value) => ({ value, label: sides[value] }))}
              onChange={(value) => setSearch({ side: value })}
            />
          </div>
        )
      }
      empty={{
        title: words.emptyTitle[side],
        text: words.emptyText[side],
        ...(side === "asked" ? { action: <AppLink href="/sharing">{words.find}</AppLink> } : {}),
      }}
    >
      <RequestFilters />
    </ListPage>
  );
}

function RequestFilters() {
  const words = useWords(requestWords).list;
  const all = useWords(sharingWords).list;
  const text = useText();
  const [search, setSearch] = useFilters(requestFilters);
  return (
    <>
      <SearchField label={all.search} value={search.q} onSearch={(q) => setSearch({ q })} />
      <FilterChip
        label={words.state}
        value={search.state}
        choices={requestStates.map((value) => ({ value, label: text(requestStateNames[value]) }))}
        search="here"
        onChange={(state) => setSearch({ state: state as typeof search.state })}
      />
      <DepartmentChip
        label={words.asker}
        value={search.department}
        onChange={(department) => setSearch({ department })}
      />
      <DepartmentChip label={words.provider} value={search.provider} onChange={(provider) => setSearch({ provider })} />
      <FilterChip
        label={words.shareClass}
        value={search.shareClass}
        choices={shareClasses.map((value) => ({ value, label: text(shareClassNames[value]) }))}
        onChange={(shareClass) => setSearch({ shareClass: shareClass as typeof search.shareClass })}
      />
      <FilterChip
        label={words.answer}
        value={search.answer}
        choices={answerKinds.map((value) => ({ value, label: text(answerKindNames[value]) }))}
        onChange={(answer) => setSearch({ answer: answer as typeof search.answer })}
      />
      <FilterChip
        label={words.open}
        value={search.open}
        choices={[
          { value: "true", label: words.onlyOpen },
          { value: "false", label: words.onlyClosed },
        ]}
        onChange={(open) => setSearch({ open: open as typeof search.open })}
      />
      <FilterChip
        label={words.late}
        value={search.late}
        choices={[{ value: "true", label: words.onlyLate }]}
        onChange={(late) => setSearch({ late: late as typeof search.late })}
      />
      <DateChip
        label={words.sentOn}
        value={{ from: search.sentFrom, to: search.sentUntil }}
        onChange={({ from, to }) => setSearch({ sentFrom: from, sentUntil: to })}
      />
      {search.resource === undefined ? null : (
        <FilterChip
          label={words.resource}
          value={search.resource}
          choices={[]}
          onChange={(resource) => setSearch({ resource })}
        />
      )}
    </>
  );
}
