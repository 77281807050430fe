import { type KeyboardEvent, type MouseEvent, type Ref, useRef, useState } from "react";
import { isArrow, nextKey, type Walkable } from "./river-keys.ts";
import { barWidth, type PlaceBox, type RiverCourse, type RiverLayout } from "./river-layout.ts";
import { arrowsOf, pathOf } from "./river-path.ts";

/** How a river is drawn: by use, dry, or waiting with the clock's colour. */
export type RiverLook = "flow" | "dry" | "waiting" | "warning" | "overdue";

export interface ShownRiver extends Walkable {
  readonly look: RiverLook;
  /** Said by screen readers and on hover. */
  readonly label: string;
}

export interface ShownPlace {
  readonly id: string;
  readonly name: string;
  readonly line: string;
  readonly label: string;
}

interface Props {
  readonly layout: RiverLayout;
  readonly places: ReadonlyMap<string, ShownPlace>;
  readonly rivers: readonly ShownRiver[];
  readonly islands: readonly { id: string; name: string; line: string }[];
  readonly label: string;
  readonly selected: string | undefined;
  readonly onSelect: (key: string | undefined) => void;
  readonly ref: Ref<SVGSVGElement>;
}

const islandRow = 46;
const islandWidth = 230;

/** Places and rivers as SVG. One stop for the tab key; arrows walk along the rivers, Enter opens what has the focus. */
export function RiverPicture({ layout, places, rivers, islands, label, selected, onSelect, ref }: Props) {
  const [near, setNear] = useState<string | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const root = useRef<SVGGElement>(null);
  const byKey = new Map(rivers.map((river) => [river.key, river]));
  const first = layout.places.toSorted((a, b) => a.column - b.column || a.y - b.y)[0]?.id;
  const stop = cursor !== null && (byKey.has(cursor) || places.has(cursor)) ? cursor : first;
  const shown = selected ?? near;
  const isFaint = (key: string, ...ends: string[]) => shown !== null && shown !== key && !ends.includes(shown);
  const perRow = Math.max(1, Math.floor((layout.width - 40) / islandWidth));
  const height = layout.height + (islands.length === 0 ? 0 : 18 + Math.ceil(islands.length / perRow) * islandRow);
  const move = (event: KeyboardEvent) => {
    const at = event.target instanceof SVGElement ? event.target.dataset["key"] : undefined;
    if (at === undefined) return;
    if (event.key === "Escape" && selected !== undefined) onSelect(undefined);
    else if (event.key === "Enter" || event.key === " ") onSelect(at === selected ? undefined : at);
    else if (isArrow(event.key)) focusOn(nextKey(layout, rivers, at, event.key));
    else return;
    event.preventDefault();
  };
  const focusOn = (key: string | undefined) => {
    if (key === undefined) return;
    setCursor(key);
    const parts = root.current?.querySelectorAll<SVGElement>("[data-key]") ?? [];
    [...parts].find((part) => part.dataset["key"] === key)?.focus();
  };
  const keyAt = (event: MouseEvent) => {
    const part = (event.target as Element).closest<SVGElement>("[data-key], [data-name]");
    return part?.dataset["key"] ?? part?.dataset["name"];
  };
  return (
    <svg ref={ref} className="rivers" width={layout.width} height={height} viewBox={`0 0 ${layout.width} ${height}`}>
      {/* oxlint-disable jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/prefer-tag-over-role -- the buttons inside take the keys, this only moves between them; SVG has no fieldset */}
      <g
        ref={root}
        role="group"
        aria-label={label}
        onKeyDown={move}
        onClick={(event) => onSelect(keyAt(event) === selected ? undefined : keyAt(event))}
        onMouseOver={(event) => setNear(keyAt(event) ?? null)}
        onMouseLeave={() => setNear(null)}
        onFocus={(event) => {
          const key = (event.target as SVGElement).dataset["key"];
          if (key !== undefined) setCursor(key);
        }}
      >
        {layout.rivers
          .toSorted((a, b) => Number(a.key === shown) - Number(b.key === shown) || b.width - a.width)
          .map((course) => {
            const river = byKey.get(course.key);
            if (!river) return null;
            return (
              <River
                key={course.key}
                course={course}
                river={river}
                isShown={course.key === shown}
                isFaint={isFaint(course.key, river.from, river.to)}
                isStop={course.key === stop}
                isSelected={course.key === selected}
              />
            );
          })}
        {layout.places.map((box) => {
          const place = places.get(box.id);
          if (!place) return null;
          return (
            <Place key={box.id} box={box} place={place} isStop={box.id === stop} isSelected={box.id === selected} />
          );
        })}
        <g aria-hidden="true">
          {layout.places.map((box) => {
            const place = places.get(box.id);
            return place ? <PlaceName key={box.id} box={box} place={place} /> : null;
          })}
        </g>
      </g>
      {islands.map(({ id, name, line }, at) => (
        <g
          key={id}
          transform={`translate(${20 + (at % perRow) * islandWidth} ${layout.height + 12 + Math.floor(at / perRow) * islandRow})`}
        >
          <rect
            width="18"
            height="18"
            y="4"
            fill="none"
            stroke="var(--w-pause)"
            strokeWidth="1.5"
            strokeDasharray="3 3"
          />
          <text x="27" y="12" fontWeight="600" fill="var(--w-ink)">
            {short(name)}
          </text>
          <text x="27" y="28" fontSize="12" fill="var(--w-ink2)">
            {line}
          </text>
        </g>
      ))}
    </svg>
  );
}

