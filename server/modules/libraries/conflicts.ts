import type { Conflict, ConflictKind, LibraryField } from "#contract/libraries";
import type { Page } from "#contract/page";
import { type Call, mayTouch } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { type LakeRow, type LakeSession, type LakeValue, name as quoted } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import { insertCorrection, openCorrections } from "./conflict-store.ts";
import { digestOf } from "./cursor.ts";
import { tablesOf } from "./lake-tables.ts";
import { findLibrary, type LibraryRow, sourcesOf } from "./library-store.ts";
import { maskerOf } from "./masker.ts";
import type { LibrariesParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { openRecords } from "./records.ts";
import { holds, keepers } from "./who.ts";

interface ConflictAsk {
  readonly name: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly kind?: ConflictKind | undefined;
  readonly field?: string | undefined;
  readonly resourceId?: string | undefined;
}

type Raw = LakeRow & {
  key: string;
  record_id: string;
  field: string;
  kind: ConflictKind;
  since: string;
  authority_resource: string;
  authority_department: string;
  holder_resource: string;
  holder_department: string;
  right: string;
  found: string;
  holder_key: string | null;
};

/** The two values of a conflict, each read from its own record; `pick` is made from the model, never from input. */
const conflictSql = ({ name, fields }: Pick<LibraryRow, "name" | "fields">, where: string): string => {
  const { conflict, member } = tablesOf(name);
  const pick = (alias: string) =>
    `case c.field ${fields.map(({ field }) => `when '${field}' then ${alias}.${quoted(field)}`).join(" ")} end`;
  return `select c.key, c.record_id, c.field, c.kind, c.since, c.authority_resource, c.authority_department,
      c.holder_resource, c.holder_department, ${pick("a")} as "right", ${pick("h")} as found, h._key as holder_key
    from ${conflict} c join ${member} a on a._record = c.authority join ${member} h on h._record = c.holder where ${where}`;
};

const inScope = ({ actor }: Call): { sql: string; values: readonly string[] } => {
  if (actor.departments === "all") return { sql: "true", values: [] };
  return {
    sql: "c.holder_department = any(string_split($1, ',')) or c.authority_department = any(string_split($1, ','))",
    values: [actor.departments.join(",")],
  };
};

/** The queue of conflicts: where another holder's value is not the authority's. Masked, and on the ledger. */
export async function listConflicts(call: Call, parts: LibrariesParts, ask: ConflictAsk): Promise<Page<Conflict>> {
  const after = digestOf(ask.cursor);
  await using session = await parts.lake.session(call.signal);
  const library = await openRecords(call, session, ask.name);
  const { sql: scope, values } = inScope(call);
  const parameters: LakeValue[] = [...values];
  const filters = [`(${scope})`];
  for (const [column, value] of [
    ["kind", ask.kind],
    ["field", ask.field],
    ["holder_resource", ask.resourceId],
  ] as const) {
    if (value === undefined) continue;
    parameters.push(value);
    filters.push(`c.${column} = $${parameters.length}`);
  }
  const where = filters.join(" and ");
  const [count] = await session.read<{ n: number }>(
    `select count(*) as n from ${tablesOf(ask.name).conflict} c where ${where}`,
    parameters,
  );
  const found = await session.read<Raw>(
    `${conflictSql(library, `${where} and c.key > $${parameters.length + 1}`)} order by c.key limit ${ask.limit + 1}`,
    [...parameters, after],
  );
  await session.commit();
  const rows = found.slice(0, ask.limit);
  await parts.ledger.recordNow(call, {
    action: "libraries.list-conflicts",
    object: { kind: "library", id: ask.name, name: library.title.zh },
    owner: null,
    items: [...new Set(rows.map(({ field }) => field))],
    rows: rows.length,
  });
  const items = await conflictViews(call, parts, library, rows);
  return { items, total: count?.n ?? 0, next: found.length > ask.limit ? (rows.at(-1)?.key ?? null) : null };
}

async function conflictViews(
  call: Call,
  parts: LibrariesParts,
  library: LibraryRow,
  rows: readonly Raw[],
): Promise<Conflict[]> {
  const mask = await maskerOf(call, parts, library.fields);
  const departments = await parts.registry.departments(call);
  const names = new Map(library.fields.map((one): [string, LibraryField["name"]] => [one.field, one.name]));
  const open = await openCorrections(
    call.db,
    library.name,
    rows.map(({ key }) => key),
  );
  const side = (field: string, resourceId: string, department: string, value: string) => ({
    resourceId,
    department,
    departmentName: departments.get(department)?.name ?? department,
    shown: mask(field, value, [department]),
  });
  return rows.map((row) => {
    const correction = open.get(row.key);
    return {
      key: row.key,
      recordId: row.record_id,
      field: row.field,
      fieldName: names.get(row.field) ?? { zh: row.field, en: row.field },
      kind: row.kind,
      state: correction ? "correcting" : "open",
      authority: side(row.field, row.authority_resource, row.authority_department, row.right),
      holder: side(row.field, row.holder_resource, row.holder_department, row.found),
      since: row.since,
      correctionId: correction?.correctionId ?? null,
      may: { correct: correction === undefined && holds(call.actor, keepers) && row.holder_key !== null },
    };
  });
}

/**
 * Opens the correction (校核, art. 26) of a holder's value through sharing: key and both values go sealed to the holder,
 * whose clock runs. It closes here when a later run finds the values agree.
 *
 * @throws Problem libraries.conflict-not-found, libraries.conflict-correcting, libraries.key-missing
 */
export async function correctConflict(
  call: Call,
  parts: LibrariesParts,
  { name, key }: { readonly name: string; readonly key: string },
  evidence: string,
): Promise<{ correctionId: string; number: string }> {
  await using session = await parts.lake.session(call.signal);
  const library = await openRecords(call, session, name);
  const row = await oneConflict(session, library, key);
  await session.commit();
  if (!row || !(mayTouch(call.actor, row.holder_department) || mayTouch(call.actor, row.authority_department)))
    throw problem(problems["conflict-not-found"]);
  return await inTransaction(call, async (inner) => {
    await findLibrary(inner.db, name, true);
    if ((await openCorrections(inner.db, name, [key])).size > 0) throw problem(problems["conflict-correcting"]);
    const source = (await sourcesOf(inner.db, name)).find((one) => one.resourceId === row.holder_resource);
    const item = source?.items[row.field];
    if (item === undefined) throw problem(problems["conflict-not-found"]);
    if (row.holder_key === null) {
      const resource = await parts.catalog.resource(inner, row.holder_resource);
      throw problem(problems["key-missing"], { resource: resource.name });
    }
    const correction = await parts.sharing.life.reportError(inner, {
      resourceId: row.holder_resource,
      field: item,
      key: row.holder_key.replaceAll("\u001F", " / "),
      found: row.found,
      right: row.right,
      evidence,
    });
    await insertCorrection(inner.db, {
      library: name,
      conflict: key,
      correctionId: correction.id,
      field: row.field,
      resourceId: row.holder_resource,
      department: row.holder_department,
      openedAt: inner.now,
      closedAt: null,
      closedByRun: null,
    });
    parts.ledger.record(inner, {
      action: "libraries.correct-conflict",
      object: { kind: "library", id: name, name: library.title.zh },
      owner: row.holder_department,
      items: [row.field],
      facts: { conflict: key, correction: correction.id, kind: row.kind },
    });
    return { correctionId: correction.id, number: correction.number };
  });
}

async function oneConflict(session: LakeSession, library: LibraryRow, key: string): Promise<Raw | undefined> {
  const [row] = await session.read<Raw>(conflictSql(library, "c.key = $1"), [key]);
  return row;
}
