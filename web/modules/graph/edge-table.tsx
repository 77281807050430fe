import type { GraphEdge, GraphNode } from "#contract/graph";
import { AppLink, LinkIfThere, Moment, None, PlainTable, useFormat, useWords } from "#kit";
import { placeAddress, usePlaceName } from "./place-names.ts";
import { placeWords } from "./place-words.ts";
import { graphWords } from "./words.ts";

/** Flows of one place with their other ends: what each rests on, how much passed, which items. */
export function EdgeTable({
  edges,
  nodes,
  side,
  showsOwn,
}: {
  edges: readonly GraphEdge[];
  nodes: readonly GraphNode[];
  side: "gives" | "gets";
  /** Says also at which of its own things each flow begins. */
  showsOwn: boolean;
}) {
  const words = useWords(placeWords);
  const { kinds } = useWords(graphWords);
  const format = useFormat();
  const nameOf = usePlaceName();
  const names = new Map(nodes.map((node) => [node.id, nameOf(node)]));
  return (
    <PlainTable
      label={words[side]}
      columns={[
        ...(showsOwn ? [{ title: words.place }] : []),
        { title: words.other[side] },
        { title: words.kind, width: 100 },
        { title: words.basis, width: "22%" },
        { title: words.uses, isFigure: true, width: 80 },
        { title: words.rows, isFigure: true, width: 90 },
        { title: words.fields, isFigure: true, width: 100 },
        { title: words.last, width: 130 },
      ]}
      rows={edges.map((edge) => {
        const end = side === "gives" ? edge.to : edge.from;
        return {
          key: String(edge.id),
          cells: [
            ...(showsOwn
              ? [
                  <AppLink key="own" href={placeAddress(edge.from) ?? "/graph"}>
                    {names.get(edge.from) ?? edge.from}
                  </AppLink>,
                ]
              : []),
            <AppLink key="end" href={placeAddress(end) ?? "/graph"}>
              {names.get(end) ?? end}
            </AppLink>,
            kinds[edge.kind],
            <Basis key="basis" edge={edge} />,
            format.number(edge.uses),
            format.number(edge.rows),
            edge.fields.length === 0 ? (
              <span key="fields" className="m">
                {words.fieldsUnknown}
              </span>
            ) : (
              <span key="fields" title={edge.fields.map(({ from, to }) => `${from} → ${to}`).join("\n")}>
                {words.fieldsOf(format.number(edge.fields.length))}
              </span>
            ),
            edge.uses === 0 ? (
              <span key="last" className="m">
                {words.never}
              </span>
            ) : (
              <Moment key="last" at={edge.lastAt} />
            ),
          ],
        };
      })}
    />
  );
}

/** What a flow rests on, as a way to it. */
export function Basis({ edge }: { edge: Pick<GraphEdge, "kind" | "basis" | "basisName"> }) {
  if (edge.basisName === "") return <None />;
  const href =
    edge.kind === "supplies" ? `/gate/grants/${edge.basis}` : edge.kind === "feeds" ? `/libraries/${edge.basis}` : null;
  return href === null ? <>{edge.basisName}</> : <LinkIfThere href={href}>{edge.basisName}</LinkIfThere>;
}
