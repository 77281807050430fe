import type { Writable } from "node:stream";
import type { Value } from "./read-rows.ts";
import { createZip } from "./zip.ts";

/** Rows a sheet can hold, its headings not counted. */
export const sheetRows = 1_048_575;

/** A sheet: its rows come one batch after the other. */
export interface Sheet {
  readonly name: string;
  readonly rows: AsyncIterable<readonly (readonly Value[])[]>;
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaging = "http://schemas.openxmlformats.org/package/2006";

/** Characters XML cannot hold. */
// oxlint-disable-next-line no-control-regex
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const escaped = (text: string): string =>
  text
    .replaceAll(unwritable, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** Texts stay texts: an identity number never becomes a rounded number, and nothing is read as a formula. */
const cell = (value: Value): string => {
  if (value === null) return "<c/>";
  if (typeof value === "number") return `<c><v>${value}</v></c>`;
  if (typeof value === "boolean") return `<c t="b"><v>${value ? 1 : 0}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
};

async function* sheetXml(rows: Sheet["rows"]): AsyncGenerator<string> {
  yield `${head}<worksheet xmlns="${main}"><sheetData>`;
  for await (const batch of rows) yield batch.map((row) => `<row>${row.map(cell).join("")}</row>`).join("");
  yield "</sheetData></worksheet>";
}

async function* once(text: string): AsyncGenerator<string> {
  yield head + text;
}

/** An Office Open XML workbook, written as its rows come. */
export async function writeWorkbook(output: Writable, sheets: readonly Sheet[]): Promise<void> {
  const zip = createZip(output);
  const numbered = sheets.map((sheet, at) => ({ ...sheet, id: at + 1 }));
  const parts = numbered.map(
    ({ id }) =>
      `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  );
  await zip.add(
    "[Content_Types].xml",
    once(
      `<Types xmlns="${packaging}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${parts.join("")}</Types>`,
    ),
  );
  await zip.add(
    "_rels/.rels",
    once(
      `<Relationships xmlns="${packaging}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
  );
  await zip.add(
    "xl/workbook.xml",
    once(
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${numbered.map(({ id, name }) => `<sheet name="${escaped(name)}" sheetId="${id}" r:id="rId${id}"/>`).join("")}</sheets></workbook>`,
    ),
  );
  await zip.add(
    "xl/_rels/workbook.xml.rels",
    once(
      `<Relationships xmlns="${packaging}/relationships">${numbered.map(({ id }) => `<Relationship Id="rId${id}" Type="${office}/worksheet" Target="worksheets/sheet${id}.xml"/>`).join("")}</Relationships>`,
    ),
  );
  for (const { id, rows } of numbered) await zip.add(`xl/worksheets/sheet${id}.xml`, sheetXml(rows));
  await zip.end();
}
