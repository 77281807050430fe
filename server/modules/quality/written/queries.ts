import type { Page } from "#contract/page";
import type { RuleKind } from "#contract/quality";
import type { RulePack, RuleVersion, WrittenRule, writtenRuleStates } from "#contract/quality-rules";
import { type Call, mayTouch } from "#kernel/call";
import { problem } from "#kernel/problem";
import { readRowCursor } from "../cursor.ts";
import { dayOf } from "../day.ts";
import type { QualityDeps } from "../deps.ts";
import { problems } from "../problems.ts";
import { resourceInScope } from "../who.ts";
import { columnsFor } from "./packs.ts";
import { packsOn, rulesFromPacks } from "./pack-store.ts";
import { findRule, pageOfRules, versionsOf } from "./store.ts";
import { ruleRowView, versionView } from "./views.ts";

/** Newest first, of the actor's departments. */
export async function listWrittenRules(
  call: Call,
  query: {
    limit: number;
    cursor?: string | undefined;
    resourceId?: string | undefined;
    department?: string | undefined;
    kind?: RuleKind | undefined;
    state?: (typeof writtenRuleStates)[number] | undefined;
  },
): Promise<Page<WrittenRule>> {
  const { limit, cursor, ...asked } = query;
  const filter = { ...asked, departments: call.actor.departments, today: dayOf(call.now) };
  const { rows, total } = await pageOfRules(
    call.db,
    filter,
    limit + 1,
    cursor === undefined ? null : readRowCursor(cursor),
  );
  const shown = rows.slice(0, limit);
  const versions = await versionsOf(
    call.db,
    shown.map(({ id }) => id),
  );
  const last = shown.at(-1);
  return {
    items: shown.map((rule) => ruleRowView(call, rule, versions.get(rule.id) ?? [])),
    total,
    next: rows.length > limit && last ? String(last.number) : null,
  };
}

/** @throws Problem quality.written-rule-not-found */
export async function getWrittenRule(call: Call, id: string): Promise<WrittenRule & { versions: RuleVersion[] }> {
  const rule = await findRule(call.db, id);
  if (!rule || !mayTouch(call.actor, rule.department)) throw problem(problems["written-rule-not-found"], { id });
  const versions = (await versionsOf(call.db, [id])).get(id) ?? [];
  return {
    ...ruleRowView(call, rule, versions),
    versions: versions.map((version) => versionView(version, versions, rule.retiredOn)),
  };
}

/** With a resource: how many rules of each pack find their columns in it, and how many stand already. */
export async function listPacks(call: Call, deps: QualityDeps, resourceId?: string): Promise<{ items: RulePack[] }> {
  const packs = await packsOn(call.db, dayOf(call.now));
  const resource = resourceId === undefined ? null : await resourceInScope(call, deps, resourceId);
  const elements = await deps.dictionary.elements(call);
  const applied = resource === null ? [] : await rulesFromPacks(call.db, resource.id);
  return {
    items: packs.map(({ rules, ...pack }) => ({
      ...pack,
      rules: rules.map(({ elements: needed, text, definition, basis, weight }) => ({
        elements: needed,
        text,
        kind: definition.kind,
        basis,
        weight,
      })),
      fitting:
        resource === null ? null : rules.filter((rule) => columnsFor(rule, resource.items, elements) !== null).length,
      applied: resource === null ? null : applied.filter((one) => one.pack === pack.id).length,
    })),
  };
}
