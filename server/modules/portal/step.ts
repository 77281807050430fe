import type { OpeningAct } from "#contract/portal-manage";
import { type Call, mayTouch } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { refuseStale } from "#kernel/http/guard";
import { problem } from "#kernel/problem";
import { type Standing, whyNotNow, whyNotThisPerson } from "./lifecycle.ts";
import { findOpening, lockOpening, type OpeningRow, updateOpening } from "./opening-store.ts";
import type { PortalParts } from "./parts.ts";
import { problems } from "./problems.ts";

export const standingOf = (row: OpeningRow): Standing => ({
  state: row.state,
  proposal: row.proposed === null ? "none" : row.isProposalSubmitted ? "submitted" : "draft",
  department: row.department,
  submittedBy: row.submittedBy,
});

export interface Step {
  readonly id: string;
  readonly act: OpeningAct;
  /** Name of the operation: the action of the ledger entry. */
  readonly operation: string;
  /** From `If-Match`, where the step needs it. */
  readonly version?: number | null;
}

/** The frame of every step: lock, ask whether this person may and whether it is time, decide, store, record. */
export async function takeStep(
  call: Call,
  parts: PortalParts,
  step: Step,
  decide: (
    call: Call,
    row: OpeningRow,
  ) => Promise<{ set: Partial<OpeningRow>; facts?: Readonly<Record<string, unknown>>; grant?: string }>,
): Promise<OpeningRow> {
  return inTransaction(call, async (inner) => {
    const row = await lockOpening(inner.db, step.id);
    if (!row || !mayTouch(inner.actor, row.department)) throw problem(problems["opening-not-found"], { id: step.id });
    const standing = standingOf(row);
    const person = whyNotThisPerson(step.act, inner.actor, standing);
    if (person) throw problem(problems["not-your-step"], { whyZh: person.zh, whyEn: person.en });
    const now = whyNotNow(step.act, standing);
    if (now) throw problem(problems["wrong-state"], { whyZh: now.zh, whyEn: now.en });
    if (step.version !== undefined) refuseStale(step.version, row.version);
    const { set, facts = {}, grant } = await decide(inner, row);
    await updateOpening(inner.db, row.id, { ...set, version: row.version + 1 });
    parts.ledger.record(inner, {
      action: step.operation,
      object: { kind: "open-dataset", id: row.id, name: (set.terms ?? row.terms).title.zh },
      owner: row.department,
      ...(grant === undefined ? {} : { grant }),
      facts: { code: row.code, resource: row.resourceId, ...facts },
    });
    return visibleOpening(inner, row.id);
  });
}

/** @throws Problem portal.opening-not-found, also for one outside the actor's departments */
export async function visibleOpening(call: Call, id: string): Promise<OpeningRow> {
  const row = await findOpening(call.db, id);
  if (!row || !mayTouch(call.actor, row.department)) throw problem(problems["opening-not-found"], { id });
  return row;
}
