import type { RowCondition } from "#contract/gate";
import type { PublicDataset, PublicField } from "#contract/portal";
import type { RowsFrom } from "#portal";
import type { Call } from "#kernel/call";
import { stringify } from "csv-stringify/sync";
import { Problem } from "#kernel/problem";
import { datasetsOfFile, idOfFile } from "../derived-id.ts";
import { everyDataset } from "../everything.ts";
import type { DoorsParts } from "../parts.ts";
import { type Arguments, listIn, neededText, numberIn, objectIn, textIn, truthIn } from "./arguments.ts";
import { invalid, notFound } from "./errors.ts";

const mostRows = 32_000;

/** PostgreSQL's names, as the DataStore tells them. */
const typeNames: Readonly<Record<PublicField["type"]["kind"], string>> = {
  text: "text",
  integer: "int8",
  decimal: "numeric",
  number: "float8",
  date: "date",
  datetime: "timestamp",
  time: "time",
  boolean: "bool",
};

/** By a resource's id, or by the dataset's id or name as an alias. @throws CkanError Not Found Error */
export async function datasetOf(call: Call, { portal }: DoorsParts, key: string): Promise<PublicDataset> {
  for (const candidate of [key, ...datasetsOfFile(key).map(({ datasetId }) => datasetId)]) {
    const set = await portal.get(call, candidate).catch(absentAsNull);
    if (set) return set;
  }
  throw notFound(`Resource "${key.slice(0, 120)}" was not found.`);
}

export function absentAsNull(error: unknown): null {
  if (error instanceof Problem && error.definition.status === 404) return null;
  throw error;
}

/**
 * `datastore_search`: rows through the gate, under the dataset's open grant.
 *
 * @throws CkanError Not Found Error, Validation Error
 */
export async function datastoreSearch(call: Call, parts: DoorsParts, given: Arguments, from: RowsFrom) {
  const key = neededText(given, "resource_id", "id");
  if (key === "_table_metadata") return tableMetadata(call, parts);
  const set = await datasetOf(call, parts, key);
  if (set.rowsPath === null) throw notFound(`Resource "${key}" has no rows that are open to everybody.`);
  if (truthIn(given, "distinct", false)) throw invalid({ distinct: "Not supported" });
  const limit = numberIn(given, "limit", { most: mostRows, otherwise: 100 });
  const offset = numberIn(given, "offset", { most: 10_000_000, otherwise: 0 });
  const wanted = listIn(given, "fields");
  const fields =
    wanted.length === 0
      ? set.fields
      : wanted.flatMap((name) => (name === "_id" ? [] : [fieldNamed(set, name, "fields")]));
  const { text, filters } = questionOf(set, given);
  const answer = await parts.portal.rows(
    call,
    {
      code: set.code,
      fields: fields.map(({ field }) => field),
      filters: [...filtersOf(set, objectIn(given, "filters")), ...filters],
      ...(text === "" ? {} : { text }),
      sort: sortOf(set, textIn(given, "sort")),
      limit,
      offset,
    },
    from,
  );
  const isNumbered = wanted.length === 0 || wanted.includes("_id");
  const rows = answer.items.map((row, index) => ({ ...(isNumbered ? { _id: offset + index + 1 } : {}), ...row }));
  const columns = [...(isNumbered ? [{ id: "_id", type: "int" }] : []), ...fields.map(columnOf)];
  const format = textIn(given, "records_format") || "objects";
  return {
    include_total: truthIn(given, "include_total", true),
    limit,
    offset,
    resource_id: key,
    fields: columns,
    records_format: format,
    records: recordsAs(format, columns, rows),
    filters: objectIn(given, "filters") ?? {},
    total: answer.total,
    total_was_estimated: false,
    _links: {
      start: "/api/3/action/datastore_search",
      next: `/api/3/action/datastore_search?offset=${offset + limit}`,
    },
  };
}

const columnOf = ({ field, type, name }: PublicField) => ({
  id: field,
  type: typeNames[type.kind],
  info: { label: name.zh, notes: name.en },
});

type Row = Readonly<Record<string, unknown>>;

