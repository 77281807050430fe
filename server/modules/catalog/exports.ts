import { dayOf } from "#contract/clock-days";
import { Readable } from "node:stream";
import { stringify } from "csv-stringify/sync";
import {
  dataFormatNames,
  openClassNames,
  type Resource,
  type ResourceFields,
  type ResourceItem,
  shareClassNames,
  shareModeNames,
  stageNames,
  updateCycleNames,
} from "#contract/catalog";
import type { Bilingual, Language } from "#contract/text";
import { type Call, mayTouch } from "#kernel/call";
import type { FileAnswer } from "#kernel/http/route";
import { typeText } from "./changes.ts";
import type { CatalogDeps } from "./deps.ts";
import { type ListingFilter, type ListingRow, pageOfListings, sorts } from "./listing-store.ts";
import { departmentName, type Lookups, lookupsOf } from "./lookups.ts";
import { filterOf, getResource, type ResourceQuery } from "./queries.ts";
import { publishedFields, workingFields } from "./store.ts";

interface Column<Row> {
  readonly title: Bilingual;
  readonly read: (row: Row, language: Language) => string | number;
}

/** Excel takes a file for UTF-8 only where it begins with this mark. */
const byteOrderMark = "\uFEFF";

/** Cells that a spreadsheet would run as formulas get an apostrophe (OWASP, CSV injection). */
const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  stringify([...rows], { escape_formulas: true, record_delimiter: "windows" });

const titles = <Row>(columns: readonly Column<Row>[], language: Language) =>
  columns.map((column) => column.title[language]);

const isSo = (claim: boolean, language: Language): string => (claim ? { zh: "是", en: "yes" }[language] : "");

const itemColumns: readonly Column<{ item: ResourceItem; index: number }>[] = [
  { title: { zh: "序号", en: "No." }, read: ({ index }) => index + 1 },
  { title: { zh: "数据项名称", en: "Chinese name" }, read: ({ item }) => item.name.zh },
  { title: { zh: "英文名称", en: "English name" }, read: ({ item }) => item.name.en },
  { title: { zh: "字段名", en: "Field" }, read: ({ item }) => item.field },
  { title: { zh: "数据元", en: "Data element" }, read: ({ item }) => item.element ?? "" },
  { title: { zh: "类型", en: "Type" }, read: ({ item }, language) => typeText(item.type, language) },
  { title: { zh: "主键", en: "Key" }, read: ({ item }, language) => isSo(item.isKey, language) },
  { title: { zh: "必填", en: "Mandatory" }, read: ({ item }, language) => isSo(item.isMandatory, language) },
  { title: { zh: "分级", en: "Grade" }, read: ({ item }) => item.grade },
  { title: { zh: "个人信息", en: "Personal" }, read: ({ item }, language) => isSo(item.isPersonal, language) },
  { title: { zh: "说明", en: "Description" }, read: ({ item }) => item.description },
];

/** The items of one resource, as the person asking sees it. */
export async function exportDictionary(call: Call, deps: CatalogDeps, id: string): Promise<FileAnswer> {
  const resource: Resource = await getResource(call, deps, id);
  const rows = resource.items.map((item, index) =>
    itemColumns.map((column) => column.read({ item, index }, call.language)),
  );
  return {
    fileName: `${resource.name}-${{ zh: "数据字典", en: "dictionary" }[call.language]}.csv`,
    contentType: "text/csv; charset=utf-8",
    content: byteOrderMark + csv([titles(itemColumns, call.language), ...rows]),
  };
}

interface Entry {
  readonly row: ListingRow;
  readonly fields: ResourceFields;
  readonly provider: string;
}

