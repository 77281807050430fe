import type { PersonalAssessment, Resource } from "#contract/catalog";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { takeStep } from "../step.ts";
import { assessmentFault, hasPersonalItem } from "../declaration.ts";
import type { CatalogDeps } from "../deps.ts";
import { assessed } from "../lifecycle.ts";
import { problems } from "../problems.ts";

/** Personal-information protection impact assessment (Order 809 art. 12, PIPL art. 55). */
export async function assessPersonal(
  call: Call,
  deps: CatalogDeps,
  id: string,
  given: Omit<PersonalAssessment, "by" | "at">,
): Promise<Resource> {
  const step = { id, act: "assess", operation: "catalog.assess-personal" } as const;
  return takeStep(call, deps, step, (inner, resource, { elements }) => {
    const personal = { ...given, by: inner.actor.name, at: inner.now.toISOString() };
    const standing = assessed(resource, { personal });
    const fault = assessmentFault(given, hasPersonalItem(resource.fields.items, elements));
    if (fault) {
      throw problem(problems["assessment-contradicts"], { whyZh: fault.zh, whyEn: fault.en }, { faults: [fault] });
    }
    return { standing, facts: { result: given.result } };
  });
}
