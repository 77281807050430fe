import type { Grant, GrantState, GrantTerms, GrantTermsInput } from "#contract/gate";
import { grantStatusNames } from "#contract/gate";
import { type Call, mayTouch } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { problem } from "#kernel/problem";
import { codeOfGrant } from "../grant-code.ts";
import { grantView } from "../grant-view.ts";
import { startServing } from "../jobs.ts";
import type { GateParts } from "../parts.ts";
import { ownProblems } from "../problems.ts";
import { type GrantRow, insertVersion, lockGrant, updateGrant, usersOf } from "../store.ts";
import { checkTerms } from "./create-grant.ts";

/**
 * Steps of a grant:
 *
 *   prepared ──activate──▶ active ◀──resume── suspended
 *       │                    │ └──suspend──────▶ ▲ │
 *       └────────end─────────┴────────end────────┘ ▼
 *                                               ended
 */
const moves = {
  activate: { from: ["prepared"], to: "active", zh: "启用", en: "activated" },
  suspend: { from: ["active", "prepared"], to: "suspended", zh: "暂停", en: "suspended" },
  resume: { from: ["suspended"], to: "active", zh: "恢复", en: "resumed" },
  end: { from: ["prepared", "active", "suspended"], to: "ended", zh: "终止", en: "ended" },
} as const satisfies Readonly<Record<string, { from: readonly GrantState[]; to: GrantState; zh: string; en: string }>>;

export type Move = keyof typeof moves;

/** Null where a grant in this state can take the step. */
export const whyNotMove = (state: GrantState, move: Move): "wrong-state" | null =>
  (moves[move].from as readonly GrantState[]).includes(state) ? null : "wrong-state";

/** The grant, locked, if the actor may see it. */
async function lockVisible(call: Call, id: string): Promise<GrantRow> {
  const row = await lockGrant(call.db, id);
  if (!row || !(mayTouch(call.actor, row.department) || mayTouch(call.actor, row.provider)))
    throw problem(ownProblems["grant-not-found"], { id });
  return row;
}

interface Change {
  readonly state: GrantState;
  readonly stateReason: string;
  readonly terms: GrantTerms;
  readonly reason: string;
}

async function write(parts: GateParts, call: Call, row: GrantRow, change: Change): Promise<Grant> {
  const version = row.version + 1;
  const { state, stateReason, terms } = change;
  const stateSince = state === row.state ? row.stateSince : call.now;
  await updateGrant(call.db, row.id, { state, stateReason, stateSince, terms, version });
  const by = { byId: call.actor.id, byName: call.actor.name };
  await parts.search.noteUses(call, row.resourceId, await usersOf(call.db, row.resourceId));
  call.db.afterCommit(() => parts.forgetGrants(row.department));
  await insertVersion(call.db, { grantId: row.id, version, state, terms, reason: change.reason, ...by, at: call.now });
  const validUntil = terms.validUntil;
  return grantView(parts, call, { ...row, state, stateReason, stateSince, terms, validUntil, version });
}

/** One step; `ended` stays ended and `active` active where that is what was asked for. No ledger entry: the caller records the act. */
export async function moveGrant(
  parts: GateParts,
  call: Call,
  id: string,
  move: Move,
  reason: string,
  more: { readonly clients?: readonly string[] } = {},
): Promise<Grant> {
  return inTransaction(call, async (inner) => {
    const row = await lockVisible(inner, id);
    const { to, zh, en } = moves[move];
    if (row.state === to && move !== "suspend" && move !== "resume") return grantView(parts, inner, row);
    if (whyNotMove(row.state, move)) {
      const names = grantStatusNames[row.state];
      throw problem(ownProblems["wrong-state"], {
        grant: codeOfGrant(row.number),
        state: names.zh,
        stateEn: names.en.toLowerCase(),
        act: zh,
        actEn: en,
      });
    }
    const clients = [...new Set([...row.terms.clients, ...(more.clients ?? [])])];
    if (to === "active") await startServing(parts, inner, row.resourceId);
    const stateReason = to === "suspended" || to === "ended" ? reason : "";
    return write(parts, inner, row, { state: to, stateReason, terms: { ...row.terms, clients }, reason });
  });
}

/** New terms; the old ones stay in the history. No ledger entry: the caller records the act. */
export async function changeGrant(
  parts: GateParts,
  call: Call,
  id: string,
  changes: Partial<Omit<GrantTermsInput, "department" | "resourceId">>,
  reason: string,
): Promise<Grant> {
  return inTransaction(call, async (inner) => {
    const row = await lockVisible(inner, id);
    if (row.state === "ended") {
      const names = grantStatusNames.ended;
      throw problem(ownProblems["wrong-state"], {
        grant: codeOfGrant(row.number),
        state: names.zh,
        stateEn: names.en.toLowerCase(),
        act: "变更",
        actEn: "changed",
      });
    }
    const { department, resourceId } = row.terms;
    const { terms } = await checkTerms(parts, inner, { ...row.terms, ...changes, department, resourceId });
    return write(parts, inner, row, { state: row.state, stateReason: row.stateReason, terms, reason });
  });
}
