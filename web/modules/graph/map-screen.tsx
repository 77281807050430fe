import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import type { RiverMap } from "#contract/graph-map";
import { graphMapRoutes } from "#contract/graph-map";
import {
  AnsweredPage,
  AppLink,
  EmptyState,
  Note,
  PageHead,
  today,
  useAnswer,
  useFilters,
  useFormat,
  useWords,
} from "#kit";
import { kindOf, mapFilters } from "./filters.ts";
import { MapLegend } from "./map-legend.tsx";
import { MapPanel } from "./map-panel.tsx";
import { MapPicture } from "./map-picture.tsx";
import { MapStrip } from "./map-strip.tsx";
import { MapTable } from "./map-table.tsx";
import { trunkOf } from "./river-view.ts";
import { type Wait, useWaits } from "./waiting.ts";
import { graphWords } from "./words.ts";
import "./graph.css";

/** Who supplies what to whom: the picture, what is chosen on it, and the same figures as a table. */
export function MapScreen() {
  const words = useWords(graphWords);
  const [search] = useFilters(mapFilters);
  const { level = "department", from, to, theme, department, side = "both", resource } = search;
  const answer = useAnswer(
    graphMapRoutes.map,
    { query: { level, since: from, asOf: to, kind: kindOf(search), theme, department, side, resourceId: resource } },
    { keepsLast: true },
  );
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.title} rows={8}>
        {(map) => <MapPage map={map} isStale={answer.isStale} />}
      </AnsweredPage>
    </div>
  );
}

function MapPage({ map, isStale }: { map: RiverMap; isStale: boolean }) {
  const [search, setSearch] = useFilters(mapFilters);
  const waits = useShownWaits();
  const picture = useRef<SVGSVGElement | HTMLCanvasElement>(null);
  const keep = useCallback((drawn: SVGSVGElement | HTMLCanvasElement | null) => {
    picture.current = drawn;
  }, []);
  const frame = useRef<HTMLDivElement>(null);
  const room = useRoom(frame);
  const least = Number(search.least ?? 0);
  const isAll = search.draw === "all";
  const trunk = trunkOf(map, least);
  const isEmpty = map.rivers.length === 0 && waits.length === 0 && map.islands.length === 0;
  const view: ReactNode = isEmpty ? (
    <NothingFlows />
  ) : (
    <div className="map" aria-busy={isStale}>
      <MapPicture map={map} trunk={trunk} waits={waits} isAll={isAll} room={room} keep={keep} />
      <MapLegend map={map} trunk={trunk} isAll={isAll} hasWaits={waits.length > 0} />
      <MapPanel map={map} waits={waits} onClose={() => setSearch({ at: undefined })} />
    </div>
  );
  const table = map.rivers.length === 0 ? null : <MapTable map={map} />;
  // On a phone the figures come first; the picture stands below and scrolls in its own frame.
  const isNarrow = room > 0 && room < 640;
  return (
    <div ref={frame}>
      <MapHead map={map} />
      <MapStrip map={map} trunk={trunk} picture={picture} />
      <Remarks map={map} />
      {isNarrow ? table : view}
      {isNarrow ? view : table}
    </div>
  );
}

/**
 * What is agreed and not yet supplied is drawn on today's whole map of departments; a narrowed or past map is about what
 * flowed, and every other wait has a screen of its own.
 */
function useShownWaits(): readonly Wait[] {
  const [search] = useFilters(mapFilters);
  const { level = "department", to, theme, resource, department, side = "both" } = search;
  const isShown = level === "department" && to === undefined && kindOf(search) === "supplies" && !theme && !resource;
  const { data } = useWaits({ kind: "supply", isReady: isShown });
  const touches = (wait: Wait) =>
    department === undefined ||
    (side !== "gets" && wait.from === department) ||
    (side !== "gives" && wait.to === department);
  return isShown ? (data?.waits.filter(touches) ?? []) : [];
}

function MapHead({ map }: { map: RiverMap }) {
  const words = useWords(graphWords);
  const format = useFormat();
  const [{ from, to }] = useFilters(mapFilters);
  const uses = map.rivers.reduce((sum, river) => sum + river.uses, 0);
  const span =
    from !== undefined && to !== undefined
      ? words.between(format.date(from), format.date(to))
      : from !== undefined
        ? words.since(format.date(from))
        : to !== undefined
          ? words.upTo(format.date(to))
          : words.wholeTime;
  return (
    <PageHead
      title={words.title}
      note={
        <span className="in-text">
          {/* One call carries many items: at that level adding up would count it many times. */}
          {map.level === "item" ? span : words.note(span, words.usesInAll(format.number(uses)))} ·{" "}
          {words.fromLedger(format.moment(map.asOf))}{" "}
          <AppLink href={`/ledger/${map.entry}`}>{words.entry(format.entry(map.entry))}</AppLink>
        </span>
      }
      actions={
        <>
          <AppLink href="/graph/paths">{words.related.paths}</AppLink>
          <AppLink href="/graph/waiting">{words.related.waiting}</AppLink>
        </>
      }
    />
  );
}

function Remarks({ map }: { map: RiverMap }) {
  const words = useWords(graphWords);
  const format = useFormat();
  const [{ to }, setSearch] = useFilters(mapFilters);
  const told = [
    map.hidden > 0 ? words.hidden(format.number(map.hidden)) : "",
    map.inside > 0 ? words.inside(format.number(map.inside)) : "",
  ].filter((one) => one !== "");
  return (
    <>
      {map.partial ? <Note tone="fault">{words.partial}</Note> : null}
      {to !== undefined && to < today() ? (
        <Note>
          {words.asItWas(format.date(to))}{" "}
          <button type="button" className="chip" onClick={() => setSearch({ to: undefined, from: undefined })}>
            {words.backToNow}
          </button>
        </Note>
      ) : null}
      {told.length === 0 ? null : <p className="t12 m">{told.join(" · ")}</p>}
    </>
  );
}

function NothingFlows() {
  const words = useWords(graphWords);
  const [search] = useFilters(mapFilters);
  const isNarrowed = Object.keys(search).length > 0;
  return (
    <EmptyState
      title={words.emptyTitle}
      action={
        isNarrowed ? (
          <AppLink href="/graph">{words.clear}</AppLink>
        ) : (
          <AppLink href="/catalog">{words.emptyAction}</AppLink>
        )
      }
    >
      {isNarrowed ? words.emptyFiltered : words.emptyText}
    </EmptyState>
  );
}

/** Width of a part of the page in pixels; 0 before it is known. */
function useRoom(part: React.RefObject<HTMLElement | null>): number {
  const [room, setRoom] = useState(0);
  useEffect(() => {
    const element = part.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setRoom(Math.floor(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [part]);
  return room;
}
