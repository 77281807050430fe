import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import type { Session } from "#contract/identity";
import { onSessionLost, useGo, useWords } from "#kit";
import { sessionQuery, takeSession } from "./session.ts";
import { SignInForm } from "./sign-in-form.tsx";
import { EntryFoot, EntryMark } from "./sign-in-screen.tsx";
import { shellWords } from "./words.ts";

/**
 * When the session ends while somebody works, the sign-in page is laid over the present page: signing in again leaves
 * everything typed where it was. Another person starts at the beginning instead.
 */
export function SessionKeeper({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const go = useGo();
  const words = useWords(shellWords).signIn;
  const [lost, setLost] = useState<Session | null>(null);
  useEffect(() => onSessionLost(() => setLost(client.getQueryData(sessionQuery.queryKey) ?? null)), [client]);
  const renew = (session: Session) => {
    if (lost && session.person.id !== lost.person.id) {
      client.clear();
      takeSession(client, session);
      go("/", { replace: true });
    } else takeSession(client, session);
    setLost(null);
  };
  return (
    <>
      <div inert={lost !== null}>{children}</div>
      {lost === null ? null : (
        <dialog open className="overlay" aria-label={words.lostTitle}>
          <div className="entry alone">
            <main className="entry-form">
              <EntryMark />
              <h1>{words.lostTitle}</h1>
              <p className="subtitle">{words.lostText}</p>
              <SignInForm login={lost.person.login} onDone={renew} />
              <EntryFoot />
            </main>
          </div>
        </dialog>
      )}
    </>
  );
}
