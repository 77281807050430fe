import type { FileFormat } from "#contract/intake";

/** What the README of gov-sample leads one to expect of a file. */
export type Expectation = Loads | Refused;

interface Loads {
  readonly rows: number;
  readonly columns: number;
  readonly format: FileFormat;
  readonly encoding: string | null;
  /** Chosen by the person, where the README counts another table than the one offered first. */
  readonly choose?: string;
  /** Where the rows stand, for formats that have several places. */
  readonly table?: string;
  readonly tables?: number;
  /** Rows that hold a value no element takes; 0 unless said. */
  readonly mostRejected?: number;
  readonly notices?: readonly string[];
}

interface Refused {
  readonly refused: string;
  /** What the sentence must name. */
  readonly says: readonly RegExp[];
}

const text = (rows: number, columns: number, more: Partial<Loads> = {}): Loads => ({
  rows,
  columns,
  format: "csv",
  encoding: "UTF-8",
  ...more,
});
const json = (rows: number, columns: number, table: string, more: Partial<Loads> = {}): Loads => ({
  rows,
  columns,
  table,
  format: "json",
  encoding: "UTF-8",
  ...more,
});
const map = (rows: number): Loads => ({ ...json(rows, 5, "$.features[*]"), format: "geojson" });
const sheet = (rows: number, columns: number, table: string, more: Partial<Loads> = {}): Loads => ({
  rows,
  columns,
  table,
  format: "xlsx",
  encoding: null,
  ...more,
});

const preamble = { notices: ["title-lines", "no-headings"] };
const listOfDatasets = "$.dataset[*]";

/** Rows of each day of February 2020; the README gives their sum. */
const covidDays = [
  453, 454, 463, 440, 431, 524, 534, 538, 539, 543, 543, 543, 543, 543, 546, 546, 547, 547, 548, 546, 541, 540, 545,
  545, 549, 552, 559, 567, 570,
];

const covid = Object.fromEntries(
  covidDays.map((rows, index) => [
    `health/covid_daily/2020-02-${String(index + 1).padStart(2, "0")}.csv`,
    text(rows, 11),
  ]),
);

