import { readFileSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import Pdf from "pdfkit";

/** Noto Sans SC (SIL OFL 1.1, font/OFL.txt): all ideographs of the BMP's basic block, so every name of GB 18030's two-byte part prints. */
const fontFile = path.join(import.meta.dirname, "font", "noto-sans-sc.ttf.br");
let font: Buffer | undefined;

const margin = 56;
const sizes = { title: 17, heading: 12.5, body: 10, small: 8.5 } as const;

/** What a record on paper is made of. */
export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "pairs"; readonly rows: readonly (readonly [string, string])[] }
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "lines";
      readonly rows: readonly { readonly left: string; readonly text: string; readonly note: string }[];
    }
  | {
      readonly kind: "table";
      readonly columns: readonly PaperColumn[];
      readonly rows: readonly (readonly string[])[];
    };

export interface PaperColumn {
  readonly title: string;
  /** Its part of the width; the parts of a table are added up. */
  readonly width: number;
  readonly isFigure?: boolean;
}

export interface Paper {
  readonly title: string;
  /** Under the title: number, node, when it was printed. */
  readonly subtitle: string;
  /** At the foot of every page beside its number. */
  readonly foot: string;
  readonly blocks: readonly Block[];
}

/** An A4 document with page numbers. Everything is text: it can be searched and copied. */
export async function printPaper(paper: Paper): Promise<Buffer> {
  font ??= brotliDecompressSync(readFileSync(fontFile));
  const doc = new Pdf({ size: "A4", margin, bufferPages: true, font: "", info: { Title: paper.title } });
  const chunks: Buffer[] = [];
  doc.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    doc.on("end", () => resolve());
    doc.on("error", reject);
  });
  doc.registerFont("text", font).font("text");
  doc.fontSize(sizes.title).text(paper.title, { align: "center" });
  doc.moveDown(0.3).fontSize(sizes.small).fillColor("#555").text(paper.subtitle, { align: "center" }).fillColor("#000");
  for (const block of paper.blocks) draw(doc, block);
  numberPages(doc, paper.foot);
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

type Doc = InstanceType<typeof Pdf>;

function draw(doc: Doc, block: Block): void {
  switch (block.kind) {
    case "heading":
      roomFor(doc, 60);
      doc.moveDown(0.9).fontSize(sizes.heading).text(block.text, margin);
      doc
        .moveTo(margin, doc.y + 2)
        .lineTo(doc.page.width - margin, doc.y + 2)
        .lineWidth(1)
        .stroke("#222");
      doc.moveDown(0.5);
      return;
    case "text":
      doc.fontSize(sizes.body).text(block.text, margin, doc.y, { lineGap: 3 });
      doc.moveDown(0.4);
      return;
    case "pairs":
      for (const [label, text] of block.rows) twoColumns(doc, 96, label, text, "");
      return;
    case "lines":
      for (const { left, text, note } of block.rows) twoColumns(doc, 128, left, text, note);
      return;
    case "table":
      drawTable(doc, block.columns, block.rows);
  }
}

const inner = (doc: Doc): number => doc.page.width - 2 * margin;

/** A label, and beside it a text with a smaller note under it; the row is not broken where it fits a page. */
function twoColumns(doc: Doc, labelWidth: number, label: string, text: string, note: string): void {
  const width = inner(doc) - labelWidth;
  const heightOf = (value: string, size: number) =>
    value === "" ? 0 : doc.fontSize(size).heightOfString(value, { width, lineGap: 2 });
  const height = Math.max(heightOf(text || " ", sizes.body) + heightOf(note, sizes.small), sizes.body * 1.5);
  roomFor(doc, Math.min(height, 500));
  const top = doc.y;
  doc
    .fontSize(sizes.small)
    .fillColor("#555")
    .text(label, margin, top + 1, { width: labelWidth - 10 })
    .fillColor("#000");
  const afterLabel = doc.y;
  doc.fontSize(sizes.body).text(text || " ", margin + labelWidth, top, { width, lineGap: 2 });
  if (note !== "")
    doc
      .fontSize(sizes.small)
      .fillColor("#555")
      .text(note, margin + labelWidth, doc.y, { width, lineGap: 2 })
      .fillColor("#000");
  doc.y = Math.max(doc.y, afterLabel) + 3;
  doc.x = margin;
}

/** A table with its heading again on every page; a row is not broken. */
function drawTable(doc: Doc, columns: readonly PaperColumn[], rows: readonly (readonly string[])[]): void {
  const parts = columns.reduce((sum, { width }) => sum + width, 0);
  const widths = columns.map(({ width }) => (width / parts) * inner(doc));
  const gap = 8;
  const drawRow = (cells: readonly string[], color: string) => {
    doc.fontSize(sizes.small).fillColor(color);
    const top = doc.y;
    let left = margin;
    let bottom = top;
    for (const [at, column] of columns.entries()) {
      const width = (widths[at] ?? 0) - gap;
      doc.text(cells[at] || " ", left, top, { width, align: column.isFigure ? "right" : "left", lineGap: 1 });
      bottom = Math.max(bottom, doc.y);
      left += widths[at] ?? 0;
    }
    doc
      .fillColor("#000")
      .moveTo(margin, bottom + 2)
      .lineTo(doc.page.width - margin, bottom + 2)
      .lineWidth(0.4)
      .stroke("#bbb");
    doc.y = bottom + 5;
    doc.x = margin;
  };
  const heightOf = (cells: readonly string[]) =>
    Math.max(
      ...columns.map((_, at) =>
        doc.fontSize(sizes.small).heightOfString(cells[at] || " ", { width: (widths[at] ?? 0) - gap, lineGap: 1 }),
      ),
    ) + 8;
  const titles = columns.map(({ title }) => title);
  roomFor(doc, heightOf(titles) + heightOf(rows[0] ?? []));
  drawRow(titles, "#555");
  for (const row of rows) {
    if (roomFor(doc, Math.min(heightOf(row), 500))) drawRow(titles, "#555");
    drawRow(row, "#000");
  }
  doc.moveDown(0.4);
}

/** Begins a new page where this much does not fit on the present one; says whether it did. */
function roomFor(doc: Doc, height: number): boolean {
  const isFull = doc.y + height > doc.page.height - margin;
  if (isFull) doc.addPage();
  return isFull;
}

function numberPages(doc: Doc, foot: string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(start + index);
    const { bottom } = doc.page.margins;
    // Writing below the margin would begin a new page.
    doc.page.margins.bottom = 0;
    doc.fontSize(sizes.small).fillColor("#555");
    doc.text(`${foot}　第 ${index + 1} 页，共 ${count} 页`, margin, doc.page.height - 36, {
      width: inner(doc),
      align: "center",
      lineBreak: false,
    });
    doc.page.margins.bottom = bottom;
  }
}
