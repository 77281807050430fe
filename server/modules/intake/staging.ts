import { rm } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { type CsvReject, csvColumns, type LakeSession, name } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import type { Bilingual } from "#contract/text";
import type { DirtyCell, NewDirtyRow } from "./dirty-store.ts";
import type { LoadPlan } from "./plan.ts";
import { problems } from "./problems.ts";
import { type CsvCensus, placeRecords, scanCsv } from "./readers/csv-scan.ts";
import type { BrokenRecord } from "./readers/convert.ts";
import type { ColumnPart, Parts, Prepared } from "./readers/reader.ts";
import { unifyLineEnds } from "./readers/text.ts";

export interface Staged {
  readonly prepared: Prepared;
  readonly accepted: number;
  /** Records that did not split into the columns, in the order of the source. */
  readonly rejects: readonly PlacedReject[];
  /** Records counted beside the loading, or by the source itself. */
  readonly sourceCount: number;
  readonly isUntidy: boolean;
  /** As in `ColumnPart`, of the whole table; absent where it came as delimited text. */
  readonly texts?: ColumnPart["texts"] | undefined;
  /** As in `CsvCensus`. */
  readonly lineOffset: number | null;
}

/** A record that did not split into the columns, with the place a person looks for it. */
export interface PlacedReject extends CsvReject {
  readonly row: number;
  /** 0 where the source has no lines. */
  readonly line: number;
}

/**
 * Reads the source into `table` with every cell either exactly of its type or kept as found, and counts it beside that.
 * Accepted rows bear the number of their record, rejected ones counted.
 */
export async function stage(
  session: LakeSession,
  table: string,
  prepared: Prepared,
  plan: Pick<LoadPlan, "fileColumns" | "marks">,
  work: StageWork,
): Promise<Staged> {
  const staged = prepared.parts
    ? await stageParts(session, table, prepared, prepared.parts, plan, work)
    : await stageFile(session, table, prepared, plan, work);
  await session.renumber(
    table,
    staged.rejects.map((reject) => reject.row),
  );
  return staged;
}

export interface StageWork {
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onRows: (rows: number) => void;
}

async function stageFile(
  session: LakeSession,
  table: string,
  prepared: Prepared,
  plan: Pick<LoadPlan, "fileColumns" | "marks">,
  work: StageWork,
): Promise<Staged> {
  const { file, dialect } = prepared;
  const scan = scanCsv(file, dialect, work.signal);
  const created = session.createFromCsv(table, { file, dialect, columns: plan.fileColumns, marks: plan.marks });
  const [scanned, made] = await Promise.allSettled([scan, created]);
  if (scanned.status === "rejected") throw scanned.reason;
  if (hasMixedEnds(scanned.value)) {
    // The engine reads only one kind of line end; the file is written again with one and read once more.
    await session.write(`drop table if exists ${table}`);
    return stageFile(session, table, await unifyLineEnds(prepared, work.folder, work.signal), plan, work);
  }
  if (made.status === "rejected") throw made.reason;
  const census = scanned.value;
  return {
    prepared,
    accepted: made.value.accepted,
    rejects: made.value.rejectedRecords > 0 ? await placeRejects(session, prepared, census) : [],
    sourceCount: prepared.rowCount ?? census.records,
    isUntidy: census.isUntidy,
    lineOffset: census.lineOffset,
  };
}

