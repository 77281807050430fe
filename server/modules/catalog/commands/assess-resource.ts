import type { PersonalAssessment, Resource, SecrecyAssessment } from "#contract/catalog";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { changeResource } from "../change.ts";
import { assessmentFault, hasPersonalItem } from "../declaration.ts";
import type { CatalogDeps } from "../deps.ts";
import { assessed } from "../lifecycle.ts";
import { problems } from "../problems.ts";

export type GivenSecrecy = Pick<SecrecyAssessment, "result" | "note">;
export type GivenPersonal = Omit<PersonalAssessment, "by" | "at">;

/** Secrecy-risk assessment (Order 809 art. 12; secrets are outside sharing, art. 2–3). */
export const assessSecrecy = (call: Call, deps: CatalogDeps, id: string, given: GivenSecrecy): Promise<Resource> =>
  changeResource(call, deps, { id, act: "assess", operation: "catalog.assess-secrecy" }, (inner, resource) => ({
    standing: assessed(resource, { secrecy: { ...given, ...assessor(inner) } }),
    facts: { result: given.result },
  }));

/** Personal-information protection impact assessment (Order 809 art. 12, PIPL art. 55). */
export const assessPersonal = (call: Call, deps: CatalogDeps, id: string, given: GivenPersonal): Promise<Resource> =>
  changeResource(
    call,
    deps,
    { id, act: "assess", operation: "catalog.assess-personal" },
    (inner, resource, { elements }) => {
      const standing = assessed(resource, { personal: { ...given, ...assessor(inner) } });
      const fault = assessmentFault(given, hasPersonalItem(resource.fields.items, elements));
      if (fault) {
        throw problem(problems["assessment-contradicts"], { whyZh: fault.zh, whyEn: fault.en }, { faults: [fault] });
      }
      return { standing, facts: { result: given.result } };
    },
  );

const assessor = ({ actor, now }: Call) => ({ by: actor.name, at: now.toISOString() });
