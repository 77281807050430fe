import { useQueryClient } from "@tanstack/react-query";
import { identityRoutes } from "#contract/identity";
import { callApi, useGo, useToast, useWords } from "#kit";
import { PasswordForm } from "./password-form.tsx";
import { takeSession } from "./session.ts";
import { EntryFoot, EntryMark } from "./sign-in-screen.tsx";
import "./sign-in.css";
import { shellWords } from "./words.ts";

/** A first password is good for one thing only: choosing one's own. */
export function MustChangeScreen() {
  const words = useWords(shellWords);
  const client = useQueryClient();
  const go = useGo();
  const toast = useToast();
  const enter = async () => {
    takeSession(client, await callApi(identityRoutes.session, {}));
    toast(words.password.changed);
    go("/", { replace: true });
  };
  return (
    <div className="entry alone">
      <title>{`${words.mustChange.title} · ${words.product}`}</title>
      <main className="entry-form">
        <EntryMark />
        <h1>{words.mustChange.title}</h1>
        <p className="subtitle">{words.mustChange.text}</p>
        <PasswordForm onDone={() => void enter()} />
        <EntryFoot />
      </main>
    </div>
  );
}
