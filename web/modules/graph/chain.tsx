import { type GraphNode, graphRoutes, type Picture } from "#contract/graph";
import {
  Answered,
  AppLink,
  FilterChip,
  None,
  PlainTable,
  QueryStrip,
  Section,
  Segments,
  useAnswer,
  useFilters,
  useFormat,
  useWords,
} from "#kit";
import { ChainPicture, mostDrawnEdges } from "./chain-picture.tsx";
import { Basis } from "./edge-table.tsx";
import { directions, placeFilters } from "./filters.ts";
import { placeAddress, usePlaceName } from "./place-names.ts";
import { placeWords } from "./place-words.ts";
import { graphWords } from "./words.ts";

const usualDepth = "6";
/** Rows of the table; what there is beyond is counted. */
const mostListed = 200;

/** Everything upstream or downstream of a place, step by step; one item alone where the mappings say what becomes of it. */
export function Chain({ node, fields }: { node: GraphNode; fields: readonly string[] }) {
  const words = useWords(placeWords);
  const format = useFormat();
  const [{ way = "downstream", depth = usualDepth, field, asOf }, setSearch] = useFilters(placeFilters);
  const answer = useAnswer(
    graphRoutes.walk,
    { query: { node: node.id, direction: way, depth: Number(depth), field, asOf, limit: mostListed } },
    { keepsLast: true },
  );
  return (
    <Section
      isMajor
      title={words.chain}
      note={
        answer.data
          ? words.chainNote(format.number(answer.data.total.nodes), format.number(answer.data.total.edges))
          : undefined
      }
    >
      <QueryStrip>
        <Segments
          label={words.way}
          value={way}
          options={directions.map((value) => ({ value, label: words.ways[value] }))}
          onChange={(next) => setSearch({ way: next })}
        />
        <FilterChip
          label={words.depth}
          value={depth === usualDepth ? undefined : depth}
          usual={usualDepth}
          choices={["1", "2", "3", "6", "12"].map((value) => ({ value, label: words.steps(value) }))}
          onChange={(next) => setSearch({ depth: next })}
        />
        {fields.length === 0 ? null : (
          <FilterChip
            label={words.field}
            value={field}
            search="here"
            choices={fields.toSorted().map((value) => ({ value, label: value }))}
            onChange={(next) => setSearch({ field: next })}
          />
        )}
      </QueryStrip>
      <Answered answer={answer} what={words.chain} rows={4}>
        {(picture) => <ChainFound picture={picture} name={node.name} way={way} />}
      </Answered>
    </Section>
  );
}

function ChainFound({ picture, name, way }: { picture: Picture; name: string; way: (typeof directions)[number] }) {
  const words = useWords(placeWords);
  const { places, kinds } = useWords(graphWords);
  const format = useFormat();
  const nameOf = usePlaceName();
  if (picture.edges.length === 0) return <p className="t13 m">{words.chainNone[way]}</p>;
  const names = new Map(picture.nodes.map((node) => [node.id, nameOf(node)]));
  const isWhole = picture.edges.length >= picture.total.edges;
  const depthOf = new Map(picture.nodes.map(({ id, depth }) => [id, depth]));
  return (
    <>
      {picture.partial && isWhole ? <p className="t13 m">{words.partial}</p> : null}
      {picture.hidden > 0 ? <p className="t12 m">{words.hidden(format.number(picture.hidden))}</p> : null}
      {isWhole && picture.edges.length <= mostDrawnEdges ? (
        <ChainPicture picture={picture} label={words.picture(name)} />
      ) : (
        <p className="t13 m">{words.chainTooMany}</p>
      )}
      <PlainTable
        label={words.chain}
        columns={[
          { title: words.other.gets },
          { title: words.other.gives },
          { title: words.depth, width: 80 },
          { title: words.kind, width: 150 },
          { title: words.basis, width: "20%" },
          { title: words.uses, isFigure: true, width: 80 },
          { title: words.fields, width: "20%" },
        ]}
        rows={picture.edges.map((edge) => ({
          key: String(edge.id),
          cells: [
            <AppLink key="from" href={placeAddress(edge.from) ?? "/graph"}>
              {names.get(edge.from) ?? edge.from}
            </AppLink>,
            <AppLink key="to" href={placeAddress(edge.to) ?? "/graph"}>
              {names.get(edge.to) ?? edge.to}
            </AppLink>,
            words.step(format.number(Math.max(depthOf.get(edge.from) ?? 0, depthOf.get(edge.to) ?? 0))),
            `${kinds[edge.kind]} · ${places[picture.nodes.find(({ id }) => id === edge.to)?.kind ?? "dataset"]}`,
            <Basis key="basis" edge={edge} />,
            format.number(edge.uses),
            edge.fields.length === 0 ? <None key="fields" /> : fieldText(edge.fields),
          ],
        }))}
      />
      {isWhole ? null : (
        <p className="t12 m">
          {words.chainFirst(format.number(picture.edges.length), format.number(picture.total.edges))}
        </p>
      )}
    </>
  );
}

const fieldsShown = 4;

function fieldText(fields: Picture["edges"][number]["fields"]): string {
  const told = fields.slice(0, fieldsShown).map(({ from, to }) => (from === to ? from : `${from} → ${to}`));
  return fields.length > fieldsShown ? `${told.join(", ")} … (${fields.length})` : told.join(", ");
}
