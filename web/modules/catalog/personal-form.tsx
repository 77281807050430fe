import { catalogRoutes, personalResultNames, personalResults, type Resource } from "#contract/catalog";
import { callApi, Form, RadioField, Section, TextField, useForm, useText, useToast, useWords } from "#kit";
import { useItemName } from "./resource-name.ts";
import { useRefresh } from "./refresh.ts";
import { actWords } from "./act-words.ts";

interface Values {
  readonly result: (typeof personalResults)[number] | "";
  readonly basis: string;
  readonly safeguards: string;
  readonly note: string;
}

/** Personal-information protection impact assessment (PIPL art. 55, Order 809 art. 12). */
export function PersonalForm({ resource, onClose }: { resource: Resource; onClose: () => void }) {
  const words = useWords(actWords).personal;
  const text = useText();
  const toast = useToast();
  const refresh = useRefresh();
  const { personal, hasPersonal } = resource;
  const form = useForm<Values>({
    id: "personal",
    initial: {
      result: personal?.result ?? (hasPersonal ? "" : "no-personal-information"),
      basis: personal?.basis ?? "",
      safeguards: personal?.safeguards ?? "",
      note: personal?.note ?? "",
    },
    check: ({ result }): Record<string, string> => (result === "" ? { "/result": words.chooseResult } : {}),
    send: async ({ result, ...rest }) => {
      if (result === "") return;
      await callApi(catalogRoutes.assessPersonal, { params: { id: resource.id }, body: { result, ...rest } });
      await refresh();
    },
  });
  return (
    <Section title={words.title} note={words.law} isMajor>
      <PersonalItems resource={resource} />
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
          isRequired
          choices={personalResults.map((value) => ({ value, label: text(personalResultNames[value]) }))}
        />
        <TextField form={form} name="basis" label={words.basis} hint={words.basisHint} isRequired={hasPersonal} />
        <TextField form={form} name="safeguards" label={words.safeguards} hint={words.safeguardsHint} lines={2} />
        <TextField form={form} name="note" label={words.note} lines={3} isRequired />
      </Form>
    </Section>
  );
}

/** What the assessment is about: the items that are personal information. */
function PersonalItems({ resource }: { resource: Resource }) {
  const words = useWords(actWords).personal;
  const nameOf = useItemName();
  const items = resource.items.filter((item) => item.isPersonal);
  if (!resource.hasPersonal) return <p className="t13 s">{words.noItems}</p>;
  return (
    <p className="t13 s">
      {words.items(items.length)}
      {items.map(nameOf).join(words.comma)}
    </p>
  );
}
