import { catalogRoutes } from "#contract/catalog";
import { type DataElement, dictionaryRoutes } from "#contract/dictionary";
import {
  callApi,
  ChoiceField,
  Form,
  Section,
  TextField,
  useAnswer,
  useForm,
  useLanguage,
  useToast,
  useWords,
} from "#kit";
import { DepartmentField } from "#shell";
import { useRefresh } from "./refresh.ts";
import { dictionaryWords } from "./words.ts";

interface Values {
  readonly department: string;
  readonly resourceId: string | null;
  readonly item: string | null;
  readonly basis: string;
}

/** Names the one department (and, where it is catalogued, the resource and item) whose value counts. */
export function DecideSource({ element, onClose }: { element: DataElement; onClose: () => void }) {
  const words = useWords(dictionaryWords).source;
  const { language } = useLanguage();
  const toast = useToast();
  const refresh = useRefresh();
  const form = useForm<Values>({
    id: "source",
    initial: {
      department: element.source?.department ?? "",
      resourceId: element.source?.resourceId ?? null,
      item: element.source?.item ?? null,
      basis: element.source?.basis ?? "",
    },
    send: async (values) => {
      await callApi(dictionaryRoutes.decideSource, {
        params: { id: element.id },
        body: values,
        ifMatch: element.version,
      });
      await refresh();
    },
  });
  const { department, resourceId } = form.values;
  const resources = useAnswer(
    catalogRoutes.listResources,
    { query: { department, element: element.id, limit: 100 } },
    { isReady: department !== "" },
  );
  const resource = useAnswer(
    catalogRoutes.getResource,
    { params: { id: resourceId ?? "" } },
    { isReady: resourceId !== null },
  );
  const items = (resource.data?.items ?? []).filter((item) => item.element === element.id || item.element === null);
  return (
    <Section title={words.title(element.name[language])} isMajor>
      <Form
        form={form}
        action={words.action}
        onCancel={onClose}
        onDone={() => {
          toast(words.done(element.name[language]));
          onClose();
        }}
      >
        <DepartmentField form={form} name="department" label={words.department} isRequired />
        <div className="form-grid">
          <ChoiceField
            form={form}
            name="resourceId"
            label={words.resource}
            hint={words.resourceHint}
            none={words.noResource}
            choices={(resources.data?.items ?? []).map(({ id, name, code }) => ({
              value: id,
              label: name,
              ...(code ? { note: code } : {}),
            }))}
          />
          <ChoiceField
            form={form}
            name="item"
            label={words.item}
            hint={" "}
            none={words.noItem}
            choices={items.map((item) => ({ value: item.field, label: item.name[language], note: item.field }))}
          />
        </div>
        <TextField form={form} name="basis" label={words.basis} hint={words.basisHint} lines={2} isRequired />
      </Form>
    </Section>
  );
}
