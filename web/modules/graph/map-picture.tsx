import { useMemo } from "react";
import type { RiverMap } from "#contract/graph-map";
import { useFilters, useFormat, useWords } from "#kit";
import { FieldPicture } from "./field-picture.tsx";
import { mapFilters } from "./filters.ts";
import { waitKey } from "./map-panel.tsx";
import { usePlaceName } from "./place-names.ts";
import { besideCourse, layOut } from "./river-layout.ts";
import { RiverPicture, type ShownPlace, type ShownRiver } from "./river-picture.tsx";
import { coursesOf, type Drawn, isDry, riverKey, scaleOf } from "./river-view.ts";
import type { Wait } from "./waiting.ts";
import { graphWords } from "./words.ts";

interface Props {
  readonly map: RiverMap;
  readonly trunk: Drawn;
  readonly waits: readonly Wait[];
  readonly isAll: boolean;
  readonly room: number;
  /** Is given what is drawn, for export. */
  readonly keep: (drawn: SVGSVGElement | HTMLCanvasElement | null) => void;
}

/** More rivers than this are drawn on a canvas. */
const mostRivers = 60;
const mostIslands = 8;
/** Room at both sides for the names of the first and last places. */
const besideName = 152;

/** The map as rivers where they can be told apart, as a field where there are too many for that. */
export function MapPicture({ map, trunk, waits, isAll, room, keep }: Props) {
  const words = useWords(graphWords);
  const format = useFormat();
  const [{ at }, setSearch] = useFilters(mapFilters);
  const select = (key: string | undefined) => setSearch({ at: key });
  const nameOf = usePlaceName();
  const named = useMemo(
    () =>
      map.places.map((place) => ({
        ...place,
        name: nameOf(place),
        departmentName:
          place.department === null
            ? null
            : nameOf({ id: `department:${place.department}`, kind: "department", name: place.departmentName ?? "" }),
      })),
    [map.places, nameOf],
  );
  if (room === 0) return null;
  const isField = isAll && map.rivers.length > mostRivers;
  const counts = [format.number(isField ? map.places.length : trunk.places.length)] as const;
  if (isField)
    return (
      <FieldPicture
        ref={keep}
        places={named}
        rivers={map.rivers}
        width={room}
        label={words.field.label(counts[0], format.number(map.rivers.length))}
        selected={at}
        onSelect={select}
      />
    );
  return (
    <Rivers
      map={map}
      trunk={isAll ? { places: map.places, rivers: map.rivers, left: { count: 0, uses: 0 } } : trunk}
      waits={waits}
      room={room}
      keep={keep}
      at={at}
      onSelect={select}
    />
  );
}

function Rivers({
  map,
  trunk,
  waits,
  room,
  keep,
  at,
  onSelect,
}: Omit<Props, "isAll"> & { at: string | undefined; onSelect: (key: string | undefined) => void }) {
  const words = useWords(graphWords);
  const format = useFormat();
  const nameOf = usePlaceName();
  const scale = scaleOf(trunk.rivers, trunk.places);
  const waiting = waits.map((wait) => ({
    key: waitKey(wait),
    from: `department:${wait.from}`,
    to: `department:${wait.to}`,
  }));
  const ids = [...new Set([...trunk.places.map(({ id }) => id), ...waiting.flatMap(({ from, to }) => [from, to])])];
  const flows = layOut(ids, coursesOf(trunk.rivers, scale), Math.max(room, 560), besideName);
  const beside = waiting.flatMap((wait) => besideCourse(flows.places, wait) ?? []);
  const layout = { ...flows, rivers: [...flows.rivers, ...beside] };
  const known = new Map(map.places.map((place) => [place.id, place]));
  const nameIn = (id: string) => nameOf(known.get(id) ?? { id, kind: "department", name: id });
  const places = new Map(
    ids.map((id): [string, ShownPlace] => {
      const name = nameIn(id);
      const { given = 0, got = 0 } = known.get(id) ?? {};
      const sides = [
        given > 0 ? words.given(format.rough(given)) : "",
        got > 0 ? words.got(format.rough(got)) : "",
      ].filter((side) => side !== "");
      const line = sides.length === 0 ? words.nothing : sides.join(" · ");
      return [id, { id, name, line, label: words.place(name, format.number(given), format.number(got)) }];
    }),
  );
  const rivers = [
    ...trunk.rivers.map((river): ShownRiver => {
      const { from, to, uses } = river;
      const look = isDry(river, map.asOf) ? "dry" : "flow";
      const label = words.river(nameIn(from), nameIn(to), format.number(uses));
      return { key: riverKey(river), from, to, uses, look, label };
    }),
    ...waits.map((wait): ShownRiver => {
      const [from, to] = [`department:${wait.from}`, `department:${wait.to}`];
      const said = words.legendWaiting[wait.look === "waiting" ? "plain" : wait.look];
      const label = `${nameIn(from)} → ${nameIn(to)} · ${said} · ${wait.rows.length}`;
      return { key: waitKey(wait), from, to, uses: 0, look: wait.look, label };
    }),
  ];
  const islands = map.islands.filter(({ code }) => !ids.includes(`department:${code}`));
  const drawnIslands = islands.slice(0, mostIslands).map(({ code, name }) => ({
    id: code,
    name: nameOf({ id: `department:${code}`, kind: "department", name }),
    line: words.island,
  }));
  return (
    // A picture wider than its place scrolls inside it; a region that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="river-frame" aria-label={words.what} tabIndex={0}>
      <RiverPicture
        ref={keep}
        layout={layout}
        places={places}
        rivers={rivers}
        islands={drawnIslands}
        label={words.picture(format.number(ids.length), format.number(rivers.length))}
        selected={at}
        onSelect={onSelect}
      />
      {islands.length > mostIslands ? (
        <p className="t12 m">{words.moreIslands(format.number(islands.length - mostIslands))}</p>
      ) : null}
    </section>
  );
}
