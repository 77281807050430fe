import type { Load } from "#contract/intake";
import { type Call, mayTouch } from "#kernel/call";
import { problem } from "#kernel/problem";
import { type Element, maskValue } from "#dictionary";
import { cleaningTexts } from "./cleaning.ts";
import { findLoad } from "./load-store.ts";
import { intakeRoles, type IntakeParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { findFile, type LoadRow } from "./store.ts";

/** @throws Problem intake.load-not-found */
export async function visibleLoad(call: Call, id: string): Promise<LoadRow> {
  const load = await findLoad(call.db, id);
  if (!load || !mayTouch(call.actor, load.department)) throw problem(problems["load-not-found"], { id });
  return load;
}

export async function loadView(parts: IntakeParts, call: Call, row: LoadRow): Promise<Load> {
  const departments = await parts.registry.departments(call);
  const elements = await parts.dictionary.elements(call);
  const file = row.fileId === null ? undefined : await findFile(call.db, row.fileId);
  const isCounted = row.rowsRead !== null && row.rowsLoaded !== null && row.rowsRejected !== null;
  const mayWork = mayTouch(call.actor, row.department) && intakeRoles.some((role) => call.actor.roles.includes(role));
  return {
    id: row.id,
    number: row.number,
    resourceId: row.resourceId,
    resourceName: row.resourceName,
    department: row.department,
    departmentName: departments.get(row.department)?.name ?? row.department,
    sourceId: row.sourceId,
    fileName: file?.name ?? null,
    table: row.tablePath,
    format: row.format,
    encoding: row.encoding,
    state: row.state,
    jobId: row.jobId,
    rowsRead: row.rowsRead,
    rowsLoaded: row.rowsLoaded,
    rowsRejected: row.rowsRejected,
    sourceCount: row.sourceCount,
    isReconciled: isCounted
      ? row.rowsRead === row.sourceCount && row.rowsRead === (row.rowsLoaded ?? 0) + (row.rowsRejected ?? 0)
      : null,
    dirtyOpen: row.dirtyOpen,
    cleaning: cleaningView(row, elements),
    columns: row.columns,
    sha256: row.sha256,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    startedBy: row.startedBy,
    entry: row.entry,
    problem: row.problem,
    may: {
      retry: mayWork && row.dirtyOpen > 0,
      mend: mayWork && row.dirtyOpen > 0,
      exportDirty: mayWork && (row.rowsRejected ?? 0) > 0,
    },
  };
}

function cleaningView(row: LoadRow, elements: ReadonlyMap<string, Element>): Load["cleaning"] {
  const columns = new Map(row.columns.map((column) => [column.field, column]));
  return row.cleaning.map((count) => {
    const column = columns.get(count.column);
    const element = column?.element ? elements.get(column.element) : undefined;
    const show = (value: string) => (element?.mask ? maskValue(element.mask, value) : value);
    return {
      column: count.column,
      columnName: column?.name ?? { zh: count.column, en: count.column },
      kind: count.kind,
      text: cleaningTexts[count.kind],
      count: count.count,
      examples: count.examples.map((example) => ({
        row: example.row,
        before: show(example.before),
        after: show(example.after),
      })),
    };
  });
}
