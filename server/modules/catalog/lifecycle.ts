import {
  type PersonalAssessment,
  personalResultNames,
  type SecrecyAssessment,
  secrecyResultNames,
  type Stage,
  stageNames,
} from "#contract/catalog";
import type { Bilingual } from "#contract/text";
import { type FieldFault, problem } from "#kernel/problem";
import { problems } from "./problems.ts";

/** Why somebody sent it back or took it out, who, when (ISO 8601). */
export interface Remark {
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

/** What must be true of the working copy before others see it (Order 809 art. 12). */
export interface Approvals {
  readonly secrecy: SecrecyAssessment | null;
  readonly personal: PersonalAssessment | null;
  readonly signedBy: string | null;
}

/** Where a resource stands; everything a transition looks at. */
export interface Standing extends Approvals {
  readonly stage: Stage;
  readonly publishedVersion: number;
  readonly returned: Remark | null;
  readonly withdrawn: Remark | null;
}

const acts = ["edit", "submit", "assess", "sign", "publish", "return", "withdraw"] as const;
export type Act = (typeof acts)[number];

/**
 *             submit            both assessed           sign            publish
 *   draft ─────────────▶ assessing ─────────▶ signing ───────▶ review ─────────▶ published
 *    ▲ ▲                     │                  │                │                  │
 *    │ └──────── edit ───────┘                  │                │                  │
 *    ├───────────────────────────── return ─────┴────────────────┘                  │
 *    └───────────────────────────── edit (a draft of the next version) ─────────────┘
 *
 *   every stage but the last ── withdraw ──▶ withdrawn, for good
 *
 * Entering `draft` forgets all approvals: what is published is what was assessed and signed, to the letter. An edit that
 * brings back exactly what is published restores `published` with that version's approvals.
 */
const startsFrom: Readonly<Record<Act, readonly Stage[]>> = {
  edit: ["draft", "assessing", "published"],
  submit: ["draft"],
  assess: ["assessing"],
  sign: ["signing"],
  publish: ["review"],
  return: ["signing", "review"],
  withdraw: ["draft", "assessing", "signing", "review", "published"],
};

const unapproved: Approvals = { secrecy: null, personal: null, signedBy: null };

export const newStanding: Standing = {
  ...unapproved,
  stage: "draft",
  publishedVersion: 0,
  returned: null,
  withdrawn: null,
};

/** The content of the working copy changed; `restored`: approvals of the published version it is now equal to, if it is. */
export function edited(standing: Standing, restored: Approvals | null): Standing {
  refuseUnlessReady("edit", standing);
  return contentChanged(standing, restored);
}

/** As `edited`, from any stage: a load brought other columns, so what was assessed or signed is no longer what is there. */
export function contentChanged(standing: Standing, restored: Approvals | null): Standing {
  if (standing.stage === "withdrawn") throw blocked("edit", standing);
  if (restored) return { ...standing, ...approvalsOf(restored), stage: "published", returned: null };
  return { ...standing, ...unapproved, stage: "draft" };
}

/** `faults`: what the declaration still lacks (declaration.ts); all of it is told at once. */
export function submitted(standing: Standing, faults: readonly FieldFault[]): Standing {
  refuseUnlessReady("submit", standing);
  if (faults.length > 0) throw notReady(faults);
  return { ...standing, ...unapproved, stage: "assessing", returned: null };
}

/** One of the two assessments; a favourable one may be given again until the other is there too. */
export function assessed(
  standing: Standing,
  given: { readonly secrecy: SecrecyAssessment } | { readonly personal: PersonalAssessment },
): Standing {
  refuseUnlessReady("assess", standing);
  const next = { ...standing, ...given };
  const isComplete = next.secrecy !== null && next.personal !== null && unfitness(next) === null;
  return isComplete ? { ...next, stage: "signing" } : next;
}

export function signed(standing: Standing, by: string): Standing {
  refuseUnlessReady("sign", standing);
  return { ...standing, stage: "review", signedBy: by };
}

export function sentBack(standing: Standing, returned: Remark): Standing {
  refuseUnlessReady("return", standing);
  return { ...standing, ...unapproved, stage: "draft", returned };
}

/** `faults`: what a change of the dictionary made wrong since it was submitted. */
export function published(
  standing: Standing,
  facts: { readonly isSameAsPublished: boolean; readonly faults: readonly FieldFault[] },
): Standing {
  refuseUnlessReady("publish", standing);
  if (facts.isSameAsPublished) throw problem(problems["nothing-changed"], { version: standing.publishedVersion });
  if (facts.faults.length > 0) throw notReady(facts.faults);
  return { ...standing, stage: "published", publishedVersion: standing.publishedVersion + 1 };
}

export function withdrawn(standing: Standing, remark: Remark): Standing {
  refuseUnlessReady("withdraw", standing);
  return { ...standing, stage: "withdrawn", withdrawn: remark };
}

/** Why this cannot be done now, whoever asks; null where it can. */
export function whyNotNow(act: Act, standing: Standing): Bilingual | null {
  if (!startsFrom[act].includes(standing.stage)) return hint(act, standing.stage);
  return act === "assess" ? unfitness(standing) : null;
}

/** Why an assessment bars publication until the content changes; null where none does. */
function unfitness({ secrecy, personal }: Approvals): Bilingual | null {
  if (secrecy && secrecy.result !== "no-secret") {
    const result = secrecyResultNames[secrecy.result];
    return {
      zh: `保密风险评估结论为“${result.zh}”，不属于共享范围，不能发布；请先修改编制内容（如删去有关数据项）再重新提交评估`,
      en: `the secrecy assessment found “${result.en}”: it is outside sharing and cannot be published; change the content (remove the items concerned) and submit it again`,
    };
  }
  if (personal?.result === "unacceptable") {
    const result = personalResultNames.unacceptable;
    return {
      zh: `个人信息保护影响评估结论为“${result.zh}”，不能发布；请先修改编制内容（如减少个人信息项）再重新提交评估`,
      en: `the personal-information assessment found “${result.en}”; change the content (fewer personal items) and submit it again`,
    };
  }
  return null;
}

/** What it waits for, stage by stage: the sentence for whoever is too early or too late. */
const waitsFor: Readonly<Record<Stage, Bilingual>> = {
  draft: { zh: "要先由部门提交评估", en: "the department must submit it first" },
  assessing: { zh: "正在等保密、个人信息两项评估", en: "it waits for the two assessments" },
  signing: { zh: "正在等部门共享工作机构负责人签批", en: "it waits for the head of sharing to sign" },
  review: { zh: "正在等数据主管部门审核", en: "it waits for the bureau's review" },
  published: { zh: "没有待发布的改动", en: "no change is under way" },
  withdrawn: { zh: "撤回后不再变动", en: "nothing changes after withdrawal" },
};

function hint(act: Act, stage: Stage): Bilingual {
  const now = stageNames[stage];
  const wait = waitsFor[stage];
  const isHeld = act === "edit" && (stage === "signing" || stage === "review");
  return {
    zh: `现在是“${now.zh}”，${wait.zh}${isHeld ? "；要修改请先请其退回" : ""}`,
    en: `it is “${now.en}”: ${wait.en}${isHeld ? "; to edit, have it returned first" : ""}`,
  };
}

const actNames: Readonly<Record<Act, Bilingual>> = {
  edit: { zh: "修改", en: "edit it" },
  submit: { zh: "提交", en: "submit it" },
  assess: { zh: "评估", en: "assess it" },
  sign: { zh: "签批", en: "sign it" },
  publish: { zh: "发布", en: "publish it" },
  return: { zh: "退回", en: "return it" },
  withdraw: { zh: "撤回", en: "withdraw it" },
};

function refuseUnlessReady(act: Act, standing: Standing): void {
  if (whyNotNow(act, standing)) throw blocked(act, standing);
}

function blocked(act: Act, standing: Standing) {
  const why = whyNotNow(act, standing) ?? hint(act, standing.stage);
  const name = actNames[act];
  return problem(problems["wrong-stage"], {
    stage: standing.stage,
    actZh: name.zh,
    actEn: name.en,
    whyZh: why.zh,
    whyEn: why.en,
  });
}

const notReady = (faults: readonly FieldFault[]) =>
  problem(
    problems["not-ready"],
    {
      count: faults.length,
      listZh: faults.map((fault) => fault.zh).join("；"),
      listEn: faults.map((fault) => fault.en).join("; "),
    },
    { faults },
  );

const approvalsOf = ({ secrecy, personal, signedBy }: Approvals): Approvals => ({ secrecy, personal, signedBy });
