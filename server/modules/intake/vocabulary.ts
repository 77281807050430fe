import { dayOf } from "#contract/clock-days";
import type { MappedColumn } from "#contract/intake";
import type { Call } from "#kernel/call";
import type { CheckFacts, CodeList } from "#dictionary";
import type { IntakeParts } from "./parts.ts";
import type { Vocabulary } from "./plan.ts";

/** Elements and the code lists that a mapping refers to. */
export async function vocabularyOf(
  parts: IntakeParts,
  call: Call,
  mapping: readonly MappedColumn[],
): Promise<Vocabulary> {
  const elements = await parts.dictionary.elements(call);
  const codes = new Map<string, CodeList>();
  for (const column of mapping) {
    const set = column.element === null ? null : (elements.get(column.element)?.codeSet ?? null);
    if (set === null || codes.has(set)) continue;
    const list = await parts.dictionary.codeList(call, set);
    if (list) codes.set(set, list);
  }
  return { elements, codes };
}

export async function checkFactsOf(parts: IntakeParts, call: Call): Promise<CheckFacts> {
  const known = await parts.registry.divisionCodes(call);
  const isDivision = (code: string) => known.size === 0 || known.has(code.slice(0, 6));
  return { today: dayOf(call.now), isDivision };
}
