import type { Commitment, Extension } from "#contract/clock";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { type ExtensionRow, findExtension, insertExtension, updateExtension } from "../act-store.ts";
import { clockExtensionAsked, clockExtensionDecided } from "../events.ts";
import { locked, perform, refuseClosed, refuseOverdue, type Step, timingOf } from "../moving.ts";
import { newsOf } from "../news.ts";
import { type ClockParts, type Today, todayOf } from "../parts.ts";
import { problems } from "../problems.ts";
import type { CommitmentRow } from "../store.ts";
import { dueOf, extended } from "../timing.ts";
import { commitmentView, extensionView } from "../view.ts";

const extending = { zh: "延期", en: "extended" };

/** More days that were agreed elsewhere. */
export async function extendCommitment(
  parts: ClockParts,
  call: Call,
  id: string,
  asked: { readonly workingDays: number; readonly reason: string; readonly agreedBy: string | null },
): Promise<Commitment> {
  return inTransaction(call, async (inner) => {
    const row = await locked(inner, id);
    refuseClosed(row);
    const today = await todayOf(parts, inner);
    refuseOverdue(row, today.today, extending);
    refuseTooLong(row, asked.workingDays);
    if (row.needsConsent && !asked.agreedBy)
      throw problem(problems["consent-needed"], { title: row.subjectTitle, basis: row.basis });
    const facts = { workingDays: asked.workingDays, agreedBy: asked.agreedBy };
    const next = await perform(inner, today, row, extendStep(today, row, asked.workingDays, asked.reason, facts));
    return commitmentView(today, inner.actor, next);
  });
}

export async function askExtension(
  parts: ClockParts,
  call: Call,
  id: string,
  asked: { readonly workingDays: number; readonly reason: string },
): Promise<Extension> {
  return inTransaction(call, async (inner) => {
    const row = await locked(inner, id);
    refuseClosed(row);
    const today = await todayOf(parts, inner);
    refuseOverdue(row, today.today, extending);
    if (row.asksExtension) throw problem(problems["extension-waiting"], { title: row.subjectTitle });
    refuseTooLong(row, asked.workingDays);
    const extension: ExtensionRow = {
      id: newId(inner.now),
      commitmentId: id,
      state: "asked",
      askedDays: asked.workingDays,
      reason: asked.reason,
      askedAt: inner.now,
      askedBy: inner.actor.id,
      askedByName: inner.actor.name,
      grantedDays: null,
      decidedAt: null,
      decidedByName: null,
      note: "",
    };
    await insertExtension(inner.db, extension);
    const facts = { extension: extension.id, workingDays: asked.workingDays };
    const step: Step = { kind: "ask-extension", reason: asked.reason, change: { asksExtension: true }, facts };
    const next = await perform(inner, today, row, step);
    const news = { ...newsOf(next, inner.now), extensionId: extension.id };
    await parts.events.publish(inner, clockExtensionAsked, { ...news, ...asked });
    return extensionView(extension);
  });
}

/**
 * Null days refuse. A request made in time may be granted after the due day: the promise then counts as kept up to the new
 * one, because the law asks only that consent is sought before the limit ends.
 */
export async function decideExtension(
  parts: ClockParts,
  call: Call,
  extensionId: string,
  decision: { readonly grantedDays: number | null; readonly note: string },
): Promise<Extension> {
  return inTransaction(call, async (inner) => {
    const known = await findExtension(inner.db, extensionId);
    if (!known) throw problem(problems["extension-not-found"], { id: extensionId });
    const row = await locked(inner, known.commitmentId);
    const asked = await findExtension(inner.db, extensionId);
    if (asked?.state !== "asked") throw problem(problems["extension-decided-already"]);
    if (asked.askedBy === inner.actor.id) throw problem(problems["decided-by-asker"]);
    refuseClosed(row);
    const today = await todayOf(parts, inner);
    const { grantedDays, note } = decision;
    if (grantedDays !== null) refuseTooLong(row, grantedDays);
    const decided: ExtensionRow = {
      ...asked,
      state: grantedDays === null ? "refused" : "granted",
      grantedDays,
      decidedAt: inner.now,
      decidedByName: inner.actor.name,
      note,
    };
    await updateExtension(inner.db, extensionId, decided);
    const facts = { extension: extensionId, askedDays: asked.askedDays, grantedDays };
    const step: Step =
      grantedDays === null
        ? { kind: "refuse-extension", reason: note, facts }
        : extendStep(today, row, grantedDays, note === "" ? asked.reason : note, facts);
    const next = await perform(inner, today, row, { ...step, change: { ...step.change, asksExtension: false } });
    const news = { ...newsOf(next, inner.now), extensionId, grantedDays, note };
    await parts.events.publish(inner, clockExtensionDecided, news);
    return extensionView(decided);
  });
}

/** The longer limit warns anew; where it brings the due day back to come, the commitment is not overdue any more. */
function extendStep(
  today: Today,
  row: CommitmentRow,
  workingDays: number,
  reason: string,
  facts: Record<string, unknown>,
): Step {
  const timing = extended(today.calendar, timingOf(row), workingDays);
  const due = dueOf(today.calendar, timing);
  const isBack = row.state === "missed" && due !== null && today.today <= due;
  return {
    kind: "extend",
    reason,
    timing,
    change: {
      workingDays: row.workingDays + workingDays,
      extendedDays: row.extendedDays + workingDays,
      warnedAt: null,
      ...(isBack ? { state: "running" as const, level: null } : {}),
    },
    facts,
  };
}

function refuseTooLong(row: CommitmentRow, asked: number): void {
  const most = row.maxExtension - row.extendedDays;
  if (asked > most)
    throw problem(problems["extension-too-long"], { title: row.subjectTitle, most, asked, basis: row.basis });
}