export const expectations: Readonly<Record<string, Expectation>> = {
  "agriculture/nass.corn.txt": text(6381, 4),
  "agriculture/nass.rice.txt": text(662, 4),
  "agriculture/nass.wheat.txt": text(5963, 4),

  "catalogs/hongkong_catalog_20180604_en.csv": text(627, 7),
  "catalogs/mainland_portal_themes.json": json(21, 20, "$[*]"),
  "catalogs/tainan_catalog_20180320.csv": text(665, 3, { notices: ["no-headings"] }),
  "catalogs/taoyuan_catalog.xls": { ...sheet(1429, 29, "桃園市政府開放資料供應清單"), format: "xls" },

  "corpora/ancient_names.txt": text(255_352, 1, preamble),
  "corpora/chinese_family_names.xlsx": sheet(1074, 2, "中文姓氏1074个"),
  "corpora/company_name_char_frequency.xlsx": sheet(3978, 2, "总计", { tables: 7 }),
  "corpora/company_short_names.txt": text(267_397, 1, preamble),
  // Two entries hold a blank or a word where the count should be.
  "corpora/thuocl_place_names.txt": text(44_804, 2, { notices: ["no-headings"], mostRejected: 2 }),

  "data_quality/beers_clean.csv": text(2410, 11),
  "data_quality/beers_dirty.csv": text(2410, 11),
  // 167 scores are the word `empty` (in the clean twin too), 23 more are misspelt in the dirty one.
  "data_quality/hospital_clean.csv": text(1000, 20, { mostRejected: 167 }),
  "data_quality/hospital_dirty.csv": text(1000, 20, { mostRejected: 190 }),

  "divisions/areacity_level4.csv": text(43_118, 8),
  "divisions/areas.csv": text(2978, 4),
  "divisions/cities.csv": text(342, 3),
  "divisions/gb2260_200212.json": json(3510, 2, "$.*"),
  "divisions/gb2260_201607.json": json(3508, 2, "$.*"),
  "divisions/hk-mo-tw.json": json(383, 3, "$.*.*[*]"),
  "divisions/provinces.csv": text(31, 2),
  "divisions/streets.csv": text(41_352, 5),
  "divisions/villages.csv.gz": text(620_573, 6),

  "education/mainland_universities.json": json(2820, 2, "$.*.all[*]"),

  "entity_resolution/abt_buy_abt.csv": text(1076, 4),
  "entity_resolution/abt_buy_buy.csv": text(1076, 4),
  "entity_resolution/abt_buy_gt.csv": text(1076, 2),
  "entity_resolution/fake_1000.csv": text(1000, 7),
  "entity_resolution/fake_1000_labels.csv": text(3176, 5),
  // Invented people are born on 31 June now and then.
  "entity_resolution/febrl_dataset1.csv": text(1000, 11, { mostRejected: 10 }),
  "entity_resolution/febrl_dataset3.csv": text(5000, 11, { mostRejected: 50 }),

  "geo/china.geojson": map(34),
  "geo/guizhou.geojson": map(9),
  "geo/guizhou_echarts_encoded.json": { refused: "intake.geometry-encoded", says: [/ECharts/, /UTF8Encoding/] },
  "geo/hainan.geojson": map(19),
  "geo/sichuan.geojson": map(21),

  "harvest/ckan_export_2013.json": json(390, 25, "$.results[*]"),
  "harvest/dataportals.csv": text(631, 22),
  "harvest/dcatus/dcatus.json": json(7, 16, listOfDatasets),
  "harvest/dcatus/dcatus3_0.json": json(4, 14, listOfDatasets),
  "harvest/dcatus/dcatus3_0_invalid.json": json(2, 9, listOfDatasets),
  "harvest/dcatus/dcatus3_0_nested_catalog.json": json(1, 9, listOfDatasets),
  "harvest/dcatus/dcatus3_0_no_identifier.json": json(1, 9, listOfDatasets),
  "harvest/dcatus/dcatus3_0_record_no_id.json": json(1, 4, "$.record[*]"),
  "harvest/dcatus/dcatus3_0_series_member_also_top_level.json": json(2, 13, "$.datasetSeries[*].seriesMember[*]"),
  "harvest/dcatus/dcatus3_0_series_with_members.json": json(2, 13, "$.datasetSeries[*].seriesMember[*]"),
  "harvest/dcatus/dcatus3_0_service_no_identifier.json": json(1, 9, listOfDatasets),
  "harvest/dcatus/dcatus3_0_service_serves_dataset.json": json(1, 9, "$.service[*]"),
  "harvest/dcatus/dcatus3_0_warning.json": json(3, 12, listOfDatasets),
  "harvest/dcatus/dcatus3_0_with_records.json": json(2, 6, "$.record[*]"),
  "harvest/dcatus/dcatus3_0_with_services.json": json(2, 8, "$.service[*]"),
  "harvest/dcatus/dcatus_2.json": json(3, 14, listOfDatasets),
  "harvest/dcatus/dcatus_bad_license_uri.json": json(1, 17, listOfDatasets),
  "harvest/dcatus/dcatus_long_description.json": json(2, 16, "$.dataset[*].distribution[*]"),
  "harvest/dcatus/dcatus_multiple_invalid.json": json(1, 17, listOfDatasets),
  "harvest/dcatus/dcatus_no_identifier.json": json(1, 15, listOfDatasets),
  "harvest/dcatus/dcatus_same_title.json": json(2, 14, listOfDatasets),
  "harvest/dcatus/dcatus_same_title_step_2.json": json(2, 14, listOfDatasets),
  "harvest/dcatus/dcatus_single_record.json": json(1, 15, listOfDatasets),
  "harvest/dcatus/dcatus_single_record_non-federal.json": json(1, 12, listOfDatasets),
  "harvest/dcatus/dcatus_spatial_no_translate.json": json(1, 16, listOfDatasets),
  "harvest/dcatus/missing_title.json": json(1, 15, listOfDatasets),

  ...covid,
  "health/fever_clinics_20200211.json": json(1187, 15, "$.provinceList[*].cityList[*].hospitalList[*]"),
  "health/fever_clinics_old_version.json": json(174, 8, "$.provinceList[*].cityList[*].hospitalList[*]"),

  "services/guangan_service_items.json": json(721, 5, "$[*].items[*].sub_items[*]"),

  "sichuan_portal/dirty_excerpt_project_approvals.csv": text(8, 4),
  "sichuan_portal/dirty_excerpt_river_patrol.csv": text(10, 7),
  "sichuan_portal/四川省三级以上地震信息_0.csv": text(159, 6, { encoding: "GB18030" }),
  "sichuan_portal/四川省地震监测站点基本信息_0.csv": text(1000, 9, { encoding: "GB18030" }),
  // Two documents, the second cut in the middle of a string: the sentence says where.
  "sichuan_portal/四川省地震监测站点基本信息_0.json": {
    refused: "intake.json-truncated",
    says: [/第 2 行/, /第 86250 字节/, /第 2 个文档不完整/],
  },

  "statistics/census2020_county.xlsx": sheet(3358, 153, "七普（年鉴）"),
  "statistics/census_prefecture_2010_2020_sc_gz_hi.csv": text(49, 23),

  "tourism/scenic_5a.json": json(359, 6, "$.scenes[*]"),
};
