import { ledgerRoutes } from "#contract/ledger";
import {
  Answered,
  Columns,
  CopyCode,
  KeyValues,
  Moment,
  PageHead,
  Section,
  useAnswer,
  useFormat,
  useWords,
} from "#kit";
import { ExportLedger } from "./entries-screen.tsx";
import "./ledger.css";
import { ledgerWords } from "./words.ts";

/** What stands behind 已验证, and how anybody checks it without us. */
export function HowToScreen() {
  const all = useWords(ledgerWords);
  const words = all.howTo;
  const format = useFormat();
  const checkpoint = useAnswer(ledgerRoutes.latestCheckpoint, {});
  return (
    <div className="page">
      <PageHead title={words.title} lede={words.lede} crumbs={[{ label: all.title, href: "/ledger" }]} />
      <Columns
        aside={
          <Section title={words.checkpointTitle}>
            <Answered answer={checkpoint} what={words.what}>
              {(latest) => (
                <KeyValues
                  items={[
                    { key: words.size, value: format.number(latest.size) },
                    { key: words.at, value: <Moment at={latest.at} isFull /> },
                    { key: words.root, value: <CopyCode code={latest.root} /> },
                  ]}
                />
              )}
            </Answered>
          </Section>
        }
      >
        <Section title={words.browserTitle}>
          <p>{words.browser}</p>
        </Section>
        <Section title={words.offlineTitle} more={<ExportLedger />}>
          <ol className="numbered">
            {words.offlineSteps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <div className="secret" style={{ marginTop: 12 }}>
            <CopyCode code="npx weir verify ledger.ndjson" isLarge />
          </div>
        </Section>
        <Section title={words.keyTitle}>
          <p className="s">{words.keyText}</p>
          {checkpoint.data ? (
            <div className="secret" style={{ marginTop: 8 }}>
              <CopyCode code={checkpoint.data.verifier} isLarge />
            </div>
          ) : null}
        </Section>
        <Section title={words.standards}>
          <p className="s">{words.standardsText}</p>
        </Section>
      </Columns>
    </div>
  );
}
