import { useState } from "react";
import { gateRoutes } from "#contract/gate";
import {
  AnsweredPage,
  AppLink,
  EmptyState,
  ErrorState,
  Note,
  PageHead,
  useAddressPart,
  useAnswer,
  useWords,
} from "#kit";
import { useDepartments, useSession } from "#shell";
import type { GrantFile } from "./grant-screen.tsx";
import { GrantStatusWord } from "./grant-status.tsx";
import { useItemNames } from "./item-names.ts";
import { Snippets } from "./snippets-view.tsx";
import { type Tried, tryCall } from "./try-call.ts";
import { TryAnswer } from "./try-answer.tsx";
import { TryForm } from "./try-form.tsx";
import { gateWords } from "./words.ts";
import { tryWords } from "./try-words.ts";
import "./gate.css";

/** A call in the page, as a program would make it: what comes, the receipt, and the program itself. */
export function TryScreen() {
  const words = useWords(tryWords);
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(gateRoutes.getGrant, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(grant) => <Console grant={grant} />}
      </AnsweredPage>
    </div>
  );
}

function Console({ grant }: { grant: GrantFile }) {
  const words = useWords(tryWords);
  const list = useWords(gateWords).list;
  const { department } = useSession();
  const { nameOf: departmentName } = useDepartments();
  const { items, nameOf } = useItemNames(grant.resource.id);
  const [query, setQuery] = useState<Readonly<Record<string, string>>>({ limit: "5" });
  const [state, setState] = useState<"idle" | "running" | Tried | Error>("idle");
  const isOurs = department === grant.terms.department;
  const hasApi = grant.terms.modes.includes("api");
  const call = async () => {
    setState("running");
    try {
      setState(await tryCall(grant, query));
    } catch (error) {
      setState(error as Error);
    }
  };
  return (
    <>
      <PageHead
        title={words.title(grant.resource.name)}
        crumbs={[
          { label: list.title, href: "/gate/grants" },
          { label: grant.code, href: `/gate/grants/${grant.id}` },
        ]}
        tags={<GrantStatusWord status={grant.status} />}
        lede={words.lede}
      />
      {hasApi ? (
        <>
          {isOurs ? null : (
            <div style={{ marginTop: 12 }}>
              <Note tone="fault" title={words.notOurs(departmentName(grant.terms.department))}>
                {words.notOursText}
              </Note>
            </div>
          )}
          <TryForm
            keys={items.filter((item) => item.isKey)}
            query={query}
            onChange={setQuery}
            isRunning={state === "running"}
            onCall={() => void call()}
          />
          <output>
            {state === "running" ? <p className="t13 s">{words.running}</p> : null}
            {state instanceof Error ? <Refused error={state} grant={grant} /> : null}
            {typeof state === "object" && !(state instanceof Error) ? (
              <TryAnswer tried={state} nameOf={nameOf} />
            ) : null}
          </output>
          <Snippets grant={grant} query={query} />
        </>
      ) : (
        <div style={{ marginTop: 12 }}>
          <EmptyState title={words.noApi} action={<AppLink href={`/gate/grants/${grant.id}`}>{words.toGrant}</AppLink>}>
            {words.noApiText}
          </EmptyState>
        </div>
      )}
    </>
  );
}

/** A refusal with the way to the question behind it. */
function Refused({ error, grant }: { error: Error; grant: GrantFile }) {
  const words = useWords(tryWords);
  return (
    <>
      <ErrorState error={error} />
      <p className="t13">
        <AppLink href={`/gate/why?resource=${grant.resource.id}&mode=api`}>{words.whyNot}</AppLink>
      </p>
    </>
  );
}
