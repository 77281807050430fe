import type { LibraryField } from "#contract/libraries";
import { type LakeSession, name } from "#kernel/lake/lake";
import { type StateTables, stateTables } from "./matching/state.ts";

const schema = "library";

export const createSchema = (session: LakeSession): Promise<number> =>
  session.write(`create schema if not exists ${name(schema)}`);

/**
 * Tables of a library in the lake, quoted; names are made from the library's own, which is a word without underscores, so
 * that no two meet.
 */
export const tablesOf = (library: string) => ({
  /** One row per golden record, one column per field. */
  golden: name(schema, library),
  /** Every record of every source with its values and the golden record it belongs to. */
  member: name(schema, `${library}_member`),
  /** The surviving value of every field with its source, time and confidence. */
  field: name(schema, `${library}_field`),
  /** Values that held before, with the run that ended them. */
  history: name(schema, `${library}_history`),
  /** Values of other holders that differ from the authority's. */
  conflict: name(schema, `${library}_conflict`),
});
export type LibraryTables = ReturnType<typeof tablesOf>;

/** What the matching of a library keeps from run to run. */
export const keptOf = (library: string): StateTables => stateTables(schema, library);

/** What its published records were made of. */
export const basisOf = (library: string): string => name(schema, `${library}_kept_basis`);

/** Tables of a run under way, temporary to its session. */
export const work = {
  stage: (source: number) => `weir_library_stage_${source}`,
  /** All rows of the sources with their numbers in the matching. */
  every: "weir_library_every",
  /** The rows whose golden records are made anew, and of these records what was published before. */
  member: "weir_library_member",
  replaced: "weir_library_replaced",
  seeds: "weir_library_seeds",
  cluster: "weir_library_cluster",
  record: "weir_library_record",
  full: "weir_library_full",
  value: "weir_library_value",
  conflict: "weir_library_conflict",
  wanted: "weir_library_wanted",
};

/** Whether the lake has the tables of this library: it has been run. */
export async function hasTables(session: LakeSession, library: string): Promise<boolean> {
  const found = await session.read(
    "select t.table_name from information_schema.tables t where t.table_schema = $1 and t.table_name = $2",
    [schema, `${library}_member`],
  );
  return found.length > 0;
}

/** From how many characters on a text that ends another says the same as it. */
export const endingFrom = 6;

/**
 * Whether two values say the same, written differently: they fold alike, or one is the other with something put before it
 * (a province before a city, a country code before a telephone number); of codes of divisions, one is the beginning of the
 * other.
 */
export const saysTheSame = (left: string, right: string, isDivision: boolean): string => {
  const [a, b] = [folded(left), folded(right)];
  const isIn = isDivision ? "starts_with" : "suffix";
  return `(${a} = ${b} or (least(length(${a}), length(${b})) >= ${endingFrom} and (${isIn}(${a}, ${b}) or ${isIn}(${b}, ${a}))))`;
};

/** A division's code begins with the code of the one it lies in: a county and its village are one place, told less exactly. */
export const isDivisionField = ({ elements }: Pick<LibraryField, "elements">): boolean =>
  elements.includes("division_code");

/** Two texts that fold alike say the same, written differently: case, spaces and punctuation aside. */
export const folded = (expression: string): string =>
  `lower(regexp_replace(${expression}, '[\\s\\p{P}\\p{S}]+', '', 'g'))`;
