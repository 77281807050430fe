/**
 * Tables inside JSON. A path is `$` for the document, `.name` for a member, `[*]` for the elements of an array and `.*`
 * for the members of an object whose keys are data (codes, names), not names of fields.
 */
export interface JsonTable {
  readonly path: string;
  readonly rowCount: number;
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Step =
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "elements" }
  | { readonly kind: "entries" };

/** One row, flat. Columns of records around it come first, named `outer.column`. */
export type JsonRow = Map<string, string | null>;

const deepestMember = 3;

type Note = (path: string, rows: number, cells: number) => void;

/** Everything in the documents that could be a table, the one that holds most of the values first. */
export function findTables(documents: readonly unknown[]): JsonTable[] {
  const found = new Map<string, { rows: number; cells: number }>();
  const note: Note = (path, rows, cells) => {
    const before = found.get(path) ?? { rows: 0, cells: 0 };
    found.set(path, { rows: before.rows + rows, cells: before.cells + cells });
  };
  for (const [index, value] of documents.entries())
    explore(value as Json, documents.length > 1 ? `$${index + 1}` : "$", note);
  const tables = [...found].toSorted(([a, left], [b, right]) => right.cells - left.cells || a.length - b.length);
  return tables.map(([path, { rows }]) => ({ path, rowCount: rows }));
}

/** A list of bare words counts for less than the record it stands in. */
const wordWeight = 0.5;

function explore(value: Json, path: string, note: Note): void {
  if (Array.isArray(value)) {
    exploreList(value, `${path}[*]`, note);
    return;
  }
  if (!isRecord(value)) return;
  if (!isMap(value)) {
    exploreMembers(value, path, note);
    return;
  }
  const members = Object.values(value);
  note(
    `${path}.*`,
    members.length,
    members.reduce<number>(
      (sum, member) => sum + (isRecord(member) ? scalarCount(member) : isScalar(member) ? 1 : 0),
      0,
    ),
  );
  for (const member of members) explore(member, `${path}.*`, note);
}

function exploreList(list: readonly Json[], path: string, note: Note): void {
  const records = list.filter(isRecord);
  if (records.length > 0)
    note(
      path,
      list.length,
      records.reduce((sum, record) => sum + scalarCount(record), 0),
    );
  // Lists of numbers are coordinates and the like: part of a value.
  else if (list.length > 0 && list.every((element) => typeof element === "string"))
    note(path, list.length, list.length * wordWeight);
  for (const record of records) exploreMembers(record, path, note);
}

function exploreMembers(record: { [key: string]: Json }, path: string, note: Note): void {
  for (const [name, member] of Object.entries(record)) if (!isScalar(member)) explore(member, `${path}.${name}`, note);
}

const isScalar = (value: Json): boolean => typeof value !== "object" || value === null;
const scalarCount = (record: { [key: string]: Json }): number => Object.values(record).filter(isScalar).length;

const isRecord = (value: Json): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An object is a map where it has several keys that are no field names and members of one make. */
function isMap(record: { [key: string]: Json }): boolean {
  const keys = Object.keys(record);
  if (keys.length < 3) return false;
  const makes = new Set(
    Object.values(record).map((member) => (Array.isArray(member) ? "list" : member === null ? "null" : typeof member)),
  );
  const areFieldNames = keys.every((key) => /^[A-Za-z_@$][\w:@$-]*$/.test(key)) && keys.length < 100;
  return makes.size === 1 && !areFieldNames;
}

/** Rows of one table, in the order of the file. */
export function* rowsOf(documents: readonly unknown[], path: string): Generator<JsonRow> {
  const match = /^\$(\d*)/.exec(path);
  const chosen = match?.[1] ? documents.slice(Number(match[1]) - 1, Number(match[1])) : documents;
  const steps = parsePath(path.slice(match?.[0].length ?? 1));
  for (const value of chosen) yield* walk(value as Json, steps, "", new Map());
}

function parsePath(path: string): Step[] {
  const parts = path.match(/\[\*\]|\.\*(?=[.[]|$)|\.[^.[]+/g) ?? [];
  return parts.map((part) => {
    if (part === "[*]") return { kind: "elements" };
    return part === ".*" ? { kind: "entries" } : { kind: "member", name: part.slice(1) };
  });
}

function* walk(value: Json, steps: readonly Step[], label: string, around: JsonRow): Generator<JsonRow> {
  const [step, ...rest] = steps;
  if (!step) {
    yield rowOf(value, around);
    return;
  }
  if (step.kind === "member") {
    if (isRecord(value) && step.name in value) yield* walk(value[step.name] ?? null, rest, step.name, around);
    return;
  }
  const entries: [string | null, Json][] =
    step.kind === "elements"
      ? Array.isArray(value)
        ? value.map((element) => [null, element])
        : []
      : isRecord(value)
        ? Object.entries(value)
        : [];
  for (const [key, member] of entries) {
    const outer = new Map(around);
    if (key !== null) outer.set(freeName(around, "key"), key);
    // What stands around the rows is known to each of them; the innermost record is the row itself.
    if (rest.length > 0 && isRecord(member)) addScalars(outer, member, label);
    yield* walk(member, rest, label, outer);
  }
}

function addScalars(row: JsonRow, record: { [key: string]: Json }, label: string): void {
  for (const [name, member] of Object.entries(record)) {
    if (typeof member === "object" && member !== null) continue;
    row.set(label === "" ? name : `${label}.${name}`, scalarText(member));
  }
}

/** A value as a row: members of a record, or the one column `value`. */
export function rowOf(value: Json, around: JsonRow = new Map()): JsonRow {
  const row: JsonRow = new Map(around);
  if (isRecord(value)) addMembers(row, value, "", 1);
  else row.set(freeName(around, "value"), Array.isArray(value) ? JSON.stringify(value) : scalarText(value));
  return row;
}

function addMembers(row: JsonRow, record: { [key: string]: Json }, prefix: string, depth: number): void {
  for (const [name, member] of Object.entries(record)) {
    const column = prefix + name;
    if (isRecord(member) && depth < deepestMember && Object.keys(member).length > 0)
      addMembers(row, member, `${column}.`, depth + 1);
    else row.set(column, typeof member === "object" && member !== null ? JSON.stringify(member) : scalarText(member));
  }
}

const scalarText = (value: null | boolean | number | string): string | null => (value === null ? null : String(value));

function freeName(row: JsonRow, wanted: string): string {
  let name = wanted;
  for (let number = 2; row.has(name); number += 1) name = `${wanted}_${number}`;
  return name;
}
