import { catalogRoutes, type Resource, updateCycleNames } from "#contract/catalog";
import { qualityRoutes } from "#contract/quality";
import { registryRoutes } from "#contract/registry";
import {
  Answered,
  AppLink,
  KeyValues,
  LinkIfThere,
  Moment,
  None,
  Section,
  StateWord,
  Story,
  useAnswer,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { DepartmentName, FlowsOf } from "#shell";
import { Loads } from "./loads.tsx";
import { catalogWords } from "./words.ts";
import { pageWords } from "./page-words.ts";

/** Beside a resource: is it fresh, what came in, who answers for it, what it hangs together with, and its versions. */
export const ResourceAside = ({ resource }: { resource: Resource }) => (
  <>
    <Freshness resource={resource} />
    <Loads resource={resource} />
    <Responsible resource={resource} />
    <FlowsOf node={`resource:${resource.id}`} />
    <Ties resource={resource} />
    <Versions resource={resource} />
  </>
);

/** Whether the last load came within the declared cycle, as the rule of quality says; nothing is promised by 不定期. */
function Freshness({ resource }: { resource: Resource }) {
  const words = useWords(pageWords).fresh;
  const text = useText();
  const { data, id, updateCycle } = resource;
  const answer = useAnswer(qualityRoutes.latestRun, { params: { id } }, { isReady: data.score !== null });
  const rule = answer.data?.run?.rules.find(({ kind }) => kind === "fresh");
  return (
    <Section title={words.title} note={words.cycle(text(updateCycleNames[updateCycle]))}>
      {data.loadedAt === null ? (
        <p className="t13 m">{words.never}</p>
      ) : (
        <>
          {rule && rule.assessed > 0 ? (
            <StateWord icon={rule.failed > 0 ? "fault" : "check"} tone={rule.failed > 0 ? "fault" : "good"}>
              {rule.failed > 0 ? words.late : words.inTime}
            </StateWord>
          ) : null}
          <p className="t13 s">
            {words.last} <Moment at={data.loadedAt} />
          </p>
          {rule ? <p className="t12 m">{text(rule.text)}</p> : null}
        </>
      )}
    </Section>
  );
}

function Responsible({ resource }: { resource: Resource }) {
  const words = useWords(pageWords).responsible;
  const { department } = resource;
  const answer = useAnswer(registryRoutes.getDepartment, { params: { code: department } });
  const systems = useAnswer(registryRoutes.listSystems, { query: { department, limit: 200 } });
  const system = systems.data?.items.find(({ id }) => id === resource.systemId);
  const contact = answer.data?.contacts[0];
  return (
    <Section title={words.title}>
      <KeyValues
        items={[
          { key: words.holder, value: <DepartmentName code={department} /> },
          contact
            ? {
                key: words.keeper,
                value: (
                  <>
                    {contact.name} <span className="m">{[contact.duty, contact.phone].filter(Boolean).join(" ")}</span>
                  </>
                ),
              }
            : null,
          system
            ? {
                key: words.system,
                value: <AppLink href={`/registry/systems?department=${department}`}>{system.name}</AppLink>,
              }
            : null,
          resource.signedBy ? { key: words.signer, value: resource.signedBy } : null,
        ]}
      />
    </Section>
  );
}

/** Other resources it names, and departments whose values its items repeat. */
function Ties({ resource }: { resource: Resource }) {
  const words = useWords(pageWords).ties;
  const { relatedResources, sources } = resource;
  const others = [...new Set(sources.filter((source) => !source.isOwn).map((source) => source.department))];
  const own = sources.filter((source) => source.isOwn).length;
  const format = useFormat();
  if (relatedResources.length === 0 && sources.length === 0) return null;
  return (
    <Section title={words.title}>
      <KeyValues
        items={[
          own === 0 ? null : { key: words.gives, value: words.givesText(format.number(own)) },
          others.length === 0
            ? null
            : {
                key: words.takes,
                value: others.map((code, index) => (
                  <span key={code}>
                    {index > 0 ? words.comma : ""}
                    <DepartmentName code={code} />
                  </span>
                )),
              },
          relatedResources.length === 0
            ? null
            : {
                key: words.related,
                value: relatedResources.map((key, index) => (
                  <span key={key}>
                    {index > 0 ? words.comma : ""}
                    <Related name={key} />
                  </span>
                )),
              },
        ]}
      />
    </Section>
  );
}

/** A related resource is named by code or name; a link where it can be found. */
function Related({ name }: { name: string }) {
  const { data } = useAnswer(catalogRoutes.findResource, { query: { key: name } });
  return data ? <AppLink href={`/catalog/${data.id}`}>{data.name}</AppLink> : <>{name || <None />}</>;
}

function Versions({ resource }: { resource: Resource }) {
  const words = useWords(catalogWords).versions;
  const { id, publishedVersion } = resource;
  const answer = useAnswer(catalogRoutes.listVersions, { params: { id } }, { isReady: publishedVersion > 0 });
  return (
    <Section
      title={words.title}
      more={
        publishedVersion > 1 ? <LinkIfThere href={`/catalog/${id}/versions`}>{words.compare}</LinkIfThere> : undefined
      }
    >
      {publishedVersion === 0 ? (
        <p className="t13 m">{words.none}</p>
      ) : (
        <Answered answer={answer} what={words.title}>
          {({ items }) => (
            <Story
              steps={items.slice(0, 5).map((version, index) => ({
                key: version.version,
                at: version.publishedAt,
                kind: index === 0 ? "now" : undefined,
                text: (
                  <>
                    <b>{words.nth(version.version)}</b>{" "}
                    {version.version === 1 ? words.first : words.changed(version.changes.length)}
                    <span className="m"> {version.publishedBy}</span>
                  </>
                ),
                proof:
                  version.version === 1 ? undefined : (
                    <AppLink href={`/catalog/${id}/versions?to=${version.version}`}>{words.see}</AppLink>
                  ),
              }))}
            />
          )}
        </Answered>
      )}
    </Section>
  );
}
