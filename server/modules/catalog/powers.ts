import type { ResourceAct } from "#contract/catalog";
import { type Role, roleNames } from "#contract/identity";
import type { Bilingual } from "#contract/text";
import { type Actor, mayTouch } from "#kernel/call";
import { type Standing, whyNotNow } from "./lifecycle.ts";

/** What a question of permission looks at. */
export interface Subject {
  readonly department: string;
  readonly departmentName: string;
  readonly standing: Standing;
  /** What keeps the declaration from being submitted, in words; empty where nothing does. */
  readonly lacks: readonly Bilingual[];
  /** Share class of what the person asking sees. */
  readonly isDenied: boolean;
}

/**
 * Who may ever do it, by role, each within the departments of their scope (Order 809 art. 11, 12, 16). Sign-off on each
 * side stays with different roles; a county with one operator gives that person several of them, and the ledger shows it.
 */
export const holders = {
  edit: ["department-steward", "data-officer"],
  submit: ["department-steward", "data-officer"],
  assess: ["department-steward"],
  sign: ["sharing-head"],
  publish: ["data-officer"],
  return: ["sharing-head", "data-officer"],
  withdraw: ["data-officer", "department-steward"],
  noteChange: ["department-steward", "data-officer"],
  load: ["department-steward", "data-officer"],
  // Administrators run the hub and read its ledger, not the data; the public has the open portal.
  seeRows: ["data-officer", "department-steward", "sharing-head", "department-user", "hall-clerk", "leader"],
} as const satisfies Readonly<Record<ResourceAct, readonly Role[]>>;

/** Who may do it where the resource stands now. */
function holdersNow(act: ResourceAct, standing: Standing): readonly Role[] {
  if (act === "return" && standing.stage === "signing") return ["sharing-head"];
  if (act === "return" && standing.stage === "review") return ["data-officer"];
  // What was never published is the department's own draft; what others rely on, only the bureau takes away.
  if (act === "withdraw" && standing.publishedVersion > 0) return ["data-officer"];
  return holders[act];
}

const holds = (actor: Actor, roles: readonly Role[]): boolean =>
  actor.roles.includes("hub") || roles.some((role) => actor.roles.includes(role));

/** Why this person cannot take this step, apart from the stage; null where the person can. */
export function whyNotThisPerson(act: ResourceAct, actor: Actor, subject: Subject): Bilingual | null {
  const roles = holdersNow(act, subject.standing);
  const who = {
    zh: roles.map((role) => roleNames[role].zh).join("或"),
    en: roles.map((role) => roleNames[role].en.toLowerCase()).join(" or "),
  };
  if (!mayTouch(actor, subject.department)) {
    return {
      zh: `这是${subject.departmentName}的资源，由管它的${who.zh}办理`,
      en: `it belongs to ${subject.departmentName}; its ${who.en} does this`,
    };
  }
  if (holds(actor, roles)) return null;
  return { zh: `这一步由${who.zh}办理，您现在的身份不能办`, en: `this step is for the ${who.en}, not for your roles` };
}

/** Why this person cannot do this to this resource now; null where it is possible. */
export function whyNot(act: ResourceAct, actor: Actor, subject: Subject): Bilingual | null {
  if (act === "seeRows") return whyNoRows(actor, subject);
  const person = whyNotThisPerson(act, actor, subject);
  if (person) return person;
  if (act === "load") return whyNoLoad(subject.standing);
  if (act === "noteChange") return whyNoChange(subject.standing);
  return whyNotNow(act, subject.standing) ?? (act === "submit" ? whyNotReady(subject) : null);
}

function whyNotReady({ lacks }: Subject): Bilingual | null {
  if (lacks.length === 0) return null;
  return { zh: lacks.map((lack) => lack.zh).join("；"), en: lacks.map((lack) => lack.en).join("; ") };
}

function whyNoLoad({ stage }: Standing): Bilingual | null {
  return stage === "withdrawn"
    ? { zh: "资源已撤回，不再归集数据", en: "it is withdrawn; no data is loaded any more" }
    : null;
}

/** What was never published is still being made; what was withdrawn is no longer kept. */
export function whyNoChange({ stage, publishedVersion }: Standing): Bilingual | null {
  if (stage === "withdrawn") return { zh: "资源已撤回，不再更新", en: "it is withdrawn and no longer updated" };
  if (publishedVersion > 0) return null;
  return { zh: "还没有发布过，直接修改编制内容即可", en: "it was never published: edit the draft itself" };
}

/** Rows are for those who work with data: of their own departments, and of what others have published to share. */
function whyNoRows(actor: Actor, { department, departmentName, standing, isDenied }: Subject): Bilingual | null {
  if (!holds(actor, holders.seeRows)) {
    return {
      zh: "系统、安全、审计管理员和群众身份不查看业务数据",
      en: "administrators of the hub and the public do not see business data",
    };
  }
  if (mayTouch(actor, department)) return null;
  if (standing.stage === "withdrawn") return { zh: "资源已撤回", en: "it is withdrawn" };
  if (standing.publishedVersion === 0) return { zh: "资源还没有发布", en: "it is not published" };
  if (!isDenied) return null;
  return {
    zh: `${departmentName}把它定为不予共享，只有本部门能看`,
    en: `${departmentName} does not share it; only the department itself sees its rows`,
  };
}
