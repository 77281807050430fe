import { Button } from "antd";
import type { Load } from "#contract/intake";
import {
  AppLink,
  CopyCode,
  Facts,
  Icon,
  LinkIfThere,
  Moment,
  Section,
  useFormat,
  useGo,
  useScreenExists,
  useWords,
} from "#kit";
import { CleaningCounts } from "./cleaning-counts.tsx";
import { DirtyGroups } from "./dirty-groups.tsx";
import "./intake.css";
import { receiptWords } from "./receipt-words.ts";
import { intakeWords } from "./words.ts";

/** Under which number the ledger holds the load. */
export function ReceiptEntry({ load }: { load: Load }) {
  const words = useWords(receiptWords).receipt;
  const format = useFormat();
  if (load.entry === null) return null;
  return (
    <AppLink href={`/ledger/${load.entry}`} className="receipt-entry">
      <Icon name="shield" />
      {words.entry(format.entry(load.entry))}
    </AppLink>
  );
}

/** Source = loaded + rejected, each figure a link to its rows; then the rejected rows by what is wrong with them. */
export function Receipt({ load }: { load: Load }) {
  const words = useWords(receiptWords).receipt;
  const format = useFormat();
  const figure = (value: number | null) => (value === null ? "—" : format.number(value));
  const rejected = load.rowsRejected ?? 0;
  return (
    <>
      <div className="equation">
        <dl>
          <div>
            <dt>{words.read}</dt>
            <dd>{figure(load.rowsRead)}</dd>
          </div>
          <span aria-hidden="true">=</span>
          <div>
            <dt>{words.loaded}</dt>
            <dd>
              <LinkIfThere href={`/catalog/${load.resourceId}`}>{figure(load.rowsLoaded)}</LinkIfThere>
            </dd>
          </div>
          <span aria-hidden="true">+</span>
          <div>
            <dt>
              {words.rejected}
              {rejected > 0 ? (
                <span className="m">
                  {" "}
                  {load.dirtyOpen > 0 ? words.stillOpen(format.number(load.dirtyOpen)) : words.allSettled}
                </span>
              ) : null}
            </dt>
            <dd className={rejected > 0 ? "fault" : undefined}>
              {rejected > 0 ? (
                <AppLink href={`/intake/dirty?load=${load.id}`}>{figure(load.rowsRejected)}</AppLink>
              ) : (
                figure(load.rowsRejected)
              )}
            </dd>
          </div>
        </dl>
        <p className="t12 s">
          {load.sourceCount === null
            ? null
            : load.sourceCount === load.rowsRead
              ? words.sourceAgrees(figure(load.sourceCount))
              : words.sourceDiffers(figure(load.sourceCount))}{" "}
          {load.startedAt && load.endedAt
            ? words.took(format.duration(Date.parse(load.endedAt) - Date.parse(load.startedAt)))
            : null}
        </p>
      </div>
      {load.dirtyOpen > 0 ? <DirtyGroups load={load} /> : null}
    </>
  );
}

/** In the wizard the way goes on from here; a page of its own has this action above the figures. */
export function ToResource({ load }: { load: Load }) {
  const words = useWords(receiptWords).receipt;
  const go = useGo();
  const exists = useScreenExists();
  const href = `/catalog/${load.resourceId}`;
  if (!exists(href)) return null;
  return (
    <div className="row g2 wrap no-print to-resource">
      <Button onClick={() => go(href)}>{words.resource}</Button>
      <span className="t12 s">{words.resourceText}</span>
    </div>
  );
}

/** What the figures rest on. */
export function Evidence({ load }: { load: Load }) {
  const all = useWords(intakeWords);
  const words = useWords(receiptWords).receipt;
  return (
    <Section title={words.facts}>
      <Facts
        items={[
          { key: words.format, value: all.formatName(load.format) },
          load.encoding === null ? null : { key: words.encoding, value: load.encoding },
          load.fileName === null ? null : { key: words.file, value: load.fileName },
          load.sourceId === null
            ? null
            : {
                key: all.sources.what,
                value: <AppLink href={`/intake/sources/${load.sourceId}`}>{load.table}</AppLink>,
              },
          load.table === "$" ? null : { key: words.table, value: load.table },
          { key: words.endedAt, value: <Moment at={load.endedAt} isFull /> },
          { key: words.startedBy, value: load.startedBy },
          load.sha256 === null ? null : { key: words.sha256, value: <CopyCode code={load.sha256} />, isWide: true },
        ]}
      />
    </Section>
  );
}

export function Cleaning({ load }: { load: Load }) {
  const words = useWords(receiptWords).receipt;
  return (
    <Section title={words.cleaning} note={words.cleaningNote}>
      {load.cleaning.length === 0 ? (
        <p className="t13 m">{words.noCleaning}</p>
      ) : (
        <CleaningCounts counts={load.cleaning} />
      )}
    </Section>
  );
}
