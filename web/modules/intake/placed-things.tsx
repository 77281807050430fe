import type { PlaceLook } from "#contract/intake-arrivals";
import { Moment, None, PlainTable, useFormat, useWords } from "#kit";
import { placeWords } from "./place-words.ts";

const shown = 20;

/** What lies in a place, the newest first. */
export function PlacedThings({ found }: { found: PlaceLook }) {
  const words = useWords(placeWords);
  const format = useFormat();
  if (found.items.length === 0) return <p className="t13 m">{words.none}</p>;
  return (
    <PlainTable
      label={words.things}
      columns={[
        { title: words.thing },
        { title: words.size, width: 110, isFigure: true },
        { title: words.changed, width: 180 },
      ]}
      rows={found.items.slice(0, shown).map(({ name, sizeBytes, modifiedAt }) => ({
        key: name,
        cells: [
          <span key="name" className="mono break">
            {name}
          </span>,
          sizeBytes === null ? <None key="size" /> : format.bytes(sizeBytes),
          modifiedAt === null ? <None key="changed" /> : <Moment key="changed" at={modifiedAt} />,
        ],
      }))}
    />
  );
}
