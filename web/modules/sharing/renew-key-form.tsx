import { type Request, sharingRoutes } from "#contract/sharing";
import { ErrorState, Form, Section, TextField, useChange, useForm, useToast, useWords } from "#kit";
import type { IssuedKey } from "./commit-form.tsx";
import { touched } from "./refresh.ts";
import { requestActWords } from "./request-act-words.ts";
import { requestFieldWords } from "./request-field-words.ts";

/** A lost key: the client gets another one, shown once, and the old one stops at once. */
export function RenewKeyForm({
  request,
  onSigned,
  onClose,
}: {
  request: Request;
  onSigned: (key: IssuedKey) => void;
  onClose: () => void;
}) {
  const act = useWords(requestActWords).acts["renew-key"];
  const { fields } = useWords(requestFieldWords);
  const toast = useToast();
  const renew = useChange(sharingRoutes.renewKey, [...touched, "identity"]);
  const form = useForm({
    id: "renew-key",
    initial: { reason: "" },
    send: async (body) => {
      const issued = await renew.send({ params: { id: request.id }, body });
      if (!issued) return;
      toast(act.done);
      onSigned(issued);
    },
  });
  return (
    <Section title={act.title} isMajor>
      <Form form={form} action={act.action} note={act.text} onCancel={onClose} onDone={() => {}}>
        <TextField form={form} name="reason" label={fields.reason} lines={2} isRequired />
      </Form>
      {renew.problem ? <ErrorState error={renew.problem} /> : null}
    </Section>
  );
}
