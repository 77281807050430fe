import { catalogRoutes, type Resource } from "#contract/catalog";
import { callApi, Field, Form, Section, TextField, today, useForm, useFormat, useToast, useWords } from "#kit";
import { actWords } from "./act-words.ts";
import { useRefresh } from "./refresh.ts";

/** A law or a duty has changed: what, and since when; the clock of the update runs from that day (Order 809 art. 17). */
export function ChangeForm({ resource, onClose }: { resource: Resource; onClose: () => void }) {
  const words = useWords(actWords).change;
  const toast = useToast();
  const format = useFormat();
  const refresh = useRefresh();
  const form = useForm({
    id: "noteChange",
    initial: { reason: "", happenedOn: today() },
    send: async (body) => {
      const { update } = await callApi(catalogRoutes.noteChange, { params: { id: resource.id }, body });
      toast(words.done(update.dueOn === null ? "—" : format.date(update.dueOn)));
      await refresh();
    },
  });
  return (
    <Section title={words.title} isMajor>
      <Form form={form} action={words.action} note={words.effect} onCancel={onClose} onDone={onClose}>
        <TextField form={form} name="reason" label={words.reason} hint={words.reasonHint} lines={3} isRequired />
        <Field form={form} pointer="/happenedOn" label={words.happenedOn} hint={words.happenedOnHint} isRequired>
          {({ status: _status, ...control }) => (
            <input
              {...control}
              type="date"
              className="date-input tall"
              max={today()}
              value={form.values.happenedOn}
              onChange={(event) => form.set("happenedOn", event.target.value)}
            />
          )}
        </Field>
      </Form>
    </Section>
  );
}
