import { type ExternalEntry, harvestKindNames, harvestRoutes } from "#contract/harvest";
import {
  AnsweredPage,
  Facts,
  Icon,
  Moment,
  Note,
  PageHead,
  PlainTable,
  Section,
  Tag,
  useAddressPart,
  useAnswer,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { harvestWords } from "./words.ts";

/** A dataset of another portal, marked as such: where it is, whose it is, under which licence. */
export function EntryScreen() {
  const words = useWords(harvestWords).entry;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(harvestRoutes.entry, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(entry) => <EntryPage entry={entry} />}
      </AnsweredPage>
    </div>
  );
}

function EntryPage({ entry }: { entry: ExternalEntry }) {
  const all = useWords(harvestWords);
  const words = all.entry;
  const text = useText();
  return (
    <>
      <PageHead
        title={entry.title}
        crumbs={[{ label: all.entries.title, href: "/harvest/entries" }]}
        tags={<Tag tone="ink">{words.mark}</Tag>}
        lede={entry.abstract === "" ? undefined : entry.abstract}
        meta={
          <>
            <span>{entry.sourceName}</span>
            <span>{entry.licence === "" ? words.noLicence : entry.licence}</span>
          </>
        }
        actions={entry.landingPage === "" ? undefined : <Outside href={entry.landingPage}>{words.open}</Outside>}
      />
      <Note>{words.note}</Note>
      <Section title={words.facts}>
        <Facts
          items={[
            { key: words.source, value: `${entry.sourceName}（${text(harvestKindNames[entry.sourceKind])}）` },
            { key: words.publisher, value: entry.publisher },
            { key: words.licence, value: <LicenceOf entry={entry} /> },
            { key: words.theme, value: entry.theme },
            { key: words.keywords, value: entry.keywords.join("、") },
            { key: words.cycle, value: entry.updateCycle },
            { key: words.language, value: entry.language },
            { key: words.issued, value: <Moment at={entry.issuedAt} /> },
            { key: words.modified, value: <Moment at={entry.modifiedAt} /> },
            { key: words.seen, value: <Moment at={entry.lastSeenAt} /> },
            { key: words.identifier, value: <span className="mono">{entry.originId}</span> },
            entry.fields.length === 0 ? null : { key: words.fields, value: entry.fields.join("、"), isWide: true },
          ]}
        />
      </Section>
      <Files entry={entry} />
    </>
  );
}

function LicenceOf({ entry: { licence, licenceUrl } }: { entry: ExternalEntry }) {
  const words = useWords(harvestWords).entry;
  if (licenceUrl === "") return licence === "" ? words.noLicence : licence;
  return <Outside href={licenceUrl}>{licence === "" ? licenceUrl : licence}</Outside>;
}

function Files({ entry: { distributions } }: { entry: ExternalEntry }) {
  const words = useWords(harvestWords).entry;
  const format = useFormat();
  return (
    <Section title={words.files}>
      {distributions.length === 0 ? (
        <p className="t13 m">{words.noFiles}</p>
      ) : (
        <PlainTable
          label={words.files}
          columns={[{ title: words.file }, { title: words.format }, { title: words.size, isFigure: true }]}
          rows={distributions.map(({ title, url, format: kind, sizeBytes }) => ({
            key: url,
            cells: [
              <Outside key="link" href={url}>
                {title === "" ? url : title}
              </Outside>,
              kind,
              sizeBytes === null ? "" : format.bytes(sizeBytes),
            ],
          }))}
        />
      )}
    </Section>
  );
}

/** Leads out of the hub: another window, and nothing said of where one comes from. */
const Outside = ({ href, children }: { href: string; children: string }) => (
  <a href={href} target="_blank" rel="noreferrer nofollow">
    {children} <Icon name="out" />
  </a>
);
