import { Input } from "antd";
import { useState } from "react";
import { identityRoutes, type Session } from "#contract/identity";
import { callApi, Field, Form, TextField, useForm, useWords } from "#kit";
import { shellWords } from "./words.ts";

/** Login and password. `login` is fixed where a lost session is renewed. */
export function SignInForm({ onDone, login = "" }: { onDone: (session: Session) => void; login?: string }) {
  const words = useWords(shellWords).signIn;
  const [isShown, setIsShown] = useState(false);
  const form = useForm({
    id: "sign-in",
    initial: { login, password: "" },
    check: (values) => ({
      ...(values.login.trim() === "" ? { "/login": words.missingLogin } : {}),
      ...(values.password === "" ? { "/password": words.missingPassword } : {}),
    }),
    send: async (values) => onDone(await callApi(identityRoutes.signIn, { body: values })),
  });
  return (
    <Form form={form} action={words.action} keepsQuiet>
      <TextField form={form} name="login" label={words.login} autoComplete="username" isRequired />
      <Field form={form} pointer="/password" label={words.password} isRequired>
        {(control) => (
          <Input
            {...control}
            type={isShown ? "text" : "password"}
            autoComplete="current-password"
            value={form.values.password}
            onChange={(event) => form.set("password", event.target.value)}
            suffix={
              <button
                type="button"
                className="plain-button t14"
                aria-pressed={isShown}
                onClick={() => setIsShown(!isShown)}
              >
                {isShown ? words.hide : words.show}
              </button>
            }
          />
        )}
      </Field>
    </Form>
  );
}
