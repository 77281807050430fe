import type { FoundMeaning } from "./column-meaning.ts";
import { type Field, hasWords, mostFields } from "./field.ts";
import { headerKey } from "./header-words.ts";
import { isCompared, type Meaning } from "./meanings.ts";
import type { ColumnProfile } from "./value-shapes.ts";

export interface DescribedColumn {
  readonly profile: ColumnProfile;
  readonly found: FoundMeaning;
}

interface Draft {
  readonly meaning: Meaning;
  readonly columns: (DescribedColumn | null)[];
}

/** Meanings in the order they tell most; what does not fit into a pattern is left out from the end. */
const order: readonly Meaning[] = [
  "citizen-id", "credit-code", "person-name", "given-name", "family-name", "entity-name", "date", "phone", "email",
  "identifier", "address", "house-number", "place", "postcode", "text", "number", "code",
]; // prettier-ignore

/**
 * Which columns of the tables are compared with each other: those of one meaning, first under one heading, then as one
 * data element, then where each table has just one left. What only one of several tables has links nothing and is left out.
 */
export function alignFields(tables: readonly (readonly DescribedColumn[])[]): Field[] {
  const drafts: Draft[] = [];
  for (const [at, columns] of tables.entries()) {
    const left = new Set(columns.filter(({ found }) => isCompared(found.meaning)));
    const rounds: readonly ((own: DescribedColumn, other: DescribedColumn) => boolean)[] = [
      (own, other) => headerKey(own.profile.name) === headerKey(other.profile.name) && mayMeet(own, other),
      (own, other) => own.found.element !== null && own.found.element === other.found.element && mayMeet(own, other),
      (own, other) => !saysMore(own, other) || overlap(own.profile.samples, other.profile.samples) > 0.3,
    ];
    for (const agrees of rounds) {
      for (const own of left) {
        const open = drafts.find(
          (draft) =>
            !draft.columns[at] &&
            draft.meaning === own.found.meaning &&
            draft.columns.some((other) => other !== null && agrees(own, other)),
        );
        if (!open) continue;
        open.columns[at] = own;
        left.delete(own);
      }
    }
    for (const own of left) {
      const fresh: Draft = { meaning: own.found.meaning, columns: tables.map(() => null) };
      fresh.columns[at] = own;
      drafts.push(fresh);
    }
  }
  const compared = drafts
    .filter((draft) => tables.length === 1 || coverage(draft) > 1)
    .toSorted((a, b) => coverage(b) - coverage(a) || order.indexOf(a.meaning) - order.indexOf(b.meaning));
  // A title says much of what its description says again: as one text no word of them counts twice.
  const [text, ...more] = compared.filter((draft) => hasWords(asField(draft, 0)));
  return compared
    .filter((draft) => !more.includes(draft))
    .slice(0, mostFields)
    .map((draft, index) => asField(draft, index, draft === text ? more : []));
}

/** Meanings that say too little to bring two columns together: two dates, two codes. */
const general: ReadonlySet<Meaning> = new Set(["date", "code", "number", "identifier", "place", "text", "postcode"]);

/** Names of two elements are names of two people: the pupil and the guardian. */
const saysMore = (own: DescribedColumn, other: DescribedColumn): boolean =>
  general.has(own.found.meaning) ||
  (own.found.meaning === "person-name" &&
    own.found.element !== null &&
    other.found.element !== null &&
    own.found.element !== other.found.element);

/** Codes of one thing from two lists (1 and 男) are no values to compare. */
const mayMeet = (own: DescribedColumn, other: DescribedColumn): boolean =>
  own.found.meaning !== "code" || overlap(own.profile.samples, other.profile.samples) > 0.3;

/** Share of the values of one sample that the other holds: tells codes of one list from codes of another. */
function overlap(a: readonly string[], b: readonly string[]): number {
  const held = new Set(b);
  return a.filter((value) => held.has(value)).length / Math.max(1, Math.min(a.length, b.length));
}

const coverage = ({ columns }: Draft): number => columns.filter(Boolean).length;

function asField({ meaning, columns }: Draft, index: number, more: readonly Draft[] = []): Field {
  const first = columns.find((column) => column !== null);
  const others = more.map((draft) => draft.columns.find((column) => column !== null)?.profile.name ?? "");
  const samples = columns.flatMap((column) => column?.profile.samples ?? []);
  const han = samples.filter((value) => /\p{Script=Han}/u.test(value)).length;
  return {
    index,
    name: [first?.profile.name ?? "", ...others].join(" + "),
    meaning,
    columns: columns.map((column) => column?.profile.name ?? null),
    also: columns.map((_, at) => more.flatMap((draft) => draft.columns[at]?.profile.name ?? [])),
    isHan: han > samples.length * 0.2,
  };
}
