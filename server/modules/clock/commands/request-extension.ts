import type { Extension } from "#contract/clock";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { findExtension } from "../act-store.ts";
import { ledgerObject } from "../news.ts";
import type { ClockParts } from "../parts.ts";
import { maySee } from "../powers.ts";
import { problems } from "../problems.ts";
import { findCommitment } from "../store.ts";
import { allowed } from "./allowed.ts";
import { askExtension, decideExtension } from "./extend-commitment.ts";

/** The owing department asks, by itself and not through another module. */
export async function requestExtension(
  parts: ClockParts,
  call: Call,
  id: string,
  asked: { readonly workingDays: number; readonly reason: string },
): Promise<Extension> {
  const { row } = await allowed(parts, call, id, "askExtension");
  const extension = await askExtension(parts, call, id, asked);
  parts.ledger.record(call, { action: "clock.ask-extension", ...ledgerObject(row), facts: { ...asked } });
  return extension;
}

/** The bureau of the same level decides (Order 809 art. 17, 21). */
export async function answerExtension(
  parts: ClockParts,
  call: Call,
  id: string,
  decision: { readonly grantedDays: number | null; readonly note: string },
): Promise<Extension> {
  const asked = await findExtension(call.db, id);
  const known = asked && (await findCommitment(call.db, asked.commitmentId));
  if (!asked || !known || !maySee(call.actor, known)) throw problem(problems["extension-not-found"], { id });
  if (asked.state !== "asked") throw problem(problems["extension-decided-already"]);
  const { row } = await allowed(parts, call, asked.commitmentId, "decideExtension");
  const extension = await decideExtension(parts, call, id, decision);
  const facts = { extension: id, askedDays: asked.askedDays, grantedDays: decision.grantedDays, note: decision.note };
  parts.ledger.record(call, { action: "clock.decide-extension", ...ledgerObject(row), facts });
  return extension;
}
