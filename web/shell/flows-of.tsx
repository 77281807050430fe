import type { Role } from "#contract/identity";
import { type GraphEdge, graphRoutes, type Picture } from "#contract/graph";
import { Answered, AppLink, isMissing, isRefused, Section, useAnswer, useFormat, useWords } from "#kit";
import { useDepartments } from "./departments.ts";
import { flowWords } from "./flow-words.ts";
import { useHasRole } from "./session.ts";

/** Those to whom the hub tells who supplies what to whom; how much of it is a matter of scope. */
export const graphReaders = [
  "data-officer",
  "department-steward",
  "sharing-head",
  "department-user",
  "leader",
  "audit-administrator",
] as const satisfies readonly Role[];

const shown = 5;

/** On the page of a thing: whom it gives to and where it comes from, with a way to the whole chain. */
export function FlowsOf({ node }: { node: string }) {
  const words = useWords(flowWords);
  const format = useFormat();
  const hasRole = useHasRole();
  const mayAsk = hasRole(graphReaders);
  const answer = useAnswer(graphRoutes.around, { query: { node } }, { isReady: mayAsk });
  if (!mayAsk || isRefused(answer.error)) return null;
  const href = `/graph/place?node=${encodeURIComponent(node)}`;
  const resource = node.startsWith("resource:") ? node.slice("resource:".length) : null;
  if (isMissing(answer.error))
    return (
      <Section title={words.title}>
        <p className="t13 m">{words.none}</p>
      </Section>
    );
  return (
    <Section
      title={words.title}
      note={answer.data ? words.asOf(format.moment(answer.data.asOf)) : undefined}
      more={
        <span className="row g3">
          {resource === null ? null : <AppLink href={`/graph?resource=${resource}`}>{words.river}</AppLink>}
          <AppLink href={href}>{words.whole}</AppLink>
        </span>
      }
    >
      <Answered answer={answer} what={words.title}>
        {(picture) => (
          <>
            <Side
              title={words.gives}
              none={words.givesNone}
              edges={widest(picture.edges.filter(({ to }) => to !== node))}
              picture={picture}
              end="to"
            />
            <Side
              title={words.gets}
              none={words.getsNone}
              edges={widest(picture.edges.filter(({ to }) => to === node))}
              picture={picture}
              end="from"
            />
            {picture.partial ? <p className="t12 m">{words.partial}</p> : null}
          </>
        )}
      </Answered>
    </Section>
  );
}

const widest = (edges: readonly GraphEdge[]): GraphEdge[] => edges.toSorted((a, b) => b.uses - a.uses || a.id - b.id);

function Side({
  title,
  none,
  edges,
  picture,
  end,
}: {
  title: string;
  none: string;
  edges: readonly GraphEdge[];
  picture: Picture;
  end: "from" | "to";
}) {
  const words = useWords(flowWords);
  const format = useFormat();
  const { nameOf, list } = useDepartments();
  const known = new Set(list.map(({ code }) => code));
  const names = new Map(
    picture.nodes.map(({ id, name, kind }) => {
      const code = id.slice("department:".length);
      return [id, kind === "department" && known.has(code) ? nameOf(code) : name];
    }),
  );
  return (
    <>
      <h3 className="t13 s">
        {title} <span className="m">{format.number(edges.length)}</span>
      </h3>
      {edges.length === 0 ? (
        <p className="t13 m">{none}</p>
      ) : (
        <ul className="plain-list">
          {edges.slice(0, shown).map((edge) => (
            <li key={edge.id}>
              <AppLink href={`/graph/place?node=${encodeURIComponent(edge[end])}`}>
                {names.get(edge[end]) ?? edge[end]}
              </AppLink>
              <span className="m t12 nw">{words.times(format.number(edge.uses))}</span>
            </li>
          ))}
        </ul>
      )}
      {edges.length > shown ? <p className="t12 m">{words.more(format.number(edges.length - shown))}</p> : null}
    </>
  );
}

/** Before a thing is changed or taken away: who stands behind it. */
export function ImpactLine({ node }: { node: string }) {
  const words = useWords(flowWords);
  const format = useFormat();
  const hasRole = useHasRole();
  const mayAsk = hasRole(graphReaders);
  const { data } = useAnswer(graphRoutes.impact, { query: { node } }, { isReady: mayAsk });
  if (!data) return null;
  const { departments, grants, libraries } = data;
  const href = `/graph/place?node=${encodeURIComponent(node)}#impact`;
  if (departments.length + grants + libraries === 0) return <p className="t13 s">{words.noImpact}</p>;
  return (
    <p className="t13 s">
      {words.impact(format.number(departments.length), format.number(grants), format.number(libraries))}{" "}
      <AppLink href={href}>{words.seeImpact}</AppLink>
    </p>
  );
}
