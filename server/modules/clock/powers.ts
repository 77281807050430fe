import { type Commitment, levelNames } from "#contract/clock";
import type { Bilingual } from "#contract/text";
import { type Actor, mayTouch } from "#kernel/call";
import { chineseDay } from "./circular.ts";
import { escalatesFrom, rank } from "./signals.ts";

export type Act = keyof Commitment["may"];
export const acts = [
  "remind",
  "assign",
  "callIn",
  "escalate",
  "askExtension",
  "decideExtension",
] as const satisfies readonly Act[];

/** What a power looks at. */
export type Standing = Pick<
  Commitment,
  "state" | "level" | "owedBy" | "owedByName" | "owedTo" | "owedToName" | "dueOn" | "mayExtendDays" | "asksExtension"
> & { readonly isCalledIn: boolean; readonly today: string };

const hasRole = (actor: Actor, ...roles: readonly string[]): boolean =>
  actor.roles.includes("hub") || roles.some((role) => actor.roles.includes(role));

const seesBoth = (actor: Actor, { owedBy, owedTo }: Pick<Standing, "owedBy" | "owedTo">): boolean =>
  mayTouch(actor, owedBy) || mayTouch(actor, owedTo);

/** Leaders read everything; others what their departments owe or wait for. */
export const seesAll = (actor: Actor): boolean => actor.departments === "all" || actor.roles.includes("leader");

export const maySee = (actor: Actor, commitment: Pick<Standing, "owedBy" | "owedTo">): boolean =>
  seesAll(actor) || seesBoth(actor, commitment);

const isBureau = (actor: Actor, standing: Standing): boolean =>
  (hasRole(actor, "data-officer") && seesBoth(actor, standing)) || hasRole(actor, "leader");
const owes = (actor: Actor, { owedBy }: Standing): boolean =>
  mayTouch(actor, owedBy) && hasRole(actor, "department-steward", "sharing-head");
const waits = (actor: Actor, { owedTo }: Standing): boolean =>
  mayTouch(actor, owedTo) && hasRole(actor, "department-steward", "sharing-head", "department-user");

/** Why this person may not do this now, with who may or when; null where they may. */
export const whyNot = (act: Act, actor: Actor, standing: Standing): Bilingual | null =>
  whyNotYou(act, actor, standing) ?? whyNotNow(act, standing);

/** Why nobody may do it now. */
export const whyNotNow = (act: Act, standing: Standing): Bilingual | null =>
  isClosed(standing) ? closed : wrongTime(act, standing);

const isClosed = ({ state }: Standing): boolean => state === "met" || state === "met-late" || state === "dropped";
const closed: Bilingual = { zh: "已经办结或撤销", en: "it has ended" };

/** Why it is for others to do, whenever. */
export function whyNotYou(act: Act, actor: Actor, standing: Standing): Bilingual | null {
  const { owedByName: by, owedToName: to } = standing;
  switch (act) {
    case "remind":
      if (isBureau(actor, standing) || waits(actor, standing)) return null;
      return { zh: `由主管部门或等候方（${to}）催办`, en: `the bureau or whoever waits (${to}) reminds` };
    case "assign":
      if ((hasRole(actor, "data-officer") && seesBoth(actor, standing)) || owes(actor, standing)) return null;
      return { zh: `由${by}或主管部门指定经办人`, en: `${by} or the bureau assigns it` };
    case "callIn":
    case "escalate":
      return isBureau(actor, standing) ? null : { zh: "由主管部门督办", en: "the bureau supervises" };
    case "askExtension":
      return owes(actor, standing) ? null : { zh: `由承办部门（${by}）申请`, en: `${by}, who owes it, asks` };
    case "decideExtension":
      if (hasRole(actor, "data-officer") && mayTouch(actor, standing.owedBy)) return null;
      return { zh: "由同级主管部门决定", en: "the bureau of the same level decides" };
  }
}

function wrongTime(act: Act, standing: Standing): Bilingual | null {
  const isLate = standing.dueOn !== null && standing.today > standing.dueOn;
  switch (act) {
    case "remind":
      if (standing.state !== "paused") return null;
      return { zh: "正在暂停计时，等的是对方补正", en: "it is paused: the other side has to supplement" };
    case "assign":
      return null;
    case "callIn":
      return standing.isCalledIn ? { zh: "已在督办", en: "it is supervised already" } : null;
    case "escalate":
      return notYet(standing, isLate);
    case "askExtension":
      if (isLate) return { zh: "已经逾期，不能再申请延期", en: "it is overdue already" };
      if (standing.asksExtension) return { zh: "已有一份延期申请待决定", en: "one request waits already" };
      return standing.mayExtendDays > 0
        ? null
        : { zh: "这项时限不能再延长", en: "this limit cannot be extended any further" };
    case "decideExtension":
      return standing.asksExtension ? null : { zh: "没有待决定的延期申请", en: "no request waits for a decision" };
  }
}

function notYet({ dueOn, level, state }: Standing, isLate: boolean): Bilingual | null {
  if (level !== null && rank(level) === rank("red"))
    return { zh: `已是${levelNames.red.zh}`, en: "it is at the highest level already" };
  if (isLate || state === "missed") return null;
  if (dueOn === null) return { zh: "正在暂停计时，没有逾期", en: "it is paused and not overdue" };
  const from = escalatesFrom(dueOn);
  return {
    zh: `尚未逾期，${chineseDay(from)}起才可升级`,
    en: `it is not overdue; it can be escalated from ${from} on`,
  };
}
