import { Button, Input, InputNumber } from "antd";
import { useId, useState } from "react";
import { clockRoutes, type CommitmentFile } from "#contract/clock";
import { workCalendar, workingDayAfter } from "#contract/clock-days";
import { ErrorState, useAnswer, useChange, useConfirm, useFormat, useToast, useWords, Why } from "#kit";
import { fileWords } from "./file-words.ts";

/** The one box on the page: an extension that waits, its reason, and the day it would lead to. */
export function DecideExtension({ file }: { file: CommitmentFile }) {
  const words = useWords(fileWords).extension;
  const format = useFormat();
  const asked = file.extensions.find(({ state }) => state === "asked");
  if (!asked) return null;
  return (
    <section className="to-decide" aria-label={words.title(file.owedByName, format.number(asked.askedDays))}>
      <h2 className="sub">
        {file.may.decideExtension ? words.yours : words.others}
        {words.title(file.owedByName, format.number(asked.askedDays))}
      </h2>
      <p className="t13 s">{words.reason(asked.reason)}</p>
      {file.may.decideExtension ? <Decision file={file} extensionId={asked.id} askedDays={asked.askedDays} /> : null}
    </section>
  );
}

function Decision({ file, extensionId, askedDays }: { file: CommitmentFile; extensionId: string; askedDays: number }) {
  const words = useWords(fileWords).extension;
  const format = useFormat();
  const ask = useConfirm();
  const toast = useToast();
  const id = useId();
  const most = Math.max(1, Math.min(askedDays, file.mayExtendDays));
  const [days, setDays] = useState(most);
  const [isRefusing, setIsRefusing] = useState(false);
  const [note, setNote] = useState("");
  const calendar = useAnswer(clockRoutes.getCalendar, {});
  const change = useChange(clockRoutes.decideExtension, ["sharing", "ledger", "home"]);
  const newDue =
    calendar.data && file.dueOn !== null
      ? format.day(workingDayAfter(workCalendar(calendar.data.years), file.dueOn, days))
      : null;
  const grant = async () => {
    const text = words.grantText(file.owedToName, newDue ?? "");
    if (!(await ask({ title: words.grantTitle(format.number(days)), text, action: words.grant(file.owedToName) })))
      return;
    const body = { decision: "grant" as const, workingDays: days };
    if (await change.send({ params: { id: extensionId }, body })) toast(words.granted(format.number(days)));
  };
  const refuse = async () => {
    const body = { decision: "refuse" as const, note };
    if (await change.send({ params: { id: extensionId }, body })) toast(words.refused);
  };
  return (
    <>
      <div className="row g2 wrap t13">
        <label htmlFor={`${id}-days`}>{words.agree}</label>
        <InputNumber
          id={`${id}-days`}
          min={1}
          max={most}
          value={days}
          mode="spinner"
          onChange={(value) => setDays(value ?? 1)}
        />
        <span>
          {words.workingDays}
          {newDue === null ? null : (
            <>
              {words.newDue} <b>{newDue}</b>
            </>
          )}
        </span>
      </div>
      {isRefusing ? (
        <div className="field">
          <label htmlFor={`${id}-note`}>{words.why}</label>
          <Input.TextArea
            id={`${id}-note`}
            value={note}
            maxLength={400}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={(event) => setNote(event.target.value)}
          />
        </div>
      ) : null}
      <div className="row g2 wrap">
        {isRefusing ? (
          <>
            <Button danger disabled={note.trim().length < 2} loading={change.isSending} onClick={() => void refuse()}>
              {words.refuse}
            </Button>
            <Button onClick={() => setIsRefusing(false)}>{words.back}</Button>
            {note.trim().length < 2 ? <Why>{words.whyNeeded}</Why> : null}
          </>
        ) : (
          <>
            <Button type="primary" loading={change.isSending} onClick={() => void grant()}>
              {words.grant(file.owedToName)}
            </Button>
            <Button onClick={() => setIsRefusing(true)}>{words.refuseWhy}</Button>
          </>
        )}
      </div>
      {change.problem ? <ErrorState error={change.problem} /> : null}
    </>
  );
}
