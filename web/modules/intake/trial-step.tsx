import { Button } from "antd";
import { useState } from "react";
import { type Draft, intakeRoutes, type Trial } from "#contract/intake";
import { Answered, ErrorState, Section, Segments, useAnswer, useChange, useFormat, useGo, useWords, Why } from "#kit";
import { CleaningCounts } from "./cleaning-counts.tsx";
import type { StepProps } from "./draft-screen.tsx";
import { FollowInstead } from "./follow/follow-instead.tsx";
import { StepFoot, StepHead } from "./load-way.tsx";
import { TrialRows } from "./trial-rows.tsx";
import { wayWords } from "./way-words.ts";

/** What the mapping does to the first rows, before anything is written; from here the load is started. */
export function TrialStep({ draft, goTo }: Pick<StepProps, "draft" | "goTo">) {
  const all = useWords(wayWords);
  const words = all.trial;
  const format = useFormat();
  const go = useGo();
  const trial = useAnswer(intakeRoutes.tryDraft, { params: { id: draft.id } });
  const load = useChange(intakeRoutes.loadDraft, ["operations", "catalog", "ledger", "home"]);
  const start = async () => {
    const made = await load.send({ params: { id: draft.id } });
    if (made) go(`/intake/loads/${made.id}?way=1`, { replace: true });
  };
  return (
    <>
      <StepHead
        step="trial"
        title={words.title}
        note={
          trial.data
            ? words.summary(
                format.number(trial.data.rowsTried),
                format.number(trial.data.rowsGood),
                format.number(trial.data.rowsBad),
              )
            : undefined
        }
      />
      <Answered answer={trial} what={words.what} rows={8}>
        {(found) => <Tried draft={draft} trial={found} />}
      </Answered>
      {load.problem ? <ErrorState error={load.problem} /> : null}
      <FollowInstead draft={draft} />
      <StepFoot
        back={<Button onClick={() => goTo("mapping")}>{all.back}</Button>}
        why={<Why>{words.loadText}</Why>}
        next={
          <Button type="primary" loading={load.isSending} disabled={!trial.data} onClick={() => void start()}>
            {words.load(draft.resourceName)}
          </Button>
        }
      />
    </>
  );
}

function Tried({ draft, trial }: { draft: Draft; trial: Trial }) {
  const words = useWords(wayWords).trial;
  const format = useFormat();
  const [view, setView] = useState<"bad" | "all">(trial.rowsBad > 0 ? "bad" : "all");
  const warned = trial.rows.filter((row) => row.faults.length === 0 && row.warnings.length > 0).length;
  const rows = view === "bad" ? trial.rows.filter((row) => row.faults.length + row.warnings.length > 0) : trial.rows;
  const nameOf = (field: string) =>
    draft.mapping.find((column) => column.action === "load" && column.field === field)?.name;
  const sums = [
    { key: words.tried, value: trial.rowsTried },
    { key: words.good, value: trial.rowsGood },
    { key: words.bad, value: trial.rowsBad, isBad: trial.rowsBad > 0 },
  ];
  if (trial.rowsTried === 0) return <p className="t13 s">{words.noRows}</p>;
  return (
    <>
      <dl className="sums">
        {sums.map((sum) => (
          <div key={sum.key}>
            <dt>{sum.key}</dt>
            <dd className={sum.isBad ? "fault" : undefined}>{format.number(sum.value)}</dd>
          </div>
        ))}
      </dl>
      {trial.rowsBad + warned === 0 ? (
        <p className="t13 s">{words.noFaults}</p>
      ) : (
        <div className="row g3 wrap" style={{ marginBottom: 8 }}>
          <Segments
            label={words.show}
            value={view}
            options={[
              { value: "bad", label: words.onlyBad },
              { value: "all", label: words.all },
            ]}
            onChange={setView}
          />
          <span className="t12 m">{words.shownOf(format.number(rows.length))}</span>
        </div>
      )}
      <TrialRows trial={trial} rows={rows} nameOf={nameOf} />
      <Section title={words.cleaning} note={words.cleaningNote}>
        {trial.cleaning.length === 0 ? (
          <p className="t13 m">{words.noCleaning}</p>
        ) : (
          <CleaningCounts
            counts={trial.cleaning.map((count) => ({
              ...count,
              columnName: nameOf(count.column) ?? { zh: count.column, en: count.column },
            }))}
          />
        )}
      </Section>
    </>
  );
}
