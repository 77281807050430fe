import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import type {
  Connection,
  DatabaseKind,
  DirtyRow,
  DirtyState,
  Draft,
  Inspection,
  Load,
  LoadState,
  Source,
  Trial,
} from "#contract/intake";
import type { Page } from "#contract/page";
import type { Call } from "#kernel/call";
import type { FileAnswer } from "#kernel/http/route";
import { readNumberCursor, readSourceCursor, writeSourceCursor } from "./cursors.ts";
import {
  cellsOf,
  countByRule,
  countByState,
  countDirty,
  dirtyCells,
  type DirtyFilter,
  dirtyRows,
  pageOfDirty,
} from "./dirty-store.ts";
import { dirtyView, maskedColumns, ruleView } from "./dirty-view.ts";
import { draftView, visibleDraft } from "./draft-view.ts";
import { loadView, visibleLoad } from "./load-view.ts";
import { pageOfLoads } from "./load-store.ts";
import { readRows, rowsLooked } from "./look.ts";
import { refuseOutsideZone } from "./agent/held.ts";
import { visibleZoneId } from "./agent/visible.ts";
import {
  openConnection,
  openDatabaseSource,
  openReader,
  refuseMovedPassword,
  visibleSource,
  workFolder,
} from "./open-source.ts";
import type { IntakeParts } from "./parts.ts";
import { placeOf } from "./places.ts";
import { planLoad } from "./plan.ts";
import { refuseOutside } from "./scope.ts";
import { sourceView, sourceViews } from "./source-view.ts";
import { draftsOf, findFile, pageOfSources } from "./store.ts";
import { tryRows } from "./trial.ts";
import { checkFactsOf, vocabularyOf } from "./vocabulary.ts";

export async function listSources(
  parts: IntakeParts,
  call: Call,
  query: { limit: number; cursor?: string | undefined; department?: string | undefined; q?: string | undefined },
): Promise<Page<Source>> {
  const after = readSourceCursor(query.cursor);
  const { rows, total } = await pageOfSources(
    call.db,
    { ...query, scope: call.actor.departments },
    query.limit + 1,
    after,
  );
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const next = rows.length > query.limit && last ? writeSourceCursor(last) : null;
  return { items: await sourceViews(parts, call, shown), total, next };
}

export async function getSource(parts: IntakeParts, call: Call, id: string): Promise<Source> {
  return sourceView(parts, call, await visibleSource(call, id));
}

/** The same before the connection is saved; without a password, with the saved one of the source being edited.
 *
 * @throws Problem intake.password-needed where the saved one would go to another server
 */
export async function tryConnection(
  parts: IntakeParts,
  call: Call,
  given: {
    kind: DatabaseKind;
    department: string;
    sourceId: string | null;
    zoneId: string | null;
    connection: Connection & { password?: string | undefined };
  },
): Promise<Inspection> {
  refuseOutside(call, given.department);
  const { password, ...connection } = given.connection;
  const saved = given.sourceId === null ? null : await visibleSource(call, given.sourceId);
  if (saved && password === undefined) refuseMovedPassword(saved.connection, connection);
  const secret = saved?.secret ? parts.sealer.open(saved.secret) : "";
  const zoneId = await visibleZoneId(call, given.zoneId);
  const target = { kind: given.kind, connection, password: password ?? secret, zoneId };
  await using reader = await openConnection(parts, call, target);
  return { format: reader.format, sizeBytes: null, ...(await reader.inspect()) };
}

/** Connects and lists what can be read. */
export async function testSource(parts: IntakeParts, call: Call, id: string): Promise<Inspection> {
  await using reader = await openDatabaseSource(parts, call, await visibleSource(call, id));
  return { format: reader.format, sizeBytes: null, ...(await reader.inspect()) };
}

export async function listDrafts(parts: IntakeParts, call: Call) {
  const departments = await parts.registry.departments(call);
  const rows = await draftsOf(call.db, call.actor.id);
  const items = await Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      department: row.department,
      departmentName: departments.get(row.department)?.name ?? row.department,
      fileName: row.fileId === null ? null : ((await findFile(call.db, row.fileId))?.name ?? null),
      resourceName: row.resourceName,
      updatedAt: row.updatedAt.toISOString(),
    })),
  );
  return { items };
}

export async function getDraft(parts: IntakeParts, call: Call, id: string): Promise<Draft> {
  return draftView(parts, call, await visibleDraft(call, id));
}

export async function tryDraft(parts: IntakeParts, call: Call, id: string): Promise<Trial> {
  const draft = await visibleDraft(call, id);
  await using folder = await workFolder(parts);
  await using reader = await openReader(parts, call, draft, folder.path);
  const prepared = await reader.prepare({
    table: draft.tablePath ?? "$",
    text: draft.textOptions,
    limit: rowsLooked,
    folder: folder.path,
    signal: call.signal,
  });
  const plan = planLoad(draft.mapping, prepared.columns, await vocabularyOf(parts, call, draft.mapping));
  const rows = await readRows(prepared, rowsLooked);
  return tryRows(plan, draft.mapping, rows, prepared.columns.length, await checkFactsOf(parts, call));
}

