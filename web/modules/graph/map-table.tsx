import type { MapPlace, MapRiver, RiverMap } from "#contract/graph-map";
import {
  allOf,
  AppLink,
  type Column,
  DataTable,
  Day,
  EmptyState,
  FilterChip,
  None,
  Section,
  TableTools,
  stringifySearch,
  useFilters,
  useFormat,
  useTable,
  useWords,
} from "#kit";
import { mapFilters, type orders } from "./filters.ts";
import { usePlaceName } from "./place-names.ts";
import { isDry, riverKey } from "./river-view.ts";
import { graphWords } from "./words.ts";

type Order = (typeof orders)[number];

/** The twin of the picture: every river with its figures, also those too thin to be drawn. */
export function MapTable({ map }: { map: RiverMap }) {
  const words = useWords(graphWords);
  const [search, setSearch] = useFilters(mapFilters);
  const nameOf = useEnds(map.places);
  const table = useTable("graph.rivers", useColumns(map, nameOf));
  const order = search.sort ?? "uses";
  const rows = map.rivers.toSorted(byOrder(order, nameOf));
  return (
    <Section
      id="table"
      title={words.table.title}
      more={
        <span className="row g2">
          <FilterChip
            label={words.table.sort}
            value={search.sort}
            usual="uses"
            choices={(["uses", "last", "from", "to"] as const).map((value) => ({
              value,
              label: words.table.sorts[value],
            }))}
            onChange={(sort) => setSearch({ sort: sort as Order | undefined })}
          />
          <TableTools table={table} />
        </span>
      }
    >
      <DataTable
        label={words.table.title}
        table={{ ...table, isDense: true }}
        source={allOf(rows)}
        keyOf={riverKey}
        nameOf={(river) => `${nameOf(river.from)} → ${nameOf(river.to)}`}
        hrefOf={(river) => `/graph${stringifySearch({ ...search, at: riverKey(river) })}`}
        currentKey={search.at}
        empty={<EmptyState title={words.emptyTitle}>{words.emptyFiltered}</EmptyState>}
      />
    </Section>
  );
}

function useEnds(places: readonly MapPlace[]): (id: string) => string {
  const placeName = usePlaceName();
  const names = new Map(places.map((place) => [place.id, placeName(place)]));
  return (id) => names.get(id) ?? id;
}

const byOrder =
  (order: Order, nameOf: (id: string) => string) =>
  (a: MapRiver, b: MapRiver): number => {
    switch (order) {
      case "uses":
        return b.uses - a.uses;
      case "last":
        return (b.lastUseOn ?? "").localeCompare(a.lastUseOn ?? "");
      case "from":
        return nameOf(a.from).localeCompare(nameOf(b.from), "zh") || b.uses - a.uses;
      case "to":
        return nameOf(a.to).localeCompare(nameOf(b.to), "zh") || b.uses - a.uses;
    }
  };

function useColumns(map: RiverMap, nameOf: (id: string) => string): Column<MapRiver>[] {
  const words = useWords(graphWords);
  const format = useFormat();
  const [search] = useFilters(mapFilters);
  const change = useChange();
  return [
    {
      key: "from",
      title: words.table.from,
      render: (river) => (
        <AppLink href={`/graph${stringifySearch({ ...search, at: riverKey(river) })}`}>{nameOf(river.from)}</AppLink>
      ),
    },
    { key: "to", title: words.table.to, render: (river) => nameOf(river.to) },
    { key: "kind", title: words.table.kind, width: 110, render: (river) => words.kinds[river.kind] },
    {
      key: "uses",
      title: words.table.uses,
      isFigure: true,
      width: 110,
      render: (river) => format.number(river.uses),
    },
    { key: "rows", title: words.table.rows, isFigure: true, width: 110, render: (river) => format.number(river.rows) },
    {
      key: "streams",
      title: words.table.streams,
      isFigure: true,
      width: 80,
      render: (river) => format.number(river.streams),
    },
    {
      key: "resources",
      title: words.table.resources,
      isFigure: true,
      width: 80,
      render: (river) => format.number(river.resources),
    },
    {
      key: "change",
      title: words.table.change,
      isFigure: true,
      width: 110,
      isHidden: map.rivers.every(({ usesBefore }) => usesBefore === null),
      render: (river) => change(river) ?? <None />,
    },
    { key: "last", title: words.table.last, width: 120, render: (river) => <Day on={river.lastUseOn} /> },
    {
      key: "note",
      title: words.table.note,
      width: 130,
      render: (river) =>
        isDry(river, map.asOf) ? (
          <span className="m">{river.lastUseOn === null ? words.table.never : words.table.dry}</span>
        ) : (
          <None />
        ),
    },
  ];
}

/** `+8%` against the stretch before; the word for new where there was nothing; null where nothing is compared. */
export function useChange(): (river: Pick<MapRiver, "uses" | "usesBefore">) => string | null {
  const words = useWords(graphWords).table;
  return ({ uses, usesBefore }) => {
    if (usesBefore === null || (uses === 0 && usesBefore === 0)) return null;
    if (usesBefore === 0) return words.newOne;
    const share = Math.round((uses / usesBefore - 1) * 100);
    return share < 0 ? `−${-share}%` : `+${share}%`;
  };
}
