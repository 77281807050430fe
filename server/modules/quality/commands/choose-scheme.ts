import type { GradeScheme } from "#contract/quality-rules";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { dayOf } from "../day.ts";
import type { QualityDeps } from "../deps.ts";
import { problems } from "../problems.ts";
import * as store from "../scheme-store.ts";
import { type Schemes, schemeOn } from "../schemes.ts";

/** From a day on, not before today: what was graded stays graded. @throws Problem quality.scheme-not-found, quality.rule-date-past */
export async function chooseScheme(call: Call, deps: QualityDeps, id: string, from: string): Promise<GradeScheme> {
  const { schemes } = await store.readSchemes(call.db);
  const scheme = schemes.find((one) => one.id === id);
  if (!scheme) throw problem(problems["scheme-not-found"], { id });
  if (from < dayOf(call.now)) throw problem(problems["rule-date-past"], { day: from });
  await store.chooseScheme(call.db, { scheme: id, effectiveOn: from, by: call.actor.name, at: call.now });
  deps.ledger.record(call, {
    action: "quality.choose-scheme",
    object: { kind: "grade-scheme", id, name: scheme.name.zh },
    owner: call.actor.department,
    facts: { from },
  });
  const view = schemeViews(await store.readSchemes(call.db), dayOf(call.now)).find((one) => one.id === id);
  if (!view) throw problem(problems["scheme-not-found"], { id });
  return view;
}

export const schemeViews = (all: Schemes, today: string): GradeScheme[] =>
  all.schemes.map((scheme) => ({
    ...scheme,
    grades: [...scheme.grades],
    chosenFrom: all.choices.findLast((choice) => choice.scheme === scheme.id)?.effectiveOn ?? null,
    isInForce: schemeOn(all, today).id === scheme.id,
  }));
