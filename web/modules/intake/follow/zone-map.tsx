import { networkZoneNames } from "#contract/registry";
import { useFormat, useText, useWords } from "#kit";
import { isTroubled } from "./parts.tsx";
import { zoneWords } from "./zone-words.ts";
import { type Place, type PlacedSource, zoneBlocks, type ZoneBlock } from "./zones.ts";

const room = 8;
const width = 1000;
const rowHeight = 20;
const headHeight = 26;
const gap = 22;
/** Where sources end, zones stand, and the hub stands. */
const at = { source: 330, zone: 520, hub: 880 };
const widest = 40;
const narrowest = 1.6;

interface PlacedBlock {
  readonly block: ZoneBlock;
  readonly top: number;
  readonly height: number;
  readonly middle: number;
}

/** Sources at the left, their zones, the hub at the right; the table below says the same in words. */
export function ZoneMap({ placed }: { placed: readonly PlacedSource[] }) {
  const words = useWords(zoneWords);
  const blocks = laidOut(zoneBlocks(placed, room));
  const bottom = blocks.at(-1);
  const height = bottom ? bottom.top + bottom.height + 8 : 0;
  const most = Math.max(1, ...blocks.map(({ block }) => block.follows));
  const thick = (follows: number) => Math.max(narrowest, (follows / most) * widest);
  const hubHeight = Math.max(
    48,
    blocks.reduce((sum, { block }) => sum + thick(block.follows) + 6, 0),
  );
  const hubTop = Math.max(0, height / 2 - hubHeight / 2);
  const ports = portsOf(blocks, thick, hubTop);
  return (
    <figure className="zone-picture" aria-label={words.question}>
      <figcaption className="chart-head">
        <b>{words.question}</b>
        <span className="t12 m">{words.pictureNote}</span>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${Math.max(height, hubHeight)}`} aria-hidden="true">
        {blocks.map((one, index) => (
          <River
            key={one.block.place}
            from={one.middle}
            to={ports[index] ?? one.middle}
            thickness={thick(one.block.follows)}
            isDry={one.block.follows === 0}
          />
        ))}
        {blocks.map((one) => (
          <Zone key={one.block.place} {...one} />
        ))}
        <rect x={at.hub} y={hubTop} width={10} height={hubHeight} fill="var(--w-ink)" />
        <text className="place" x={at.hub + 20} y={hubTop + hubHeight / 2 - 2}>
          {words.hub}
        </text>
        <text x={at.hub + 20} y={hubTop + hubHeight / 2 + 16}>
          {words.hubNote}
        </text>
      </svg>
    </figure>
  );
}

function laidOut(blocks: readonly ZoneBlock[]): readonly PlacedBlock[] {
  let top = 0;
  return blocks.map((block) => {
    const rows = block.drawn.length + (block.more > 0 ? 1 : 0);
    const height = Math.max(48, headHeight + rows * rowHeight);
    const placed = { block, top, height, middle: top + height / 2 };
    top += height + gap;
    return placed;
  });
}

/** Where each river meets the hub: one below the other, in the order of the zones. */
function portsOf(blocks: readonly PlacedBlock[], thick: (follows: number) => number, top: number): readonly number[] {
  let next = top;
  return blocks.map(({ block }) => {
    const port = next + thick(block.follows) / 2 + 3;
    next += thick(block.follows) + 6;
    return port;
  });
}

function River({ from, to, thickness, isDry }: { from: number; to: number; thickness: number; isDry: boolean }) {
  const middle = (at.zone + at.hub) / 2;
  return (
    <path
      d={`M${at.zone + 8} ${from}C${middle} ${from} ${middle} ${to} ${at.hub} ${to}`}
      fill="none"
      stroke={isDry ? "var(--w-pause)" : "var(--w-water5)"}
      strokeWidth={thickness}
      strokeDasharray={isDry ? "4 4" : undefined}
    />
  );
}

function Zone({ block, top, height, middle }: PlacedBlock) {
  const words = useWords(zoneWords);
  const nameOf = usePlaceName();
  const format = useFormat();
  return (
    <>
      <rect x={at.zone} y={top + 2} width={8} height={height - 4} fill="var(--w-ink)" />
      <text className="place" x={at.zone + 16} y={top + 16}>
        {nameOf(block.place)}
      </text>
      <text x={at.zone + 16} y={top + 34}>
        {block.follows === 0 ? words.noFlow : words.tables(format.number(block.follows))}
      </text>
      {block.drawn.map((one, row) => (
        <SourceLine key={one.source.id} one={one} y={top + headHeight + row * rowHeight - 4} to={middle} />
      ))}
      {block.more > 0 ? (
        <text x={at.source} y={top + headHeight + block.drawn.length * rowHeight} textAnchor="end">
          {words.more(format.number(block.more))}
        </text>
      ) : null}
    </>
  );
}

function SourceLine({ one, y, to }: { one: PlacedSource; y: number; to: number }) {
  const words = useWords(zoneWords);
  const { connection, name, zone } = one.source;
  const isBad = one.health !== null && isTroubled(one.health);
  const middle = (at.source + 14 + at.zone) / 2;
  const way = zone ? words.agentOf(zone.name) : connection ? `${connection.host}:${connection.port}` : words.brought;
  return (
    <>
      <path
        d={`M${at.source + 18} ${y}C${middle} ${y} ${middle} ${to} ${at.zone} ${to}`}
        fill="none"
        stroke={one.follows === 0 ? "var(--w-pause)" : "var(--w-water3)"}
        strokeWidth={narrowest}
        strokeDasharray={one.follows === 0 ? "4 4" : undefined}
      />
      {isBad ? (
        <path d={`M${at.source + 12} ${y - 5}l5 5-5 5-5-5z`} fill="var(--w-fault)" />
      ) : (
        <circle cx={at.source + 12} cy={y} r="4" fill={one.follows === 0 ? "var(--w-pause)" : "var(--w-water5)"} />
      )}
      <text x={at.source} y={y + 4} textAnchor="end">
        <tspan className="place">{shortened(name, 16)}</tspan> {shortened(way, 24)}
      </text>
    </>
  );
}

/** The table below holds the whole name. */
const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** What a zone is called. */
export function usePlaceName(): (place: Place) => string {
  const words = useWords(zoneWords);
  const text = useText();
  return (place) => (place === "untold" ? words.untold : text(networkZoneNames[place]));
}
