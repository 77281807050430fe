import type { RuleDraft, WrittenRule } from "#contract/quality-rules";
import type { ResourceCore } from "#catalog";
import type { Call } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { dayOf } from "../day.ts";
import type { QualityDeps } from "../deps.ts";
import { measuresAt } from "../facts.ts";
import { problems } from "../problems.ts";
import { dimensionOf } from "../rule.ts";
import { mayWriteRules, resourceInScope } from "../who.ts";
import { namesIn } from "../written/names.ts";
import { refuseUnrunnable } from "../written/refuse.ts";
import { definitionSentence } from "../written/sentences.ts";
import {
  bumpRule,
  insertRule,
  insertVersion,
  lockRule,
  type VersionRow,
  versionsOf,
  type WrittenRow,
} from "../written/store.ts";
import { surroundingsOf } from "../written/surroundings.ts";
import { ruleName, ruleRowView } from "../written/views.ts";

/** A new rule of a resource, from a day on. @throws Problem quality.resource-not-found and what `refuseUnrunnable` throws */
export async function writeRule(call: Call, deps: QualityDeps, id: string, draft: RuleDraft): Promise<WrittenRule> {
  const resource = await resourceInScope(call, deps, id);
  const written = await insertWritten(call, deps, resource, draft, null);
  record(call, deps, "quality.write-rule", written, { version: 1 });
  return written;
}

/** Without a ledger entry: the caller records the act it belongs to. */
export async function insertWritten(
  call: Call,
  deps: QualityDeps,
  resource: ResourceCore,
  draft: RuleDraft,
  from: { readonly pack: string; readonly rule: number } | null,
): Promise<WrittenRule> {
  await refuseUnrunnable(call, deps, resource, draft);
  const rule = {
    id: newId(call.now),
    resourceId: resource.id,
    resourceName: resource.name,
    department: resource.department,
    kind: draft.definition.kind,
    pack: from?.pack ?? null,
    packRule: from?.rule ?? null,
    retiredOn: null,
    version: 1,
    createdAt: call.now,
  } satisfies Omit<WrittenRow, "number">;
  const number = await insertRule(call.db, rule);
  const version = await versionOf(call, deps, resource, draft, rule.id, 1);
  await insertVersion(call.db, version);
  return ruleRowView(call, { ...rule, number }, [version]);
}

async function versionOf(
  call: Call,
  deps: QualityDeps,
  resource: ResourceCore,
  draft: RuleDraft,
  ruleId: string,
  number: number,
): Promise<VersionRow> {
  const { definition, where, basis, weight, effectiveOn } = draft;
  const { limits } = await measuresAt(call, dayOf(call.now));
  const around = await surroundingsOf(call, deps, resource, {
    items: resource.items,
    definitions: [definition],
    sqlSeconds: limits.sqlSeconds,
  });
  const text = draft.text ?? definitionSentence(definition, where, namesIn(resource, around));
  return {
    ruleId,
    number,
    effectiveOn,
    definition,
    condition: where,
    text,
    dimension: definition.kind === "sql" ? definition.dimension : dimensionOf[definition.kind],
    basis,
    weight,
    writtenBy: call.actor.name,
    writtenAt: call.now,
  };
}

/**
 * A new version from a day on; results keep the one they ran in.
 *
 * @throws Problem quality.written-rule-not-found, quality.rule-retired, quality.rule-kind-changed and what
 *   `refuseUnrunnable` throws
 */
export async function reviseRule(
  call: Call,
  deps: QualityDeps,
  id: string,
  draft: RuleDraft,
  given: number | null,
): Promise<WrittenRule> {
  const rule = await lockOwn(call, id, given);
  if (draft.definition.kind !== rule.kind) throw problem(problems["rule-kind-changed"], { rule: ruleName(rule) });
  const resource = await resourceInScope(call, deps, rule.resourceId);
  await refuseUnrunnable(call, deps, resource, draft);
  const versions = (await versionsOf(call.db, [id])).get(id) ?? [];
  const version = await versionOf(call, deps, resource, draft, id, (versions[0]?.number ?? 0) + 1);
  await insertVersion(call.db, version);
  await bumpRule(call.db, id, rule.retiredOn);
  const written = ruleRowView(call, { ...rule, version: rule.version + 1 }, [version, ...versions]);
  record(call, deps, "quality.revise-rule", written, { version: version.number });
  return written;
}

/** From a day on the rule no longer holds. @throws Problem quality.written-rule-not-found, quality.rule-retired, quality.rule-date-past */
export async function retireRule(
  call: Call,
  deps: QualityDeps,
  id: string,
  { retiredOn, reason }: { readonly retiredOn: string; readonly reason: string },
  given: number | null,
): Promise<WrittenRule> {
  const rule = await lockOwn(call, id, given);
  if (retiredOn < dayOf(call.now)) throw problem(problems["rule-date-past"], { day: retiredOn });
  await bumpRule(call.db, id, retiredOn);
  const versions = (await versionsOf(call.db, [id])).get(id) ?? [];
  const written = ruleRowView(call, { ...rule, retiredOn, version: rule.version + 1 }, versions);
  record(call, deps, "quality.retire-rule", written, { retiredOn, reason });
  return written;
}

async function lockOwn(call: Call, id: string, given: number | null): Promise<WrittenRow> {
  const rule = await lockRule(call.db, id);
  if (!rule || !mayWriteRules(call, rule.department)) throw problem(problems["written-rule-not-found"], { id });
  refuseStale(given, rule.version);
  if (rule.retiredOn !== null && rule.retiredOn <= dayOf(call.now))
    throw problem(problems["rule-retired"], { rule: ruleName(rule) });
  return rule;
}

function record(
  call: Call,
  deps: QualityDeps,
  action: "quality.write-rule" | "quality.revise-rule" | "quality.retire-rule",
  rule: WrittenRule,
  facts: Readonly<Record<string, string | number>>,
): void {
  deps.ledger.record(call, {
    action,
    object: { kind: "rule", id: rule.id, name: rule.rule },
    owner: rule.department,
    facts: { resource: rule.resourceId, effectiveOn: rule.current.effectiveOn, weight: rule.current.weight, ...facts },
  });
}
