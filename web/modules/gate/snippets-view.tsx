import { useState } from "react";
import { AppLink, CopyCode, saveText, Section, Segments, useLanguage, useWords } from "#kit";
import type { GrantFile } from "./grant-screen.tsx";
import { type SnippetKind, snippetFiles, snippetKinds, snippetNames, snippetOf } from "./snippets.ts";
import { Code } from "./try-answer.tsx";
import { tryAddress } from "./try-call.ts";
import { tryWords } from "./try-words.ts";

/** The same call as a program in four languages, to copy or keep; credentials stay outside of it. */
export function Snippets({ grant, query }: { grant: GrantFile; query: Readonly<Record<string, string>> }) {
  const words = useWords(tryWords).program;
  const { language } = useLanguage();
  const [kind, setKind] = useState<SnippetKind>("curl");
  const text = snippetOf(kind, {
    origin: location.origin,
    address: tryAddress(grant, query),
    grant: grant.code,
    language,
  });
  return (
    <Section
      title={words.title}
      note={words.note}
      more={
        <Segments
          label={words.languages}
          value={kind}
          options={snippetKinds.map((value) => ({ value, label: snippetNames[value] }))}
          onChange={setKind}
        />
      }
      isMajor
    >
      <p className="t13 s try-credentials">
        {words.credentials} <AppLink href="/identity/clients">{words.clients}</AppLink>
      </p>
      <Code text={text} label={snippetNames[kind]} />
      <div className="row g3 wrap t13">
        <CopyAll text={text} label={words.copy} />
        <button type="button" className="chip" onClick={() => saveText(text, snippetFiles[kind])}>
          {words.save(snippetFiles[kind])}
        </button>
        {kind === "java" ? <span className="m">{words.java}</span> : null}
      </div>
    </Section>
  );
}

/** The whole program is on the page already; the button need not show it again. */
const CopyAll = ({ text, label }: { text: string; label: string }) => (
  <span className="copy-all">
    <CopyCode code={text} label={label} isLarge />
  </span>
);
