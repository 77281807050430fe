import { Button } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { dictionaryRoutes } from "#contract/dictionary";
import {
  AppLink,
  ErrorState,
  FileDrop,
  LoadingState,
  PageHead,
  PlainTable,
  Section,
  useChange,
  useFormat,
  useText,
  useToast,
  useWords,
} from "#kit";
import { dictionaryWords } from "./words.ts";

type Verdict = z.output<typeof dictionaryRoutes.importElements.answer>;
interface Chosen {
  readonly name: string;
  readonly format: "csv" | "json";
  readonly content: string;
}

const largest = 4_000_000;

/** Two steps: the hub checks the file without writing, then writes what is good. */
export function ImportScreen() {
  const words = useWords(dictionaryWords);
  const toast = useToast();
  const format = useFormat();
  const call = useChange(dictionaryRoutes.importElements, ["ledger"]);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [isTooLarge, setIsTooLarge] = useState(false);
  const [isDone, setIsDone] = useState(false);
  const check = async (file: File) => {
    const content = await file.text();
    setIsTooLarge(content.length > largest);
    setVerdict(null);
    setIsDone(false);
    if (content.length > largest) return;
    const next: Chosen = { name: file.name, format: /\.json$/i.test(file.name) ? "json" : "csv", content };
    setChosen(next);
    setVerdict(await call.send({ body: { format: next.format, content, dryRun: true } }));
  };
  const run = async () => {
    if (!chosen) return;
    const done = await call.send({ body: { format: chosen.format, content: chosen.content, dryRun: false } });
    if (!done) return;
    setVerdict(done);
    setIsDone(true);
    toast(words.import.done(format.number(done.created), format.number(done.updated)));
  };
  return (
    <div className="page">
      <PageHead
        title={words.import.title}
        lede={words.import.lede}
        crumbs={[{ label: words.elements.title, href: "/dictionary/elements" }]}
      />
      <div style={{ marginTop: 16, maxWidth: 760 }}>
        <FileDrop accept=".csv,.json" hint={words.import.file} onFile={(file) => void check(file)} />
        {isTooLarge ? <p className="note fault-note">{words.import.tooLarge}</p> : null}
      </div>
      {call.isSending && !verdict ? <LoadingState what={words.import.checking} /> : null}
      {call.problem ? <ErrorState error={call.problem} /> : null}
      {verdict && chosen ? (
        <VerdictView
          verdict={verdict}
          name={chosen.name}
          isDone={isDone}
          isSending={call.isSending}
          onRun={() => void run()}
        />
      ) : null}
    </div>
  );
}

function VerdictView({
  verdict,
  name,
  isDone,
  isSending,
  onRun,
}: {
  verdict: Verdict;
  name: string;
  isDone: boolean;
  isSending: boolean;
  onRun: () => void;
}) {
  const all = useWords(dictionaryWords);
  const words = all.import;
  const text = useText();
  const format = useFormat();
  const { created, updated, unchanged, rejected } = verdict;
  const counts = [
    { key: words.created, value: created },
    { key: words.updated, value: updated },
    { key: words.unchanged, value: unchanged },
    { key: words.rejected, value: rejected.length, isBad: rejected.length > 0 },
  ];
  return (
    <>
      <Section
        isMajor
        title={isDone ? words.done(format.number(created), format.number(updated)) : words.checked(name)}
      >
        <dl className="sums">
          {counts.map((count) => (
            <div key={count.key}>
              <dt>{count.key}</dt>
              <dd className={count.isBad ? "fault" : undefined}>{format.number(count.value)}</dd>
            </div>
          ))}
        </dl>
        {isDone ? (
          <AppLink href="/dictionary/elements">{all.elements.title}</AppLink>
        ) : created + updated > 0 ? (
          <Button type="primary" loading={isSending} onClick={onRun}>
            {words.run(format.number(created + updated))}
          </Button>
        ) : (
          <p className="s">{words.nothing}</p>
        )}
      </Section>
      {rejected.length > 0 ? (
        <Section title={words.rejectedTitle(format.number(rejected.length))} note={words.rejectedNote}>
          <PlainTable
            label={words.rejected}
            columns={[{ title: words.row, width: 80 }, { title: words.column, width: 160 }, { title: words.reason }]}
            rows={rejected.map((fault, index) => ({
              key: `${index} ${fault.row}`,
              cells: [
                format.number(fault.row),
                fault.column === null ? (
                  words.wholeRow
                ) : (
                  <span key="column" className="mono">
                    {fault.column}
                  </span>
                ),
                text(fault.reason),
              ],
            }))}
          />
        </Section>
      ) : null}
    </>
  );
}
