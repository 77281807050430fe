import type { Field } from "./field.ts";
import type { DescribedColumn } from "./fields.ts";
import type { Meaning } from "./meanings.ts";

const ofFirms: ReadonlySet<Meaning> = new Set(["credit-code", "entity-name", "identifier"]);
const ofPersons: ReadonlySet<Meaning> = new Set([
  "citizen-id", "person-name", "given-name", "date", "identifier", "email", "text",
]); // prettier-ignore

const attachedPerson: ReadonlySet<Meaning> = new Set([
  "citizen-id",
  "person-name",
  "given-name",
  "family-name",
  "phone",
]);

export interface Subject {
  /** Fields that tell one subject from another: related rows differ in them. */
  readonly telling: ReadonlySet<number>;
  /** Fields of one other person in the row: a new representative changes them all at once, so only one of them is heard. */
  readonly attached: ReadonlySet<number>;
}

/**
 * The fields that tell one subject of these tables from another. Where nearly every row has a credit code or a firm's name
 * of its own, the rows are about firms, and the persons in them (who may have two firms) tell as little as a household's
 * address does of a person.
 */
export function subjectOf(fields: readonly Field[], tables: readonly (readonly DescribedColumn[])[]): Subject {
  const isOwn = (field: Field): boolean =>
    field.columns.every((column, at) => {
      const profile = tables[at]?.find((other) => other.profile.name === column)?.profile;
      return profile === undefined || profile.distinct >= profile.filled * 0.7;
    });
  const areFirms = fields.some(
    (field) => (field.meaning === "credit-code" || field.meaning === "entity-name") && isOwn(field),
  );
  const telling = areFirms ? ofFirms : ofPersons;
  const those = (meanings: ReadonlySet<Meaning>) =>
    new Set(fields.filter(({ meaning }) => meanings.has(meaning)).map(({ index }) => index));
  return { telling: those(telling), attached: areFirms ? those(attachedPerson) : new Set() };
}
