import type { Code, CodeSet, CodeSetFields } from "#contract/dictionary";
import type { Call } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { problem } from "#kernel/problem";
import { beginChange } from "./changing.ts";
import { type CodeSetVersion, insertCodeSet, insertVersion, lockCodeSet, versionsOf } from "./code-set-store.ts";
import type { Parts } from "./deps.ts";
import { faultsOfCodes } from "./element-rules.ts";
import { problems } from "./problems.ts";
import { codeSetView } from "./view.ts";

type NewVersion = CodeSetFields & { readonly effectiveOn: string };

export async function createCodeSet(call: Call, parts: Parts, set: NewVersion & { id: string }): Promise<CodeSet> {
  await beginChange(call, parts);
  refuseDoubled(set.codes);
  if (await lockCodeSet(call.db, set.id)) throw problem(problems["code-set-taken"], { id: set.id });
  await insertCodeSet(call.db, { id: set.id, version: 1, origin: "local", isEdited: false });
  return writeVersion(call, parts, { ...set, version: 1 }, "dictionary.create-code-set");
}

/** A new version; the one before stays and counts until the day the new one takes effect. */
export async function reviseCodeSet(
  call: Call,
  parts: Parts,
  id: string,
  set: NewVersion,
  version: number | null,
): Promise<CodeSet> {
  await beginChange(call, parts);
  const head = await lockCodeSet(call.db, id);
  if (!head) throw problem(problems["code-set-not-found"], { id });
  refuseStale(version, head.version);
  refuseDoubled(set.codes);
  const last = (await versionsOf(call.db, id)).at(-1)?.effectiveOn ?? "";
  if (set.effectiveOn < last) throw problem(problems["version-goes-back"], { given: set.effectiveOn, last });
  return writeVersion(call, parts, { ...set, id, version: head.version + 1 }, "dictionary.revise-code-set");
}

function refuseDoubled(codes: readonly Code[]): void {
  const faults = faultsOfCodes(codes);
  if (faults.length > 0) throw problem(problems["codes-doubled"], { count: faults.length }, { faults });
}

async function writeVersion(call: Call, parts: Parts, version: CodeSetVersion, action: string): Promise<CodeSet> {
  await insertVersion(call.db, { ...version, createdBy: call.actor.id, createdAt: call.now, isEdited: true });
  parts.ledger.record(call, {
    action,
    object: { kind: "code-set", id: version.id, name: version.name.zh },
    facts: { version: version.version, effectiveOn: version.effectiveOn, codes: version.codes.length },
  });
  return codeSetView(call.actor, version);
}