/** Loads each part as it comes and throws it away, while the source writes the next. */
async function stageParts(
  session: LakeSession,
  table: string,
  prepared: Prepared,
  parts: Parts,
  plan: Pick<LoadPlan, "fileColumns" | "marks">,
  { signal, onRows }: StageWork,
): Promise<Staged> {
  const rejects: PlacedReject[] = [];
  let records = 0;
  let accepted = 0;
  let isUntidy = false;
  let texts: ColumnPart["texts"] | undefined;
  for await (const part of parts.files) {
    const read = part.stored
      ? await loadColumns(session, table, part, plan, records)
      : await loadText(session, table, { ...prepared, file: part.file }, plan, records, signal);
    for (const reject of read.rejects) rejects.push({ ...reject, row: records + reject.row, line: 0 });
    records += read.records;
    accepted += read.accepted;
    isUntidy ||= read.isUntidy;
    texts = part.stored && part.texts;
    onRows(records);
    await rm(part.file);
  }
  refuseMiscount(records, accepted + rejects.length);
  return { prepared, accepted, rejects, sourceCount: parts.rowCount(), isUntidy, texts, lineOffset: null };
}

interface LoadedPart {
  readonly records: number;
  readonly accepted: number;
  readonly isUntidy: boolean;
  /** Numbered within the part. */
  readonly rejects: readonly PlacedReject[];
}

async function loadColumns(
  session: LakeSession,
  table: string,
  part: ColumnPart,
  plan: Pick<LoadPlan, "fileColumns" | "marks">,
  rowsBefore: number,
): Promise<LoadedPart> {
  const { file, stored, hasOdd, rowCount, isUntidy } = part;
  const load = { file, stored, hasOdd, columns: plan.fileColumns, marks: plan.marks, rowsBefore };
  const accepted =
    rowsBefore === 0 ? await session.createFromColumns(table, load) : await session.appendFromColumns(table, load);
  return { records: rowCount, accepted, isUntidy, rejects: [] };
}

async function loadText(
  session: LakeSession,
  table: string,
  prepared: Prepared,
  plan: Pick<LoadPlan, "fileColumns" | "marks">,
  recordsBefore: number,
  signal: AbortSignal,
): Promise<LoadedPart> {
  const { file, dialect } = prepared;
  const load = { file, dialect, columns: plan.fileColumns, marks: plan.marks };
  const [scanned, made] = await Promise.allSettled([
    scanCsv(file, dialect, signal),
    recordsBefore === 0 ? session.createFromCsv(table, load) : session.appendFromCsv(table, load),
  ]);
  if (scanned.status === "rejected") throw scanned.reason;
  if (made.status === "rejected") throw made.reason;
  const { records, isUntidy } = scanned.value;
  const rejects = made.value.rejectedRecords > 0 ? await placeRejects(session, prepared, scanned.value) : [];
  return { records, accepted: made.value.accepted, isUntidy, rejects };
}

/** Of a source in parts both its own count and the count beside the loading must agree with what was read. */
function refuseMiscount(sourceCount: number, rowsRead: number): void {
  if (rowsRead !== sourceCount) throw problem(problems["not-reconciled"], { sourceCount, rowsRead });
}

const hasMixedEnds = ({ lineEnds }: CsvCensus): boolean =>
  Object.values(lineEnds).filter((count) => count > 0).length > 1;

/** All rejects of the last reading, with their record number and line. */
async function placeRejects(session: LakeSession, prepared: Prepared, census: CsvCensus): Promise<PlacedReject[]> {
  const rejects: CsvReject[] = [];
  for await (const batch of session.rejects()) rejects.push(...batch);
  const places = await placeRecords(
    prepared.file,
    prepared.dialect,
    census,
    rejects.map((reject) => reject.offset),
  );
  return rejects.map((reject, index) => ({
    ...reject,
    row: places[index]?.record ?? 0,
    line: places[index]?.line ?? 0,
  }));
}

