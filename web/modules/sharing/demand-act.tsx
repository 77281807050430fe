import { useState } from "react";
import { type Demand, type demandActs, sharingRoutes } from "#contract/sharing";
import { callApi, useText, useWords, Why } from "#kit";
import { ActForm, type ActSpec } from "./act-form.tsx";
import { needWords } from "./need-words.ts";
import { ResourcePick } from "./resource-pick.tsx";
import { sharingWords } from "./words.ts";

export type DemandAct = (typeof demandActs)[number];

/** The form of an act on a demand; the desk and the department it was sent to name resources as well. */
export function DemandActForm({ act, demand, onClose }: { act: DemandAct; demand: Demand; onClose: () => void }) {
  const words = useWords(needWords).acts;
  const steps = useWords(sharingWords).steps;
  const text = useText();
  const [chosen, setChosen] = useState<string[]>([]);
  const why = demand.whyNot[act];
  if (!demand.may[act])
    return (
      <p style={{ marginTop: 12 }}>
        <Why icon="lock">{steps.whyNot(why ? text(why) : "")}</Why>
      </p>
    );
  const params = { id: demand.id };
  const specs: Readonly<Record<DemandAct, ActSpec>> = {
    match: {
      id: "match",
      ...words.match,
      effect: words.match.text,
      fields: [{ name: "note", label: words.match.note, kind: "text", isOptional: true }],
      send: ({ note = "" }) => callApi(sharingRoutes.matchDemand, { params, body: { resources: chosen, note } }),
    },
    assign: {
      id: "assign",
      ...words.assign,
      effect: words.assign.text,
      fields: [
        { name: "department", label: words.assign.department, kind: "department" },
        { name: "note", label: words.assign.note, kind: "text" },
        { name: "dueOn", label: words.assign.due, kind: "day", isOptional: true },
      ],
      send: ({ department = "", note = "", dueOn = "" }) =>
        callApi(sharingRoutes.assignDemand, {
          params,
          body: { department, note, ...(dueOn === "" ? {} : { dueOn }) },
        }),
    },
    answer: {
      id: "answer",
      ...words.answer,
      effect: words.answer.text,
      fields: [{ name: "answer", label: words.answer.answer, kind: "text" }],
      send: ({ answer = "" }) => callApi(sharingRoutes.answerDemand, { params, body: { answer, resources: chosen } }),
    },
    close: {
      id: "close",
      ...words.close,
      effect: words.close.text,
      fields: [{ name: "reason", label: words.close.reason, kind: "text" }],
      send: ({ reason = "" }) => callApi(sharingRoutes.closeDemand, { params, body: { reason } }),
    },
  };
  return (
    <ActForm spec={specs[act]} onClose={onClose}>
      {act === "match" || act === "answer" ? (
        <ResourcePick need={demand.need} chosen={chosen} onChange={setChosen} label={words[act].pick} />
      ) : null}
      {act === "match" && chosen.length === 0 ? <Why>{words.match.none}</Why> : null}
    </ActForm>
  );
}
