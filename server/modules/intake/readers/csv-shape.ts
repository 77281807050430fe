import { parse } from "csv-parse/sync";
import type { Notice, TextOptions } from "#contract/intake";
import type { LineEnd } from "#kernel/lake/lake";
import { isHeading } from "./headings.ts";

/** How a text file lies before us, found from its first part. */
export interface CsvShape {
  readonly delimiter: string;
  readonly quote: string;
  readonly lineEnd: LineEnd;
  /** Physical lines before the headings. */
  readonly skipLines: number;
  readonly headingLines: number;
  /** Headings as found, one per column; empty texts where there are none. */
  readonly headings: readonly string[];
  readonly notices: readonly Notice[];
}

const delimiters = [",", "\t", ";", "|"] as const;
const rowsLooked = 300;
/** Fewer rows of the same width than this are no table: the file is one column of text. */
const leastRegular = 0.5;

/** A record with the number of the physical line after it. */
interface Parsed {
  readonly cells: string[];
  readonly endLine: number;
}

/** Finds delimiter, quote, title lines and headings. `head` ends at a line end unless the file is shorter. */
export function findShape(head: string): CsvShape {
  const text = head.startsWith("\uFEFF") ? head.slice(1) : head;
  const quote = findQuote(text);
  const lineEnd = findLineEnd(text, quote);
  const candidates = delimiters.map((delimiter) => regularity(parseHead(text, { delimiter, quote }), delimiter));
  const best = candidates.toSorted((a, b) => b.score - a.score)[0];
  const delimiter = best && best.share >= leastRegular && best.width > 1 ? best.delimiter : ",";
  const isTable = best !== undefined && best.share >= leastRegular && best.width > 1;
  const records = parseHead(text, { delimiter, quote });
  const width = isTable ? best.width : 1;
  return { delimiter, quote, lineEnd, ...findHeadings(records, width) };
}

/** The same, with what a person has decided. */
export function shapeWith(head: string, options: TextOptions): CsvShape {
  const text = head.startsWith("\uFEFF") ? head.slice(1) : head;
  const records = parseHead(text, options);
  const before = records.filter((record) => record.endLine <= options.skipLines).length;
  const heading = records.slice(before, before + options.headingLines);
  // Headings that a person has pointed out say how many columns there are; without any, most of the rows do.
  const width =
    heading.length > 0 ? Math.max(...heading.map((record) => record.cells.length)) : widthOf(records.slice(before));
  const headings = joinHeadings(heading, width);
  return { ...options, lineEnd: findLineEnd(text, options.quote), headings, notices: [] };
}

/** Title lines and headings of a file whose dialect is known, or as a person has set them. */
export function shapeIn(
  head: string,
  known: { delimiter: string; quote: string; lineEnd: LineEnd; skipLines: number; headingLines?: number },
): CsvShape {
  const { delimiter, quote, lineEnd, headingLines } = known;
  if (headingLines !== undefined) return shapeWith(head, { ...known, headingLines, encoding: "UTF-8" });
  const records = parseHead(head, { delimiter, quote });
  return { delimiter, quote, lineEnd, ...findHeadings(records, widthOf(records)) };
}

