import type { RiverMap } from "#contract/graph-map";
import { Icon, useFormat, useWords } from "#kit";
import { type Drawn, isDry, legendSteps, narrowest, scaleOf, widthAt } from "./river-view.ts";
import { graphWords } from "./words.ts";

/** What the drawing means, with rivers of round numbers at the very scale of the picture. */
export function MapLegend({
  map,
  trunk,
  isAll,
  hasWaits,
}: {
  map: RiverMap;
  trunk: Drawn;
  isAll: boolean;
  hasWaits: boolean;
}) {
  const words = useWords(graphWords);
  const format = useFormat();
  const rivers = isAll ? map.rivers : trunk.rivers;
  const scale = scaleOf(rivers, isAll ? map.places : trunk.places);
  const isField = isAll && map.rivers.length > 60;
  const steps = isField ? [] : legendSteps(rivers);
  return (
    <ul className="map-legend t12" aria-label={words.legend}>
      {steps.map((uses) => (
        <li key={uses}>
          <Swatch width={widthAt(uses, scale)} />
          {words.times(format.number(uses))}
        </li>
      ))}
      {isField ? null : (
        <li>
          <Swatch width={narrowest} />
          {words.legendThin}
        </li>
      )}
      {hasWaits ? (
        <li>
          <Swatch width={2} stroke="var(--w-orangef)" dash="7 5" />
          <Icon name="warning" />
          {words.legendWaiting.warning}
        </li>
      ) : null}
      {hasWaits ? (
        <li>
          <Swatch width={2} stroke="var(--w-redf)" dash="7 5" />
          <Icon name="overdue" />
          {words.legendWaiting.overdue}
        </li>
      ) : null}
      {hasWaits ? (
        <li>
          <Swatch width={2} stroke="var(--w-ink3)" dash="7 5" />
          {words.legendWaiting.plain}
        </li>
      ) : null}
      {rivers.some((river) => isDry(river, map.asOf)) && !isField ? (
        <li>
          <Swatch width={2} stroke="var(--w-pause)" dash="2 5" />
          {words.legendDry}
        </li>
      ) : null}
      <li className="m">{words.schematic}</li>
    </ul>
  );
}

const Swatch = ({ width, stroke = "var(--w-water5)", dash }: { width: number; stroke?: string; dash?: string }) => (
  <svg width="34" height={Math.max(6, width)} aria-hidden="true">
    <line
      x1="0"
      x2="34"
      y1={Math.max(6, width) / 2}
      y2={Math.max(6, width) / 2}
      stroke={stroke}
      strokeWidth={width}
      strokeDasharray={dash}
    />
  </svg>
);
