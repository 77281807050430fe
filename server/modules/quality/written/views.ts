import type { RuleVersion, WrittenRule } from "#contract/quality-rules";
import type { Call } from "#kernel/call";
import { dayOf } from "../day.ts";
import { mayWriteRules } from "../who.ts";
import type { VersionRow, WrittenRow } from "./store.ts";
import { endsOn, stateOn, versionOn } from "./versions.ts";

export const ruleName = ({ kind, number }: Pick<WrittenRow, "kind" | "number">): string => `${kind}#${number}`;

export const versionView = (
  row: VersionRow,
  versions: readonly VersionRow[],
  retiredOn: string | null,
): RuleVersion => ({
  number: row.number,
  definition: row.definition,
  where: row.condition,
  text: row.text,
  basis: row.basis,
  weight: row.weight,
  effectiveOn: row.effectiveOn,
  dimension: row.dimension,
  endsOn: endsOn(row, versions, retiredOn),
  writtenBy: row.writtenBy,
  writtenAt: row.writtenAt.toISOString(),
});

export function ruleRowView(call: Call, rule: WrittenRow, versions: readonly VersionRow[]): WrittenRule {
  const today = dayOf(call.now);
  const state = stateOn(rule, versions, today);
  const oldest = versions.toSorted((a, b) => a.number - b.number);
  const current = versionOn(versions, today) ?? (state === "planned" ? oldest[0] : oldest.at(-1));
  if (!current) throw new Error(`Rule ${rule.id} has no version.`);
  const may = mayWriteRules(call, rule.department) && state !== "retired";
  return {
    id: rule.id,
    rule: ruleName(rule),
    kind: rule.kind,
    resourceId: rule.resourceId,
    resourceName: rule.resourceName,
    department: rule.department,
    pack: rule.pack,
    state,
    current: versionView(current, versions, rule.retiredOn),
    retiredOn: rule.retiredOn,
    version: rule.version,
    may: { edit: may, retire: may },
  };
}