/** Parses leniently: this is for looking, the engine loads strictly. */
export function parseHead(text: string, options: { delimiter: string; quote: string }, limit = rowsLooked): Parsed[] {
  const records = parse(text, {
    delimiter: options.delimiter,
    quote: options.quote === "" ? null : options.quote,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    skip_empty_lines: false,
    skip_records_with_error: true,
    info: true,
    to: limit,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  return records.map(({ record, info }) => ({ cells: record, endLine: info.lines }));
}

function regularity(records: readonly Parsed[], delimiter: string) {
  const filled = records.filter((record) => !isBlank(record));
  const width = widthOf(filled);
  const share =
    filled.length === 0 ? 0 : filled.filter((record) => record.cells.length === width).length / filled.length;
  return { delimiter, width, share, score: width > 1 ? share * Math.log2(1 + width) : 0 };
}

/** The most frequent number of cells. */
function widthOf(records: readonly Parsed[]): number {
  const counts = new Map<number, number>();
  for (const record of records)
    if (!isBlank(record)) counts.set(record.cells.length, (counts.get(record.cells.length) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 1;
}

const isBlank = (record: Parsed): boolean => record.cells.every((cell) => cell.trim() === "");

function findLineEnd(text: string, quote: string): LineEnd {
  const { lf, crlf, cr } = countLineEnds(text, quote);
  if (crlf >= lf && crlf >= cr && crlf > 0) return "\r\n";
  return cr > lf ? "\r" : "\n";
}

export function hasMixedLineEnds(text: string, quote: string): boolean {
  return Object.values(countLineEnds(text, quote)).filter((count) => count > 0).length > 1;
}

/** Line ends outside quotes: those inside are part of a value. */
function countLineEnds(text: string, quote: string): { lf: number; crlf: number; cr: number } {
  const outside =
    quote === ""
      ? text
      : text
          .split(quote)
          .filter((_, index) => index % 2 === 0)
          .join("");
  const crlf = outside.split("\r\n").length - 1;
  return { crlf, lf: outside.split("\n").length - 1 - crlf, cr: outside.split("\r").length - 1 - crlf };
}

/** Single quotes count as quotes only where nearly every field wears them. */
function findQuote(text: string): string {
  if (text.includes('"')) return '"';
  const lines = text
    .split(/\r\n|\n|\r/)
    .slice(0, 50)
    .filter((line) => line !== "");
  const dressed = lines.filter((line) => /^'[^']*'([,;|\t]'[^']*')+$/.test(line)).length;
  return lines.length > 0 && dressed / lines.length > 0.8 ? "'" : '"';
}

function findHeadings(
  records: readonly Parsed[],
  width: number,
): Pick<CsvShape, "skipLines" | "headingLines" | "headings" | "notices"> {
  const first = records.findIndex(
    (record) => record.cells.length === width && filledCells(record) > (width > 2 ? 1 : 0),
  );
  const start = width === 1 ? firstOfList(records) : Math.max(0, first);
  const titles = records.slice(0, start).filter((record) => !isBlank(record));
  const skipLines = start > 0 ? (records[start - 1]?.endLine ?? 0) : 0;
  const notices: Notice[] = [];
  if (titles.length > 0)
    notices.push(titleNotice(titles.map((title) => title.cells.filter(Boolean).join(" ")).join(" / ")));
  const rows = records.slice(start).map((record) => record.cells);
  const [heading = [], ...body] = rows;
  if (!isHeading(heading, body)) {
    notices.push({
      code: "no-headings",
      text: {
        zh: "文件没有标题行，列名按“列1、列2”编号，请核对。",
        en: "The file has no headings; columns are numbered. Please check.",
      },
    });
    return { skipLines, headingLines: 0, headings: Array.from({ length: width }, () => ""), notices };
  }
  const second = body[0] ?? [];
  const isDoubled =
    second.length === width &&
    body.length > 2 &&
    isHeading(second, body.slice(1)) &&
    looksLikeSecondHeading(heading, second);
  const headingLines = isDoubled ? 2 : 1;
  if (isDoubled)
    notices.push({
      code: "two-heading-lines",
      text: { zh: "标题占两行，已合在一起。", en: "The headings take two lines; they are joined." },
    });
  return {
    skipLines,
    headingLines,
    headings: joinHeadings(records.slice(start, start + headingLines), width),
    notices,
  };
}

const filledCells = (record: Parsed): number => record.cells.filter((cell) => cell.trim() !== "").length;

/** A list of words may begin with a preamble set apart by an empty line. */
function firstOfList(records: readonly Parsed[]): number {
  const blank = records.slice(0, 6).findIndex(isBlank);
  return blank > 0 && blank < records.length - 1 ? blank + 1 : 0;
}

/** Two lines of headings: the second repeats the first in another language or in codes, with no value among its cells. */
function looksLikeSecondHeading(first: readonly string[], second: readonly string[]): boolean {
  const isLatin = (cells: readonly string[]) => cells.every((cell) => /^[\w .()/-]*$/.test(cell));
  return isLatin(first) !== isLatin(second) && second.every((cell) => !/^\d+([.-]\d+)*$/.test(cell.trim()));
}

function joinHeadings(records: readonly Parsed[], width: number): string[] {
  return Array.from({ length: width }, (_, column) => {
    const parts = records
      .map((record) => (record.cells[column] ?? "").replaceAll(/\s+/g, " ").trim())
      .filter((part) => part !== "");
    return [...new Set(parts)].join(" ");
  });
}

function titleNotice(titles: string): Notice {
  const shown = titles.length > 80 ? `${titles.slice(0, 80)}…` : titles;
  return {
    code: "title-lines",
    text: { zh: `数据前有说明文字，已跳过：${shown}`, en: `Lines before the data were skipped: ${shown}` },
  };
}
