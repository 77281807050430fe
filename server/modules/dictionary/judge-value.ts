import { cleanValue } from "./clean-value.ts";
import { checkValue } from "./check-value.ts";
import { indexOf } from "./code-index.ts";
import type { CheckFacts, CheckFault, CleaningKind, CodeList, Element } from "./door.ts";

export interface Judgement {
  /** The canonical value; null where there is none, or none could be read. */
  readonly cleaned: string | null;
  readonly kinds: readonly CleaningKind[];
  /** Why the value is not one of this element; null where it is, and where there is no value. */
  readonly fault: CheckFault | null;
}

/** A text as found, put to an element: its type, then its check or its code set. */
export function judgeValue(element: Element, codes: CodeList | null, facts: CheckFacts, text: string): Judgement {
  const cleaned = cleanValue(text, element.type, { check: element.check, codes, unit: element.unit });
  if (!cleaned.ok) return { cleaned: null, kinds: [], fault: cleaned };
  const { value, kinds } = cleaned;
  if (value === null) return { cleaned: null, kinds, fault: null };
  if (codes && !indexOf(codes).isCode(value)) return { cleaned: value, kinds, fault: notACode(codes, value) };
  return { cleaned: value, kinds, fault: element.check === null ? null : checkValue(element.check, value, facts) };
}

function notACode(codes: CodeList, value: string): CheckFault {
  const some = codes.codes.slice(0, 4).map(({ code, name }) => `${code} ${name.zh}`);
  const shown = value.length > 40 ? `${value.slice(0, 40)}…` : value;
  return {
    text: {
      zh: `“${shown}”不在代码集“${codes.name.zh}”第 ${codes.version} 版里。`,
      en: `“${shown}” is not in version ${codes.version} of code set ${codes.name.en}.`,
    },
    mend: {
      zh: `请改成其中的代码或名称，例如 ${some.join("、")}；部门的写法可以加为别名。`,
      en: `Use one of its codes or names; a department's own wording can be added as an alias.`,
    },
    suggestion: null,
  };
}

/** What checks need to know, from the codes of counties and above; before divisions are loaded every code counts as known. */
export function checkFacts(today: string, divisionCodes: ReadonlySet<string>): CheckFacts {
  return {
    today,
    isDivision: (code) =>
      divisionCodes.size === 0 || divisionCodes.has(code) || (code.length > 6 && divisionCodes.has(code.slice(0, 6))),
  };
}
