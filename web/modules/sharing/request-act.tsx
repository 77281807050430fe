import type { Request, RequestAct } from "#contract/sharing";
import { useText, useWords, Why } from "#kit";
import { ActForm } from "./act-form.tsx";
import { AnswerForm } from "./answer-form.tsx";
import { CommitForm, type IssuedKey } from "./commit-form.tsx";
import { RenewKeyForm } from "./renew-key-form.tsx";
import { isPlain, useActSpecs } from "./request-act-specs.ts";
import { sharingWords } from "./words.ts";

/** The form of an act, under the actions; where it cannot be done any more, why not. */
export function RequestActForm({
  act,
  request,
  onSigned,
  onClose,
}: {
  act: RequestAct;
  request: Request;
  onSigned: (key: IssuedKey) => void;
  onClose: () => void;
}) {
  const words = useWords(sharingWords).steps;
  const text = useText();
  const specs = useActSpecs(request);
  if (!request.may[act]) {
    const why = request.whyNot[act];
    return (
      <p style={{ marginTop: 12 }}>
        <Why icon="lock">{words.whyNot(why ? text(why) : "")}</Why>
      </p>
    );
  }
  if (act === "draft-answer") return <AnswerForm request={request} onClose={onClose} />;
  if (act === "commit") return <CommitForm request={request} onSigned={onSigned} onClose={onClose} />;
  if (act === "renew-key") return <RenewKeyForm request={request} onSigned={onSigned} onClose={onClose} />;
  return isPlain(act) ? <ActForm spec={specs[act]} onClose={onClose} /> : null;
}
