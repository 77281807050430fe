import { type Role, roleNames } from "#contract/identity";
import type { RequestAct } from "#contract/sharing";
import type { Bilingual } from "#contract/text";
import { type Actor, mayTouch } from "#kernel/call";
import type { File, Kind } from "./files.ts";

/** On whose behalf a step is taken. The bureau and leaders act on every file they see. */
export type Side = "asking" | "providing" | "bureau" | "leader" | "assigned" | "lead";

interface Power {
  readonly side: Side;
  readonly roles: readonly Role[];
}

const asking: Power = { side: "asking", roles: ["department-user", "department-steward"] };
const askingHead: Power = { side: "asking", roles: ["sharing-head"] };
const askingAll: Power = { side: "asking", roles: ["department-user", "department-steward", "sharing-head"] };
const providing: Power = { side: "providing", roles: ["department-steward"] };
const providingHead: Power = { side: "providing", roles: ["sharing-head"] };
const providingAll: Power = { side: "providing", roles: ["department-steward", "sharing-head"] };
const bureau: Power = { side: "bureau", roles: ["data-officer"] };
const leader: Power = { side: "leader", roles: ["leader"] };

const requestPowers: Readonly<Record<RequestAct, readonly Power[]>> = {
  claim: [providing],
  "ask-supplement": [providing],
  supplement: [asking],
  "draft-answer": [providing],
  "sign-answer": [providingHead],
  "return-answer": [providingHead],
  "ask-extension": [providingAll],
  "decide-extension": [bureau],
  "accept-refusal": [bureau],
  "return-refusal": [bureau],
  commit: [askingAll],
  "renew-key": [{ side: "asking", roles: ["department-steward", "sharing-head"] }],
  change: [asking],
  renew: [asking],
  end: [askingAll],
  dispose: [asking],
  "confirm-disposal": [providingAll],
  suspend: [providingAll, bureau],
  "stop-service": [providingAll],
  dispute: [askingAll, providingAll],
  "record-use": [asking],
  withdraw: [askingAll],
};

/** Who may ever do what to a file, by kind (Order 809 art. 11, 20–28). */
export const powers = {
  request: requestPowers,
  demand: {
    match: [bureau],
    assign: [bureau],
    answer: [{ side: "assigned", roles: ["department-steward", "sharing-head"] }],
    close: [bureau, asking],
  },
  application: {
    edit: [asking],
    submit: [asking],
    sign: [askingHead],
    return: [askingHead],
    withdraw: [asking, askingHead],
  },
  case: {
    rectify: [askingAll],
    resume: [providingAll, bureau],
    consult: [providingAll],
    file: [bureau],
    end: [providingAll, bureau],
  },
  dispute: {
    "record-minutes": [askingAll, providingAll, bureau],
    escalate: [askingAll, providingAll, bureau],
    settle: [askingAll, providingAll, bureau],
  },
  correction: { answer: [providingAll] },
  order: {
    split: [bureau],
    report: [{ side: "lead", roles: ["department-steward", "sharing-head"] }],
    close: [leader],
    cancel: [leader],
    raise: [leader, bureau],
  },
} as const satisfies Readonly<Record<Kind, Readonly<Record<string, readonly Power[]>>>>;

export type ActOf<Of extends Kind> = keyof (typeof powers)[Of] & string;

/** Once the bureau has a dispute, it keeps the minutes, takes it up and settles it; the parties have said their say (art. 28). */
const powersNow = (file: File<Kind>, allowed: readonly Power[]): readonly Power[] =>
  file.kind === "dispute" && file.state !== "parties" ? allowed.filter(({ side }) => side === "bureau") : allowed;

const powersOf = <Of extends Kind>(kind: Of, act: ActOf<Of>): readonly Power[] =>
  (powers[kind] as Readonly<Record<string, readonly Power[]>>)[act] ?? [];

/** Roles a route names: whoever holds none of them is turned away before the file is looked at. */
export const rolesFor = <Of extends Kind>(kind: Of, act: ActOf<Of>): readonly Role[] => [
  ...new Set(powersOf(kind, act).flatMap((power) => power.roles)),
];

/** Everybody who works with shared data reads; the table of files says which. */
export const readers: readonly Role[] = [
  "data-officer",
  "department-steward",
  "sharing-head",
  "department-user",
  "hall-clerk",
  "leader",
];
export const applicants: readonly Role[] = ["department-user", "department-steward"];

const sideNames: Readonly<Record<Side, Bilingual>> = {
  asking: { zh: "需求部门", en: "the requesting department" },
  providing: { zh: "提供部门", en: "the providing department" },
  bureau: { zh: "主管部门", en: "the bureau" },
  leader: { zh: "下达调度令的领导", en: "the leader" },
  assigned: { zh: "被派部门", en: "the department it was sent to" },
  lead: { zh: "牵头或配合部门", en: "the lead or a helping department" },
};

function isOnSide(side: Side, actor: Actor, file: File<Kind>): boolean {
  switch (side) {
    case "asking":
      return mayTouch(actor, file.department);
    case "providing":
    case "assigned":
      return mayTouch(actor, file.provider);
    case "lead":
      return file.parties.some((party) => mayTouch(actor, party));
    case "bureau":
    case "leader":
      return true;
  }
}

/** Why this person cannot do it, apart from the state; null where the person can. */
export function whyNotThisPerson<Of extends Kind>(act: ActOf<Of>, actor: Actor, file: File<Of>): Bilingual | null {
  const allowed = powersNow(file, powersOf(file.kind, act));
  const holds = (power: Power) => actor.roles.includes("hub") || power.roles.some((role) => actor.roles.includes(role));
  if (allowed.some((power) => holds(power) && isOnSide(power.side, actor, file))) return null;
  const who = (language: "zh" | "en") =>
    allowed
      .map(({ side, roles }) =>
        language === "zh"
          ? `${sideNames[side].zh}的${roles.map((role) => roleNames[role].zh).join("、")}`
          : `${roles.map((role) => roleNames[role].en.toLowerCase()).join(" or ")} of ${sideNames[side].en}`,
      )
      .join(language === "zh" ? "或" : ", or ");
  return { zh: `这一步由${who("zh")}办理`, en: `this step is for the ${who("en")}` };
}

/** True where the actor may see the file at all. */
export const maySee = (actor: Actor, file: Pick<File<Kind>, "parties">): boolean =>
  actor.departments === "all" || file.parties.some((party) => mayTouch(actor, party));
