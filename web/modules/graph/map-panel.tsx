import { Button } from "antd";
import type { ReactNode } from "react";
import type { MapPlace, MapRiver, RiverMap } from "#contract/graph-map";
import { AppLink, Day, Icon, KeyValues, LinkIfThere, stringifySearch, useFilters, useFormat, useWords } from "#kit";
import { mapFilters } from "./filters.ts";
import { useChange } from "./map-table.tsx";
import { placeAddress, thingAddress, usePlaceName } from "./place-names.ts";
import { riverKey } from "./river-view.ts";
import type { Wait } from "./waiting.ts";
import { graphWords } from "./words.ts";

/** What is chosen on the map, beside it: its figures, each a way to where they come from. */
export function MapPanel({ map, waits, onClose }: { map: RiverMap; waits: readonly Wait[]; onClose: () => void }) {
  const words = useWords(graphWords);
  const [{ at }] = useFilters(mapFilters);
  const nameOf = usePlaceName();
  const places = new Map(map.places.map((place) => [place.id, place]));
  const name = (id: string) => nameOf(places.get(id) ?? { id, kind: "department", name: id });
  const river = map.rivers.find((one) => riverKey(one) === at);
  const place = at === undefined ? undefined : places.get(at);
  const wait = waits.find((one) => waitKey(one) === at);
  if (!river && !place && !wait) return null;
  const title = river
    ? `${name(river.from)} → ${name(river.to)}`
    : wait
      ? `${wait.fromName} → ${wait.toName}`
      : place
        ? nameOf(place)
        : "";
  return (
    <aside className="map-card" aria-label={title}>
      <div className="row g2">
        <h2>{title}</h2>
        <span className="sp" />
        <button type="button" className="bare" onClick={onClose}>
          <Icon name="close" />
          <span className="unseen">{words.close}</span>
        </button>
      </div>
      {river ? <RiverFacts river={river} map={map} /> : null}
      {!river && wait ? <WaitFacts wait={wait} /> : null}
      {!river && !wait && place ? <PlaceFacts place={place} map={map} /> : null}
    </aside>
  );
}

export const waitKey = ({ from, to }: Pick<Wait, "from" | "to">): string => `wait|${from}|${to}`;

const codeOf = (id: string): string => id.slice(id.indexOf(":") + 1);

function RiverFacts({ river, map }: { river: MapRiver; map: RiverMap }) {
  const words = useWords(graphWords);
  const format = useFormat();
  const change = useChange()(river);
  const [search] = useFilters(mapFilters);
  const { from, to, kind } = river;
  const isBetween = from.startsWith("department:") && to.startsWith("department:");
  const deeper = `/graph${stringifySearch({ ...search, at: undefined, level: "resource", department: codeOf(from), side: "gives" })}`;
  const stop = from.startsWith("department:") || from.startsWith("system:") ? null : placeAddress(from);
  return (
    <>
      <KeyValues
        items={[
          {
            key: words.panel.uses,
            value: (
              <>
                <LedgerLink river={river}>{words.times(format.number(river.uses))}</LedgerLink>
                {change === null ? null : <span className="m"> {words.panel.before(change)}</span>}
              </>
            ),
          },
          { key: words.panel.rows, value: format.number(river.rows) },
          river.resources === 0
            ? null
            : {
                key: words.panel.carries,
                value: <AppLink href={deeper}>{words.panel.resources(format.number(river.resources))}</AppLink>,
              },
          { key: words.panel.basis, value: <Basis river={river} /> },
          { key: words.panel.last, value: river.lastUseOn === null ? words.panel.never : <Day on={river.lastUseOn} /> },
          { key: words.panel.first, value: format.date(river.firstAt) },
          stop === null
            ? null
            : { key: words.panel.ifStopped, value: <AppLink href={stop}>{words.panel.impact}</AppLink> },
        ]}
      />
      {isBetween && kind === "supplies" && map.level === "department" ? (
        <p>
          <AppLink href={deeper}>{words.panel.open}</AppLink>
        </p>
      ) : null}
    </>
  );
}