/** Rejected records as dirty rows: the cells as far as they can be told apart, and why the record was refused. */
export function dirtyFromRejects(
  rejects: readonly PlacedReject[],
  prepared: Prepared,
  plan: LoadPlan,
): { rows: NewDirtyRow[]; cells: DirtyCell[] } {
  const width = prepared.columns.length;
  const broken = new Map((prepared.broken ?? []).map((record) => [record.row, record]));
  const rows = rejects.map((reject): NewDirtyRow => {
    const whole = broken.get(reject.row);
    if (whole) return { row: reject.row, line: whole.line, record: whole.text, found: {} };
    const cells = splitRecord(reject.record, prepared);
    const found = Object.fromEntries(plan.columns.map((column) => [column.field, cells[column.position] ?? null]));
    return { row: reject.row, line: reject.line, record: reject.record, found };
  });
  const cells = rejects.map((reject): DirtyCell => {
    const whole = broken.get(reject.row);
    if (whole) return brokenCell(whole);
    const { text, mend } = shapeFault(reject, width);
    return { row: reject.row, field: null, value: null, rule: `shape.${reject.kind}`, text, mend, suggestion: null };
  });
  return { rows, cells };
}

function brokenCell({ row, reason }: BrokenRecord): DirtyCell {
  return {
    row,
    field: null,
    value: null,
    rule: "shape.broken-json",
    text: { zh: `这一行不是正确的 JSON：${reason}。`, en: `The line is no JSON: ${reason}.` },
    mend: {
      zh: "请在来源系统重新导出这一条，或在这里补填各列后重跑。",
      en: "Export this record again at the source, or fill in its columns here and retry.",
    },
    suggestion: null,
  };
}

export function splitRecord(record: string, { dialect }: Prepared): string[] {
  const quote = dialect.quote === "" ? null : dialect.quote;
  const [cells] = parse(record, {
    delimiter: dialect.delimiter,
    quote,
    relax_quotes: true,
    relax_column_count: true,
    skip_records_with_error: true,
    to: 1,
  });
  return cells ?? [];
}

function shapeFault(reject: CsvReject, width: number): { text: Bilingual; mend: Bilingual } {
  const found = reject.fieldCount ?? 0;
  switch (reject.kind) {
    case "too-few-columns":
      return {
        text: {
          zh: `只有 ${found} 个字段，表头有 ${width} 个。`,
          en: `It has ${found} fields; the headings have ${width}.`,
        },
        mend: {
          zh: "补上缺的分隔符；若一行被换行拆成两行，请合成一行。",
          en: "Add the missing separators; if a line end split one record into two, join them.",
        },
      };
    case "too-many-columns":
      return {
        text: {
          zh: `有 ${found} 个字段，表头只有 ${width} 个。`,
          en: `It has ${found} fields; the headings have only ${width}.`,
        },
        mend: {
          zh: "值里若含分隔符，请给这个值加引号；多余的分隔符请删去。",
          en: "Put quotes around a value that holds a separator; delete separators too many.",
        },
      };
    case "quote":
      return {
        text: {
          zh: "引号没有成对，分不清值从哪里到哪里。",
          en: "A quote is not closed: where values begin and end cannot be told.",
        },
        mend: {
          zh: "补上或删去多余的引号；值里的引号要写两个。",
          en: "Close or delete the quote; a quote inside a value is written twice.",
        },
      };
    case "encoding":
      return {
        text: {
          zh: "有不属于该编码的字节，文字已损坏。",
          en: "It holds bytes foreign to the encoding: text is damaged.",
        },
        mend: {
          zh: "请在来源系统里按同一种编码重新导出这一行。",
          en: "Export this record again from the source in one encoding.",
        },
      };
    case "too-long":
      return {
        text: {
          zh: "这一行超过 200 万字节，疑似引号没有闭合、把后面的行都吞了进来。",
          en: "The record exceeds two million bytes: an unclosed quote may have swallowed what follows.",
        },
        mend: {
          zh: "检查这一行起的引号；确为大段内容的，请另存为文件。",
          en: "Check the quotes from here on; keep really large contents in files.",
        },
      };
  }
}

/** Columns every stage table has beside the plan's. */
export const rowColumn = name(csvColumns.row);
export const foundColumn = name(csvColumns.found);
/** And those of a followed table. */
export const keyColumn = name(csvColumns.key);
export const sumColumn = name(csvColumns.sum);
