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
    };

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

function roomFor(doc: Doc, height: number): void {
  if (doc.y + height > doc.page.height - margin) doc.addPage();
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
