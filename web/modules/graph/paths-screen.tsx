import { graphRoutes, type Picture } from "#contract/graph";
import type { RouteAnswer } from "#contract/route";
import {
  Answered,
  AppLink,
  EmptyState,
  Note,
  PageHead,
  PlainTable,
  QueryStrip,
  Section,
  useAnswer,
  useFilters,
  useFormat,
  useWords,
} from "#kit";
import { ChainPicture, mostDrawnEdges } from "./chain-picture.tsx";
import { Basis } from "./edge-table.tsx";
import { pathFilters } from "./filters.ts";
import { NodePick } from "./node-pick.tsx";
import { placeAddress, usePlaceName } from "./place-names.ts";
import { placeWords } from "./place-words.ts";
import { graphWords } from "./words.ts";
import "./graph.css";

type Paths = RouteAnswer<typeof graphRoutes.paths>;

/** Every way data takes from one place to another, shortest first. */
export function PathsScreen() {
  const words = useWords(placeWords);
  const [{ from, to, asOf }, setSearch] = useFilters(pathFilters);
  const isReady = from !== undefined && to !== undefined;
  const answer = useAnswer(
    graphRoutes.paths,
    { query: { from: from ?? "", to: to ?? "", depth: 12, asOf } },
    { isReady },
  );
  return (
    <div className="page">
      <PageHead
        title={words.paths.title}
        lede={words.paths.lede}
        crumbs={[{ label: words.crumb, href: "/graph" }]}
        isRecord={false}
      />
      <QueryStrip>
        <NodePick label={words.paths.from} value={from} onPick={(node) => setSearch({ from: node })} />
        <NodePick label={words.paths.to} value={to} onPick={(node) => setSearch({ to: node })} />
        <button type="button" className="chip" onClick={() => setSearch({ from: to, to: from })}>
          {words.paths.swap}
        </button>
      </QueryStrip>
      {isReady ? (
        <Answered answer={answer} what={words.paths.what} rows={4}>
          {(found) => <PathsFound found={found} />}
        </Answered>
      ) : (
        <EmptyState title={words.paths.begin}>{words.paths.lede}</EmptyState>
      )}
    </div>
  );
}

const shownPaths = 50;

function PathsFound({ found }: { found: Paths }) {
  const words = useWords(placeWords);
  const format = useFormat();
  const nameOf = usePlaceName();
  const names = new Map(found.nodes.map((node) => [node.id, nameOf(node)]));
  const edges = new Map(found.edges.map((edge) => [edge.id, edge]));
  const used = new Set(found.paths.flat());
  const drawn: Pick<Picture, "nodes" | "edges"> = {
    edges: found.edges.filter(({ id }) => used.has(id)),
    nodes: found.nodes.filter(({ id }) =>
      found.edges.some((edge) => used.has(edge.id) && (edge.from === id || edge.to === id)),
    ),
  };
  if (found.paths.length === 0)
    return (
      <>
        {found.hidden > 0 ? <p className="t12 m">{words.hidden(format.number(found.hidden))}</p> : null}
        <EmptyState title={words.paths.none}>{words.paths.noneText}</EmptyState>
      </>
    );
  return (
    <>
      <p className="t13 m">
        {words.paths.note(format.number(found.paths.length))} · {words.asOfNow(format.moment(found.asOf))}
      </p>
      {found.partial ? <Note tone="fault">{words.partial}</Note> : null}
      {found.hidden > 0 ? <p className="t12 m">{words.hidden(format.number(found.hidden))}</p> : null}
      {drawn.edges.length <= mostDrawnEdges ? <ChainPicture picture={drawn} label={words.paths.what} /> : null}
      {found.paths.slice(0, shownPaths).map((path, at) => (
        <Section key={path.join(" ")} title={words.paths.nth(format.number(at + 1), format.number(path.length))}>
          <Steps edges={path.flatMap((id) => edges.get(id) ?? [])} names={names} />
        </Section>
      ))}
    </>
  );
}

function Steps({ edges, names }: { edges: readonly Picture["edges"][number][]; names: ReadonlyMap<string, string> }) {
  const words = useWords(placeWords);
  const { kinds } = useWords(graphWords);
  const format = useFormat();
  const link = (id: string) => <AppLink href={placeAddress(id) ?? "/graph"}>{names.get(id) ?? id}</AppLink>;
  return (
    <PlainTable
      label={words.paths.what}
      columns={[
        { title: words.other.gets },
        { title: words.other.gives },
        { title: words.kind, width: 110 },
        { title: words.basis, width: "24%" },
        { title: words.uses, isFigure: true, width: 90 },
      ]}
      rows={edges.map((edge) => ({
        key: String(edge.id),
        cells: [
          link(edge.from),
          link(edge.to),
          kinds[edge.kind],
          <Basis key="basis" edge={edge} />,
          format.number(edge.uses),
        ],
      }))}
    />
  );
}
