import { type GraphNode, graphRoutes, type Picture } from "#contract/graph";
import {
  AnsweredPage,
  AppLink,
  DateChip,
  EmptyState,
  LinkIfThere,
  Note,
  PageHead,
  QueryStrip,
  Section,
  Tag,
  useAnswer,
  useFilters,
  useFormat,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { Chain } from "./chain.tsx";
import { EdgeTable } from "./edge-table.tsx";
import { placeFilters } from "./filters.ts";
import { ImpactOf } from "./impact-of.tsx";
import { thingAddress, usePlaceName } from "./place-names.ts";
import { placeWords } from "./place-words.ts";
import { graphWords } from "./words.ts";
import "./graph.css";

/** One place: whom it gives to, where it comes from, the chain up and down, and who is affected if it stops. */
export function PlaceScreen() {
  const words = useWords(placeWords);
  const [{ node, asOf }] = useFilters(placeFilters);
  const isChosen = node !== undefined;
  const answer = useAnswer(
    graphRoutes.around,
    { query: { node: node ?? "", asOf } },
    { isReady: isChosen, keepsLast: true },
  );
  return (
    <div className="page">
      {isChosen ? (
        <AnsweredPage answer={answer} what={words.what} rows={6}>
          {(picture) => <PlacePage node={node} picture={picture} />}
        </AnsweredPage>
      ) : (
        <>
          <PageHead title={words.what} />
          <EmptyState title={words.noneTitle} action={<AppLink href="/graph">{words.toMap}</AppLink>}>
            {words.noneText}
          </EmptyState>
        </>
      )}
    </div>
  );
}

function PlacePage({ node, picture }: { node: string; picture: Picture }) {
  const words = useWords(placeWords);
  const format = useFormat();
  const [{ asOf }, setSearch] = useFilters(placeFilters);
  const own = picture.nodes.find(({ id }) => id === node);
  if (!own) return null;
  const holdings = new Set(
    own.kind === "department" ? picture.nodes.filter(isHeldBy(own.department)).map(({ id }) => id) : [],
  );
  const gives = picture.edges.filter(({ from }) => from === node || holdings.has(from));
  const gets = picture.edges.filter(({ to }) => to === node);
  return (
    <>
      <PlaceHead node={own} picture={picture} />
      <QueryStrip>
        <DateChip label={words.asOf} value={{ to: asOf }} onChange={({ to }) => setSearch({ asOf: to })} />
        <AppLink href={`/graph/paths?from=${encodeURIComponent(node)}`}>{words.pathsFrom}</AppLink>
      </QueryStrip>
      {picture.partial ? <Note tone="fault">{words.partial}</Note> : null}
      {picture.hidden > 0 ? <p className="t12 m">{words.hidden(format.number(picture.hidden))}</p> : null}
      <Section title={words.gives} note={format.number(gives.length)}>
        {gives.length === 0 ? (
          <p className="t13 m">{words.givesNone}</p>
        ) : (
          <EdgeTable edges={gives} nodes={picture.nodes} side="gives" showsOwn={own.kind === "department"} />
        )}
      </Section>
      <Section title={words.gets} note={format.number(gets.length)}>
        {gets.length === 0 ? (
          <p className="t13 m">{words.getsNone}</p>
        ) : (
          <EdgeTable edges={gets} nodes={picture.nodes} side="gets" showsOwn={false} />
        )}
      </Section>
      <Chain node={own} fields={[...new Set([...gives.flatMap(fromFields), ...gets.flatMap(toFields)])]} />
      <ImpactOf node={node} />
    </>
  );
}

/** What a department gives flows out of its resources. */
const isHeldBy =
  (department: string | null) =>
  ({ kind, department: owner }: GraphNode): boolean =>
    owner === department && (kind === "resource" || kind === "source");

const fromFields = ({ fields }: Picture["edges"][number]) => fields.map(({ from }) => from);
const toFields = ({ fields }: Picture["edges"][number]) => fields.map(({ to }) => to);

function PlaceHead({ node, picture }: { node: GraphNode; picture: Picture }) {
  const words = useWords(placeWords);
  const { places } = useWords(graphWords);
  const format = useFormat();
  const nameOf = usePlaceName();
  const [{ asOf }] = useFilters(placeFilters);
  const thing = thingAddress(node.id);
  return (
    <PageHead
      title={nameOf(node)}
      crumbs={[{ label: words.crumb, href: "/graph" }]}
      tags={<Tag tone="line">{places[node.kind]}</Tag>}
      meta={
        <>
          {node.kind === "department" ? null : <DepartmentName code={node.department} />}
          <span>
            {asOf === undefined ? words.asOfNow(format.moment(picture.asOf)) : words.asOfThen(format.date(asOf))}
          </span>
          {thing === null ? null : <LinkIfThere href={thing}>{words.openThing}</LinkIfThere>}
        </>
      }
    />
  );
}