export async function listLoads(
  parts: IntakeParts,
  call: Call,
  query: {
    limit: number;
    cursor?: string | undefined;
    department?: string | undefined;
    resourceId?: string | undefined;
    sourceId?: string | undefined;
    state?: LoadState | undefined;
    hasDirty?: boolean | undefined;
  },
): Promise<Page<Load>> {
  const before = readNumberCursor(query.cursor);
  const { rows, total } = await pageOfLoads(
    call.db,
    { ...query, scope: call.actor.departments },
    query.limit + 1,
    before,
  );
  const shown = rows.slice(0, query.limit);
  const items = await Promise.all(shown.map((row) => loadView(parts, call, row)));
  return { items, total, next: rows.length > query.limit ? String(shown.at(-1)?.number) : null };
}

export async function getLoad(parts: IntakeParts, call: Call, id: string): Promise<Load> {
  return loadView(parts, call, await visibleLoad(call, id));
}

export async function listDirty(
  parts: IntakeParts,
  call: Call,
  id: string,
  query: {
    limit: number;
    cursor?: string | undefined;
    column?: string | undefined;
    rule?: string | undefined;
    state?: DirtyState | undefined;
  },
) {
  const load = await visibleLoad(call, id);
  const resource = { id: load.resourceId, name: load.resourceName, department: load.department };
  await refuseOutsideZone(parts.zoneHolding, call, resource);
  const columns = maskedColumns(load, await parts.dictionary.elements(call));
  const filter: DirtyFilter = { load: id, field: query.column, rule: query.rule, state: query.state };
  await using session = await parts.lake.session(call.signal);
  const records = await pageOfDirty(session, filter, query.limit + 1, readNumberCursor(query.cursor) ?? 0);
  const shown = records.slice(0, query.limit);
  const cells = await cellsOf(
    session,
    id,
    shown.map((record) => record.row),
  );
  const items = shown.map((record): DirtyRow =>
    dirtyView(
      load,
      columns,
      record,
      cells.filter((cell) => cell.row === record.row),
    ),
  );
  const byRule = await countByRule(session, id);
  return {
    items,
    total: await countDirty(session, filter),
    next: records.length > query.limit ? String(shown.at(-1)?.row) : null,
    byRule: byRule.map((group) => ruleView(columns, group)),
    byState: await countByState(session, id),
  };
}

/** The rejected rows as found, for mending at the source; own department only, and on the ledger. */
export async function exportDirty(parts: IntakeParts, call: Call, id: string): Promise<FileAnswer> {
  const load = await visibleLoad(call, id);
  const columns = maskedColumns(load, await parts.dictionary.elements(call));
  await using session = await parts.lake.session(call.signal);
  const count = await countDirty(session, { load: id });
  await parts.ledger.recordNow(call, {
    action: "intake.export-dirty",
    object: { kind: "resource", id: load.resourceId, name: load.resourceName },
    owner: load.department,
    items: columns.map((column) => column.field),
    rows: count,
    facts: { load: load.number },
  });
  const headings = ["位置", "状态", "原因", "怎么改", ...columns.map((column) => column.name.zh)];
  const sheet = stringify({ bom: true, header: false, escape_formulas: true });
  const content = Readable.from(
    dirtyLines(
      parts,
      call,
      load.id,
      (row, line) => placeOf(load.format, load.tablePath, row, line).zh,
      columns,
      headings,
    ),
  ).pipe(sheet);
  return {
    fileName: `${load.resourceName}-退回行-第${load.number}次.csv`,
    contentType: "text/csv; charset=utf-8",
    content,
  };
}

interface ExportedRow {
  row: number;
  line: number;
  state: string;
  found: string;
  record: string | null;
  why: string | null;
  mend: string | null;
  [key: string]: string | number | null;
}

async function* dirtyLines(
  parts: IntakeParts,
  call: Call,
  load: string,
  place: (row: number, line: number) => string,
  columns: readonly { field: string }[],
  headings: string[],
): AsyncGenerator<string[]> {
  yield headings;
  await using session = await parts.lake.session(call.signal);
  const batches = session.stream<ExportedRow>(
    `select r.row, r.line, r.state, r.found, r.record, string_agg(c.text_zh, '；') as why, string_agg(c.mend_zh, '；') as mend
     from ${dirtyRows} r left join ${dirtyCells} c on c.load = r.load and c.row = r.row
     where r.load = $1 group by r.row, r.line, r.state, r.found, r.record order by r.row`,
    [load],
  );
  for await (const rows of batches) {
    for (const row of rows) {
      const found = JSON.parse(row.found) as Record<string, string | null>;
      yield [
        place(row.row, row.line),
        row.state,
        row.why ?? "",
        row.mend ?? "",
        ...columns.map((column) => found[column.field] ?? ""),
      ];
    }
  }
}
