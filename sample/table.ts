import { dateOf, type DateForm, type Day, excelSerial, writeDate } from "./calendar.ts";
import { type ElementName, elements, type Shape } from "./elements.ts";
import type { Drift } from "./dirt.ts";
import type { World } from "./world/world.ts";

/** A cell as it is written; null is no value, the empty string is a value of no length. */
export type Cell = string | number | null;

export type ColumnType = "text" | "integer" | "decimal" | "instant";

/** One column of a departmental table: how it is called there, what it really is, and how it follows from the subject. */
export interface Column<Subject> {
  /** Heading, or column name in a database. */
  readonly name: string;
  /** Data element it really is, by field name; null where it is none. */
  readonly element: ElementName | null;
  /** Its own name in the standard table, unique there: `guardian_citizen_id` is the element `citizen_id`. */
  readonly field: string;
  readonly meaning: string;
  /** Role of the person or firm it describes, where that is not the subject of the row. */
  readonly of: string | null;
  /** Which faults may befall it; null for what a machine writes (serial numbers, time stamps). */
  readonly shape: Shape | null;
  readonly type: ColumnType;
  readonly isKey: boolean;
  readonly isMandatory: boolean;
  readonly isSerial: boolean;
  readonly value: (subject: Subject, world: World) => Cell;
  /** How a day is written here, and the day itself: a fault may write 30 February in the same way. */
  readonly date?: { readonly form: DateForm; readonly of: (subject: Subject, world: World) => Day | null };
  /** Codes that are right here; a fault writes another. */
  readonly codes?: ReadonlySet<Cell>;
  /** What a department that has not heard of a change still writes. */
  readonly stale?: { readonly kind: Drift; readonly value: (subject: Subject, world: World) => Cell };
}

export interface ColumnOptions<Subject> {
  readonly field?: string;
  readonly meaning?: string;
  readonly of?: string;
  readonly key?: boolean;
  readonly mandatory?: boolean;
  readonly stale?: readonly [kind: Drift, value: (subject: Subject, world: World) => Cell];
  /** No fault ever befalls it: a position that becomes a geometry. */
  readonly exact?: boolean;
}

type ValueOf<Subject, Value> = (subject: Subject, world: World) => Value;

function build<Subject>(
  name: string,
  element: ElementName | null,
  options: ColumnOptions<Subject>,
  rest: Pick<Column<Subject>, "value"> & Partial<Column<Subject>>,
): Column<Subject> {
  const known = element === null ? null : elements[element];
  return {
    name,
    element,
    field: options.field ?? element ?? name.toLowerCase(),
    meaning: options.meaning ?? (isChinese.test(name) ? name : (known?.meaning ?? name)),
    of: options.of ?? null,
    shape: known?.shape ?? null,
    type: "text",
    isKey: options.key ?? false,
    isMandatory: options.mandatory ?? options.key ?? false,
    isSerial: false,
    ...(options.stale && { stale: { kind: options.stale[0], value: options.stale[1] } }),
    ...rest,
  };
}

/** A Chinese heading says itself what it means. */
const isChinese = /\p{Script=Han}/u;

/** The words in which one table is described. */
export const columnsOf = <Subject>() => ({
  text: (name: string, element: ElementName, value: ValueOf<Subject, Cell>, options: ColumnOptions<Subject> = {}) =>
    build(name, element, options, { value }),

  date: (
    name: string,
    element: ElementName,
    form: DateForm,
    day: ValueOf<Subject, Day | null>,
    options: ColumnOptions<Subject> = {},
  ) =>
    build(name, element, options, {
      value: (subject, world) => writeDay(form, day(subject, world)),
      date: { form, of: day },
    }),

  /** `codes` says how the department writes each of the world's words. */
  coded: <Word extends string>(
    name: string,
    element: ElementName,
    codes: Readonly<Record<Word, Cell>>,
    word: ValueOf<Subject, Word | null>,
    options: ColumnOptions<Subject> & { staleWord?: readonly [Drift, ValueOf<Subject, Word>] } = {},
  ) => {
    const { staleWord, ...others } = options;
    const write = (said: Word | null) => (said === null ? null : codes[said]);
    return build(name, element, others, {
      value: (subject, world) => write(word(subject, world)),
      codes: new Set<Cell>(Object.values(codes)),
      ...(staleWord && {
        stale: { kind: staleWord[0], value: (subject: Subject, world: World) => write(staleWord[1](subject, world)) },
      }),
    });
  },

  /** A number in a typed column, which can be absent but not misspelt. */
  number: (
    name: string,
    element: ElementName,
    type: "integer" | "decimal",
    value: ValueOf<Subject, number | null>,
    options: ColumnOptions<Subject> = {},
  ) => build(name, element, options, { value, type, shape: options.exact ? null : "typed-number" }),

  /** When the row was last written, kept by the system itself. */
  updatedAt: (name: string, day: ValueOf<Subject, Day>) =>
    build<Subject>(
      name,
      "updated_at",
      {},
      {
        value: (subject, world) => writeDate("instant", dateOf(day(subject, world))),
        type: "instant",
        shape: null,
      },
    ),

  /** Running number of the rows as they stand in the table. */
  serial: (name: string) =>
    build<Subject>(name, "record_id", {}, { value: () => null, type: "integer", shape: null, isSerial: true }),
});

