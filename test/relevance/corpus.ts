import { readFileSync } from "node:fs";
import path from "node:path";
import XLSX from "@e965/xlsx";
import { parse } from "csv-parse/sync";
import type { Entry } from "#search";
import { creditCodeOfDepartment, type DepartmentSpec, tablesOf } from "../../sample/department.ts";
import { departments } from "../../sample/departments/index.ts";
import { packElements } from "../../server/modules/dictionary/pack/pack.ts";

const plain = {
  audience: "everyone",
  department: null,
  nameEn: "",
  aliases: [],
  code: "",
  theme: "",
  abstract: "",
  items: [],
  about: { department: null, system: null, elements: [] },
} as const satisfies Partial<Entry>;

/** The sample city as its modules put it into the index, without generating its data. */
export function sampleEntries(): Entry[] {
  return [
    ...packElements.map((element): Entry => ({
      ...plain,
      kind: "element",
      ref: element.id,
      name: element.name.zh,
      nameEn: element.name.en,
      aliases: [...element.synonyms, element.field],
      code: element.id,
      abstract: [element.definition.zh, element.standard].join(" "),
      grade: element.grade,
    })),
    ...departments.flatMap(entriesOfDepartment),
  ];
}

const elementIds = new Map(packElements.map(({ id, field }) => [field, id]));
const elementNames = new Map(packElements.map(({ field, name }) => [field, name]));

function entriesOfDepartment(department: DepartmentSpec): Entry[] {
  const code = creditCodeOfDepartment(department.serial);
  const { name, nameEn, shortName, duties, systems, files } = department;
  const tables = new Map(files.flatMap((file) => tablesOf(file).map((table) => [table.key, { file, table }] as const)));
  return [
    {
      ...plain,
      kind: "department",
      ref: code,
      department: code,
      name,
      nameEn,
      aliases: [shortName],
      code,
      abstract: Object.values(duties).join(" "),
    },
    ...systems.map((system): Entry => ({
      ...plain,
      kind: "system",
      ref: `${department.key}/${system.key}`,
      department: code,
      name: system.name,
      abstract: system.description,
      about: { department: code, system: null, elements: [] },
    })),
    ...[...tables.values()].map(({ file, table }): Entry => ({
      ...plain,
      kind: "resource",
      ref: table.key,
      department: code,
      name: table.entry.zh,
      nameEn: table.entry.en,
      theme: table.entry.theme,
      abstract: table.entry.abstract,
      items: table.columns.map(({ name: heading, element, field, meaning }) => ({
        zh: (element === null ? undefined : elementNames.get(element)?.zh) ?? (meaning === "" ? heading : meaning),
        en: (element === null ? undefined : elementNames.get(element)?.en) ?? "",
        field,
      })),
      about: {
        department: code,
        system: `${department.key}/${file.system}`,
        elements: table.columns.flatMap(({ element }) => (element === null ? [] : (elementIds.get(element) ?? []))),
      },
    })),
  ];
}

/** The listings of three cities as found: traditional characters in two, English in one. */
export function listingEntries(folder: string): Entry[] {
  const read = (file: string) => readFileSync(path.join(folder, "catalogs", file));
  const options = { bom: true, relax_column_count: true, relax_quotes: true } as const;
  const tainan: string[][] = parse(read("tainan_catalog_20180320.csv"), options);
  const hongKong: Record<string, string>[] = parse(read("hongkong_catalog_20180604_en.csv"), {
    ...options,
    columns: true,
  });
  const book = XLSX.read(read("taoyuan_catalog.xls"));
  const sheet = book.Sheets[book.SheetNames[0] ?? ""] ?? {};
  const taoyuan = XLSX.utils.sheet_to_json<Record<string, string>>(sheet);
  const of = (ref: string, name: string, more: Partial<Entry>): Entry => ({
    ...plain,
    kind: "resource",
    ref,
    name,
    ...more,
  });
  return [
    ...tainan.map(([title = "", text = ""], row) => of(`tainan ${row}`, title, { abstract: text })),
    ...taoyuan.map((row, index) =>
      of(`taoyuan ${index}`, row["資料名稱"] ?? "", {
        abstract: row["資料集描述"] ?? "",
        theme: row["分類及編號"] ?? "",
        items: (row["主要欄位"] ?? "")
          .split(/[、；;,，\n]+/)
          .slice(0, 40)
          .map((name) => ({ zh: name.trim(), en: "", field: "" })),
      }),
    ),
    ...hongKong.map((row, index) =>
      of(`hong kong ${index}`, row["Name"] ?? "", { abstract: row["Description"] ?? "", theme: row["Category"] ?? "" }),
    ),
  ];
}
