import { type Follow, type FollowPlan, followRoutes } from "#contract/intake-follow";
import { Answered, AnsweredPage, callApi, PageHead, useAddressPart, useAnswer, useGo, useToast, useWords } from "#kit";
import { useRefresh } from "../refresh.ts";
import { pageWords } from "./page-words.ts";
import { PlanForm } from "./plan-form.tsx";
import { valuesOf } from "./plan-values.ts";
import { planWords } from "./plan-words.ts";
import { followWords } from "./words.ts";
import "./follow.css";

/** Changes how a table is followed. */
export function EditFollowScreen() {
  const words = useWords(pageWords);
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(followRoutes.getFollow, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(follow) => <Editing follow={follow} />}
      </AnsweredPage>
    </div>
  );
}

function Editing({ follow }: { follow: Follow }) {
  const all = useWords(followWords);
  const words = useWords(planWords);
  const go = useGo();
  const toast = useToast();
  const refresh = useRefresh();
  const facts = useAnswer(followRoutes.getTableFacts, {
    params: { id: follow.sourceId },
    query: { table: follow.table },
  });
  const href = `/intake/follows/${follow.id}`;
  const save = async (plan: FollowPlan) => {
    await callApi(followRoutes.editFollow, { params: { id: follow.id }, body: { plan }, ifMatch: follow.version });
    await refresh();
  };
  return (
    <>
      <PageHead
        title={words.editTitle(follow.resourceName)}
        crumbs={[
          { label: all.list.crumb, href: "/intake/follows" },
          { label: follow.resourceName, href },
        ]}
      />
      <Answered answer={facts} what={words.looking}>
        {(found) => (
          <PlanForm
            facts={found}
            initial={valuesOf(follow.plan)}
            action={words.save}
            note={words.saveNote}
            followId={follow.id}
            send={save}
            onDone={() => {
              toast(words.saved);
              go(href);
            }}
            onCancel={() => go(href)}
          />
        )}
      </Answered>
    </>
  );
}
