import {
  dataFormatNames,
  openClassNames,
  type Resource,
  shareClassNames,
  shareModeNames,
  updateCycleNames,
} from "#contract/catalog";
import { registryRoutes } from "#contract/registry";
import { AppLink, Facts, None, Section, useAnswer, useFormat, useText, useWords } from "#kit";
import { dataWords, DepartmentName } from "#shell";
import { pageWords } from "./page-words.ts";

/** The nine things Order 809 art. 13 asks of an entry, then the core metadata of the 目录编制指南. */
export function Declaration({ resource }: { resource: Resource }) {
  const words = useWords(pageWords).declaration;
  const { grade } = useWords(dataWords);
  const text = useText();
  const format = useFormat();
  const { missing, legalBasis } = resource;
  const missingText = missing.map(text).join(words.comma);
  return (
    <Section
      title={words.title}
      note={missing.length === 0 ? words.complete : <span className="fault">{words.missing(missingText)}</span>}
      more={<VersionLink resource={resource} />}
    >
      <Facts
        items={[
          { key: words.name, value: resource.name },
          { key: words.items, value: <a href="#items">{words.itemCount(format.number(resource.items.length))}</a> },
          { key: words.provider, value: <DepartmentName code={resource.department} /> },
          { key: words.format, value: text(dataFormatNames[resource.format]) },
          { key: words.cycle, value: text(updateCycleNames[resource.updateCycle]) },
          { key: words.shareClass, value: text(shareClassNames[resource.shareClass]) },
          {
            key: words.shareModes,
            value:
              resource.shareModes.map((mode) => text(shareModeNames[mode])).join(words.comma) || words.notApplicable,
          },
          { key: words.useConditions, value: resource.useConditions || words.noConditions },
          {
            key: words.dataClass,
            value: (
              <>
                {resource.dataClass || <None />}
                {words.semicolon}
                {grade(resource.grade)}
                {resource.hasPersonal ? `${words.comma}${words.withPersonal}` : ""}
              </>
            ),
          },
          legalBasis === null
            ? null
            : {
                key: words.legalBasis,
                isWide: true,
                value: `${words.basisKinds[legalBasis.kind]} ${legalBasis.title} ${legalBasis.article}${words.colon}${legalBasis.reason}`,
              },
          { key: words.system, value: <SystemName resource={resource} /> },
          { key: words.classification, value: resource.classification },
          {
            key: words.openClass,
            value: [text(openClassNames[resource.openClass]), resource.openConditions]
              .filter(Boolean)
              .join(words.semicolon),
          },
        ]}
      />
    </Section>
  );
}

function VersionLink({ resource }: { resource: Resource }) {
  const words = useWords(pageWords).declaration;
  const { id, publishedVersion, stage } = resource;
  if (publishedVersion === 0) return null;
  const isChanging = stage !== "published" && stage !== "withdrawn";
  if (isChanging) {
    return (
      <AppLink href={`/catalog/${id}/versions?from=${publishedVersion}`}>{words.compare(publishedVersion)}</AppLink>
    );
  }
  return publishedVersion === 1 ? null : (
    <AppLink href={`/catalog/${id}/versions?from=${publishedVersion - 1}&to=${publishedVersion}`}>
      {words.compare(publishedVersion - 1)}
    </AppLink>
  );
}

function SystemName({ resource }: { resource: Resource }) {
  const { department, systemId } = resource;
  const { data } = useAnswer(
    registryRoutes.listSystems,
    { query: { department, limit: 200 } },
    { isReady: systemId !== null },
  );
  const system = data?.items.find(({ id }) => id === systemId);
  return system ? <AppLink href={`/registry/systems?department=${department}`}>{system.name}</AppLink> : <None />;
}
