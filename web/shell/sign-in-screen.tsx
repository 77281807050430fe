import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { identityRoutes, roleNames, type Session, type Welcome } from "#contract/identity";
import { callApi, ErrorState, Icon, Tag, useFilters, useGo, useLanguage, useText, useWords, Wordmark } from "#kit";
import { signInFilters } from "./sign-in-filters.ts";
import { takeSession, useWelcome } from "./session.ts";
import { SignInForm } from "./sign-in-form.tsx";
import "./sign-in.css";
import { shellWords } from "./words.ts";

/** Where everybody enters; afterwards back to where one wanted to be. */
export function SignInScreen() {
  const words = useWords(shellWords);
  const { data: welcome } = useWelcome();
  const [{ back }] = useFilters(signInFilters);
  const client = useQueryClient();
  const go = useGo();
  const enter = (session: Session) => {
    takeSession(client, session);
    go(insideAddress(back), { replace: true });
  };
  const people = welcome?.isSample ? welcome.demoAccounts : [];
  return (
    <div className={people.length > 0 ? "entry" : "entry alone"}>
      <title>{`${words.signIn.bare} · ${words.product}`}</title>
      <main className="entry-form">
        <EntryMark />
        <h1>{welcome ? words.signIn.title(welcome.nodeName) : words.signIn.bare}</h1>
        <p className="subtitle">{words.signIn.subtitle}</p>
        <SignInForm onDone={enter} />
        <EntryFoot />
      </main>
      {people.length > 0 ? <DemoPeople people={people} onDone={enter} /> : null}
    </div>
  );
}

/** Only addresses of this application: a link cannot send a freshly signed-in person elsewhere. */
const insideAddress = (back: string | undefined): string =>
  back !== undefined && back.startsWith("/") && !back.startsWith("//") ? back : "/";

export const EntryMark = () => (
  <div className="mark">
    <Wordmark />
    Weir
  </div>
);

export function EntryFoot() {
  const words = useWords(shellWords).signIn;
  const { language, setLanguage } = useLanguage();
  const [showsHelp, setShowsHelp] = useState(false);
  return (
    <div className="entry-foot">
      {showsHelp ? <p className="note">{words.helpText}</p> : null}
      <p>{words.ledger}</p>
      <div className="row g4">
        <button
          type="button"
          className="plain-button"
          aria-expanded={showsHelp}
          onClick={() => setShowsHelp(!showsHelp)}
        >
          {words.help}
        </button>
        <button
          type="button"
          className="plain-button"
          lang={language === "zh" ? "en" : "zh-CN"}
          onClick={() => setLanguage(language === "zh" ? "en" : "zh")}
        >
          {language === "zh" ? "English" : "中文"}
        </button>
      </div>
    </div>
  );
}

function DemoPeople({ people, onDone }: { people: Welcome["demoAccounts"]; onDone: (session: Session) => void }) {
  const words = useWords(shellWords);
  const text = useText();
  const [failure, setFailure] = useState<Error | null>(null);
  const enter = async (login: string) => {
    try {
      onDone(await callApi(identityRoutes.demoSignIn, { body: { login } }));
    } catch (error) {
      setFailure(error as Error);
    }
  };
  return (
    <section className="demo" aria-labelledby="demo-title">
      <div className="row g3">
        <Tag tone="ink">{words.demo}</Tag>
        <h2 id="demo-title">{words.signIn.demoTitle}</h2>
      </div>
      <p>{words.signIn.demoText}</p>
      {failure ? <ErrorState error={failure} /> : null}
      <ul className="demo-people">
        {people.map((person) => (
          <li key={person.login}>
            <button type="button" onClick={() => void enter(person.login)}>
              <b>
                {person.name}
                <small>
                  {[person.departmentName, text(roleNames[person.role])].filter((part) => part !== null).join(" ")}
                </small>
              </b>
              <span className="does">{words.signIn.does[person.role]}</span>
              <Icon name="arrow" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
