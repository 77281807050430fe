import { Button } from "antd";
import type { ReactNode } from "react";
import { catalogRoutes, type Resource, type ResourceAct, type Stage } from "#contract/catalog";
import {
  ErrorState,
  Icon,
  NextActions,
  Note,
  useChange,
  useConfirm,
  useFilters,
  useFormat,
  useGo,
  useText,
  useToast,
  useWords,
} from "#kit";
import { resourcePageFilters } from "./filters.ts";
import { useResourceName } from "./resource-name.ts";
import { actWords } from "./act-words.ts";
import { useItActions } from "./use-it.tsx";

type Step =
  | "seeRows"
  | "edit"
  | "submit"
  | "secrecy"
  | "personal"
  | "sign"
  | "publish"
  | "return"
  | "withdraw"
  | "noteChange"
  | "load";

/** What may be done next at each stage, the usual step first. */
const stepsAt: Readonly<Record<Stage, readonly Step[]>> = {
  draft: ["submit", "edit", "load", "withdraw"],
  assessing: ["secrecy", "personal", "edit", "withdraw"],
  signing: ["sign", "return", "edit"],
  review: ["publish", "return", "edit"],
  published: ["seeRows", "edit", "load", "noteChange", "withdraw"],
  withdrawn: ["seeRows"],
};

const actOf: Readonly<Record<Step, ResourceAct>> = {
  seeRows: "seeRows",
  edit: "edit",
  submit: "submit",
  secrecy: "assess",
  personal: "assess",
  sign: "sign",
  publish: "publish",
  return: "return",
  withdraw: "withdraw",
  noteChange: "noteChange",
  load: "load",
};

/** Everything that can be done now, each with what it will do, or why this person cannot do it. */
export function NextSteps({ resource }: { resource: Resource }) {
  const words = useWords(actWords).acts;
  const text = useText();
  const { press, problem, busy } = useSteps(resource);
  const { stage, returned } = resource;
  const hasDraft = stage !== "published" && stage !== "withdrawn" && resource.data.loadedAt !== null;
  const steps = hasDraft ? [...stepsAt[stage], "seeRows" as const] : stepsAt[stage];
  const useIt = useItActions(resource);
  const main =
    useIt.actions.length > 0 ? undefined : steps.find((step) => resource.may[actOf[step]] && isOpen(step, resource));
  const actions = steps.map((step) => {
    const why = resource.may[actOf[step]] ? undefined : resource.whyNot[actOf[step]];
    const isAllowed = why === undefined && resource.may[actOf[step]];
    return {
      key: step,
      button: (
        <Button
          type={step === main ? "primary" : "default"}
          danger={step === "withdraw" && isAllowed}
          disabled={!isAllowed}
          icon={isAllowed ? undefined : <Icon name="lock" />}
          loading={busy === step}
          onClick={() => void press(step)}
        >
          {words.steps[step].button(stage === "published")}
        </Button>
      ),
      text: isAllowed ? said(step) : words.whyNot(why ? text(why) : ""),
    };
  });
  function said(step: Step): ReactNode {
    if (step === "secrecy" && resource.secrecy) return words.secrecyDone(resource.secrecy.by);
    if (step === "personal" && resource.personal) return words.personalDone(resource.personal.by);
    return words.steps[step].text;
  }
  return (
    <>
      {returned && stage === "draft" ? (
        <div style={{ marginTop: 12 }}>
          <Note tone="fault" title={words.returnedTitle(returned.by)}>
            {returned.reason}
          </Note>
        </div>
      ) : null}
      <NextActions label={words.now} actions={[...useIt.actions, ...actions]} />
      {problem ? <ErrorState error={problem} /> : null}
      {useIt.problem ? <ErrorState error={useIt.problem} /> : null}
    </>
  );
}

/** An assessment that is already given is not the next step any more, though it may be given again. */
function isOpen(step: Step, { secrecy, personal }: Resource): boolean {
  if (step === "secrecy") return secrecy === null;
  return step === "personal" ? personal === null : true;
}

/** What pressing a step does: another page, a form below, or a question and then the call. */
function useSteps(resource: Resource) {
  const words = useWords(actWords).acts;
  const format = useFormat();
  const go = useGo();
  const ask = useConfirm();
  const toast = useToast();
  const nameOf = useResourceName();
  const [, setSearch] = useFilters(resourcePageFilters);
  const changes = {
    submit: useChange(catalogRoutes.submitResource, ["ledger"]),
    sign: useChange(catalogRoutes.signResource, ["ledger"]),
    publish: useChange(catalogRoutes.publishResource, ["ledger"]),
  };
  const { id } = resource;
  const press = async (step: Step) => {
    switch (step) {
      case "seeRows":
        setSearch({ rows: "1" });
        return;
      case "edit":
        go(`/catalog/${id}/edit`);
        return;
      case "load":
        go(`/intake/new?resource=${id}`);
        return;
      case "secrecy":
      case "personal":
      case "return":
      case "withdraw":
      case "noteChange":
        setSearch({ do: step });
        return;
      case "submit":
      case "sign":
      case "publish": {
        const said = words.confirm[step];
        const question = { title: said.title(nameOf(resource)), text: said.text, action: said.action };
        if (!(await ask(question))) return;
        const taken = await changes[step].send({ params: { id } });
        if (taken) toast(said.done(nameOf(resource), format.number(taken.publishedVersion)));
      }
    }
  };
  const sending = (["submit", "sign", "publish"] as const).find((step) => changes[step].isSending);
  const problem = changes.submit.problem ?? changes.sign.problem ?? changes.publish.problem;
  return { press, problem, busy: sending };
}