/** The acts behind the figure: the ledger's entries about the thing at the river's beginning. */
function LedgerLink({ river, children }: { river: MapRiver; children: ReactNode }) {
  const [{ from, to }] = useFilters(mapFilters);
  const key = codeOf(river.from);
  const about = river.from.startsWith("resource:")
    ? { objectKind: "resource", objectId: key }
    : river.from.startsWith("department:")
      ? { department: codeOf(river.to.startsWith("department:") ? river.to : river.from) }
      : {};
  return <LinkIfThere href={`/ledger${stringifySearch({ ...about, from, to })}`}>{children}</LinkIfThere>;
}

function Basis({ river }: { river: MapRiver }) {
  const words = useWords(graphWords).panel;
  const format = useFormat();
  const count = format.number(river.streams);
  const { from, to } = river;
  switch (river.kind) {
    case "supplies":
      return (
        <LinkIfThere
          href={`/gate/grants${stringifySearch({
            provider: from.startsWith("department:") ? codeOf(from) : undefined,
            resourceId: from.startsWith("resource:") ? codeOf(from) : undefined,
            department: to.startsWith("department:") ? codeOf(to) : undefined,
          })}`}
        >
          {words.grants(count)}
        </LinkIfThere>
      );
    case "loads":
      return <LinkIfThere href="/intake/loads">{words.loads(count)}</LinkIfThere>;
    case "feeds":
      return <LinkIfThere href={thingAddress(to) ?? "/libraries"}>{words.runs(count)}</LinkIfThere>;
    case "derives":
      return <>{words.jobs(count)}</>;
  }
}

function WaitFacts({ wait }: { wait: Wait }) {
  const words = useWords(graphWords);
  const format = useFormat();
  return (
    <p className="t13">
      {words.legendWaiting[wait.look === "waiting" ? "plain" : wait.look]} ·{" "}
      <AppLink href={`/graph/waiting?from=${wait.from}&to=${wait.to}`}>
        {format.number(wait.rows.length)} {words.panel.waiting}
      </AppLink>
    </p>
  );
}

function PlaceFacts({ place, map }: { place: MapPlace; map: RiverMap }) {
  const words = useWords(graphWords);
  const format = useFormat();
  const [search, setSearch] = useFilters(mapFilters);
  const nameOf = usePlaceName();
  const names = new Map(map.places.map((one) => [one.id, nameOf(one)]));
  const own = map.rivers.filter(({ from, to }) => from === place.id || to === place.id);
  const address = placeAddress(place.id);
  const thing = thingAddress(place.id);
  return (
    <>
      <KeyValues
        items={[
          {
            key: words.places[place.kind],
            value: thing === null ? place.name : <AppLink href={thing}>{place.name}</AppLink>,
          },
          place.departmentName === null || place.kind === "department"
            ? null
            : { key: words.department, value: place.departmentName },
          { key: words.panel.given, value: words.times(format.number(place.given)) },
          { key: words.panel.got, value: words.times(format.number(place.got)) },
          { key: words.panel.rivers, value: format.number(own.length) },
        ]}
      />
      <ul className="map-card-list t13">
        {own.slice(0, 6).map((river) => (
          <li key={riverKey(river)}>
            <button type="button" className="bare link" onClick={() => setSearch({ at: riverKey(river) })}>
              {river.from === place.id ? `→ ${names.get(river.to) ?? ""}` : `← ${names.get(river.from) ?? ""}`}
            </button>
            <span className="sp" />
            <span className="m">{format.number(river.uses)}</span>
          </li>
        ))}
      </ul>
      <div className="row g2 wrap">
        {address === null ? null : <AppLink href={address}>{words.panel.openPlace}</AppLink>}
        {place.kind === "department" && search.level !== "resource" ? (
          <Button
            size="small"
            onClick={() => setSearch({ level: "resource", department: codeOf(place.id), at: undefined })}
          >
            {words.levels.resource}
          </Button>
        ) : null}
      </div>
    </>
  );
}
