import type { CheckName } from "#contract/dictionary";
import type { TextFacts } from "#kernel/lake/column-pages";
import { type Dialect, literal } from "#kernel/lake/lake";
import type { PlanColumn } from "./plan.ts";
import { byteMark, oddTexts } from "./readers/odd-characters.ts";

/** How tidy values of a check are written; whatever is written otherwise is looked at by the cleaner. */
const tidyShapes: Partial<Record<CheckName, string>> = {
  "citizen-id": "[0-9X]{15,}",
  "credit-code": "[0-9A-Z]{15,}",
  "organisation-code": "[0-9A-Z]{9}",
  "licence-id": "[0-9A-Z.]{20,}",
  "service-item": "[0-9A-Z]{12,}",
  "mobile-phone": "1[0-9]{10}",
  phone: "[0-9-]{7,}",
  postcode: "[0-9]{6}",
  email: "[!-&(-.0-_a-~]+@[!-&(-.0-_a-~]+",
  "division-code": "[0-9]+",
  "bank-card": "[0-9]{12,}",
  "vehicle-plate": String.raw`\p{Han}[A-Z0-9\p{Han}]{5,}`,
};

const digits = byteMark.digit;
const capitals = digits | byteMark.x | byteMark.otherCapital;

/** The same of those that a look at all their bytes can show, without a look at each text: which they are, and how many. */
const tidyBytes: Partial<
  Record<CheckName, { readonly marks: number; readonly least: number; readonly most?: number }>
> = {
  "citizen-id": { marks: digits | byteMark.x, least: 15 },
  "credit-code": { marks: capitals, least: 15 },
  "organisation-code": { marks: capitals, least: 9, most: 9 },
  "service-item": { marks: capitals, least: 12 },
  postcode: { marks: digits, least: 6, most: 6 },
  "division-code": { marks: digits, least: 1 },
  "bank-card": { marks: digits, least: 12 },
};

/** True where what the reader has seen of a column shows that it holds no text `suspectSql` would find. */
export function isProvenTidy({ hint: { codes, check } }: PlanColumn, facts: TextFacts, isUntidy: boolean): boolean {
  if (codes) return false;
  if (check === null || tidyShapes[check] === undefined) return !isUntidy && !facts.hasEdgeSpace;
  const bytes = tidyBytes[check];
  if (!bytes) return false;
  const { marks, least, most = Number.POSITIVE_INFINITY } = bytes;
  return (facts.marks & ~marks) === 0 && facts.shortestBytes >= least && facts.longestBytes <= most;
}

/**
 * A condition that is true for every text the cleaner would change (and for a few it would not): the engine sorts
 * millions out at a glance and the cleaner sees only these. `isUntidy` tells whether the file has odd characters at all.
 */
export function suspectSql(column: PlanColumn, value: string, dialect: Dialect, isUntidy: boolean): string {
  const { codes, check } = column.hint;
  if (codes) {
    const active = codes.codes.map((code) => literal(code.code));
    return active.length === 0 ? "false" : `${value} not in (${active.join(", ")})`;
  }
  const shape = check === null ? undefined : tidyShapes[check];
  if (shape !== undefined) return `not ${dialect.matches(value, shape)}`;
  const edges = dialect.hasEdgeSpace(value);
  return isUntidy ? `(${edges} or ${dialect.containsAny(value, oddTexts)})` : edges;
}
