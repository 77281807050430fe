import { type DepartmentSystem, networkZoneNames, networkZones, registryRoutes } from "#contract/registry";
import { callApi, CheckField, Form, RadioField, TextField, useForm, useText, useToast, useWords } from "#kit";
import { DepartmentField } from "#shell";
import { useRefresh } from "./refresh.ts";
import { registryWords } from "./words.ts";

type Values = Pick<DepartmentSystem, "department" | "name" | "zone" | "description" | "isCritical">;

/** Registers a system (`system` null) or edits one; a system stays with its department. */
export function SystemForm({
  system,
  department,
  onClose,
}: {
  system: DepartmentSystem | null;
  department: string;
  onClose: () => void;
}) {
  const words = useWords(registryWords).systems;
  const text = useText();
  const toast = useToast();
  const refresh = useRefresh();
  const initial: Values = system ?? {
    department,
    name: "",
    zone: "government-extranet",
    description: "",
    isCritical: false,
  };
  const form = useForm<Values>({
    id: "system",
    fields: { "registry.system-exists": "/name" },
    initial: {
      department: initial.department,
      name: initial.name,
      zone: initial.zone,
      description: initial.description,
      isCritical: initial.isCritical,
    },
    send: async ({ department: owner, ...values }) => {
      if (system) {
        await callApi(registryRoutes.editSystem, { params: { id: system.id }, body: values, ifMatch: system.version });
      } else await callApi(registryRoutes.createSystem, { body: { ...values, department: owner } });
      await refresh();
    },
  });
  return (
    <Form
      form={form}
      action={system ? words.save : words.create}
      onCancel={onClose}
      onDone={() => {
        toast(system ? words.saved(form.values.name) : words.created(form.values.name));
        onClose();
      }}
    >
      {system ? null : <DepartmentField form={form} name="department" label={words.department} isRequired />}
      <TextField form={form} name="name" label={words.name} isRequired />
      <RadioField
        form={form}
        name="zone"
        label={words.zone}
        isRequired
        choices={networkZones.map((zone) => ({ value: zone, label: text(networkZoneNames[zone]) }))}
      />
      <TextField form={form} name="description" label={words.description} lines={3} />
      <CheckField form={form} name="isCritical" label={words.critical} hint={words.criticalHint} />
    </Form>
  );
}
