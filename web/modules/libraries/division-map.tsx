import type { Bilingual } from "#contract/text";
import { useFormat, useText, useWords } from "#kit";
import type { Place } from "./divisions.ts";
import { portraitWords } from "./portrait-words.ts";
import { squarify } from "./squarify.ts";

const room = { x: 0, y: 0, width: 100, height: 100 };
/** Under this share of the picture a name does not fit; the table has it. */
const namedFrom = 0.012;

/**
 * The divisions as tiles: area is the number of people, shade the share of the chosen class. Schematic on purpose: the
 * register has codes and names, no outlines, and an invented coast line would be a lie.
 */
export function DivisionMap({
  places,
  className,
  classAt,
  onOpen,
}: {
  places: readonly Place[];
  /** The class that is shaded; null shades by number of people. */
  className: Bilingual | null;
  classAt: number | null;
  onOpen: (code: string) => void;
}) {
  const words = useWords(portraitWords).group;
  const text = useText();
  const format = useFormat();
  const shown = places.flatMap((place) => (place.total ? [{ ...place, total: place.total }] : []));
  const hidden = places.length - shown.length;
  const all = shown.reduce((sum, { total }) => sum + total, 0);
  const boxes = squarify(
    shown.map(({ total }) => total),
    room,
  );
  const shares = shown.map(({ counts, total }) => (classAt === null ? total / all : (counts[classAt] ?? 0) / total));
  const most = Math.max(...shares, 1e-9);
  return (
    <figure className="division-map" aria-label={words.title}>
      <ul>
        {shown.map((place, at) => {
          const box = boxes[at];
          const share = shares[at] ?? 0;
          if (!box) return null;
          const isHidden = classAt !== null && place.counts[classAt] === null;
          const part = className === null || isHidden ? "" : words.part(text(className), format.percent(share));
          const label = words.tile(place.name, format.number(place.total), part);
          const isNamed = place.total / all >= namedFrom;
          const style = {
            left: `${box.x}%`,
            top: `${box.y}%`,
            width: `${box.width}%`,
            height: `${box.height}%`,
            "--share": `${Math.round((share / most) * 100)}%`,
          };
          const inside = isNamed ? (
            <>
              <b>{place.name}</b>
              <span>{format.number(place.total)}</span>
              {className === null ? null : <span>{isHidden ? words.hidden : format.percent(share)}</span>}
            </>
          ) : null;
          return (
            <li key={place.code} style={style} className={isNamed ? undefined : "tiny"}>
              {place.opens ? (
                <button type="button" title={label} aria-label={label} onClick={() => onOpen(place.code)}>
                  {inside}
                </button>
              ) : (
                <div title={label}>{inside ?? <span className="unseen">{label}</span>}</div>
              )}
            </li>
          );
        })}
      </ul>
      {hidden === 0 ? null : <figcaption className="t12 m">{words.hiddenPlaces(format.number(hidden))}</figcaption>}
    </figure>
  );
}
