import type { Resource, Stage } from "#contract/catalog";
import { Icon, Moment, useText, useWords } from "#kit";
import { personalResultNames, secrecyResultNames } from "#contract/catalog";
import { pageWords } from "./page-words.ts";

const way = ["draft", "assessing", "signing", "review", "published"] as const satisfies readonly Stage[];

/** The way of an entry as a line of five stations (Order 809 art. 12 to 16): who did what where, and where it waits now. */
export function StageWay({ resource }: { resource: Resource }) {
  const words = useWords(pageWords).way;
  if (resource.stage === "withdrawn") return null;
  const at = way.indexOf(resource.stage);
  return (
    <figure className="section" aria-label={words.title}>
      <figcaption className="section-head">
        <b className="sub">{words.title}</b>
        <span className="t12 m">{words.note}</span>
      </figcaption>
      <ol className="way">
        {way.map((stage, index) => {
          const isDone = index < at || resource.stage === "published";
          const isNow = index === at && !isDone;
          return (
            <li
              key={stage}
              className={isDone ? "done" : isNow ? "now" : undefined}
              aria-current={isNow ? "step" : undefined}
            >
              <span className="station">{isDone ? <Icon name="check" /> : index + 1}</span>
              <b>{words.stations[stage]}</b>
              {isDone ? <span className="unseen">{words.isDone}</span> : null}
              <Said stage={stage} resource={resource} isNow={isNow} />
            </li>
          );
        })}
      </ol>
    </figure>
  );
}

function Said({ stage, resource, isNow }: { stage: (typeof way)[number]; resource: Resource; isNow: boolean }) {
  const words = useWords(pageWords).way;
  const text = useText();
  const { secrecy, personal, signedBy, publishedAt, missing } = resource;
  const since = isNow ? (
    <small>
      {words.since} <Moment at={resource.stageSince} />
    </small>
  ) : null;
  switch (stage) {
    case "draft":
      return (
        <>
          <small>{missing.length === 0 ? words.complete : words.missing(missing.map(text).join(words.comma))}</small>
          {since}
        </>
      );
    case "assessing":
      return (
        <>
          {secrecy ? (
            <small title={secrecy.note}>{words.found(text(secrecyResultNames[secrecy.result]), secrecy.by)}</small>
          ) : null}
          {personal ? (
            <small title={personal.note}>{words.found(text(personalResultNames[personal.result]), personal.by)}</small>
          ) : null}
          {since}
        </>
      );
    case "signing":
      return (
        <>
          {signedBy ? <small>{signedBy}</small> : null}
          {since}
        </>
      );
    case "review":
      return since;
    case "published":
      return publishedAt === null ? null : (
        <small>
          {words.version(resource.publishedVersion)} <Moment at={publishedAt} />
        </small>
      );
  }
}
