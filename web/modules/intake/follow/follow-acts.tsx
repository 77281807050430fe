import { Button } from "antd";
import { type Follow, followRoutes } from "#contract/intake-follow";
import { ErrorState, Icon, NextActions, useChange, useConfirm, useFormat, useGo, useToast, useWords } from "#kit";
import { pageWords } from "./page-words.ts";

type Act = "run" | "reread" | "reconcile" | "pause" | "resume" | "edit" | "end";

/** What can be done with a follow now; each with what it will do, or why it cannot be done. */
export function FollowActs({ follow }: { follow: Follow }) {
  const words = useWords(pageWords);
  const go = useGo();
  const why = useWhyNot(follow);
  const does = useActs(follow);
  const { mode } = follow.plan;
  const shown: readonly Act[] = [
    ...(mode === "capture" && follow.state === "active" ? [] : (["run"] as const)),
    follow.state === "active" ? "pause" : "resume",
    "edit",
    ...(mode === "full" ? [] : (["reread"] as const)),
    "reconcile",
    "end",
  ];
  // Where the shape changed, what to do stands below, beside the columns.
  const main: Act | null =
    follow.drift && follow.state === "stopped" ? null : follow.state === "active" ? "run" : "resume";
  return (
    <>
      <NextActions
        label={words.now}
        actions={shown.map((act) => {
          const reason = why(act);
          return {
            key: act,
            button: (
              <Button
                type={act === main && reason === null ? "primary" : "default"}
                danger={act === "end" && reason === null}
                disabled={reason !== null}
                icon={reason === null ? undefined : <Icon name="lock" />}
                loading={does.doing === act}
                onClick={() => (act === "edit" ? go(`/intake/follows/${follow.id}/edit`) : void does.start(act))}
              >
                {words.acts[act].button}
              </Button>
            ),
            text: reason ?? words.acts[act].text,
          };
        })}
      />
      {does.problem ? <ErrorState error={does.problem} /> : null}
    </>
  );
}

/** Why an act cannot be done now; null where it can. */
function useWhyNot({ may, state, lastRun }: Follow): (act: Act) => string | null {
  const { mayNot, whyNot } = useWords(pageWords);
  const format = useFormat();
  const busy =
    lastRun !== null && lastRun.endedAt === null ? whyNot.underWay(format.number(lastRun.followNumber)) : null;
  return (act) => {
    if (!may.edit) return mayNot;
    switch (act) {
      case "run":
      case "reread":
        return may.run ? null : state === "paused" ? whyNot.paused : (busy ?? mayNot);
      case "reconcile":
        return state === "paused" ? whyNot.paused : null;
      case "pause":
        return may.pause ? null : whyNot.notActive;
      case "resume":
        return may.resume ? null : whyNot.isActive;
      case "edit":
        return null;
      case "end":
        return may.end ? null : mayNot;
    }
  };
}

function useActs(follow: Follow) {
  const words = useWords(pageWords);
  const format = useFormat();
  const ask = useConfirm();
  const toast = useToast();
  const go = useGo();
  const others = ["operations", "ledger", "home", "catalog", "clock"];
  const changes = {
    run: useChange(followRoutes.runFollow, others),
    reconcile: useChange(followRoutes.reconcileFollow, others),
    pause: useChange(followRoutes.pauseFollow, others),
    resume: useChange(followRoutes.resumeFollow, others),
    end: useChange(followRoutes.endFollow, others),
  };
  const params = { id: follow.id };
  const name = follow.resourceName;
  const questions: Partial<Record<Act, { title: string; text: string }>> = {
    reread: {
      title: words.rereadTitle(name),
      text: follow.rowCount === null ? words.rereadTextUnknown : words.rereadText(format.number(follow.rowCount)),
    },
    pause: { title: words.pauseTitle(name), text: words.pauseText },
    end: { title: words.endTitle(name), text: words.endText },
  };
  const send = (act: Exclude<Act, "edit">) => {
    switch (act) {
      case "run":
      case "reread":
        return changes.run.send({ params, body: { rereads: act === "reread" } });
      case "reconcile":
        return changes.reconcile.send({ params });
      case "pause":
        return changes.pause.send({ params, body: { reason: "" } });
      case "resume":
        return changes.resume.send({ params });
      case "end":
        return changes.end.send({ params });
    }
  };
  const start = async (act: Exclude<Act, "edit">) => {
    for (const change of Object.values(changes)) change.forget();
    const question = questions[act];
    const { button: action } = words.acts[act];
    if (question && !(await ask({ ...question, action, isDanger: act === "end" }))) return;
    if (!(await send(act))) return;
    toast(words.done[act]);
    if (act === "end") go("/intake/follows");
  };
  const doing = (Object.keys(changes) as (keyof typeof changes)[]).find((act) => changes[act].isSending) ?? null;
  const problem = Object.values(changes).find((change) => change.problem !== null)?.problem ?? null;
  return { start, doing, problem };
}
