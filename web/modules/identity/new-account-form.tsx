import { identityRoutes } from "#contract/identity";
import { Form, TextField, useChange, useForm, useWords } from "#kit";
import { identityWords } from "./words.ts";

/** Makes an account; its first password comes back this once. */
export function NewAccountForm({
  onMade,
  onClose,
}: {
  onMade: (name: string, firstPassword: string) => void;
  onClose: () => void;
}) {
  const words = useWords(identityWords).newAccount;
  const create = useChange(identityRoutes.createAccount, ["ledger"]);
  const form = useForm({
    id: "account",
    fields: { "identity.login-taken": "/login" },
    initial: { login: "", name: "" },
    send: async (values) => {
      const made = await create.sendOrThrow({ body: values });
      onMade(made.name, made.firstPassword);
    },
  });
  return (
    <Form form={form} action={words.action} note={words.noRoleYet} onCancel={onClose}>
      <TextField form={form} name="login" label={words.login} hint={words.loginHint} isRequired />
      <TextField form={form} name="name" label={words.name} isRequired />
    </Form>
  );
}
