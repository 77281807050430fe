import type { CellFault } from "#contract/intake";
import type { MaskName } from "#contract/dictionary";
import type { Bilingual } from "#contract/text";
import { maskValue } from "#dictionary";

export interface RawFault {
  readonly rule: string;
  readonly text: Bilingual;
  readonly mend: Bilingual;
  readonly suggestion: string | null;
}

/** A fault as a person may see it: the value, and the value where a sentence quotes it, wear the column's mask. */
export function showFault(
  column: { field: string; name: Bilingual; mask: MaskName | null } | null,
  value: string | null,
  fault: RawFault,
): CellFault {
  const mask = column?.mask ?? null;
  const hide = (text: string) => (mask === null ? text : maskValue(mask, text));
  const hideIn = (sentence: Bilingual): Bilingual =>
    mask === null || value === null || value === ""
      ? sentence
      : { zh: sentence.zh.replaceAll(value, hide(value)), en: sentence.en.replaceAll(value, hide(value)) };
  return {
    column: column?.field ?? null,
    columnName: column?.name ?? null,
    value: value === null ? null : hide(value),
    rule: fault.rule,
    text: hideIn(fault.text),
    mend: hideIn(fault.mend),
    suggestion: fault.suggestion === null ? null : hide(fault.suggestion),
  };
}
