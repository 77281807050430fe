import type { Rules, RuleSet } from "#contract/clock";
import { dayOf } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { problem } from "#kernel/problem";
import type { ClockParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { insertRuleSet, lockRules, ruleSets } from "../rule-store.ts";
import { rulesFault } from "../rules.ts";
import { startRecount } from "./keep-calendar.ts";

/** A new set of rules from a day on; earlier sets stay as what held then. */
export async function editRules(
  parts: ClockParts,
  call: Call,
  edit: {
    readonly effectiveOn: string;
    readonly rules: Rules;
    readonly source: string;
    readonly version: number | null;
  },
): Promise<RuleSet> {
  const { effectiveOn, rules, source } = edit;
  await lockRules(call.db);
  const version = (await ruleSets(call.db))[0]?.version ?? 0;
  refuseStale(edit.version, version);
  const today = dayOf(call.now);
  if (effectiveOn < today) throw problem(problems["rules-in-past"], { today, on: effectiveOn });
  const fault = rulesFault(rules);
  if (fault) throw problem(problems["rules-wrong"], { reason: fault.zh, reasonEn: fault.en });
  const row = { version: version + 1, effectiveOn, rules, source, byName: call.actor.name, at: call.now };
  await insertRuleSet(call.db, row);
  if (effectiveOn === today) await startRecount(parts, call, `计时规则更新：${source}`);
  parts.ledger.record(call, {
    action: "clock.edit-rules",
    object: { kind: "clock-rules", id: String(row.version), name: source },
    owner: call.actor.department,
    facts: { effectiveOn, rules },
  });
  return { version: row.version, effectiveOn, rules, source, by: row.byName, at: row.at.toISOString() };
}
