import { Input } from "antd";
import type { Department } from "#contract/registry";
import {
  ChoiceField,
  Field,
  FieldGroup,
  Form,
  type FormState,
  RadioField,
  RowsEditor,
  TextField,
  useForm,
  useWords,
  Why,
} from "#kit";
import { DepartmentField, useHasRole } from "#shell";
import { useDivisionChoices } from "./division-choices.ts";
import { DutyKindSelect } from "./duty-kind-select.tsx";
import { registrars } from "./registrars.ts";
import { registryWords } from "./words.ts";

export type DepartmentValues = Pick<
  Department,
  "code" | "name" | "shortName" | "nameEn" | "division" | "parent" | "duties" | "contacts" | "status"
>;

/** Refusals of the registry that are about one field. */
const codes = {
  "registry.credit-code-wrong": "/code",
  "registry.department-exists": "/code",
  "registry.division-not-found": "/division",
  "registry.division-retired": "/division",
  "registry.outside-your-division": "/division",
  "registry.parent-wrong": "/parent",
};

/** Registers or edits a department. The code stands fast once it is registered. */
export function DepartmentForm({
  initial,
  isNew,
  send,
  onDone,
  onCancel,
}: {
  initial: DepartmentValues;
  isNew: boolean;
  send: (values: DepartmentValues) => Promise<void>;
  onDone: (values: DepartmentValues) => void;
  onCancel: () => void;
}) {
  const words = useWords(registryWords).form;
  const form = useForm({ id: "department", initial, send, fields: codes });
  const hasRole = useHasRole();
  return (
    <Form
      form={form}
      action={isNew ? words.create : words.save}
      note={words.recorded}
      onDone={() => onDone(form.values)}
      onCancel={onCancel}
    >
      {hasRole(registrars) ? <Identity form={form} isNew={isNew} /> : <Why icon="lock">{words.bureauOnly}</Why>}
      <Duties form={form} />
      <Contacts form={form} />
    </Form>
  );
}

function Identity({ form, isNew }: { form: FormState<DepartmentValues>; isNew: boolean }) {
  const all = useWords(registryWords);
  const words = all.form;
  const divisions = useDivisionChoices(form.values.division);
  return (
    <FieldGroup title={words.identity}>
      {isNew ? (
        <TextField form={form} name="code" label={words.code} hint={words.codeHint} maxLength={18} isRequired />
      ) : null}
      <div className="form-grid">
        <TextField form={form} name="name" label={words.name} isRequired />
        <TextField form={form} name="shortName" label={words.shortName} hint={words.shortNameHint} isRequired />
        <TextField form={form} name="nameEn" label={words.nameEn} />
        <ChoiceField
          form={form}
          name="division"
          label={words.division}
          placeholder={words.divisionHint}
          choices={divisions.choices}
          onSearch={divisions.search}
          isSearching={divisions.isSearching}
          isRequired
        />
        <DepartmentField form={form} name="parent" label={words.parent} none={words.noParent} />
        {isNew ? null : (
          <RadioField
            form={form}
            name="status"
            label={words.status}
            isRequired
            choices={[
              { value: "active", label: all.departments.active },
              { value: "closed", label: all.departments.closed },
            ]}
          />
        )}
      </div>
    </FieldGroup>
  );
}

function Duties({ form }: { form: FormState<DepartmentValues> }) {
  const words = useWords(registryWords);
  return (
    <FieldGroup title={words.form.duties} note={words.form.dutiesNote}>
      <RowsEditor
        items={form.values.duties}
        onChange={(duties) => form.set("duties", duties)}
        blank={() => ({ kind: "collect" as const, text: "", basis: "" })}
        columns="110px minmax(0,3fr) minmax(0,2fr)"
        addLabel={words.form.addDuty}
        nameOf={(duty, index) => duty.text || String(index + 1)}
      >
        {(duty, set, index) => (
          <>
            <Field form={form} pointer={`/duties/${index}/kind`} label={words.department.dutyKind} isRequired>
              {(control) => (
                <DutyKindSelect {...control} value={duty.kind} onChange={(kind) => set({ ...duty, kind })} />
              )}
            </Field>
            <Field form={form} pointer={`/duties/${index}/text`} label={words.department.dutyText} isRequired>
              {(control) => (
                <Input {...control} value={duty.text} onChange={({ target }) => set({ ...duty, text: target.value })} />
              )}
            </Field>
            <Field form={form} pointer={`/duties/${index}/basis`} label={words.department.dutyBasis}>
              {(control) => (
                <Input
                  {...control}
                  value={duty.basis}
                  onChange={({ target }) => set({ ...duty, basis: target.value })}
                />
              )}
            </Field>
          </>
        )}
      </RowsEditor>
    </FieldGroup>
  );
}

const contactParts = ["name", "duty", "phone"] as const;

function Contacts({ form }: { form: FormState<DepartmentValues> }) {
  const words = useWords(registryWords);
  const labels = { name: words.department.contacts, duty: words.department.contactDuty, phone: words.department.phone };
  return (
    <FieldGroup title={words.form.contacts}>
      <RowsEditor
        items={form.values.contacts}
        onChange={(contacts) => form.set("contacts", contacts)}
        blank={() => ({ name: "", duty: "", phone: "" })}
        columns="minmax(0,1fr) minmax(0,1fr) minmax(0,1fr)"
        addLabel={words.form.addContact}
        nameOf={(contact, index) => contact.name || String(index + 1)}
      >
        {(contact, set, index) =>
          contactParts.map((part) => (
            <Field
              key={part}
              form={form}
              pointer={`/contacts/${index}/${part}`}
              label={labels[part]}
              isRequired={part === "name"}
            >
              {(control) => (
                <Input
                  {...control}
                  value={contact[part]}
                  onChange={({ target }) => set({ ...contact, [part]: target.value })}
                />
              )}
            </Field>
          ))
        }
      </RowsEditor>
    </FieldGroup>
  );
}
