import type { DoubtfulPair, GoldenRecord, LibraryField, MemberRecord, librariesRoutes } from "#contract/libraries";
import type { Page } from "#contract/page";
import type { RouteAnswer } from "#contract/route";
import { type Call, mayTouch } from "#kernel/call";
import { type LakeRow, type LakeSession, name as quoted } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import { keptBasis } from "./basis.ts";
import { numberOf } from "./cursor.ts";
import { hasTables, isDivisionField, tablesOf } from "./lake-tables.ts";
import type { LibraryRow } from "./library-store.ts";
import { type Masker, maskerOf } from "./masker.ts";
import { mustFind } from "./must-find.ts";
import type { LibrariesParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { resourcesById } from "./queries.ts";
import { likenessOf } from "./likeness.ts";
import { listPairRows } from "./run-store.ts";
import { holds, keepers, reviewers } from "./who.ts";

/** A library that has been run, on a session inside one transaction of the lake, so that all tables are of one run. */
export async function openRecords(call: Call, session: LakeSession, name: string): Promise<LibraryRow> {
  const library = await mustFind(call, name);
  await session.begin();
  if (!(await hasTables(session, name))) throw problem(problems["never-run"], { name: library.title.zh });
  return library;
}

type Raw = LakeRow & {
  record_id: string;
  resource_id: string;
  department: string;
  _record: string;
  _row: number;
  _at: string | null;
};

interface Names {
  readonly departments: ReadonlyMap<string, { readonly name: string }>;
  readonly resources: ReadonlyMap<string, { readonly name: string }>;
}

async function namesFor(call: Call, parts: LibrariesParts): Promise<Names> {
  return { departments: await parts.registry.departments(call), resources: await resourcesById(call, parts) };
}

const memberView = (
  row: Raw,
  fields: readonly LibraryField[],
  { departments, resources }: Names,
  mask: Masker,
): MemberRecord => ({
  key: row._record,
  recordId: row.record_id,
  resourceId: row.resource_id,
  resourceName: resources.get(row.resource_id)?.name ?? row.resource_id,
  department: row.department,
  departmentName: departments.get(row.department)?.name ?? row.department,
  row: row._row,
  writtenAt: row._at,
  values: Object.fromEntries(
    fields.flatMap(({ field }) => {
      const value = row[field];
      return value === null || value === undefined ? [] : [[field, mask(field, String(value), [row.department])]];
    }),
  ),
});

/** Doubtful pairs side by side: who may answer sees enough to compare, and the values of their own department clear. */
export async function listPairs(
  call: Call,
  parts: LibrariesParts,
  { name, limit, cursor }: { name: string; limit: number; cursor?: string | undefined },
): Promise<Page<DoubtfulPair>> {
  const after = numberOf(cursor);
  await using session = await parts.lake.session(call.signal);
  const library = await openRecords(call, session, name);
  const { departments } = call.actor;
  const { rows, total } = await listPairRows(call.db, name, { limit: limit + 1, after, departments });
  const pairs = rows.slice(0, limit);
  const mask = await maskerOf(call, parts, library.fields);
  const names = await namesFor(call, parts);
  const wanted = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const found = await membersBy(session, library, "_record", wanted);
  await session.commit();
  const byKey = new Map(found.map((row) => [row._record, row]));
  const views = new Map(found.map((row) => [row._record, memberView(row, library.fields, names, mask)]));
  await parts.ledger.recordNow(call, {
    action: "libraries.list-pairs",
    object: { kind: "library", id: name, name: library.title.zh },
    owner: null,
    items: library.fields.map(({ field }) => field),
    rows: found.length,
  });
  const last = pairs.at(-1);
  return {
    items: pairs.map(({ id, a, b, chance, reasons, isAnswered }) => ({
      id,
      chance,
      reasons,
      left: views.get(a) ?? null,
      right: views.get(b) ?? null,
      compared: comparedFields(library.fields, byKey.get(a), byKey.get(b)),
      areOne: areOneOf(views.get(a), views.get(b)),
      state: isAnswered ? "answered" : "open",
      may: { answer: holds(call.actor, reviewers) },
    })),
    total,
    next: rows.length > limit && last ? String(last.position) : null,
  };
}

const areOneOf = (left: MemberRecord | undefined, right: MemberRecord | undefined): boolean | null =>
  left && right ? left.recordId === right.recordId : null;

/** Which fields of two records say the same; told here, because masks show unlike values alike and like ones unlike. */
const comparedFields = (
  fields: readonly LibraryField[],
  left: Raw | undefined,
  right: Raw | undefined,
): DoubtfulPair["compared"] =>
  fields.flatMap((own) => {
    const { field } = own;
    const [a, b] = [left?.[field], right?.[field]];
    return a === null || a === undefined || b === null || b === undefined
      ? []
      : [{ field, likeness: likenessOf(String(a), String(b), isDivisionField(own)) }];
  });

export async function membersBy(
  session: LakeSession,
  { name, fields }: LibraryRow,
  column: "_record" | "record_id",
  wanted: readonly string[],
): Promise<Raw[]> {
  if (wanted.length === 0) return [];
  const places = wanted.map((_, at) => `$${at + 1}`).join(", ");
  const own = fields.map(({ field }) => `m.${quoted(field)}`).join(", ");
  return session.read<Raw>(
    `select m.record_id, m.resource_id, m.department, m._record, m._row, m._at, ${own} from ${tablesOf(name).member} m
     where m.${column} in (${places}) order by m.record_id, m.resource_id, m._row`,
    wanted,
  );
}

/** Golden records with this value in a field, as any member has it; those of the actor's departments. */
export async function searchRecords(
  call: Call,
  parts: LibrariesParts,
  name: string,
  { field, value, limit }: { field: string; value: string; limit: number },
): Promise<RouteAnswer<typeof librariesRoutes.searchRecords>> {
  await using session = await parts.lake.session(call.signal);
  const library = await openRecords(call, session, name);
  if (!library.fields.some((one) => one.field === field))
    throw problem(problems["field-unknown"], { name: library.title.zh, field });
  const found = await session.read<{ record_id: string; departments: string; members: number }>(
    `select m.record_id, string_agg(distinct m.department, ',' order by m.department) as departments, count(*) as members
     from ${tablesOf(name).member} m
     where m.record_id in (select o.record_id from ${tablesOf(name).member} o where o.${quoted(field)} = $1)
     group by m.record_id order by m.record_id`,
    [value],
  );
  const seen = found.filter((row) => row.departments.split(",").some((one) => mayTouch(call.actor, one)));
  const page = seen.slice(0, limit);
  const mask = await maskerOf(call, parts, library.fields);
  const golden = await goldenRows(
    session,
    library,
    page.map((row) => row.record_id),
  );
  await session.commit();
  await parts.ledger.recordNow(call, {
    action: "libraries.search-records",
    object: { kind: "library", id: name, name: library.title.zh },
    owner: null,
    items: [field],
    rows: page.length,
  });
  return {
    total: seen.length,
    items: page.map(({ record_id: id, departments, members }) => {
      const row = golden.get(id);
      return {
        id,
        memberCount: members,
        departments: departments.split(","),
        confidence: Number(row?.["confidence"] ?? 0),
        values: Object.fromEntries(
          library.fields.flatMap((one) => {
            const own = row?.[one.field];
            return own === null || own === undefined ? [] : [[one.field, mask(one.field, String(own), [])]];
          }),
        ),
      };
    }),
  };
}

async function goldenRows(
  session: LakeSession,
  { name }: LibraryRow,
  ids: readonly string[],
): Promise<Map<string, LakeRow>> {
  if (ids.length === 0) return new Map();
  const places = ids.map((_, at) => `$${at + 1}`).join(", ");
  const rows = await session.read(`select g.* from ${tablesOf(name).golden} g where g.record_id in (${places})`, ids);
  return new Map(rows.map((row) => [String(row["record_id"]), row]));
}

type FieldRow = LakeRow & {
  field: string;
  value: string;
  resource_id: string;
  department: string;
  written: string | null;
  confidence: number;
  holders: number;
  agreeing: number;
};

/** One golden record with the source of every field. Reading it is an act with a purpose, on the ledger. */
export async function getRecord(
  call: Call,
  parts: LibrariesParts,
  { name, id, purpose }: { name: string; id: string; purpose: string },
): Promise<GoldenRecord> {
  await using session = await parts.lake.session(call.signal);
  const library = await openRecords(call, session, name);
  const members = await membersBy(session, library, "record_id", [id]);
  if (!members.some(({ department }) => mayTouch(call.actor, department)))
    throw problem(problems["record-not-found"], { name: library.title.zh });
  const tables = tablesOf(name);
  const fields = await session.read<FieldRow>(
    `select f.field, f.value, f.resource_id, f.department, f.written, f.confidence, f.holders, f.agreeing
     from ${tables.field} f where f.record_id = $1`,
    [id],
  );
  const history = await session.read<{ field: string; value: string; department: string; until: string }>(
    `select h.field, h.value, h.department, h.until from ${tables.history} h where h.record_id = $1
     order by h.until desc, h.field limit 200`,
    [id],
  );
  const [golden] = (await goldenRows(session, library, [id])).values();
  await session.commit();
  const basis = await keptBasis(session, name);
  const mask = await maskerOf(call, parts, library.fields);
  const names = await namesFor(call, parts);
  const departmentName = (code: string) => names.departments.get(code)?.name ?? code;
  /** Departments whose own record says the same may see it: they hold the value. */
  const holdersOf = (field: string, value: string) =>
    members.filter((member) => member[field] === value).map(({ department }) => department);
  const read = library.fields.flatMap(({ field }) => (fields.some((one) => one.field === field) ? [field] : []));
  const entry = await parts.ledger.recordNow(call, {
    action: "libraries.get-record",
    object: { kind: "library", id: name, name: library.title.zh },
    owner: members[0]?.department ?? null,
    items: read,
    rows: 1,
    purpose,
    facts: { record: id },
  });
  return {
    id,
    library: name,
    confidence: Number(golden?.["confidence"] ?? 0),
    fields: library.fields.flatMap(({ field, name: label }) => {
      const own = fields.find((one) => one.field === field);
      if (!own) return [];
      return [
        {
          field,
          name: label,
          shown: mask(field, own.value, holdersOf(field, own.value)),
          resourceId: own.resource_id,
          department: own.department,
          departmentName: departmentName(own.department),
          at: own.written ?? basis?.loadedAt[own.resource_id] ?? null,
          confidence: own.confidence,
          holders: own.holders,
          agreeing: own.agreeing,
        },
      ];
    }),
    members: members.map((row) => memberView(row, library.fields, names, mask)),
    history: history.map(({ field, value, department, until }) => ({
      field,
      shown: mask(field, value, [department]),
      department,
      departmentName: departmentName(department),
      until,
    })),
    entry,
    may: { unmerge: holds(call.actor, keepers) && members.length > 1 },
  };
}
