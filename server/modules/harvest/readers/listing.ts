import { read, utils } from "@e965/xlsx";
import { analyse } from "chardet";
import { parse } from "csv-parse/sync";
import iconv from "iconv-lite";
import type { ExternalDataset, ListingField, ListingMapping } from "#contract/harvest";
import { listingFields } from "#contract/harvest";
import { problem } from "#kernel/problem";
import type { Found } from "../found.ts";
import { basicFaults, distinct, emptyDataset, linkOf, momentOf } from "../plain.ts";
import { problems } from "../problems.ts";
import { unfit } from "./fetch.ts";

/** Every row a dataset, each field from its column. */
export function parseListing(bytes: Buffer, place: string, mapping: ListingMapping, base?: string): Found[] {
  const { columns, rows } = tableOf(bytes, place, mapping);
  const at = placesOf(mapping, columns);
  return rows.map((row) => rowFound(row, at, base));
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** @throws Problem harvest.answer-unfit */
export function tableOf(
  bytes: Buffer,
  place: string,
  { hasHeading, encoding }: Pick<ListingMapping, "hasHeading" | "encoding">,
): Table {
  const cells = isWorkbook(bytes) ? sheetOf(bytes, place) : csvOf(bytes, place, encoding);
  const rows = cells.map((row) => row.map((cell) => cell.trim())).filter((row) => row.some((cell) => cell !== ""));
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (hasHeading) return { columns: rows[0] ?? [], rows: rows.slice(1) };
  return { columns: Array.from({ length: width }, (_, index) => `#${index + 1}`), rows };
}

/** The signatures of ZIP (XLSX) and of OLE compound files (XLS). */
const isWorkbook = (bytes: Buffer): boolean =>
  bytes.subarray(0, 4).equals(Buffer.from("504b0304", "hex")) ||
  bytes.subarray(0, 4).equals(Buffer.from("d0cf11e0", "hex"));

function sheetOf(bytes: Buffer, place: string): string[][] {
  try {
    const book = read(bytes, { type: "buffer", dense: true });
    const sheet = book.Sheets[book.SheetNames[0] ?? ""];
    if (!sheet) throw new Error("no sheet");
    return utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: false, defval: "" }).map((row) => row.map(String));
  } catch (cause) {
    throw unfit(place, `工作簿 / workbook：${cause instanceof Error ? cause.message : ""}`, cause);
  }
}

function csvOf(bytes: Buffer, place: string, encoding: string): string[][] {
  try {
    const text = iconv.decode(bytes, encoding === "" ? encodingOf(bytes) : encoding);
    return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (cause) {
    throw unfit(place, `CSV：${cause instanceof Error ? cause.message : ""}`, cause);
  }
}

/** UTF-8 where it can be read as that; else what the bytes look most like. */
function encodingOf(bytes: Buffer): string {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    const likely = analyse(bytes.subarray(0, 100_000)).find(({ name }) => iconv.encodingExists(name));
    return likely?.name ?? "gb18030";
  }
}

type Places = ReadonlyMap<ListingField, number>;

/** @throws Problem harvest.column-missing */
function placesOf(mapping: ListingMapping, columns: readonly string[]): Places {
  const places = listingFields.flatMap((field): [ListingField, number][] => {
    const column = mapping.columns[field] ?? "";
    if (column === "") return [];
    const byPlace = /^#(\d{1,4})$/.exec(column);
    const place = byPlace ? Number(byPlace[1]) - 1 : columns.indexOf(column);
    if (place < 0 || place >= Math.max(columns.length, 1))
      throw problem(problems["column-missing"], { column, field, columns: columns.join("、") });
    return [[field, place]];
  });
  return new Map(places);
}

