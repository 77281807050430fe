import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import type { ElementFields } from "#contract/dictionary";
import type { Bilingual } from "#contract/text";
import { problem } from "#kernel/problem";
import { cleanValue } from "./clean-value.ts";
import type { Element } from "./door.ts";
import { problems } from "./problems.ts";
import { fieldsOf } from "./view.ts";

export type FileFormat = "csv" | "json";

/** What a row of the file says; only what it says, so that a missing column leaves an element as it is. */
export interface FileRow {
  /** As a spreadsheet counts: the headings are row 1. In JSON the position, from 1. */
  readonly row: number;
  /** Null where the element is to be found by its field, or is new. */
  readonly id: string | null;
  /** In the shape of `ElementEdit`, not parsed yet. */
  readonly edit: Readonly<Record<string, unknown>>;
  readonly faults: readonly RowFault[];
}

export interface RowFault {
  readonly column: string | null;
  readonly reason: Bilingual;
}

type Cell = string | number | boolean | null | readonly string[];

interface Column {
  readonly name: string;
  /** Where it stands in `ElementFields`. */
  readonly path: readonly [string] | readonly [string, string];
  readonly kind: "text" | "optional" | "integer" | "boolean" | "list";
}

const column = (name: string, path: Column["path"], kind: Column["kind"] = "text"): Column => ({ name, path, kind });

/** The columns of the CSV form, in order. */
const columns: readonly Column[] = [
  column("field", ["field"]),
  column("name_zh", ["name", "zh"]),
  column("name_en", ["name", "en"]),
  column("definition_zh", ["definition", "zh"]),
  column("definition_en", ["definition", "en"]),
  column("category", ["category"]),
  column("kind", ["type", "kind"]),
  column("max_length", ["type", "maxLength"], "integer"),
  column("precision", ["type", "precision"], "integer"),
  column("scale", ["type", "scale"], "integer"),
  column("code_set", ["codeSet"], "optional"),
  column("check", ["check"], "optional"),
  column("mask", ["mask"], "optional"),
  column("grade", ["grade"]),
  column("is_personal", ["isPersonal"], "boolean"),
  column("is_sensitive_personal", ["isSensitivePersonal"], "boolean"),
  column("unit", ["unit"], "optional"),
  column("synonyms", ["synonyms"], "list"),
  column("standard", ["standard"]),
  column("status", ["status"]),
];

/** The heading a pointer into `ElementEdit` (`/type/maxLength`) belongs to. */
export const columnOf = (pointer: string): string | null =>
  columns.find(({ path }) => pointer === `/${path.join("/")}` || pointer.startsWith(`/${path.join("/")}/`))?.name ??
  columns.find(({ path }) => pointer === `/${path[0]}`)?.name ??
  null;

export function writeElements(format: FileFormat, elements: readonly Element[]): string {
  if (format === "json") {
    const rows = elements.map((element) => ({ id: element.id, ...fieldsOf(element), status: element.status }));
    return `${JSON.stringify(rows, null, 2)}\n`;
  }
  const rows = elements.map((element) => {
    const source = { ...fieldsOf(element), status: element.status };
    return [element.id, ...columns.map((place) => guarded(textOf(valueAt(source, place.path))))];
  });
  // Spreadsheets take a file for UTF-8 only where it begins with the mark.
  return stringify([["id", ...columns.map(({ name }) => name)], ...rows], { bom: true, record_delimiter: "\r\n" });
}

function valueAt(source: ElementFields & { status: string }, [first, second]: Column["path"]): Cell {
  const outer = (source as Readonly<Record<string, unknown>>)[first];
  return (second === undefined ? outer : (outer as Readonly<Record<string, unknown>>)[second]) as Cell;
}

function textOf(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "object") return cell.map((word) => word.replaceAll(/[\\|]/g, String.raw`\$&`)).join("|");
  return String(cell);
}

