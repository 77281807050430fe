import type { qualityProposalRoutes } from "#contract/quality-proposals";
import type { WrittenRule } from "#contract/quality-rules";
import type { RouteInput } from "#contract/route";
import type { Call } from "#kernel/call";
import type { QualityDeps } from "../deps.ts";
import { keepWord } from "../proposals/store.ts";
import { resourceInScope } from "../who.ts";
import { insertWritten } from "./write-rule.ts";

type Accepted = RouteInput<typeof qualityProposalRoutes.acceptProposal>["body"];
type Dismissed = RouteInput<typeof qualityProposalRoutes.dismissProposal>["body"];

/** What was shown becomes a written rule like any other. @throws Problem as `writeRule` */
export async function acceptProposal(
  call: Call,
  deps: QualityDeps,
  id: string,
  { key, definition, text, effectiveOn }: Accepted,
): Promise<WrittenRule> {
  const resource = await resourceInScope(call, deps, id);
  const basis = "由数据看出 · found in the data";
  const draft = { definition, where: null, text, basis, weight: 1, effectiveOn };
  const written = await insertWritten(call, deps, resource, draft, null);
  await keepWord(call.db, { ...wordOf(call, id, key), state: "accepted", ruleId: written.id, reason: "" });
  deps.ledger.record(call, {
    action: "quality.accept-proposal",
    object: { kind: "rule", id: written.id, name: written.rule },
    owner: resource.department,
    facts: { resource: id, proposal: key, effectiveOn },
  });
  return written;
}

/** Put aside until somebody accepts it all the same. @throws Problem quality.resource-not-found */
export async function dismissProposal(
  call: Call,
  deps: QualityDeps,
  id: string,
  { key, reason }: Dismissed,
): Promise<{ key: string }> {
  const resource = await resourceInScope(call, deps, id);
  await keepWord(call.db, { ...wordOf(call, id, key), state: "dismissed", ruleId: null, reason });
  deps.ledger.record(call, {
    action: "quality.dismiss-proposal",
    object: { kind: "resource", id, name: resource.name },
    owner: resource.department,
    facts: { proposal: key, reason },
  });
  return { key };
}

const wordOf = ({ actor, now }: Call, resourceId: string, key: string) => ({
  resourceId,
  key,
  byId: actor.id,
  byName: actor.name,
  at: now,
});
