import type { WrittenRule } from "#contract/quality-rules";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { dayOf } from "../day.ts";
import type { QualityDeps } from "../deps.ts";
import { problems } from "../problems.ts";
import { resourceInScope } from "../who.ts";
import { packsOn, rulesFromPacks } from "../written/pack-store.ts";
import { columnsFor, filledIn } from "../written/packs.ts";
import { insertWritten } from "./write-rule.ts";

/**
 * Writes the pack's rules that find their columns and do not stand yet; applying it again adds what has come to fit.
 *
 * @throws Problem quality.pack-not-found, quality.pack-fits-nothing
 */
export async function applyPack(
  call: Call,
  deps: QualityDeps,
  id: string,
  { pack: packId, effectiveOn }: { readonly pack: string; readonly effectiveOn: string },
): Promise<{ written: WrittenRule[]; skipped: number }> {
  const resource = await resourceInScope(call, deps, id);
  const pack = (await packsOn(call.db, dayOf(call.now))).find((one) => one.id === packId);
  if (!pack) throw problem(problems["pack-not-found"], { pack: packId });
  const elements = await deps.dictionary.elements(call);
  const standing = new Set(
    (await rulesFromPacks(call.db, id)).filter((one) => one.pack === packId).map(({ packRule }) => packRule),
  );
  const written: WrittenRule[] = [];
  let fitting = 0;
  for (const [position, template] of pack.rules.entries()) {
    const columns = columnsFor(template, resource.items, elements);
    if (columns === null) continue;
    fitting += 1;
    if (standing.has(position)) continue;
    const { text, basis, weight } = template;
    const draft = { definition: filledIn(template, columns), where: null, text, basis, weight, effectiveOn };
    written.push(await insertWritten(call, deps, resource, draft, { pack: packId, rule: position }));
  }
  if (fitting === 0) throw problem(problems["pack-fits-nothing"], { pack: pack.name.zh, name: resource.name });
  deps.ledger.record(call, {
    action: "quality.apply-pack",
    object: { kind: "resource", id, name: resource.name },
    owner: resource.department,
    facts: { pack: packId, written: written.length, effectiveOn },
  });
  return { written, skipped: pack.rules.length - written.length };
}
