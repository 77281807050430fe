import { Select } from "antd";
import { identityRoutes, type Role, roleNames, roles, type ServiceClient } from "#contract/identity";
import { Field, Form, TextField, useChange, useForm, useText, useWords } from "#kit";
import { DepartmentField } from "#shell";
import { identityWords } from "./words.ts";

/** Makes a service client; its secret comes back this once. */
export function ClientForm({
  onMade,
  onClose,
}: {
  onMade: (client: ServiceClient & { secret: string }) => void;
  onClose: () => void;
}) {
  const words = useWords(identityWords).clients;
  const text = useText();
  const create = useChange(identityRoutes.createClient, ["ledger"]);
  const form = useForm<{ name: string; department: string; roles: Role[] }>({
    id: "client",
    fields: { "identity.client-department": "/department", "identity.client-roles": "/roles" },
    initial: { name: "", department: "", roles: [] },
    send: async (values) => onMade(await create.sendOrThrow({ body: values })),
  });
  return (
    <Form form={form} action={words.createAction} onCancel={onClose}>
      <TextField form={form} name="name" label={words.name} isRequired />
      <DepartmentField form={form} name="department" label={words.department} isRequired />
      <Field form={form} pointer="/roles" label={words.roles} hint={words.rolesHint} isRequired>
        {(control) => (
          <Select
            {...control}
            mode="multiple"
            value={form.values.roles}
            onChange={(picked: Role[]) => form.set("roles", picked)}
            options={roles.map((value) => ({ value, label: text(roleNames[value]) }))}
          />
        )}
      </Field>
    </Form>
  );
}
