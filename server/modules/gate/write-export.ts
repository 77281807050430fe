import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ExportFormat } from "#contract/gate";
import type { OpenFormat } from "#contract/portal";
import { type OpenPoint, positionReader } from "#contract/portal-point";
import { type Lake, type LakeColumn, name } from "#kernel/lake/lake";
import { emitRow } from "./emit.ts";
import type { PlanItem } from "./plan.ts";
import type { ServedRow, Value } from "./read-rows.ts";
import { writeWorkbook } from "./workbook.ts";

/** The column every file ends with. */
export const traceField = "trace_code";

export interface Outgoing {
  readonly projection: readonly PlanItem[];
  readonly rows: AsyncIterable<ServedRow[]>;
  /** Mark of a row by its position in the file, from 1; null where everybody gets the same file. */
  readonly mark: ((row: number) => string) | null;
  /** First sheet of a workbook: what the file is, in pairs. */
  readonly about: readonly (readonly [string, string])[];
  /** With a byte order mark, by which spreadsheets know UTF-8. */
  readonly forPeople: boolean;
  /** Where the rows lie, for GeoJSON. */
  readonly point?: OpenPoint | null;
}

/** Writes the file in flat memory and answers how many rows it holds. */
export async function writeExport(
  format: ExportFormat | OpenFormat,
  file: string,
  out: Outgoing,
  lake: Lake,
): Promise<number> {
  switch (format) {
    case "csv":
      return writeText(file, out, csvOf(namesOf(out), out.forPeople));
    case "ndjson":
      return writeText(file, out, ndjsonOf(namesOf(out)));
    case "json":
      return writeText(file, out, jsonOf(namesOf(out)));
    case "geojson":
      return writeText(file, out, geojsonOf(namesOf(out), out.point ?? null));
    case "xlsx":
      return writeXlsx(file, out);
    case "parquet":
      return writeParquet(file, out, lake);
  }
}

/** The columns of a file: what is granted, and the mark where rows carry one. */
const namesOf = ({ projection, mark }: Outgoing): string[] => [
  ...projection.map((item) => item.field),
  ...(mark === null ? [] : [traceField]),
];

interface TextForm {
  readonly head: string;
  readonly row: (values: readonly Value[]) => string;
  /** Between two rows, and behind the last. */
  readonly between?: string;
  readonly foot?: string;
}

/** The rows as they leave, masked and marked. */
async function* leaving(
  { projection, rows, mark }: Outgoing,
  count: (rows: number) => void,
): AsyncGenerator<Value[][]> {
  let at = 0;
  for await (const batch of rows) {
    yield batch.map((row) => {
      at += 1;
      const values = emitRow(projection, row);
      if (mark !== null) values.push(mark(at));
      return values;
    });
    count(at);
  }
}

async function writeText(file: string, out: Outgoing, form: TextForm): Promise<number> {
  let rowCount = 0;
  async function* text(): AsyncGenerator<string> {
    const { head, row, between = "", foot = "" } = form;
    yield head;
    let isFirst = true;
    for await (const batch of leaving(out, (rows) => (rowCount = rows))) {
      yield `${isFirst ? "" : between}${batch.map(row).join(between)}`;
      isFirst = false;
    }
    yield foot;
  }
  await pipeline(Readable.from(text()), createWriteStream(file, { mode: 0o600 }));
  return rowCount;
}

/** RFC 4180 with bare line feeds; no value is an empty field, empty text a quoted one. */
function csvOf(names: readonly string[], hasMark: boolean): TextForm {
  const field = (value: Value): string => {
    if (value === null) return "";
    const text = String(value);
    return text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const row = (values: readonly Value[]) => `${values.map(field).join(",")}\n`;
  return { head: `${hasMark ? "\uFEFF" : ""}${row(names)}`, row };
}

const objectOf = (names: readonly string[]) => {
  const starts = names.map((field) => `${JSON.stringify(field)}:`);
  return (values: readonly Value[]) =>
    `{${values.map((value, at) => `${starts[at]}${JSON.stringify(value)}`).join(",")}}`;
};

function ndjsonOf(names: readonly string[]): TextForm {
  const write = objectOf(names);
  return { head: "", row: (values) => `${write(values)}\n` };
}

/** One array, an object to a line. */
const jsonOf = (names: readonly string[]): TextForm => ({
  head: "[\n",
  row: objectOf(names),
  between: ",\n",
  foot: "\n]\n",
});

/** RFC 7946; rows without a whole point have no geometry. */
function geojsonOf(names: readonly string[], point: OpenPoint | null): TextForm {
  const write = objectOf(names);
  const positionOf = positionReader(point, names);
  const placeOf = (values: readonly Value[]): string => {
    const position = positionOf(values);
    return position === null ? "null" : `{"type":"Point","coordinates":[${position[0]},${position[1]}]}`;
  };
  return {
    head: '{"type":"FeatureCollection","features":[\n',
    row: (values) => `{"type":"Feature","geometry":${placeOf(values)},"properties":${write(values)}}`,
    between: ",\n",
    foot: "\n]}\n",
  };
}

async function writeXlsx(file: string, out: Outgoing): Promise<number> {
  let rowCount = 0;
  const output = createWriteStream(file, { mode: 0o600 });
  await once(output, "open");
  async function* about(): AsyncGenerator<(readonly Value[])[]> {
    yield out.about.map(([label, value]) => [label, value]);
  }
  async function* data(): AsyncGenerator<(readonly Value[])[]> {
    yield [namesOf(out)];
    yield* leaving(out, (rows) => (rowCount = rows));
  }
  try {
    await writeWorkbook(output, [
      { name: "数据来源", rows: about() },
      { name: "数据", rows: data() },
    ]);
  } finally {
    output.destroy();
  }
  return rowCount;
}

/** Through the lake's own reader and writer: what is masked is text, everything else keeps its type. */
async function writeParquet(file: string, out: Outgoing, lake: Lake): Promise<number> {
  const csv = `${file}.csv`;
  const table = name("standard", `leaving_${crypto.randomUUID().replaceAll("-", "")}`);
  await using session = await lake.session();
  try {
    const rowCount = await writeText(csv, out, csvOf(namesOf(out), false));
    const mark: LakeColumn = { name: traceField, type: { kind: "text" } };
    const columns = [...out.projection.map(columnOf), ...(out.mark === null ? [] : [mark])];
    await session.createFromCsv(table, {
      file: csv,
      dialect: { delimiter: ",", quote: '"', escape: '"', skipLines: 1, lineEnd: "\n" },
      columns,
    });
    const fields = columns.map((column) => `t.${name(column.name)}`).join(", ");
    await session.exportTo(file, "parquet", `select ${fields} from ${table} t`);
    return rowCount;
  } finally {
    await session.write(`drop table if exists ${table}`);
    await rm(csv, { force: true });
  }
}

function columnOf({ field, type, isMasked, mask }: PlanItem): LakeColumn {
  const isText = isMasked || mask !== null;
  if (isText || type.kind === "decimal")
    return isText
      ? { name: field, type: { kind: "text" } }
      : { name: field, type: { kind: "decimal", precision: type.precision ?? 18, scale: type.scale ?? 4 } };
  return { name: field, type: { kind: type.kind } };
}

export async function factsOfFile(file: string): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return { sizeBytes: (await stat(file)).size, sha256: hash.digest("hex") };
}
