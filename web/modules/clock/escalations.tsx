import { useState } from "react";
import { Button } from "antd";
import { clockRoutes, type CommitmentFile, type Escalation } from "#contract/clock";
import { Form, Moment, TextField, useChange, useConfirm, useForm, useFormat, useToast, useWords } from "#kit";
import { useHasRole } from "#shell";
import { fileWords } from "./file-words.ts";
import { LevelWord } from "./level-word.tsx";

/** Each rung that was reached, its circular (通报) as drafted or as issued. */
export function Escalations({ file }: { file: CommitmentFile }) {
  const words = useWords(fileWords).escalations;
  if (file.escalations.length === 0) return null;
  return (
    <section className="section" aria-label={words.title}>
      <h2 className="sub">{words.title}</h2>
      <ul className="desk-list-plain">
        {file.escalations.toReversed().map((escalation) => (
          <li key={escalation.id}>
            <OneEscalation escalation={escalation} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneEscalation({ escalation }: { escalation: Escalation }) {
  const words = useWords(fileWords).escalations;
  const format = useFormat();
  const hasRole = useHasRole();
  const [isOpen, setIsOpen] = useState(false);
  const { issued } = escalation;
  return (
    <>
      <div className="row g2 wrap t13">
        <LevelWord level={escalation.level} />
        <span>{words.overdue(format.number(escalation.overdueDays))}</span>
        <span className="m">
          {escalation.by} <Moment at={escalation.at} />
        </span>
      </div>
      <p className="t13 s">{escalation.reason}</p>
      {issued ? (
        <details className="t13">
          <summary>
            {words.issued(issued.by)} <Moment at={issued.at} />
          </summary>
          <p className="desk-circular">{issued.text}</p>
        </details>
      ) : isOpen ? (
        <Circular escalation={escalation} onClose={() => setIsOpen(false)} />
      ) : hasRole(["data-officer", "leader"]) ? (
        <Button size="small" onClick={() => setIsOpen(true)}>
          {words.draft}
        </Button>
      ) : (
        <span className="t12 m">{words.waits}</span>
      )}
    </>
  );
}

function Circular({ escalation, onClose }: { escalation: Escalation; onClose: () => void }) {
  const words = useWords(fileWords).escalations;
  const ask = useConfirm();
  const toast = useToast();
  const issue = useChange(clockRoutes.issueCircular, ["ledger"]);
  const form = useForm({
    id: `circular-${escalation.id}`,
    initial: { text: escalation.circular },
    send: (body) => issue.sendOrThrow({ params: { id: escalation.id }, body }),
  });
  const question = { title: words.sure, text: words.effect, action: words.issue };
  return (
    <Form
      form={{ ...form, submit: async () => ((await ask(question)) ? form.submit() : false) }}
      action={words.issue}
      isSmall
      keepsQuiet
      onCancel={onClose}
      onDone={() => {
        toast(words.done);
        onClose();
      }}
    >
      <TextField form={form} name="text" label={words.text} lines={6} isRequired maxLength={4000} />
    </Form>
  );
}
