import { Select } from "antd";
import { type DataElement, dictionaryRoutes } from "#contract/dictionary";
import { librariesRoutes } from "#contract/libraries";
import {
  Field,
  FieldGroup,
  Form,
  type FormState,
  PageHead,
  RowsEditor,
  TextField,
  useAnswer,
  useChange,
  useForm,
  useGo,
  useLanguage,
  useToast,
  useWords,
} from "#kit";
import { librariesWords } from "./words.ts";

const roles = ["required", "matched", "carried"] as const;
interface FieldRow {
  readonly element: string;
  readonly role: (typeof roles)[number];
}
interface Values {
  readonly name: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly description: string;
  readonly fields: readonly FieldRow[];
}

const mostElements = 500;

/** Declares a theme library: a name, what it is for, and its fields as elements of the dictionary. */
export function NewLibraryScreen() {
  const { forms: words, library: names } = useWords(librariesWords);
  const toast = useToast();
  const go = useGo();
  const change = useChange(librariesRoutes.createLibrary, ["ledger"]);
  const { data } = useAnswer(dictionaryRoutes.listElements, { query: { limit: mostElements } });
  const elements = data?.items ?? [];
  const form = useForm<Values>({
    id: "library",
    initial: { name: "", titleZh: "", titleEn: "", description: "", fields: [{ element: "", role: "required" }] },
    check: ({ fields }): Record<string, string> =>
      fields.some(({ element, role }) => element !== "" && role !== "carried") ? {} : { "/fields": words.noFields },
    send: ({ name, titleZh, titleEn, description, fields }) =>
      change.sendOrThrow({
        body: {
          name,
          title: { zh: titleZh, en: titleEn },
          description: { zh: description, en: "" },
          fields: fields.flatMap((row) => fieldOf(row, elements)),
        },
      }),
  });
  return (
    <div className="page">
      <PageHead
        title={words.createTitle}
        crumbs={[{ label: names.crumb, href: "/libraries" }]}
        lede={words.createLede}
      />
      <Form
        form={form}
        action={words.createAction}
        onCancel={() => go("/libraries")}
        onDone={() => {
          toast(words.createDone);
          go(`/libraries/${form.values.name}?do=add`);
        }}
      >
        <TextField form={form} name="name" label={words.name} hint={words.nameHint} isRequired />
        <div className="form-grid">
          <TextField form={form} name="titleZh" pointer="/title/zh" label={words.titleZh} isRequired />
          <TextField form={form} name="titleEn" pointer="/title/en" label={words.titleEn} isRequired />
        </div>
        <TextField form={form} name="description" pointer="/description/zh" label={words.descriptionZh} lines={2} />
        <FieldsEditor form={form} elements={elements} />
      </Form>
    </div>
  );
}

/** A field of the model stands on one element and is called by its names. */
function fieldOf({ element: id, role }: FieldRow, elements: readonly DataElement[]) {
  const element = elements.find((one) => one.id === id);
  if (!element) return [];
  const { field, name } = element;
  return [{ field, name, elements: [field], isMatched: role !== "carried", isRequired: role === "required" }];
}

function FieldsEditor({ form, elements }: { form: FormState<Values>; elements: readonly DataElement[] }) {
  const words = useWords(librariesWords).forms;
  const { language } = useLanguage();
  const options = elements.map(({ id, name, field }) => ({ value: id, label: `${name[language]} ${field}` }));
  const nameOf = (id: string) => options.find(({ value }) => value === id)?.label;
  return (
    <FieldGroup title={words.fields} note={words.fieldsHint}>
      <RowsEditor
        items={form.values.fields}
        onChange={(fields) => form.set("fields", fields)}
        blank={(): FieldRow => ({ element: "", role: "matched" })}
        columns="minmax(0,3fr) minmax(0,2fr)"
        addLabel={words.addField}
        nameOf={({ element }, index) => nameOf(element) ?? String(index + 1)}
      >
        {(row, set, index) => (
          <>
            <Field form={form} pointer={index === 0 ? "/fields" : `/fields/${index}`} label={words.element} isRequired>
              {(control) => (
                <Select
                  {...control}
                  showSearch={{ optionFilterProp: "label" }}
                  options={options}
                  value={row.element || null}
                  onChange={(element: string) => set({ ...row, element })}
                />
              )}
            </Field>
            <Field form={form} pointer={`/fields/${index}/isMatched`} label={words.role} isRequired>
              {(control) => (
                <Select
                  {...control}
                  options={roles.map((value) => ({ value, label: words.roles[value] }))}
                  value={row.role}
                  onChange={(role) => set({ ...row, role })}
                />
              )}
            </Field>
          </>
        )}
      </RowsEditor>
    </FieldGroup>
  );
}
