import { useEffect, useRef, useState } from "react";
import type { Picture } from "#contract/graph";
import { useFormat, useGo, useWords } from "#kit";
import { placeAddress, usePlaceName } from "./place-names.ts";
import { layOut } from "./river-layout.ts";
import { RiverPicture } from "./river-picture.tsx";
import { graphWords } from "./words.ts";

export const mostDrawnEdges = 60;
const besideName = 152;
const widest = 26;

/** A chain of flows as rivers; a place that is pressed opens. */
export function ChainPicture({ picture, label }: { picture: Pick<Picture, "nodes" | "edges">; label: string }) {
  const words = useWords(graphWords);
  const format = useFormat();
  const nameOf = usePlaceName();
  const go = useGo();
  const frame = useRef<HTMLElement>(null);
  const [room, setRoom] = useState(0);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setRoom(Math.floor(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const most = Math.max(1, ...picture.edges.map(({ uses }) => uses));
  const courses = picture.edges.map(({ id, from, to, uses }) => ({
    key: String(id),
    from,
    to,
    ever: uses,
    width: Math.max(2, (uses / most) * widest),
  }));
  const names = new Map(picture.nodes.map((node) => [node.id, nameOf(node)]));
  const layout = layOut([...names.keys()], courses, Math.max(room, 560), besideName);
  const places = new Map(
    picture.nodes.map((node) => {
      const name = names.get(node.id) ?? node.name;
      return [
        node.id,
        { id: node.id, name, line: words.places[node.kind], label: `${name}，${words.places[node.kind]}` },
      ];
    }),
  );
  return (
    // A picture wider than its place scrolls inside it; a region that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="river-frame" aria-label={label} tabIndex={0} ref={frame}>
      {room === 0 ? null : (
        <RiverPicture
          ref={null}
          layout={layout}
          places={places}
          rivers={picture.edges.map((edge) => ({
            key: String(edge.id),
            from: edge.from,
            to: edge.to,
            uses: edge.uses,
            look: "flow" as const,
            label: words.river(names.get(edge.from) ?? "", names.get(edge.to) ?? "", format.number(edge.uses)),
          }))}
          islands={[]}
          label={words.picture(format.number(picture.nodes.length), format.number(picture.edges.length))}
          selected={undefined}
          onSelect={(key) => {
            const address = key !== undefined && names.has(key) ? placeAddress(key) : null;
            if (address !== null) go(address);
          }}
        />
      )}
    </section>
  );
}
