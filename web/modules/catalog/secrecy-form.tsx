import { catalogRoutes, type Resource, secrecyResultNames, secrecyResults } from "#contract/catalog";
import { callApi, Form, RadioField, Section, TextField, useForm, useText, useToast, useWords } from "#kit";
import { useRefresh } from "./refresh.ts";
import { actWords } from "./act-words.ts";

interface Values {
  readonly result: (typeof secrecyResults)[number] | "";
  readonly note: string;
}

/** Secrecy-risk assessment (Order 809 art. 12). */
export function SecrecyForm({ resource, onClose }: { resource: Resource; onClose: () => void }) {
  const words = useWords(actWords).secrecy;
  const text = useText();
  const toast = useToast();
  const refresh = useRefresh();
  const form = useForm<Values>({
    id: "secrecy",
    initial: { result: resource.secrecy?.result ?? "", note: resource.secrecy?.note ?? "" },
    check: ({ result }): Record<string, string> => (result === "" ? { "/result": words.chooseResult } : {}),
    send: async ({ result, note }) => {
      if (result === "") return;
      await callApi(catalogRoutes.assessSecrecy, { params: { id: resource.id }, body: { result, note } });
      await refresh();
    },
  });
  return (
    <Section title={words.title} note={words.basis} isMajor>
      <Form
        form={form}
        action={words.action}
        note={words.effect}
        onCancel={onClose}
        onDone={() => {
          toast(words.done);
          onClose();
        }}
      >
        <RadioField
          form={form}
          name="result"
          label={words.result}
          hint={words.resultHint}
          isRequired
          choices={secrecyResults.map((value) => ({ value, label: text(secrecyResultNames[value]) }))}
        />
        <TextField form={form} name="note" label={words.note} hint={words.noteHint} lines={3} isRequired />
      </Form>
    </Section>
  );
}
