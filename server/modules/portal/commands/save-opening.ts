import type { Opening, OpeningTerms } from "#contract/portal-manage";
import { type Call, mayTouch } from "#kernel/call";
import { inTransaction, isSqlState } from "#kernel/db/db";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { insertOpening } from "../opening-store.ts";
import type { PortalParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { takeStep, visibleOpening } from "../step.ts";
import { openingView } from "../view.ts";

/** A draft may say anything; what keeps it from being opened is said when it is assessed and when it is submitted. */
export async function createOpening(
  parts: PortalParts,
  call: Call,
  { resourceId, code, terms }: { readonly resourceId: string; readonly code: string; readonly terms: OpeningTerms },
): Promise<Opening> {
  return inTransaction(call, async (inner) => {
    const resource = await parts.catalog.resource(inner, resourceId);
    if (!mayTouch(inner.actor, resource.department))
      throw problem(problems["not-your-step"], {
        whyZh: "由提供数据的部门编制",
        whyEn: "the department that provides the data writes it",
      });
    const id = newId(call.now);
    const row = { id, code, resourceId, department: resource.department, terms, createdAt: call.now };
    try {
      await insertOpening(inner.db, { ...row, state: "draft", stateSince: call.now });
    } catch (error) {
      if (isSqlState(error, "23505")) throw problem(problems["code-taken"], { code }, { cause: error });
      throw error;
    }
    parts.ledger.record(inner, {
      action: "portal.create-opening",
      object: { kind: "open-dataset", id, name: terms.title.zh },
      owner: resource.department,
      facts: { code, resource: resourceId, items: terms.items.length },
    });
    return openingView(parts, inner, await visibleOpening(inner, id));
  });
}

/** Of an open dataset the change waits beside it: the public sees nothing until the bureau has opened it again. */
export async function editOpening(
  parts: PortalParts,
  call: Call,
  { id, terms, version }: { readonly id: string; readonly terms: OpeningTerms; readonly version: number | null },
): Promise<Opening> {
  const step = { id, act: "edit", operation: "portal.edit-opening", version } as const;
  const row = await takeStep(call, parts, step, async (_inner, { state }) => ({
    set: state === "open" ? { proposed: terms } : { terms },
    facts: { items: terms.items.length },
  }));
  return openingView(parts, call, row);
}
