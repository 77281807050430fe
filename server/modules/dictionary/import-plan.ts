import { isDeepStrictEqual } from "node:util";
import { dictionaryRoutes, type ElementEdit, type ElementFields } from "#contract/dictionary";
import { parseRequest } from "#kernel/http/parse";
import { type FieldFault, Problem } from "#kernel/problem";
import type { Element } from "./door.ts";
import { columnOf, type FileRow, type RowFault } from "./element-file.ts";
import { faultsOfElement } from "./element-rules.ts";
import { fieldsOf } from "./view.ts";

export interface Rejected extends RowFault {
  readonly row: number;
}

export interface ImportPlan {
  /** In the order of the file; `id` is null where a number is to be given. */
  readonly writes: readonly PlannedWrite[];
  readonly unchanged: number;
  readonly rejected: readonly Rejected[];
}

export interface PlannedWrite {
  readonly kind: "create" | "update";
  readonly id: string | null;
  readonly fields: ElementFields;
  readonly status: Element["status"];
}

/** Numbers below belong to the shipped pack, of this release or a later one. */
const firstLocalNumber = 10_001;

/** Decides row by row what an import does; each row sees the rows before it. A row that is wrong in any part changes nothing. */
export function planImport(
  rows: readonly FileRow[],
  stored: readonly Element[],
  codeSets: ReadonlySet<string>,
): ImportPlan {
  const byId = new Map(stored.map((element) => [element.id, element]));
  const holders = new Map(stored.filter((element) => element.status === "active").map(({ field, id }) => [field, id]));
  const seen = new Set<string>();
  const writes: PlannedWrite[] = [];
  const rejected: Rejected[] = [];
  let unchanged = 0;
  for (const row of rows) {
    const reject = (faults: readonly RowFault[]) =>
      void rejected.push(...faults.map((fault) => ({ row: row.row, ...fault })));
    if (row.faults.length > 0) {
      reject(row.faults);
      continue;
    }
    const known = byId.get(row.id ?? holders.get(fieldIn(row)) ?? "");
    const read = readRow(row, known);
    if ("faults" in read) {
      reject(read.faults);
      continue;
    }
    const { fields, status } = read;
    const key = known?.id ?? row.id ?? `new ${fields.field}`;
    const faults = [
      ...faultsOfElement(fields, codeSets).map(toRowFault),
      ...faultsOfPlace(row, fields, status, { known, key, holders, seen }),
    ];
    if (faults.length > 0) {
      reject(faults);
      continue;
    }
    seen.add(key);
    if (known && known.status === "active") holders.delete(known.field);
    if (status === "active") holders.set(fields.field, key);
    if (known && known.status === status && isDeepStrictEqual(fieldsOf(known), fields)) unchanged += 1;
    else writes.push({ kind: known ? "update" : "create", id: known?.id ?? row.id, fields, status });
  }
  return { writes, unchanged, rejected };
}

const fieldIn = (row: FileRow): string => (typeof row.edit["field"] === "string" ? row.edit["field"] : "");

type ReadRow = { readonly fields: ElementFields; readonly status: Element["status"] } | { readonly faults: RowFault[] };

/** The whole element a row leads to: what it says, over what is known, over what the contract assumes. */
function readRow(row: FileRow, known: Element | undefined): ReadRow {
  try {
    if (known) {
      const raw = { params: { id: known.id }, query: undefined, body: withKnownParts(row.edit, known) };
      const { status = known.status, ...sent } = parseRequest(dictionaryRoutes.editElement, raw).body as ElementEdit;
      return { fields: { ...fieldsOf(known), ...sent }, status };
    }
    const { status = "active", ...fields } = row.edit;
    const raw = { params: undefined, query: undefined, body: fields };
    const parsed = parseRequest(dictionaryRoutes.createElement, raw).body as ElementFields;
    if (status !== "active" && status !== "retired") return { faults: [unknownStatus] };
    return { fields: parsed, status };
  } catch (error) {
    if (error instanceof Problem) return { faults: error.faults.map(toRowFault) };
    throw error;
  }
}

/** A file that has the Chinese name only leaves the English one as it is. */
function withKnownParts(edit: FileRow["edit"], known: Element): Record<string, unknown> {
  const parts = { name: known.name, definition: known.definition, type: known.type };
  const filled = Object.entries(parts)
    .filter(([key]) => typeof edit[key] === "object" && edit[key] !== null)
    .map(([key, part]) => [key, { ...part, ...(edit[key] as Readonly<Record<string, unknown>>) }]);
  return { ...edit, ...Object.fromEntries(filled) };
}

const unknownStatus: RowFault = {
  column: "status",
  reason: { zh: "状态应为 active 或 retired。", en: "The status is active or retired." },
};

const toRowFault = (fault: FieldFault): RowFault => ({
  column: columnOf(fault.pointer),
  reason: { zh: fault.zh, en: fault.en },
});

interface Place {
  readonly known: Element | undefined;
  readonly key: string;
  readonly holders: ReadonlyMap<string, string>;
  readonly seen: ReadonlySet<string>;
}

/** What speaks against the row because of the other elements: rows before it, and those in the hub. */
function faultsOfPlace(row: FileRow, fields: ElementFields, status: Element["status"], place: Place): RowFault[] {
  const { known, key, holders, seen } = place;
  if (seen.has(key)) {
    return [{ column: "id", reason: { zh: `前面已有一行写了 ${key}。`, en: `An earlier row is about ${key} too.` } }];
  }
  if (!known && row.id !== null) {
    const number = Number(/^DE-(\d{5,9})$/.exec(row.id)?.[1] ?? 0);
    if (number < firstLocalNumber) {
      const reason = {
        zh: `没有编号为 ${row.id} 的数据元；新数据元的编号留空，由系统给出。`,
        en: `There is no element ${row.id}; leave the id of a new element empty.`,
      };
      return [{ column: "id", reason }];
    }
  }
  const holder = holders.get(fields.field);
  if (status !== "active" || holder === undefined || holder === known?.id) return [];
  const reason = { zh: `字段名已用于 ${holder}。`, en: `The field name belongs to ${holder}.` };
  return [{ column: "field", reason }];
}
