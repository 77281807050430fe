import { catalogRoutes, type Change, type Resource, type ResourceVersion } from "#contract/catalog";
import {
  Answered,
  AnsweredPage,
  Columns,
  EmptyState,
  FilterChip,
  None,
  PageHead,
  PlainTable,
  QueryStrip,
  Section,
  Story,
  useAddressPart,
  useAnswer,
  useFilters,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { versionFilters } from "./filters.ts";
import { useResourceName } from "./resource-name.ts";
import { pageWords } from "./page-words.ts";
import { catalogWords } from "./words.ts";
import "./catalog.css";

/** Two versions of an entry side by side: only what differs, each thing as it was and as it is. */
export function VersionsScreen() {
  const words = useWords(pageWords).page;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(catalogRoutes.getResource, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(resource) => <VersionsPage resource={resource} />}
      </AnsweredPage>
    </div>
  );
}

function VersionsPage({ resource }: { resource: Resource }) {
  const all = useWords(catalogWords);
  const words = all.compare;
  const name = useResourceName()(resource);
  const { id } = resource;
  const answer = useAnswer(catalogRoutes.listVersions, { params: { id } });
  return (
    <>
      <PageHead
        title={words.title(name)}
        crumbs={[
          { label: all.list.title, href: "/catalog" },
          { label: name, href: `/catalog/${id}` },
        ]}
      />
      <Answered answer={answer} what={all.versions.title} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={words.noneTitle}>{words.noneText}</EmptyState>
          ) : (
            <Columns aside={<VersionList versions={items} />}>
              <Comparison resource={resource} versions={items} />
            </Columns>
          )
        }
      </Answered>
    </>
  );
}

/** Where the working copy differs from what is published, it is the newest thing to compare with. */
const hasDraft = ({ stage, publishedVersion }: Resource): boolean =>
  publishedVersion > 0 && stage !== "published" && stage !== "withdrawn";

function Comparison({ resource, versions }: { resource: Resource; versions: readonly ResourceVersion[] }) {
  const words = useWords(catalogWords).compare;
  const [search, setSearch] = useFilters(versionFilters);
  const latest = versions[0]?.version ?? 1;
  const isDraftShown = search.to === undefined && hasDraft(resource);
  const to = search.to ?? (isDraftShown ? undefined : latest);
  const from = search.from ?? (to === undefined ? latest : Math.max(1, to - 1));
  const numbers = versions.map(({ version }) => ({ value: String(version), label: words.nth(version) }));
  const answer = useAnswer(catalogRoutes.compareVersions, {
    params: { id: resource.id },
    query: to === undefined ? { from } : { from, to },
  });
  return (
    <>
      <QueryStrip>
        <FilterChip
          label={words.from}
          value={String(from)}
          choices={numbers}
          onChange={(version) => setSearch({ from: version === undefined ? undefined : Number(version), to })}
        />
        <FilterChip
          label={words.to}
          value={to === undefined ? "draft" : String(to)}
          choices={hasDraft(resource) ? [{ value: "draft", label: words.draft }, ...numbers] : numbers}
          onChange={(version) =>
            setSearch({ from, to: version === undefined || version === "draft" ? undefined : Number(version) })
          }
        />
      </QueryStrip>
      <Answered answer={answer} what={words.what} rows={4}>
        {({ changes }) => <Changes changes={changes} isFirst={from === to} />}
      </Answered>
    </>
  );
}

function Changes({ changes, isFirst }: { changes: readonly Change[]; isFirst: boolean }) {
  const words = useWords(catalogWords).compare;
  const text = useText();
  const format = useFormat();
  if (changes.length === 0)
    return <EmptyState title={words.sameTitle}>{isFirst ? words.onlyOne : words.sameText}</EmptyState>;
  return (
    <>
      <p className="t13 m" style={{ marginBottom: 4 }}>
        {words.count(format.number(changes.length))}
      </p>
      <PlainTable
        label={words.what}
        columns={[{ title: words.thing, width: "24%" }, { title: words.before }, { title: words.after }]}
        rows={changes.map((change) => ({
          key: change.path,
          cells: [
            <b key="thing">{text(change.label)}</b>,
            change.before === null ? (
              <span key="before" className="m">
                {words.notThere}
              </span>
            ) : (
              <del key="before" className="was">
                {change.before}
              </del>
            ),
            change.after === null ? (
              <span key="after" className="m">
                {words.gone}
              </span>
            ) : (
              <ins key="after" className="is">
                {change.after}
              </ins>
            ),
          ],
        }))}
      />
    </>
  );
}

function VersionList({ versions }: { versions: readonly ResourceVersion[] }) {
  const words = useWords(catalogWords);
  const [, setSearch] = useFilters(versionFilters);
  return (
    <Section title={words.versions.title}>
      <Story
        steps={versions.map((version, index) => ({
          key: version.version,
          at: version.publishedAt,
          kind: index === 0 ? "now" : undefined,
          text: (
            <>
              <button
                type="button"
                className="link"
                onClick={() => setSearch({ from: Math.max(1, version.version - 1), to: version.version })}
              >
                {words.versions.nth(version.version)}
              </button>{" "}
              {version.version === 1 ? words.versions.first : words.versions.changed(version.changes.length)}
              <span className="m"> {version.publishedBy || <None />}</span>
            </>
          ),
        }))}
      />
    </Section>
  );
}