const entryColumns: readonly Column<Entry>[] = [
  { title: { zh: "资源代码", en: "Code" }, read: ({ row }) => row.code ?? "" },
  { title: { zh: "资源名称", en: "Name" }, read: ({ row }) => row.name },
  { title: { zh: "英文名称", en: "English name" }, read: ({ row }) => row.nameEn },
  { title: { zh: "提供部门", en: "Provider" }, read: ({ provider }) => provider },
  { title: { zh: "提供部门代码", en: "Provider code" }, read: ({ row }) => row.department },
  { title: { zh: "摘要", en: "Abstract" }, read: ({ row }) => row.abstract },
  { title: { zh: "主题", en: "Theme" }, read: ({ row }) => row.theme },
  { title: { zh: "目录分类", en: "Classification" }, read: ({ fields }) => fields.classification ?? "" },
  {
    title: { zh: "数据格式", en: "Format" },
    read: ({ fields }, language) => dataFormatNames[fields.format][language],
  },
  { title: { zh: "数据项数", en: "Items" }, read: ({ row }) => row.itemCount },
  {
    title: { zh: "更新频率", en: "Update frequency" },
    read: ({ row }, language) => updateCycleNames[row.updateCycle][language],
  },
  {
    title: { zh: "共享属性", en: "Share attribute" },
    read: ({ row }, language) => shareClassNames[row.shareClass][language],
  },
  {
    title: { zh: "共享方式", en: "Share modes" },
    read: ({ fields }, language) => fields.shareModes.map((mode) => shareModeNames[mode][language]).join("、"),
  },
  { title: { zh: "使用条件", en: "Use conditions" }, read: ({ fields }) => fields.useConditions },
  {
    title: { zh: "不予共享依据", en: "Legal basis of not sharing" },
    read: ({ fields: { legalBasis: basis } }) => (basis ? `${basis.title}${basis.article}：${basis.reason}` : ""),
  },
  {
    title: { zh: "开放属性", en: "Opening" },
    read: ({ fields }, language) => openClassNames[fields.openClass][language],
  },
  { title: { zh: "数据分类", en: "Data class" }, read: ({ fields }) => fields.dataClass },
  { title: { zh: "分级", en: "Grade" }, read: ({ row }) => row.grade },
  { title: { zh: "状态", en: "Stage" }, read: ({ row }, language) => stageNames[row.stage][language] },
  { title: { zh: "发布版本", en: "Published version" }, read: ({ row }) => row.publishedVersion },
  { title: { zh: "发布时间", en: "Published at" }, read: ({ row }) => row.publishedAt?.toISOString() ?? "" },
  { title: { zh: "数据行数", en: "Rows" }, read: ({ row }) => row.rowCount ?? "" },
];

/** The catalog as the person asking sees it, under the same filters as the list, one line per resource, streamed. */
export async function exportCatalog(call: Call, deps: CatalogDeps, query: ResourceQuery): Promise<FileAnswer> {
  const lookups = await lookupsOf(call, deps);
  const day = dayOf(call.now);
  return {
    fileName: `${{ zh: "数据资源目录", en: "catalog" }[call.language]}-${day}.csv`,
    contentType: "text/csv; charset=utf-8",
    content: Readable.from(catalogLines(call, lookups, filterOf(call, lookups, query))),
  };
}

const rowsPerRead = 500;

async function* catalogLines(call: Call, lookups: Lookups, filter: ListingFilter): AsyncGenerator<string> {
  yield byteOrderMark + csv([titles(entryColumns, call.language)]);
  const sort = "department";
  let after: readonly (string | number)[] | undefined;
  do {
    const rows = await pageOfListings(call.db, filter, { sort, limit: rowsPerRead, after });
    const entries = await entriesOf(call, lookups, rows);
    yield csv(entries.map((entry) => entryColumns.map((column) => column.read(entry, call.language))));
    const last = rows.length === rowsPerRead ? rows.at(-1) : undefined;
    after = last && sorts[sort].keyOf(last);
  } while (after);
}

/** Each row with the declaration its reader sees: the working copy inside the scope, the published one outside it. */
async function entriesOf(call: Call, lookups: Lookups, rows: readonly ListingRow[]): Promise<Entry[]> {
  const isInside = (row: ListingRow) => mayTouch(call.actor, row.department);
  const [working, published] = await Promise.all([
    workingFields(call.db, idsOf(rows.filter(isInside))),
    publishedFields(call.db, idsOf(rows.filter((row) => !isInside(row)))),
  ]);
  return rows.flatMap((row) => {
    const fields = working.get(row.id) ?? published.get(row.id);
    return fields ? [{ row, fields, provider: departmentName(lookups, row.department, call.language) }] : [];
  });
}

const idsOf = (rows: readonly ListingRow[]): string[] => rows.map((row) => row.id);
