import { sharingRoutes, type UseRecord } from "#contract/sharing";
import type { z } from "zod";
import { type Column, Day, FilterChip, Moment, NameCell, useFilters, useFormat, usePages, useWords } from "#kit";
import { DepartmentChip } from "#shell";
import { recordFilters } from "./filters.ts";
import { ListPage } from "./list-page.tsx";
import { recordWords } from "./record-words.ts";

type Row = z.infer<typeof UseRecord>;

/** How shared data was used, kept three years and more (Order 809 art. 29); calls and rows are the ledger's. */
export function UseRecordsScreen() {
  const words = useWords(recordWords).use;
  const [search, setSearch] = useFilters(recordFilters);
  const source = usePages(sharingRoutes.listUseRecords, { query: search });
  return (
    <ListPage
      id="use-records"
      title={words.title}
      what={words.what}
      source={source}
      columns={useColumns()}
      keyOf={(row) => row.id}
      nameOf={(row) => row.requestNumber}
      hrefOf={(row) => `/sharing/requests/${row.requestId}`}
      isFiltered={Object.keys(search).length > 0}
      bare="/sharing/use-records"
      above={<p className="t13 s">{words.lede}</p>}
      empty={{ title: words.emptyTitle, text: words.emptyText }}
    >
      <DepartmentChip
        label={words.department}
        value={search.department}
        onChange={(department) => setSearch({ department })}
      />
      <DepartmentChip label={words.provider} value={search.provider} onChange={(provider) => setSearch({ provider })} />
      {search.request === undefined ? null : (
        <FilterChip
          label={words.request}
          value={search.request}
          choices={[]}
          shown={source.rows[0]?.requestNumber ?? search.request}
          onChange={(request) => setSearch({ request })}
        />
      )}
    </ListPage>
  );
}

function useColumns(): readonly Column<Row>[] {
  const words = useWords(recordWords).use;
  const format = useFormat();
  return [
    {
      key: "request",
      title: words.request,
      width: 170,
      render: (row) => <NameCell name={row.requestNumber} href={`/sharing/requests/${row.requestId}`} />,
    },
    {
      key: "period",
      title: words.period,
      width: 150,
      render: (row) => (
        <>
          <span className="l1">{format.date(row.fromOn)}</span>
          <span className="l2">{format.date(row.untilOn)}</span>
        </>
      ),
    },
    { key: "scene", title: words.scene, render: (row) => row.scene },
    { key: "effect", title: words.effect, render: (row) => row.effect },
    {
      key: "storage",
      title: words.storage,
      isHidden: true,
      render: (row) => (
        <>
          {row.storage} {row.destruction}
        </>
      ),
    },
    { key: "calls", title: words.calls, width: 80, isFigure: true, render: (row) => format.number(row.calls) },
    { key: "rows", title: words.rows, width: 90, isFigure: true, render: (row) => format.number(row.rows) },
    {
      key: "by",
      title: words.by,
      width: 140,
      render: (row) => (
        <>
          <span className="l1">{row.by}</span>
          <span className="l2">
            <Moment at={row.at} />
          </span>
        </>
      ),
    },
    { key: "keep", title: words.keep, width: 140, render: (row) => <Day on={row.keepUntilOn} /> },
  ];
}
