import { type Conflict, librariesRoutes } from "#contract/libraries";
import { Form, Section, TextField, useChange, useForm, useText, useToast, useWords } from "#kit";
import { recordWords } from "./record-words.ts";

/** Opens the correction (校核) of one conflict with its holder. */
export function CorrectForm({ name, conflict, onClose }: { name: string; conflict: Conflict; onClose: () => void }) {
  const words = useWords(recordWords).conflicts;
  const text = useText();
  const toast = useToast();
  const change = useChange(librariesRoutes.correctConflict, ["sharing", "clock", "ledger"]);
  const { key, fieldName, authority, holder } = conflict;
  const form = useForm({
    id: "correct",
    initial: { evidence: words.evidenceIs(text(fieldName), authority.departmentName) },
    async send(body) {
      const { number } = await change.sendOrThrow({ params: { name, key }, body });
      toast(words.done(number));
    },
  });
  return (
    <Section title={words.formTitle(text(fieldName), holder.departmentName)}>
      <p className="t13 s">{words.formText}</p>
      <Form form={form} action={words.action} note={words.effect} onCancel={onClose} onDone={onClose} keepsQuiet>
        <TextField form={form} name="evidence" label={words.evidence} lines={2} isRequired maxLength={500} />
      </Form>
    </Section>
  );
}
