import { Button } from "antd";
import type { ReactNode } from "react";
import type { Resource } from "#contract/catalog";
import { clockRoutes } from "#contract/clock";
import { sharingRoutes } from "#contract/sharing";
import { Icon, useAnswer, useChange, useFormat, useGo, useText, useToast, useWords } from "#kit";
import { useHasRole, useSession } from "#shell";
import { actWords } from "./act-words.ts";
import { useResourceName } from "./resource-name.ts";

interface UseAction {
  readonly key: string;
  readonly button: ReactNode;
  readonly text: ReactNode;
}

const askers = ["department-user", "department-steward"] as const;
const reporters = [...askers, "hall-clerk"] as const;

/** What another department can do with a published resource: ask to use it, and report a wrong value. */
export function useItActions(resource: Resource): { actions: readonly UseAction[]; problem: Error | null } {
  const words = useWords(actWords).acts.useIt;
  const hasRole = useHasRole();
  const { department } = useSession();
  const go = useGo();
  const ask = useAskToUse(resource);
  const isTheirs = department !== null && department !== resource.department;
  const isPublished = resource.publishedVersion > 0 && resource.stage !== "withdrawn";
  const actions = [
    ...(isTheirs && isPublished && hasRole(askers) ? [ask.action] : []),
    ...(isTheirs && isPublished && hasRole(reporters)
      ? [
          {
            key: "report",
            button: (
              <Button onClick={() => go(`/sharing/corrections/new?resource=${resource.id}`)}>{words.report}</Button>
            ),
            text: words.reportText,
          },
        ]
      : []),
  ];
  return { actions, problem: ask.problem };
}

function useAskToUse(resource: Resource): { action: UseAction; problem: Error | null } {
  const { useIt: words, whyNot } = useWords(actWords).acts;
  const text = useText();
  const format = useFormat();
  const toast = useToast();
  const go = useGo();
  const hasRole = useHasRole();
  const { department } = useSession();
  const nameOf = useResourceName();
  const isReady = hasRole(askers) && department !== null && department !== resource.department;
  const basket = useAnswer(sharingRoutes.basket, {}, { isReady });
  const isDenied = resource.shareClass === "denied";
  const kind = resource.shareClass === "unconditional" ? "answer-unconditional" : "answer-conditional";
  const foresight = useAnswer(
    clockRoutes.foresee,
    { query: { kind, owedBy: resource.department } },
    { isReady: isReady && !isDenied },
  );
  const add = useChange(sharingRoutes.addToBasket, ["ledger"]);
  const isIn = basket.data?.application?.lines.some((line) => line.resourceId === resource.id) ?? false;
  const press = async () => {
    if (isIn) go("/sharing/basket");
    else if (await add.send({ body: { resourceId: resource.id } })) toast(words.added(nameOf(resource)));
  };
  const due = foresight.data;
  return {
    problem: add.problem,
    action: {
      key: "use",
      button: (
        <Button
          type="primary"
          disabled={isDenied}
          icon={isDenied ? <Icon name="lock" /> : undefined}
          loading={add.isSending}
          onClick={() => void press()}
        >
          {isIn ? words.open : words.button}
        </Button>
      ),
      text: isDenied
        ? whyNot(resource.legalBasis ? `${text(words.denied)} ${resource.legalBasis.title}` : text(words.denied))
        : due
          ? words.text(format.day(due.dueOn), due.basis)
          : words.textPlain,
    },
  };
}
