import { useState } from "react";
import { z } from "zod";
import { GateAnswer } from "#contract/gate";
import {
  AppLink,
  CopyCode,
  EmptyState,
  Icon,
  Moment,
  None,
  Note,
  PlainTable,
  Section,
  Segments,
  StateWord,
  useFormat,
  useWords,
} from "#kit";
import { agrees, type Tried } from "./try-call.ts";
import { tryWords } from "./try-words.ts";

/** The answer as a table and as the very JSON, and the receipt with what this browser found out about it. */
export function TryAnswer({ tried, nameOf }: { tried: Tried; nameOf: (field: string) => string }) {
  const words = useWords(tryWords).answer;
  const format = useFormat();
  const [view, setView] = useState<"table" | "json">("table");
  const parsed = z.safeParse(GateAnswer, parseJson(tried.text));
  const rows = parsed.success ? parsed.data.items : [];
  return (
    <>
      <Section
        title={words.title}
        note={words.note(format.number(rows.length), format.duration(tried.tookMs))}
        more={
          <Segments
            label={words.view}
            value={view}
            options={[
              { value: "table", label: words.table },
              { value: "json", label: "JSON" },
            ]}
            onChange={setView}
          />
        }
        isMajor
      >
        {parsed.success && parsed.data.loadedAt !== null ? (
          <p className="t12 m">
            {words.loaded} <Moment at={parsed.data.loadedAt} isFull />
          </p>
        ) : null}
        {view === "json" ? (
          <Code text={pretty(tried.text)} label="JSON" />
        ) : rows.length === 0 ? (
          <EmptyState title={words.nothing}>{words.nothingText}</EmptyState>
        ) : (
          <PlainTable
            label={words.title}
            keepsShape
            columns={Object.keys(rows[0] ?? {}).map((field) => ({ title: nameOf(field) }))}
            rows={rows.map((row, index) => ({
              key: String(index),
              cells: Object.entries(row).map(([field, value]) =>
                value === null ? <None key={field} /> : <span key={field}>{String(value)}</span>,
              ),
            }))}
          />
        )}
      </Section>
      <ReceiptPart tried={tried} />
    </>
  );
}

function ReceiptPart({ tried }: { tried: Tried }) {
  const words = useWords(tryWords).receipt;
  const format = useFormat();
  const { verdict, entry } = tried;
  const { receipt } = verdict;
  const lines = [
    ...verdict.steps.map(({ name, isGood }) => ({ key: name as string, isGood, text: words.steps[name] })),
    ...(receipt && entry
      ? [{ key: "entry", isGood: agrees(tried), text: words.entry(format.entry(entry.number)) }]
      : []),
  ];
  const isGood = lines.every((line) => line.isGood);
  return (
    <Section title={words.title} note={words.note}>
      <div className="receipt-line">
        <Icon name="shield" />
        <CopyCode code={tried.receipt} label="Weir-Receipt " />
      </div>
      <Note tone={isGood ? "plain" : "fault"} title={isGood ? words.good : words.bad} />
      <ol className="receipt-steps">
        {lines.map((line) => (
          <li key={line.key}>
            <StateWord icon={line.isGood ? "check" : "fault"} tone={line.isGood ? "good" : "fault"}>
              {line.isGood ? words.passed : words.failed}
            </StateWord>
            <span>{line.text}</span>
          </li>
        ))}
      </ol>
      {receipt === null ? null : entry === null ? (
        <p className="t13 m">{words.entryHidden(format.entry(receipt.entry))}</p>
      ) : (
        <p className="t13">
          <AppLink href={`/ledger/${entry.number}`}>{words.open(format.entry(entry.number))}</AppLink>
        </p>
      )}
    </Section>
  );
}

/** Text as it is, in a box that scrolls and can be reached by keyboard. */
export const Code = ({ text, label }: { text: string; label: string }) => (
  // A region that scrolls must be reachable by keyboard.
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  <section className="code" tabIndex={0} aria-label={label}>
    <pre>{text}</pre>
  </section>
);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const pretty = (text: string): string => {
  const value = parseJson(text);
  return value === null ? text : JSON.stringify(value, null, 2);
};