function recordsAs(format: string, columns: readonly { readonly id: string }[], rows: readonly Row[]): unknown {
  const lists = () => rows.map((row) => columns.map(({ id }) => row[id] ?? null));
  switch (format) {
    case "objects":
      return rows;
    case "lists":
      return lists();
    case "csv":
      return stringify(lists().map((list) => list.map(cellOf)));
    case "tsv":
      return stringify(
        lists().map((list) => list.map(cellOf)),
        { delimiter: "\t" },
      );
    default:
      throw invalid({ records_format: "Must be one of objects, lists, csv, tsv" });
  }
}

const cellOf = (value: unknown): string =>
  value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);

/** @throws CkanError Validation Error for a column that is not given out */
function fieldNamed(set: PublicDataset, name: string, where: string): PublicField {
  const field = set.fields.find((one) => one.field === name) ?? set.fields.find((one) => one.name.zh === name);
  if (!field) throw invalid({ [where]: `field "${name}" not in table` });
  return field;
}

/** `{column: value}` or `{column: [values]}`. */
function filtersOf(set: PublicDataset, filters: Row | null): RowCondition[] {
  return Object.entries(filters ?? {}).map(([name, value]): RowCondition => {
    const item = fieldNamed(set, name, "filters").field;
    if (value === null) return { item, op: "is-null" };
    if (Array.isArray(value)) {
      if (value.length === 0 || value.length > 1000) throw invalid({ filters: "1 to 1000 values" });
      return { item, op: "in", values: value.map((one) => plainValue(one)) };
    }
    return { item, op: "=", value: plainValue(value) };
  });
}

function plainValue(value: unknown): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  throw invalid({ filters: "Values are texts, numbers or truth values" });
}

/** A text is looked for in any column; of `{column: text}` the column begins with it. */
function questionOf(set: PublicDataset, given: Arguments): { text: string; filters: RowCondition[] } {
  const { q } = given;
  const isObject = typeof q === "object" || (typeof q === "string" && q.trimStart().startsWith("{"));
  if (!isObject) return { text: textIn(given, "q"), filters: [] };
  const filters = Object.entries(objectIn(given, "q") ?? {}).map(([name, value]): RowCondition => {
    return { item: fieldNamed(set, name, "q").field, op: "starts-with", value: plainValue(value).replace(/:\*$/, "") };
  });
  return { text: "", filters };
}

/** `a desc, b`. */
function sortOf(set: PublicDataset, sort: string): { field: string; down: boolean }[] {
  return sort
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .flatMap((part) => {
      const match = /^"?([^"]+?)"?(?:\s+(asc|desc))?(?:\s+nulls\s+(?:first|last))?$/i.exec(part);
      if (!match) throw invalid({ sort: `cannot be read: ${part}` });
      const [, name = "", direction = "asc"] = match;
      // Rows come in one order; its number is the place in it.
      return name === "_id"
        ? []
        : [{ field: fieldNamed(set, name, "sort").field, down: direction.toLowerCase() === "desc" }];
    });
}

/** What tables there are, as `_table_metadata` lists them. */
async function tableMetadata(call: Call, parts: DoorsParts) {
  const records: Record<string, unknown>[] = [];
  for await (const set of everyDataset(call, parts))
    if (set.rowsPath !== null)
      records.push({ _id: records.length + 1, name: idOfFile(set.id, "csv"), alias_of: null, oid: records.length + 1 });
  const fields = [
    { id: "_id", type: "text" },
    { id: "name", type: "name" },
    { id: "oid", type: "oid" },
    { id: "alias_of", type: "name" },
  ];
  return { resource_id: "_table_metadata", fields, records, total: records.length, limit: records.length, offset: 0 };
}

/** `datastore_info`: columns with their titles, and how many rows there are. */
export async function datastoreInfo(call: Call, parts: DoorsParts, given: Arguments) {
  const key = neededText(given, "id", "resource_id");
  const set = await datasetOf(call, parts, key);
  if (set.rowsPath === null) throw notFound(`Resource "${key}" has no rows that are open to everybody.`);
  return {
    meta: { id: idOfFile(set.id, "csv"), count: set.rowCount, table_type: "BASE TABLE", aliases: [set.code, set.id] },
    fields: set.fields.map((field) => ({
      ...columnOf(field),
      schema: {
        native_type: typeNames[field.type.kind],
        notnull: field.isKey,
        is_index: field.isKey,
        uniquekey: false,
      },
    })),
    aliases: [set.code, set.id],
  };
}