/** A spreadsheet would take these for formulas and run them; an apostrophe in front makes them text. */
const guarded = (text: string): string => (/^[=+\-@\t\r']/.test(text) ? `'${text}` : text);
const unguarded = (text: string): string => (/^'[=+\-@\t\r']/.test(text) ? text.slice(1) : text);

/** @throws Problem dictionary.import-unreadable where the file as a whole is not of the format */
export function readElements(format: FileFormat, content: string): FileRow[] {
  return format === "json" ? readJson(content) : readCsv(content);
}

function readJson(content: string): FileRow[] {
  const parsed = parseJson(content.replace(/^\uFEFF/, ""));
  if (!Array.isArray(parsed)) throw unreadable("最外层应为数组 (the outermost value must be an array)");
  return parsed.map((value: unknown, index) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      const reason = { zh: "应为一个对象。", en: "It must be an object." };
      return { row: index + 1, id: null, edit: {}, faults: [{ column: null, reason }] };
    }
    const { id, ...edit } = value as Readonly<Record<string, unknown>>;
    return { row: index + 1, id: typeof id === "string" && id !== "" ? id : null, edit, faults: [] };
  });
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
}

function readCsv(content: string): FileRow[] {
  const [headings = [], ...records] = parseCsv(content);
  const places = headings.map((heading) => heading.trim().toLowerCase());
  const known = new Set(["id", ...columns.map(({ name }) => name)]);
  if (!places.includes("field") && !places.includes("id"))
    throw unreadable("第一行没有列名 id 或 field (no heading id or field)");
  const stranger = places.find((heading) => !known.has(heading));
  if (stranger !== undefined) throw unreadable(`不认识的列名 ${stranger} (unknown heading ${stranger})`);
  return records.map((record, index) => rowOf(record, places, index + 2));
}

function parseCsv(content: string): string[][] {
  try {
    return parse(content, { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
}

const unreadable = (reason: string) => problem(problems["import-unreadable"], { reason });

function rowOf(record: readonly string[], places: readonly string[], row: number): FileRow {
  if (record.length !== places.length) {
    const reason = {
      zh: `有 ${record.length} 格，列名有 ${places.length} 个。多半是少了引号或逗号。`,
      en: `It has ${record.length} cells for ${places.length} headings; a quote or comma is probably missing.`,
    };
    return { row, id: null, edit: {}, faults: [{ column: null, reason }] };
  }
  const faults: RowFault[] = [];
  const edit: Record<string, unknown> = {};
  for (const place of columns) {
    const at = places.indexOf(place.name);
    if (at === -1) continue;
    const read = readCell(place, unguarded(record[at] ?? ""));
    if ("reason" in read) faults.push({ column: place.name, reason: read.reason });
    else put(edit, place.path, read.value);
  }
  const id = (record[places.indexOf("id")] ?? "").trim();
  return { row, id: id === "" ? null : id, edit, faults };
}

function put(edit: Record<string, unknown>, [first, second]: Column["path"], value: unknown): void {
  if (second === undefined) edit[first] = value;
  else edit[first] = { ...(edit[first] as Readonly<Record<string, unknown>> | undefined), [second]: value };
}

const plainType = { maxLength: null, precision: null, scale: null };
const noHint = { check: null, codes: null, unit: null };

function readCell({ kind }: Column, text: string): { value: unknown } | { reason: Bilingual } {
  switch (kind) {
    case "text":
      return { value: text };
    case "optional":
      return { value: text === "" ? null : text };
    case "list":
      return { value: text === "" ? [] : splitList(text) };
    case "integer":
    case "boolean": {
      const cleaned = cleanValue(text, { kind, ...plainType }, noHint);
      if (!cleaned.ok)
        return { reason: { zh: cleaned.text.zh + cleaned.mend.zh, en: `${cleaned.text.en} ${cleaned.mend.en}` } };
      if (kind === "boolean") return { value: cleaned.value === "true" };
      return { value: cleaned.value === null ? null : Number(cleaned.value) };
    }
  }
}

/** Words between bars; `\|` is a bar and `\\` a backslash inside a word. */
function splitList(text: string): string[] {
  return (text.match(/(?:\\.|[^\\|])+/gs) ?? []).map((word) => word.replaceAll(/\\(.)/gs, "$1"));
}
