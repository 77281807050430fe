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

interface Found {
  readonly rows: number;
  /** Values of the rows themselves: what is chosen where nobody chooses. */
  readonly cells: number;
  readonly isWords: boolean;
}

type Note = (path: string, rows: number, cells: number, isWords?: boolean) => void;

/** Everything in the documents that could be a table, the one that holds most of the values first. */
export function findTables(documents: readonly unknown[]): JsonTable[] {
  const found = new Map<string, Found>();
  const note: Note = (path, rows, cells, isWords = false) => {
    const before = found.get(path) ?? { rows: 0, cells: 0, isWords };
    found.set(path, { rows: before.rows + rows, cells: before.cells + cells, isWords });
  };
  for (const [index, value] of documents.entries())
    explore(value as Json, documents.length > 1 ? `$${index + 1}` : "$", note);
  const whole = joinCovered(found);
  const weights = new Map([...whole].map(([path, table]) => [path, weightOf(path, table, whole)]));
  return [...whole]
    .toSorted(([a], [b]) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0) || a.length - b.length)
    .map(([path, { rows }]) => ({ path, rowCount: rows }));
}

/** `$.*.*[*]` reads every member, so what was found under one member's own name is part of it. */
function joinCovered(found: ReadonlyMap<string, Found>): Map<string, Found> {
  const joined = new Map(found);
  for (const [path, table] of found) {
    const cover = [...found.keys()].find((other) => other !== path && covers(other, path));
    const wider = cover === undefined ? undefined : joined.get(cover);
    if (cover === undefined || !wider) continue;
    joined.set(cover, { ...wider, rows: wider.rows + table.rows, cells: wider.cells + table.cells });
    joined.delete(path);
  }
  return joined;
}

function covers(wide: string, narrow: string): boolean {
  const [a, b] = [parsePath(wide), parsePath(narrow)];
  return (
    documentOf(wide) === documentOf(narrow) &&
    a.length === b.length &&
    a.some((step) => step.kind === "entries") &&
    a.every((step, index) => {
      const other = b[index];
      if (step.kind === "entries") return other?.kind === "entries" || other?.kind === "member";
      return (
        step.kind === other?.kind && (step.kind !== "member" || (other.kind === "member" && step.name === other.name))
      );
    })
  );
}

const documentOf = (path: string): string => /^\$\d*/.exec(path)?.[0] ?? "$";

/** A list of bare words counts for less than the record it stands in, and for little where the record has several. */
const wordWeight = 0.5;
const severalWordsWeight = 0.01;

function weightOf(path: string, { cells, isWords }: Found, all: ReadonlyMap<string, Found>): number {
  if (!isWords) return cells;
  const parent = parentOf(path);
  const lists = [...all].filter(([other, table]) => table.isWords && parentOf(other) === parent).length;
  return cells * (lists > 1 && all.has(parent) ? severalWordsWeight : wordWeight);
}

/** `$[*]` for `$[*].themes[*]`. */
const parentOf = (path: string): string => path.replace(/(\.[^.[]+)?\[\*\]$/, "");

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
    note(path, list.length, list.length, true);
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
