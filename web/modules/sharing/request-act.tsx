import type { Request, RequestAct } from "#contract/sharing";
import { useText, useWords, Why } from "#kit";
import { ActForm } from "./act-form.tsx";
import { AnswerForm } from "./answer-form.tsx";
import { CommitForm, type IssuedKey } from "./commit-form.tsx";
import { useActSpecs } from "./request-act-specs.ts";
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
  switch (act) {
    case "draft-answer":
      return <AnswerForm request={request} onClose={onClose} />;
    case "commit":
      return <CommitForm request={request} onSigned={onSigned} onClose={onClose} />;
    case "claim":
    case "sign-answer":
    case "decide-extension":
    case "change":
    case "renew":
    case "confirm-disposal":
      return null;
    default:
      return <ActForm spec={specs[act]} onClose={onClose} />;
  }
}
