import { Button } from "antd";
import { useState } from "react";
import { type Finding, type findingActs, findingStateNames, sharingRoutes } from "#contract/sharing";
import { AppLink, callApi, KeyValues, LinkIfThere, Moment, Section, useFormat, useText, useWords } from "#kit";
import { DepartmentName, usePlainText } from "#shell";
import { ActForm, type ActSpec } from "./act-form.tsx";
import { FileSteps } from "./file-steps.tsx";
import { recordWords } from "./record-words.ts";
import { FileState } from "./state-tag.tsx";

type FindingAct = (typeof findingActs)[number];

/** One finding with the evidence it rests on, and what can be done about it. */
export function FindingPanel({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const { panel: words, acts } = useWords(recordWords).findings;
  const text = useText();
  const plain = usePlainText();
  const [open, setOpen] = useState<FindingAct | null>(null);
  const { subject, explanation, decision } = finding;
  const said = (one: NonNullable<Finding["decision"]>) => (
    <>
      {one.text}{" "}
      <span className="m">
        {one.by} <Moment at={one.at} />
      </span>
    </>
  );
  return (
    <Section
      title={text(finding.title)}
      isMajor
      more={
        <Button size="small" onClick={onClose}>
          {words.close}
        </Button>
      }
    >
      <KeyValues
        items={[
          { key: words.what, value: plain(text(finding.summary)) },
          { key: words.article, value: finding.article },
          {
            key: words.subject,
            value: subject.href === null ? subject.name : <LinkIfThere href={subject.href}>{subject.name}</LinkIfThere>,
          },
          { key: words.evidence, value: <Evidence finding={finding} /> },
          { key: words.lastSeen, value: <Moment at={finding.lastSeenAt} /> },
          { key: words.department, value: <DepartmentName code={finding.department} /> },
          { key: words.state, value: <FileState state={finding.state} names={findingStateNames} /> },
          explanation === null ? null : { key: words.explanation, value: said(explanation) },
          decision === null ? null : { key: words.decision, value: said(decision) },
        ]}
      />
      <FileSteps<FindingAct>
        file={finding}
        steps={(["explain", "decide"] as const).map((act) => ({
          act,
          button: acts[act].button,
          text: acts[act].text,
          press: () => setOpen(act),
        }))}
      />
      {open !== null && finding.may[open] ? (
        <FindingForm key={open} act={open} finding={finding} onClose={() => setOpen(null)} />
      ) : null}
    </Section>
  );
}

function Evidence({ finding }: { finding: Finding }) {
  const { panel: words } = useWords(recordWords).findings;
  const format = useFormat();
  const { entries, commitments, facts } = finding.evidence;
  const plain = Object.entries(facts).filter(([, value]) => ["string", "number", "boolean"].includes(typeof value));
  if (entries.length + commitments.length + plain.length === 0) return <span className="m">{words.noEvidence}</span>;
  return (
    <span className="row g3 wrap">
      {entries.map((number) => (
        <AppLink key={number} href={`/ledger/${number}`}>
          {words.entry(format.entry(number))}
        </AppLink>
      ))}
      {commitments.map((id) => (
        <LinkIfThere key={id} href={`/clock/commitments/${id}`}>
          {words.commitment}
        </LinkIfThere>
      ))}
      {plain.map(([name, value]) => (
        <span key={name} className="m">
          <span className="mono">{name}</span> {String(value)}
        </span>
      ))}
    </span>
  );
}

function FindingForm({ act, finding, onClose }: { act: FindingAct; finding: Finding; onClose: () => void }) {
  const { acts } = useWords(recordWords).findings;
  const params = { id: finding.id };
  const specs: Readonly<Record<FindingAct, ActSpec>> = {
    explain: {
      id: "explain",
      ...acts.explain,
      effect: acts.explain.text,
      fields: [{ name: "text", label: acts.explain.field, kind: "text" }],
      send: ({ text = "" }) => callApi(sharingRoutes.explainFinding, { params, body: { text } }),
    },
    decide: {
      id: "decide",
      ...acts.decide,
      effect: acts.decide.text,
      fields: [
        {
          name: "isConfirmed",
          label: acts.decide.isConfirmed,
          kind: "radio",
          choices: [
            { value: "true", label: acts.decide.confirmed },
            { value: "false", label: acts.decide.dismissed },
          ],
        },
        { name: "text", label: acts.decide.field, kind: "text" },
      ],
      send: ({ isConfirmed, text = "" }) =>
        callApi(sharingRoutes.decideFinding, { params, body: { isConfirmed: isConfirmed === "true", text } }),
    },
  };
  return <ActForm spec={specs[act]} onClose={onClose} />;
}