function rowFound(row: readonly string[], at: Places, base: string | undefined): Found {
  const cell = (field: ListingField): string => row[at.get(field) ?? -1] ?? "";
  const title = cell("title");
  const publisher = bare(cell("publisher"));
  const landingPage = linkOf(cell("landingPage"), base);
  const dataset: ExternalDataset = {
    ...emptyDataset,
    // A listing without identifiers names a dataset by its page, else by who publishes it under which title.
    originId: at.has("identifier") ? cell("identifier") : landingPage || (title === "" ? "" : `${publisher}/${title}`),
    title,
    abstract: cell("abstract"),
    publisher,
    theme: cell("theme").replace(/\s*[(（]\d+[)）]$/, ""),
    keywords: piecesOf(cell("keywords")),
    fields: fieldsOf(cell("fields")),
    licence: cell("licence"),
    licenceUrl: linkOf(cell("licence")),
    landingPage,
    language: cell("language"),
    updateCycle: cell("updateCycle"),
    issuedAt: momentOf(cell("issued")),
    modifiedAt: momentOf(cell("modified")),
    // A listing gives formats and one address for all of them.
    distributions:
      landingPage === ""
        ? []
        : piecesOf(cell("format")).map((format) => ({
            title: "",
            format,
            mediaType: "",
            url: landingPage,
            sizeBytes: null,
          })),
  };
  const faults = basicFaults(dataset);
  return faults.length > 0 ? { originId: dataset.originId, title, faults } : { dataset };
}

/** `380120000J 【社會局】` is 社會局. */
const bare = (publisher: string): string => /【(.+)】/.exec(publisher)?.[1] ?? publisher;

const piecesOf = (text: string): string[] => distinct(text.split(/[,，、;；|]/).map((piece) => piece.trim()));

/** Names of columns apart by 、；; or commas; a comma inside brackets is part of an explanation. */
export function fieldsOf(text: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let piece = "";
  for (const character of text) {
    if ("(（".includes(character)) depth += 1;
    if (")）".includes(character)) depth = Math.max(0, depth - 1);
    if (depth === 0 && "、,，;；\n".includes(character)) {
      pieces.push(piece);
      piece = "";
    } else piece += character;
  }
  return distinct([...pieces, piece].map((one) => one.trim().replaceAll(/^[「『"]|[」』"]$/g, "")));
}

/** Headings that portals use for each field, the likelier first. */
const headings: Readonly<Record<ListingField, RegExp>> = {
  identifier: /^(?:编号|編號|id|identifier|数据集编号|資料集識別碼|目录编码|资源代码)$/i,
  title: /^(?:资料名称|資料名稱|数据集名称|資料集名稱|数据名称|目录名称|资源名称|name|title|dataset(?: name)?)$/i,
  abstract: /^(?:资料集描述|資料集描述|描述|摘要|简介|数据摘要|description|abstract|notes)$/i,
  publisher:
    /^(?:资料来源|資料來源|資料集提供機關|提供机关|提供部门|来源部门|数源单位|organi[sz]ation|publisher|department|agency)$/i,
  theme: /^(?:分类及编号|分類及編號|分类|分類|主题|主題|领域|category|theme|group)$/i,
  keywords: /^(?:标签\/关键字|標籤\/關鍵字|关键字|關鍵字|标签|標籤|keywords?|tags?)$/i,
  fields: /^(?:主要栏位|主要欄位|字段|数据项|信息项|欄位|fields|columns)$/i,
  format: /^(?:档案格式|檔案格式|格式|资源格式|資源格式|(?:data |file )?formats?)$/i,
  landingPage: /^(?:资料连结网址|資料連結網址|链接|网址|連結|url|link|landing ?page)$/i,
  licence: /^(?:授权方式|授權方式|许可|授权|licen[cs]e)$/i,
  updateCycle: /^(?:更新频率|更新頻率|更新周期|update (?:frequency|cycle))$/i,
  issued: /^(?:建立日期|创建日期|发布日期|發布日期|issued|created|release date)$/i,
  modified: /^(?:最后更新时间|最後更新時間|更新日期|更新时间|modified|last (?:updated|modified))$/i,
  language: /^(?:语言|語言|语种|language)$/i,
};

/** What the headings seem to be; a row number is no identifier. */
export function proposeMapping({ columns, rows }: Table, encoding: string): ListingMapping {
  const proposed = listingFields.flatMap((field) => {
    const index = columns.findIndex((column) => headings[field].test(column));
    if (index < 0) return [];
    const isCount = field === "identifier" && rows.slice(0, 3).every((row, at) => row[index] === String(at + 1));
    return isCount ? [] : [[field, columns[index] ?? ""] as const];
  });
  return { hasHeading: true, encoding, columns: Object.fromEntries(proposed) };
}
