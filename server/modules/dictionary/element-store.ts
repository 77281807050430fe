import type { AuthoritativeSource, DataGrade, ElementCategory, ElementFields, ValueKind } from "#contract/dictionary";
import { type Db, sql } from "#kernel/db/db";
import type { Element } from "./door.ts";

export type Origin = "pack" | "local";

interface ElementRow {
  id: string;
  field: string;
  nameZh: string;
  nameEn: string;
  definitionZh: string;
  definitionEn: string;
  category: ElementCategory;
  kind: ValueKind;
  maxLength: number | null;
  precision: number | null;
  scale: number | null;
  codeSet: string | null;
  checkName: ElementFields["check"];
  mask: ElementFields["mask"];
  grade: DataGrade;
  isPersonal: boolean;
  isSensitivePersonal: boolean;
  unit: string | null;
  synonyms: string[];
  standard: string;
  status: Element["status"];
  origin: Origin;
  isEdited: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface SourceRow {
  id: string;
  element: string;
  department: string;
  resourceId: string | null;
  item: string | null;
  basis: string;
  decidedOn: string;
  decidedBy: string;
  decidedAt: Date;
  supersededAt: Date | null;
}

interface Tables {
  "dictionary.element": ElementRow;
  "dictionary.sourceDecision": SourceRow;
  "dictionary.change": { one: boolean; number: number };
}

const tables = (db: Db) => db.withTables<Tables>();

/** How often the dictionary has changed. */
export async function changeNumber(db: Db): Promise<number> {
  const row = await tables(db).selectFrom("dictionary.change as c").select("c.number").executeTakeFirstOrThrow();
  return row.number;
}

/** Makes what other processes have read old; holds back other changes of the dictionary until the transaction ends. */
export async function noteChange(db: Db): Promise<void> {
  await tables(db)
    .updateTable("dictionary.change")
    .set({ number: sql`number + 1` })
    .execute();
}

export type StoredElement = Element & { readonly origin: Origin; readonly isEdited: boolean };

function elementRows(db: Db) {
  return tables(db)
    .selectFrom("dictionary.element as e")
    .leftJoin("dictionary.sourceDecision as s", (join) =>
      join.onRef("s.element", "=", "e.id").on("s.supersededAt", "is", null),
    )
    .selectAll("e")
    .select(["s.department", "s.resourceId", "s.item", "s.decidedOn", "s.basis"]);
}

export async function allElements(db: Db): Promise<StoredElement[]> {
  const rows = await elementRows(db)
    .orderBy(sql`e.id collate "C"`)
    .execute();
  return rows.map(elementOf);
}

export async function findElement(db: Db, id: string): Promise<StoredElement | undefined> {
  const row = await elementRows(db).where("e.id", "=", id).executeTakeFirst();
  return row && elementOf(row);
}

/** The active element that bears this field name. */
export async function elementOfField(db: Db, field: string): Promise<StoredElement | undefined> {
  const row = await elementRows(db).where("e.field", "=", field).where("e.status", "=", "active").executeTakeFirst();
  return row && elementOf(row);
}

/** The next number for an element made here, such as `DE-10001`; one that was imported may bear it already. */
export async function nextElementId(db: Db): Promise<string> {
  const result = await sql<{ number: number }>`select nextval('dictionary.element_number') as number`.execute(
    tables(db),
  );
  return `DE-${String(result.rows[0]?.number).padStart(5, "0")}`;
}

export interface ElementFilter {
  readonly q?: string | undefined;
  readonly category?: ElementCategory | undefined;
  readonly grade?: DataGrade | undefined;
  readonly hasSource?: boolean | undefined;
  readonly status?: Element["status"] | undefined;
}

const containing = (text: string) => `%${text.replaceAll(/[%_\\]/g, String.raw`\$&`)}%`;

function matching(db: Db, filter: ElementFilter) {
  let rows = elementRows(db);
  if (filter.category) rows = rows.where("e.category", "=", filter.category);
  if (filter.grade) rows = rows.where("e.grade", "=", filter.grade);
  if (filter.status) rows = rows.where("e.status", "=", filter.status);
  if (filter.hasSource !== undefined) rows = rows.where("s.element", filter.hasSource ? "is not" : "is", null);
  const like = filter.q?.trim() ? containing(filter.q.trim()) : undefined;
  if (like !== undefined) {
    rows = rows.where((eb) =>
      eb.or([
        eb("e.nameZh", "ilike", like),
        eb("e.nameEn", "ilike", like),
        eb("e.field", "ilike", like),
        eb("e.id", "ilike", like),
        sql<boolean>`exists (select 1 from unnest(e.synonyms) as synonym where synonym ilike ${like})`,
      ]),
    );
  }
  return rows;
}

/** In the order of ids, from behind `after`. */
export async function pageOfElements(
  db: Db,
  filter: ElementFilter,
  limit: number,
  after?: string,
): Promise<StoredElement[]> {
  let query = matching(db, filter);
  if (after !== undefined) query = query.where(sql`e.id collate "C"`, ">", after);
  const rows = await query
    .orderBy(sql`e.id collate "C"`)
    .limit(limit)
    .execute();
  return rows.map(elementOf);
}

export async function countElements(db: Db, filter: ElementFilter): Promise<number> {
  const row = await matching(db, filter)
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return row.total;
}

export interface NewElement {
  readonly id: string;
  readonly fields: ElementFields;
  readonly status: Element["status"];
  readonly origin: Origin;
  readonly at: Date;
}

export async function insertElement(db: Db, { id, fields, status, origin, at }: NewElement): Promise<void> {
  await tables(db)
    .insertInto("dictionary.element")
    .values({
      id,
      ...columnsOf(fields),
      status,
      origin,
      isEdited: false,
      version: 1,
      createdAt: at,
      updatedAt: at,
    })
    .execute();
}

/** Writes an edit; the version moves on. `isEdited` is what keeps a new release's pack away from it. */
export async function updateElement(
  db: Db,
  id: string,
  change: { fields: ElementFields; status: Element["status"]; isEdited: boolean; at: Date },
): Promise<void> {
  await tables(db)
    .updateTable("dictionary.element")
    .set({
      ...columnsOf(change.fields),
      status: change.status,
      isEdited: change.isEdited,
      updatedAt: change.at,
      version: sql`version + 1`,
    })
    .where("id", "=", id)
    .execute();
}

/** Ends the decision in force, if there is one, and writes the new one. */
export async function replaceSource(db: Db, decision: SourceRow): Promise<void> {
  await tables(db)
    .updateTable("dictionary.sourceDecision")
    .set({ supersededAt: decision.decidedAt })
    .where("element", "=", decision.element)
    .where("supersededAt", "is", null)
    .execute();
  await tables(db).insertInto("dictionary.sourceDecision").values(decision).execute();
  await tables(db)
    .updateTable("dictionary.element")
    .set({ version: sql`version + 1`, updatedAt: decision.decidedAt })
    .where("id", "=", decision.element)
    .execute();
}

function columnsOf(fields: ElementFields) {
  return {
    field: fields.field,
    nameZh: fields.name.zh,
    nameEn: fields.name.en,
    definitionZh: fields.definition.zh,
    definitionEn: fields.definition.en,
    category: fields.category,
    kind: fields.type.kind,
    maxLength: fields.type.maxLength,
    precision: fields.type.precision,
    scale: fields.type.scale,
    codeSet: fields.codeSet,
    checkName: fields.check,
    mask: fields.mask,
    grade: fields.grade,
    isPersonal: fields.isPersonal,
    isSensitivePersonal: fields.isSensitivePersonal,
    unit: fields.unit,
    synonyms: fields.synonyms,
    standard: fields.standard,
  };
}

type JoinedRow = ElementRow & { [Key in "department" | "decidedOn" | "basis" | "resourceId" | "item"]: string | null };

function elementOf(row: JoinedRow): StoredElement {
  const source: AuthoritativeSource | null =
    row.department === null || row.decidedOn === null
      ? null
      : {
          department: row.department,
          resourceId: row.resourceId,
          item: row.item,
          decidedOn: row.decidedOn,
          basis: row.basis ?? "",
        };
  return {
    id: row.id,
    field: row.field,
    name: { zh: row.nameZh, en: row.nameEn },
    definition: { zh: row.definitionZh, en: row.definitionEn },
    category: row.category,
    type: { kind: row.kind, maxLength: row.maxLength, precision: row.precision, scale: row.scale },
    codeSet: row.codeSet,
    check: row.checkName,
    mask: row.mask,
    grade: row.grade,
    isPersonal: row.isPersonal,
    isSensitivePersonal: row.isSensitivePersonal,
    unit: row.unit,
    synonyms: row.synonyms,
    standard: row.standard,
    status: row.status,
    source,
    version: row.version,
    origin: row.origin,
    isEdited: row.isEdited,
  };
}
