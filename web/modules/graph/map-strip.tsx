import { Dropdown } from "antd";
import type { RefObject } from "react";
import { catalogRoutes } from "#contract/catalog";
import { edgeKinds } from "#contract/graph";
import { mapLevels, mapSides, type RiverMap } from "#contract/graph-map";
import {
  DateChip,
  FilterChip,
  Icon,
  QueryStrip,
  saveText,
  Segments,
  today,
  useAnswer,
  useFilters,
  useFormat,
  useWords,
} from "#kit";
import { DepartmentChip } from "#shell";
import { drawings, leasts, mapFilters } from "./filters.ts";
import { MonthBrush, monthOf } from "./month-brush.tsx";
import { usePlaceName } from "./place-names.ts";
import type { Drawn } from "./river-view.ts";
import { saveCanvas, savePng, saveSvg } from "./save-picture.ts";
import { graphWords } from "./words.ts";

type Picture = RefObject<SVGSVGElement | HTMLCanvasElement | null>;

/** How near, which side, what kind, which time; how many of the rivers are drawn; export. */
export function MapStrip({ map, trunk, picture }: { map: RiverMap; trunk: Drawn; picture: Picture }) {
  const words = useWords(graphWords);
  const format = useFormat();
  const [search, setSearch] = useFilters(mapFilters);
  const { level = "department", from, to, draw = "trunk" } = search;
  const themes = useThemes();
  const hasMore = draw === "trunk" && trunk.left.count > 0;
  return (
    <QueryStrip
      tools={
        <>
          <MonthBrush
            months={map.months}
            until={to ?? today()}
            month={monthOf(from, to)}
            onPick={(span) => setSearch({ ...span, at: undefined })}
          />
          <Export map={map} picture={picture} />
        </>
      }
    >
      <Segments
        label={words.level}
        value={level}
        options={mapLevels.map((value) => ({ value, label: words.levels[value] }))}
        onChange={(value) => setSearch({ level: value, kind: undefined, at: undefined })}
      />
      <DepartmentChip
        label={words.ofDepartment}
        value={search.department}
        onChange={(department) =>
          setSearch({ department, at: undefined, side: department === undefined ? undefined : search.side })
        }
      />
      {search.department === undefined ? null : (
        <Segments
          label={words.side}
          value={search.side ?? "both"}
          options={mapSides.map((value) => ({ value, label: words.sides[value] }))}
          onChange={(side) => setSearch({ side, at: undefined })}
        />
      )}
      <FilterChip
        label={words.theme}
        value={search.theme}
        choices={themes.map((theme) => ({ value: theme, label: theme }))}
        search="here"
        onChange={(theme) => setSearch({ theme, at: undefined })}
      />
      <FilterChip
        label={words.kind}
        value={search.kind}
        usual={level === "department" ? "supplies" : "all"}
        choices={(["all", ...edgeKinds] as const).map((value) => ({
          value,
          label: value === "all" ? words.allKinds : words.kinds[value],
        }))}
        onChange={(kind) => setSearch({ kind: kind as typeof search.kind, at: undefined })}
      />
      <DateChip
        label={words.span}
        value={{ from, to }}
        onChange={(span) => setSearch({ from: span.from, to: span.to, at: undefined })}
      />
      <FilterChip
        label={words.least}
        value={search.least}
        choices={leasts.map((value) => ({ value, label: words.leastOf(format.number(Number(value))) }))}
        onChange={(least) => setSearch({ least: least as typeof search.least })}
      />
      <Segments
        label={words.drawing}
        value={draw}
        options={drawings.map((value) => ({ value, label: words.drawings[value] }))}
        onChange={(value) => setSearch({ draw: value === "trunk" ? undefined : value })}
      />
      <output className="t12 m">
        {hasMore
          ? words.shown(
              format.number(trunk.rivers.length),
              format.number(trunk.left.count),
              format.rough(trunk.left.uses),
            )
          : words.shownAll(format.number(map.rivers.length))}
      </output>
    </QueryStrip>
  );
}

/** Themes resources stand under, as the catalogue counts them. */
function useThemes(): string[] {
  const { data } = useAnswer(catalogRoutes.counts, {});
  return (data?.byTheme ?? []).map(({ theme }) => theme).filter((theme) => theme !== "");
}

function Export({ map, picture }: { map: RiverMap; picture: Picture }) {
  const words = useWords(graphWords);
  const nameOf = usePlaceName();
  const name = `${words.file}-${map.asOf.slice(0, 10)}`;
  const saveTable = () => {
    const names = new Map(map.places.map((place) => [place.id, nameOf(place)]));
    const head = [
      words.table.from,
      words.table.to,
      words.table.kind,
      words.table.uses,
      words.table.rows,
      words.table.last,
    ];
    const lines = map.rivers.map((river) => [
      names.get(river.from) ?? river.from,
      names.get(river.to) ?? river.to,
      words.kinds[river.kind],
      river.uses,
      river.rows,
      river.lastUseOn ?? "",
    ]);
    const csv = [head, ...lines].map((line) => line.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(","));
    saveText(`\uFEFF${csv.join("\r\n")}\r\n`, `${name}.csv`, "text/csv");
  };
  const save = async (what: string) => {
    const drawn = picture.current;
    if (what === "csv") saveTable();
    else if (drawn instanceof HTMLCanvasElement) await saveCanvas(drawn, name);
    else if (drawn && what === "svg") saveSvg(drawn, name);
    else if (drawn) await savePng(drawn, name);
  };
  const kinds =
    picture.current instanceof HTMLCanvasElement ? (["png", "csv"] as const) : (["svg", "png", "csv"] as const);
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: kinds.map((key) => ({ key, label: words.exports[key] })),
        onClick: ({ key }) => void save(key),
      }}
    >
      <button type="button" className="chip" aria-haspopup="menu">
        <Icon name="download" />
        {words.export}
      </button>
    </Dropdown>
  );
}
