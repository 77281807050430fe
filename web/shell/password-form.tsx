import { identityRoutes } from "#contract/identity";
import { callApi, Form, TextField, useForm, useWords } from "#kit";
import { shellWords } from "./words.ts";

const empty = { current: "", next: "", again: "" };

/** Changes one's own password. */
export function PasswordForm({ onDone }: { onDone: () => void }) {
  const words = useWords(shellWords).password;
  const form = useForm({
    id: "password",
    fields: { "identity.wrong-current-password": "/current", "identity.weak-password": "/next" },
    initial: empty,
    check: ({ current, next, again }) => ({
      ...(current === "" ? { "/current": `${words.current}：${words.missing}` } : {}),
      ...(next === "" ? { "/next": `${words.next}：${words.missing}` } : {}),
      ...(next !== again ? { "/again": words.different } : {}),
    }),
    send: async ({ current, next }) => {
      await callApi(identityRoutes.changePassword, { body: { current, next } });
    },
  });
  return (
    <Form
      form={form}
      action={words.action}
      keepsQuiet
      onDone={() => {
        form.reset(empty);
        onDone();
      }}
    >
      <TextField
        form={form}
        name="current"
        kind="password"
        label={words.current}
        autoComplete="current-password"
        isRequired
      />
      <TextField
        form={form}
        name="next"
        kind="password"
        label={words.next}
        hint={words.nextHint}
        autoComplete="new-password"
        isRequired
      />
      <TextField form={form} name="again" kind="password" label={words.again} autoComplete="new-password" isRequired />
    </Form>
  );
}
