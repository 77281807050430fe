import { dayOf } from "#contract/clock-days";
import type { Assessment, Opening, OpeningTerms } from "#contract/portal-manage";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { problem } from "#kernel/problem";
import { endAgreementGrants, renewAgreementGrants } from "../agreement-grants.ts";
import { asHub } from "../as-public.ts";
import { closeFace } from "../face-store.ts";
import { drawFace, showFace } from "../face.ts";
import { openGrantTerms } from "../grant-terms.ts";
import { rulesOn } from "../lists-store.ts";
import { startFiles } from "../make-files.ts";
import { findOpening, lockOpening, type OpeningRow, updateOpening } from "../opening-store.ts";
import type { PortalParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { assessTerms } from "../reading.ts";
import { takeStep } from "../step.ts";
import { forgetFiles, forgetPictures } from "../version-store.ts";
import { openingView } from "../view.ts";

const waiting = (row: OpeningRow): OpeningTerms => row.proposed ?? row.terms;

/** @throws Problem portal.may-not-open with a sentence for each thing that keeps it from being opened */
async function assessed(parts: PortalParts, call: Call, row: OpeningRow): Promise<Assessment> {
  const resource = await parts.catalog.view(asHub(call), row.resourceId);
  const found = await assessTerms(parts, call, resource, waiting(row));
  const refusing = found.findings.filter(({ weight }) => weight === "refuses");
  const [first] = refusing;
  if (!first) {
    await refuseUnfitDescription(parts, call, row);
    return found;
  }
  const faults = refusing.map(({ field, text }) => ({ pointer: field === null ? "" : `/items/${field}`, ...text }));
  const facts = { count: refusing.length, firstZh: first.text.zh, firstEn: first.text.en };
  throw problem(problems["may-not-open"], facts, { faults });
}

/** Other portals take over what stands here: what their rules refuse is not published. @throws Problem portal.description-unfit */
async function refuseUnfitDescription(parts: PortalParts, call: Call, row: OpeningRow): Promise<void> {
  const { face } = await drawFace(parts, call, { ...row, terms: waiting(row) });
  const serious = (await parts.descriptionFaults(face.doc)).filter(({ isSerious }) => isSerious);
  const [first] = serious;
  if (!first) return;
  const faults = serious.map(({ zh, en }) => ({ pointer: "/terms", zh, en }));
  throw problem(
    problems["description-unfit"],
    { count: serious.length, firstZh: first.zh, firstEn: first.en },
    { faults },
  );
}

/** The department stands for it; the bureau has it before it. */
export async function submitOpening(parts: PortalParts, call: Call, id: string): Promise<Opening> {
  const step = { id, act: "submit", operation: "portal.submit-opening" } as const;
  const row = await takeStep(call, parts, step, async (inner, before) => {
    const { findings } = await assessed(parts, inner, before);
    const by = { submittedBy: inner.actor.id, submittedName: inner.actor.name, openedBy: null, openedName: null };
    const set =
      before.state === "open"
        ? { ...by, isProposalSubmitted: true, returned: null }
        : { ...by, state: "submitted" as const, stateSince: inner.now, returned: null };
    return { set, facts: { warnings: findings.map(({ code }) => code) } };
  });
  return openingView(parts, call, row);
}

/** Another person of the bureau opens it: the gate gets its grant, the public its page, and a job makes the files. */
export async function openOpening(parts: PortalParts, call: Call, id: string): Promise<Opening> {
  const step = { id, act: "open", operation: "portal.open-dataset" } as const;
  const opened = await takeStep(call, parts, step, async (inner, before) => {
    const { findings } = await assessed(parts, inner, before);
    const terms = waiting(before);
    const isSame = before.state === "open" && whatLeaves(before.terms) === whatLeaves(terms);
    const grantId = await giveGrant(parts, inner, before, terms, isSame);
    if (!isSame) {
      await forgetWhatLeft(parts, inner, id);
      await renewAgreementGrants(parts, inner, before, terms);
    }
    const by = { openedBy: inner.actor.id, openedName: inner.actor.name };
    const moved = before.state === "open" ? {} : { state: "open" as const, stateSince: inner.now };
    const set = { ...moved, ...by, terms, proposed: null, isProposalSubmitted: false, withdrawnReason: "", grantId };
    await updateOpening(inner.db, id, set);
    const row = await findOpening(inner.db, id);
    if (!row) throw new Error("A dataset just opened is gone.");
    await showFace(parts, inner, row);
    const jobId = await startFiles(parts, inner, row);
    return {
      set: { jobId },
      grant: grantId,
      facts: {
        items: terms.items.map(({ field }) => field),
        access: terms.access,
        licence: terms.licence,
        submittedBy: before.submittedBy,
        warnings: findings.map(({ code }) => code),
      },
    };
  });
  return openingView(parts, call, opened);
}

/** What the rows give away: where this differs, nothing made before may be given out any more. */
const whatLeaves = ({ items, smallCells, access }: OpeningTerms): string =>
  JSON.stringify([items.map(({ field, mask }) => [field, mask]), smallCells, access]);

async function forgetWhatLeft({ files }: PortalParts, call: Call, id: string): Promise<void> {
  const old = await forgetFiles(call.db, id, 0);
  await forgetPictures(call.db, id);
  call.db.afterCommit(() => {
    for (const fileId of old)
      files.remove(fileId).catch((error: unknown) => call.log.error({ err: error, fileId }, "open file not removed"));
  });
}

async function giveGrant(
  parts: PortalParts,
  call: Call,
  row: OpeningRow,
  terms: OpeningTerms,
  isSame: boolean,
): Promise<string> {
  const today = dayOf(call.now);
  const rules = await rulesOn(call.db, today);
  const granted = openGrantTerms(row, terms, { smallCellBelow: rules.get("small-cell-below") ?? 5, today });
  if (isSame && row.grantId !== null) return row.grantId;
  if (row.state === "open" && row.grantId !== null)
    await parts.gate.endGrant(asHub(call), row.grantId, "开放方案修改，另签新授权");
  return (await parts.gate.createGrant(call, granted, "active")).id;
}

export async function returnOpening(parts: PortalParts, call: Call, id: string, reason: string): Promise<Opening> {
  const step = { id, act: "return", operation: "portal.return-opening" } as const;
  const row = await takeStep(call, parts, step, async (inner, before) => {
    const returned = { reason, by: inner.actor.name, at: inner.now.toISOString() };
    const set =
      before.state === "open"
        ? { returned, isProposalSubmitted: false }
        : { returned, state: "draft" as const, stateSince: inner.now };
    return { set, facts: { reason } };
  });
  return openingView(parts, call, row);
}

/** The grant ends, and with it rows and files, within a second; the page says that it is gone. */
export async function withdrawOpening(parts: PortalParts, call: Call, id: string, reason: string): Promise<Opening> {
  const step = { id, act: "withdraw", operation: "portal.withdraw-dataset" } as const;
  const row = await takeStep(call, parts, step, async (inner, before) => {
    if (before.grantId !== null) await parts.gate.endGrant(asHub(inner), before.grantId, reason);
    await endAgreementGrants(parts, inner, id, reason);
    await closeFace(inner.db, id, inner.now);
    await parts.search.remove(inner, "dataset", id);
    return {
      set: {
        state: "withdrawn" as const,
        stateSince: inner.now,
        withdrawnReason: reason,
        proposed: null,
        isProposalSubmitted: false,
      },
      ...(before.grantId === null ? {} : { grant: before.grantId }),
      facts: { reason },
    };
  });
  return openingView(parts, call, row);
}

/** What the hub itself sees may not stay open is closed by it; one that somebody has closed meanwhile is let be. */
export async function withdrawByHub(parts: PortalParts, call: Call, id: string, reason: string): Promise<void> {
  await inTransaction(asHub(call), async (inner) => {
    const row = await lockOpening(inner.db, id);
    if (row?.state === "open") await withdrawOpening(parts, inner, id, reason);
  });
}

/** Small counts are told by another number from today on: a new grant, and nothing of what left under the old one. */
export async function renewOpening(parts: PortalParts, call: Call, id: string): Promise<void> {
  await inTransaction(asHub(call), async (inner) => {
    const before = await lockOpening(inner.db, id);
    if (!before || before.state !== "open") return;
    const grantId = await giveGrant(parts, inner, before, before.terms, false);
    await forgetWhatLeft(parts, inner, id);
    await renewAgreementGrants(parts, inner, before, before.terms);
    const row = { ...before, grantId };
    await updateOpening(inner.db, id, { grantId, jobId: await startFiles(parts, inner, row) });
    await showFace(parts, inner, row);
    parts.ledger.record(inner, {
      action: "portal.renew-opening",
      object: { kind: "open-dataset", id, name: row.terms.title.zh },
      owner: row.department,
      grant: grantId,
      facts: { code: row.code },
    });
  });
}
