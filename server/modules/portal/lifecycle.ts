import type { OpeningAct, OpeningState } from "#contract/portal-manage";
import { type Role, roleNames } from "#contract/identity";
import type { Bilingual } from "#contract/text";
import { type Actor, mayTouch } from "#kernel/call";

/** What the rules look at. */
export interface Standing {
  readonly state: OpeningState;
  /** An open dataset with a change that waits: to be submitted, or to be opened. */
  readonly proposal: "none" | "draft" | "submitted";
  readonly department: string;
  /** Who submitted what waits now; another person opens it. */
  readonly submittedBy: string | null;
}

/** Who may ever do it, each within the departments of their scope: the department submits, the bureau opens. */
export const holders = {
  edit: ["department-steward"],
  submit: ["department-steward", "sharing-head"],
  open: ["data-officer"],
  return: ["data-officer"],
  withdraw: ["data-officer", "sharing-head"],
} as const satisfies Readonly<Record<OpeningAct, readonly Role[]>>;

const says = (zh: string, en: string): Bilingual => ({ zh, en });

/** Why this cannot be done where the dataset stands; null where it can. */
export function whyNotNow(act: OpeningAct, { state, proposal }: Standing): Bilingual | null {
  switch (act) {
    case "edit":
      if (state === "submitted" || proposal === "submitted")
        return says("已报数据局，退回后才能改", "it lies before the bureau; it can be changed once it is returned");
      return null;
    case "submit":
      if (state === "submitted" || proposal === "submitted")
        return says("已经报送，等数据局开放", "it has been submitted and waits for the bureau");
      return state === "open" && proposal === "none"
        ? says("已开放，没有待报送的修改", "it is open, and there is no change to submit")
        : null;
    case "open":
    case "return":
      return state === "submitted" || proposal === "submitted"
        ? null
        : says("部门还没有报送", "the department has not submitted it");
    case "withdraw":
      return state === "open" ? null : says("没有开放，不用撤回", "it is not open");
  }
}

/** Why this person cannot do it, apart from where the dataset stands; null where the person can. */
export function whyNotThisPerson(act: OpeningAct, actor: Actor, standing: Standing): Bilingual | null {
  const roles: readonly Role[] = holders[act];
  const isHolder = actor.roles.includes("hub") || roles.some((role) => actor.roles.includes(role));
  if (!isHolder || !mayTouch(actor, standing.department))
    return says(
      `由${roles.map((role) => roleNames[role].zh).join("或")}办理`,
      `done by the ${roles.map((role) => roleNames[role].en.toLowerCase()).join(" or ")}`,
    );
  if (act === "open" && standing.submittedBy === actor.id)
    return says("报送和开放须是两个人", "whoever submitted it cannot open it as well");
  return null;
}