export function writeDay(form: DateForm, day: Day | null): Cell {
  if (day === null) return null;
  return form === "excel-serial" ? excelSerial(day) : writeDate(form, dateOf(day));
}

/** What a table runs over; people are residents first, then outsiders. */
export type Driver = "people" | "entities" | "list";

export interface Share {
  readonly class: "unconditional" | "conditional" | "denied";
  readonly useConditions?: string;
  readonly legalBasis?: {
    readonly kind: "law" | "administrative-regulation" | "state-council-decision";
    readonly title: string;
    readonly article: string;
    readonly reason: string;
  };
}

/** How a table is catalogued. */
export interface Entry {
  readonly zh: string;
  readonly en: string;
  readonly abstract: string;
  /** 类 1 digit, 项 2, 目 3, 细目 free. */
  readonly classification: string;
  readonly theme: string;
  readonly dataClass: string;
  readonly updateCycle:
    | "real-time"
    | "daily"
    | "weekly"
    | "monthly"
    | "quarterly"
    | "half-yearly"
    | "yearly"
    | "irregular";
  readonly share: Share;
  readonly openClass: "open" | "conditional" | "closed";
}

export interface TableSpec<Subject> {
  /** Short name, unique in the sample; names the truth files. */
  readonly key: string;
  /** Name inside a database or workbook; the file's own where there is one table. */
  readonly name: string;
  readonly entry: Entry;
  readonly over: Driver;
  /** How many indexes to ask for, with `over: "list"`. */
  readonly count?: (world: World) => number;
  readonly subjects: (world: World, index: number) => readonly Subject[];
  readonly columns: readonly Column<Subject>[];
  /** Who or what the row is really about: index of a person, entity …; departments drift apart about it. */
  readonly about: { readonly kind: Kind; readonly of: (subject: Subject) => number };
  /** Further people and firms of the row, by role. */
  readonly others?: Readonly<
    Record<string, { readonly kind: Kind; readonly of: (subject: Subject, world: World) => number | null }>
  >;
  /** Joins that should mostly work, with the share of rows that find their partner. */
  readonly joins?: readonly Join[];
}

export type Kind = "person" | "entity" | "school" | "institution" | "parcel" | "vehicle" | "station" | "division";

export interface Join {
  readonly field: string;
  readonly to: string;
  readonly toField: string;
  /** Expected share of rows with a value that find a partner by equality, after cleaning nothing. */
  readonly rate: number;
}

/** A subject's row before any fault. The subject stays inside: tables of all kinds can be run by one hand. */
export interface CleanRow {
  readonly cells: Cell[];
  /** Whom the row is about. */
  readonly about: number;
  readonly stale: (column: number) => Cell;
  readonly day: (column: number) => Day | null;
  readonly others: readonly (number | null)[];
}

export interface Table extends Omit<TableSpec<never>, "columns" | "subjects" | "others" | "about"> {
  readonly columns: readonly Column<never>[];
  readonly kind: Kind;
  readonly otherRoles: readonly { readonly role: string; readonly kind: Kind }[];
  readonly rows: (world: World, index: number, sink: (row: CleanRow) => void) => void;
}

export function defineTable<Subject>(spec: TableSpec<Subject>): Table {
  const { columns } = spec;
  const others = Object.entries(spec.others ?? {});
  return {
    ...spec,
    columns,
    kind: spec.about.kind,
    otherRoles: others.map(([role, { kind }]) => ({ role, kind })),
    rows(world, index, sink) {
      for (const subject of spec.subjects(world, index)) {
        sink({
          cells: columns.map((column) => column.value(subject, world)),
          about: spec.about.of(subject),
          stale: (at) => columns[at]?.stale?.value(subject, world) ?? null,
          day: (at) => columns[at]?.date?.of(subject, world) ?? null,
          others: others.map(([, other]) => other.of(subject, world)),
        });
      }
    },
  };
}
