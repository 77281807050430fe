import { Button, Input, InputNumber } from "antd";
import { useId, useState } from "react";
import { type Request, sharingRoutes } from "#contract/sharing";
import { ErrorState, useChange, useFormat, useToast, useWords } from "#kit";
import { useDepartments } from "#shell";
import { touched } from "./refresh.ts";
import { requestFieldWords } from "./request-field-words.ts";

/** The bureau's decision on more time: how many days, and whom it tells; refusing needs a reason. */
export function ExtensionDecision({ request }: { request: Request }) {
  const words = useWords(requestFieldWords).decide;
  const format = useFormat();
  const toast = useToast();
  const { nameOf } = useDepartments();
  const id = useId();
  const decide = useChange(sharingRoutes.decideExtension, touched);
  const asked = request.extensions.find((one) => one.state === "asked");
  const [days, setDays] = useState(asked?.workingDays ?? 1);
  const [note, setNote] = useState("");
  const [isMissing, setMissing] = useState(false);
  if (!asked || !request.may["decide-extension"]) return null;
  const send = async (agree: boolean) => {
    if (!agree && note.trim().length < 2) return setMissing(true);
    const body = { agree, note: note.trim(), ...(agree ? { workingDays: days } : {}) };
    if (await decide.send({ params: { id: request.id }, body })) toast(agree ? words.agreed : words.refused);
  };
  return (
    <section
      className="decide no-print"
      aria-label={words.title(nameOf(request.provider), format.number(asked.workingDays))}
    >
      <b className="sub">{words.title(nameOf(request.provider), format.number(asked.workingDays))}</b>
      <p className="s">{words.reason(asked.reason)}</p>
      <div className="row g3 wrap">
        <label htmlFor={`${id}-days`}>{words.days}</label>
        <InputNumber
          id={`${id}-days`}
          min={1}
          max={60}
          value={days}
          onChange={(value) => setDays(value ?? asked.workingDays)}
        />
        <Input
          aria-label={words.note}
          aria-invalid={isMissing || undefined}
          placeholder={words.note}
          style={{ maxWidth: 360 }}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      {isMissing ? <p className="fault t13">{words.noteMissing}</p> : null}
      <div className="row g2 wrap">
        <Button type="primary" loading={decide.isSending} onClick={() => void send(true)}>
          {words.agree(nameOf(request.department))}
        </Button>
        <Button disabled={decide.isSending} onClick={() => void send(false)}>
          {words.refuse}
        </Button>
      </div>
      {decide.problem ? <ErrorState error={decide.problem} /> : null}
    </section>
  );
}
