import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ExportFormat } from "#contract/gate";
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
  /** Mark of a row by its position in the file, from 1. */
  readonly mark: (row: number) => string;
  /** First sheet of a workbook: what the file is, in pairs. */
  readonly about: readonly (readonly [string, string])[];
  /** With a byte order mark, by which spreadsheets know UTF-8. */
  readonly forPeople: boolean;
}

/** Writes the file in flat memory and answers how many rows it holds. */
export async function writeExport(format: ExportFormat, file: string, out: Outgoing, lake: Lake): Promise<number> {
  switch (format) {
    case "csv":
      return writeText(file, out, csvOf(out.projection, out.forPeople));
    case "ndjson":
      return writeText(file, out, ndjsonOf(out.projection));
    case "xlsx":
      return writeXlsx(file, out);
    case "parquet":
      return writeParquet(file, out, lake);
  }
}

interface TextForm {
  readonly head: string;
  readonly row: (values: readonly Value[]) => string;
}

/** The rows as they leave, masked and marked. */
async function* leaving(
  { projection, rows, mark }: Outgoing,
  count: (rows: number) => void,
): AsyncGenerator<Value[][]> {
  let at = 0;
  for await (const batch of rows) {
    yield batch.map((row) => [...emitRow(projection, row), mark((at += 1))]);
    count(at);
  }
}

async function writeText(file: string, out: Outgoing, form: TextForm): Promise<number> {
  let rowCount = 0;
  async function* text(): AsyncGenerator<string> {
    yield form.head;
    for await (const batch of leaving(out, (rows) => (rowCount = rows))) yield batch.map(form.row).join("");
  }
  await pipeline(Readable.from(text()), createWriteStream(file, { mode: 0o600 }));
  return rowCount;
}

/** RFC 4180 with bare line feeds; no value is an empty field, empty text a quoted one. */
function csvOf(projection: readonly PlanItem[], hasMark: boolean): TextForm {
  const field = (value: Value): string => {
    if (value === null) return "";
    const text = String(value);
    return text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const row = (values: readonly Value[]) => `${values.map(field).join(",")}\n`;
  const names = [...projection.map((item) => item.field), traceField];
  return { head: `${hasMark ? "\uFEFF" : ""}${row(names)}`, row };
}

function ndjsonOf(projection: readonly PlanItem[]): TextForm {
  const names = [...projection.map((item) => item.field), traceField].map((field) => JSON.stringify(field));
  return {
    head: "",
    row: (values) => `{${values.map((value, at) => `${names[at]}:${JSON.stringify(value)}`).join(",")}}\n`,
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
    yield [[...out.projection.map((item) => item.field), traceField]];
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
    const rowCount = await writeText(csv, out, csvOf(out.projection, false));
    const columns = [
      ...out.projection.map(columnOf),
      { name: traceField, type: { kind: "text" } } satisfies LakeColumn,
    ];
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
