import { type MaskName } from "#contract/dictionary";
import type { RowCondition } from "#contract/gate";
import {
  type AnswerDraft,
  type AnswerKind,
  denyingBases,
  type LineView,
  type RefusalBasis,
  type Request,
} from "#contract/sharing";

export type HowGiven = MaskName | "unmasked" | null;

export interface GivenItem {
  readonly field: string;
  readonly isGiven: boolean;
  readonly how: HowGiven;
  readonly reason: string;
}

export interface GivenLine {
  readonly line: LineView;
  readonly items: readonly GivenItem[];
  readonly scope: readonly RowCondition[];
}

export interface AnswerValues {
  readonly kind: AnswerKind;
  readonly lines: readonly GivenLine[];
  readonly conditions: string;
  readonly untilOn: string;
  readonly ratePerSecond: number | null;
  readonly quotaPerDay: number | null;
  readonly basis: RefusalBasis | "";
  readonly lawTitle: string;
  readonly lawArticle: string;
  readonly reason: string;
}

/** What the form begins with: everything as asked; an answer that was returned begins with what it said. */
export function startOf(request: Request): AnswerValues {
  const { answer } = request;
  const grant = answer?.kind === "grant" ? answer : null;
  const refusal = answer && answer.kind !== "grant" ? answer : null;
  const isDenied = request.lines.some((line) => line.shareClass === "denied");
  return {
    kind: answer?.kind ?? (isDenied ? "deny" : "grant"),
    lines: request.lines.map((line) => {
      const before = grant?.lines.find((one) => one.resourceId === line.resourceId);
      return {
        line,
        items: line.items.map((field) => {
          const item = before?.items.find((one) => one.field === field);
          const isGiven = grant === null || item !== undefined;
          return { field, isGiven, how: item?.mask ?? null, reason: item?.reason ?? "" };
        }),
        scope: before?.scope ?? [],
      };
    }),
    conditions: grant?.conditions ?? request.lines.find((line) => line.useConditions !== "")?.useConditions ?? "",
    untilOn: grant?.untilOn ?? request.untilOn ?? "",
    ratePerSecond: grant?.ratePerSecond ?? null,
    quotaPerDay: grant?.quotaPerDay ?? null,
    basis: refusal?.basis ?? "",
    lawTitle: refusal?.kind === "deny" ? (refusal.legalBasis?.title ?? "") : "",
    lawArticle: refusal?.kind === "deny" ? (refusal.legalBasis?.article ?? "") : "",
    reason: refusal?.reason ?? "",
  };
}

/** The answer as the hub takes it: lines of which nothing is given are left out. */
export function answerOf(values: AnswerValues): AnswerDraft {
  const { kind, reason } = values;
  const basis = values.basis === "" ? "not-necessary" : values.basis;
  if (kind === "refuse") return { kind, basis, reason };
  if (kind === "deny") {
    const lawKind = denyingBases.find((one) => one === basis);
    const title = values.lawTitle.trim();
    return {
      kind,
      basis,
      reason,
      legalBasis: lawKind && title !== "" ? { kind: lawKind, title, article: values.lawArticle, reason } : null,
    };
  }
  return {
    kind,
    lines: values.lines.flatMap(({ line, items, scope }) => {
      const given = items.filter((item) => item.isGiven);
      if (given.length === 0) return [];
      return [
        {
          resourceId: line.resourceId,
          items: given.map((item) => ({
            field: item.field,
            mask: item.how,
            reason: item.how === "unmasked" ? item.reason : "",
          })),
          scope: [...scope],
        },
      ];
    }),
    conditions: values.conditions,
    untilOn: values.untilOn,
    ratePerSecond: values.ratePerSecond,
    quotaPerDay: values.quotaPerDay,
  };
}