const strokes: Readonly<Record<Exclude<RiverLook, "flow">, { stroke: string; dash: string }>> = {
  dry: { stroke: "var(--w-pause)", dash: "2 5" },
  waiting: { stroke: "var(--w-ink3)", dash: "7 5" },
  warning: { stroke: "var(--w-orangef)", dash: "7 5" },
  overdue: { stroke: "var(--w-redf)", dash: "7 5" },
};
/** Neighbouring rivers differ a little, so that a crossing shows which goes on where. */
const waters = ["var(--w-water5)", "var(--w-water)", "var(--w-water3)"] as const;

const waterOf = (from: string): string => {
  let sum = 0;
  for (const letter of from) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  return waters[sum % waters.length] ?? waters[0];
};

function River({
  course,
  river,
  isShown,
  isFaint,
  isStop,
  isSelected,
}: {
  course: RiverCourse;
  river: ShownRiver;
  isShown: boolean;
  isFaint: boolean;
  isStop: boolean;
  isSelected: boolean;
}) {
  const path = pathOf(course);
  const drawn = river.look === "flow" ? null : strokes[river.look];
  const stroke = isShown && drawn === null ? "var(--w-waterh)" : (drawn?.stroke ?? waterOf(river.from));
  const width = drawn === null ? course.width : Math.max(course.width, 2);
  return (
    <g
      // An SVG group cannot be a button element.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="button"
      tabIndex={isStop ? 0 : -1}
      aria-label={river.label}
      aria-pressed={isSelected}
      data-key={course.key}
      className="river"
      opacity={isFaint ? 0.28 : 1}
    >
      <title>{river.label}</title>
      <path d={path} fill="none" stroke="transparent" strokeWidth={Math.max(12, width + 6)} />
      <path className="bank" d={path} fill="none" stroke="var(--w-surface)" strokeWidth={width + 3} />
      <path
        d={path}
        fill="none"
        stroke={stroke}
        strokeWidth={width}
        {...(drawn === null ? {} : { strokeDasharray: drawn.dash })}
      />
      {arrowsOf(course).map(({ x, y, angle }) => (
        <path
          key={x}
          d="M-3 -5L2.5 0L-3 5"
          transform={`translate(${x} ${y}) rotate(${angle})`}
          fill="none"
          stroke="var(--w-surface)"
          strokeWidth="1.4"
        />
      ))}
    </g>
  );
}

const longest = 17;
const short = (name: string): string => {
  const letters = Array.from(name);
  const room = /[^ -~]/u.test(name) ? longest - 4 : longest + 4;
  return letters.length > room ? `${letters.slice(0, room - 1).join("")}…` : name;
};

function Place({
  box,
  place,
  isStop,
  isSelected,
}: {
  box: PlaceBox;
  place: ShownPlace;
  isStop: boolean;
  isSelected: boolean;
}) {
  return (
    <g
      // An SVG group cannot be a button element.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="button"
      tabIndex={isStop ? 0 : -1}
      aria-label={place.label}
      aria-pressed={isSelected}
      data-key={box.id}
      className="place"
    >
      <title>{place.name}</title>
      <rect
        x={box.x}
        y={box.y}
        width={barWidth}
        height={box.height}
        fill={isSelected ? "var(--w-water)" : "var(--w-ink)"}
      />
    </g>
  );
}

/** Its name and what it gives and gets, which its label says in full; a click on it is one on the place. */
function PlaceName({ box, place }: { box: PlaceBox; place: ShownPlace }) {
  const middle = box.y + box.height / 2;
  const at = {
    left: { x: box.x - 9, y: middle - 3, anchor: "end" },
    right: { x: box.x + barWidth + 9, y: middle - 3, anchor: "start" },
    above: { x: box.x + barWidth / 2, y: box.y - 22, anchor: "middle" },
  } as const;
  const { x, y, anchor } = at[box.label];
  const halo = { stroke: "var(--w-surface)", strokeWidth: 4, strokeLinejoin: "round", paintOrder: "stroke" } as const;
  return (
    <g className="place" data-name={box.id}>
      <title>{place.name}</title>
      <text x={x} y={y} textAnchor={anchor} fontWeight="600" fill="var(--w-ink)" {...halo}>
        {short(place.name)}
      </text>
      <text x={x} y={y + 16} textAnchor={anchor} fontSize="12" fill="var(--w-ink2)" {...halo}>
        {place.line}
      </text>
    </g>
  );
}
