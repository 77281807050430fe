import type { DepartmentSpec } from "../department.ts";
import { tsv } from "../department.ts";
import { columnsOf, defineTable } from "../table.ts";
import type { Entity } from "../world/entity.ts";
import type { Village } from "../world/places.ts";
import type { World } from "../world/world.ts";

interface Station {
  readonly index: number;
  readonly village: Village;
  readonly kind: "air" | "water";
}

const stationCount = (world: World): number => Math.min(60, 12 + Math.floor(world.people / 2500));

function stationAt(world: World, index: number): Station {
  const village = world.chance.pick(world.places.villages, index, 301);
  return { index, village, kind: index % 3 === 2 ? "water" : "air" };
}

const stationCode = ({ index, kind }: Station): string =>
  `${kind === "air" ? "A" : "W"}5109${String(index + 1).padStart(3, "0")}`;
const stationName = ({ village, kind }: Station): string =>
  `${village.county}${village.shortName}${kind === "air" ? "空气站" : "断面"}`;

const { text, date, coded, number } = columnsOf<Station>();

const stations = defineTable<Station>({
  key: "monitoring-stations",
  name: "监测站点",
  entry: {
    zh: "环境监测站点信息",
    en: "Environmental monitoring stations",
    abstract: "空气自动站和地表水断面，一站一行，含坐标。",
    classification: "210001001",
    theme: "生态环境",
    dataClass: "生态环境",
    updateCycle: "yearly",
    share: { class: "unconditional" },
    openClass: "open",
  },
  over: "list",
  count: stationCount,
  subjects: (world, index) => [stationAt(world, index)],
  about: { kind: "station", of: (station) => station.index },
  columns: [
    text("stationId", "station_code", stationCode, { key: true }),
    text("stationName", "station_name", stationName, { mandatory: true }),
    coded("category", "station_type", { air: "空气自动站", water: "地表水断面" }, ({ kind }) => kind),
    text("region", "division_code", ({ village }) => village.countyCode),
    date("builtOn", "built_on", "iso", ({ index }, world) => world.asOf - 900 - world.chance.below(4000, index, 302)),
    number("lon", "longitude", "decimal", ({ village }) => Number(village.longitude.toFixed(6)), { exact: true }),
    number("lat", "latitude", "decimal", ({ village }) => Number(village.latitude.toFixed(6)), { exact: true }),
  ],
});

interface Reading {
  readonly station: Station;
  readonly day: number;
}

const reading = columnsOf<Reading>();
/** Days of readings kept in the export. */
const readingDays = 90;

/** A value that drifts with the season and scatters from day to day. */
function level({ station, day }: Reading, world: World, middle: number, slot: number): number {
  const season = 1 + 0.35 * Math.cos((day / 365.25) * 2 * Math.PI);
  const scatter = 0.6 + 0.8 * world.chance.at(station.index * 4099 + day, slot);
  return Number((middle * season * scatter).toFixed(1));
}

const readings = defineTable<Reading>({
  key: "air-readings",
  name: "空气质量日均值",
  entry: {
    zh: "空气质量日均值",
    en: "Daily air quality",
    abstract: "各空气自动站主要污染物日均浓度，一站一日一行，近九十日。",
    classification: "210001002",
    theme: "生态环境",
    dataClass: "生态环境",
    updateCycle: "daily",
    share: { class: "unconditional" },
    openClass: "open",
  },
  over: "list",
  count: (world) => stationCount(world) * readingDays,
  subjects(world, index) {
    const station = stationAt(world, index % stationCount(world));
    const day = world.asOf - readingDays + Math.floor(index / stationCount(world));
    return station.kind === "air" ? [{ station, day }] : [];
  },
  about: { kind: "station", of: ({ station }) => station.index },
  joins: [{ field: "station_code", to: "monitoring-stations", toField: "station_code", rate: 0.997 }],
  columns: [
    reading.text("站点编码", "station_code", ({ station }) => stationCode(station), { key: true }),
    reading.date("监测日期", "observed_at", "slash", ({ day }) => day, { key: true }),
    reading.text("PM2.5", "pm25", (row, world) => level(row, world, 34, 303), {
      meaning: "细颗粒物日均浓度，微克/立方米",
    }),
    reading.text("PM10", "pm10", (row, world) => level(row, world, 58, 304), {
      meaning: "可吸入颗粒物日均浓度，微克/立方米",
    }),
    reading.text("SO2", "so2", (row, world) => level(row, world, 8, 305), { meaning: "二氧化硫日均浓度，微克/立方米" }),
    reading.text("NO2", "no2", (row, world) => level(row, world, 22, 306), {
      meaning: "二氧化氮日均浓度，微克/立方米",
    }),
    reading.text("AQI", "air_quality_index", (row, world) => Math.round(level(row, world, 58, 307)), {
      meaning: "空气质量指数",
    }),
    reading.coded(
      "首要污染物",
      "pollutant_name",
      { pm25: "PM2.5", pm10: "PM10", o3: "O3", none: "—" },
      ({ station, day }, world) =>
        (["pm25", "pm10", "o3", "none"] as const)[world.chance.below(4, station.index * 4099 + day, 308)] ?? "none",
    ),
  ],
});

const permit = columnsOf<Entity>();
const permitFrom = (entity: Entity, world: World): number =>
  world.asOf - 1 - world.entityChance.below(1700, entity.index, 65);
const polluting = new Set(["C", "D", "A"]);

const permits = defineTable<Entity>({
  key: "pollutant-permits",
  name: "排污许可",
  entry: {
    zh: "排污许可证信息",
    en: "Pollutant discharge permits",
    abstract: "排污单位的许可证和登记，一证一行。",
    classification: "210001003",
    theme: "生态环境",
    dataClass: "生态环境",
    updateCycle: "weekly",
    share: { class: "unconditional" },
    openClass: "open",
  },
  over: "entities",
  subjects(world, index) {
    const entity = world.entity(index);
    return entity.kind !== "individual" && polluting.has(entity.industry) && world.entityChance.at(index, 66) < 0.6
      ? [entity]
      : [];
  },
  about: { kind: "entity", of: (entity) => entity.index },
  others: { representative: { kind: "person", of: (entity) => entity.representative.index } },
  joins: [{ field: "credit_code", to: "market-entities", toField: "credit_code", rate: 0.985 }],
  columns: [
    permit.text("permitNo", "licence_number", (entity) => `${entity.creditCode}001P`, {
      key: true,
      meaning: "排污许可证编号",
    }),
    permit.text("enterpriseName", "organisation_name", (entity) => entity.name, {
      mandatory: true,
      stale: ["stale-name", (entity) => entity.formerName],
    }),
    permit.text("uscCode", "credit_code", (entity) => entity.creditCode, { mandatory: true }),
    permit.text("legalPerson", "legal_representative", (entity) => entity.representative.name, {
      of: "representative",
      meaning: "法定代表人姓名",
      stale: ["stale-representative", (entity) => entity.formerRepresentative.name],
    }),
    permit.text("site", "business_address", (entity) => entity.address("city"), { meaning: "生产经营场所地址" }),
    permit.coded(
      "manageLevel",
      "management_level",
      { key: "重点管理", simple: "简化管理", registered: "登记管理" },
      (entity) => (entity.capital > 500 ? "key" : entity.capital > 50 ? "simple" : "registered"),
    ),
    permit.date("validFrom", "valid_from", "iso", permitFrom),
    permit.date("validTo", "valid_to", "iso", (entity, world) => permitFrom(entity, world) + 1826),
    permit.text("contactTel", "phone", (entity) => entity.phone),
  ],
});

export const ecology: DepartmentSpec = {
  key: "shengtaiju",
  name: "示例市生态环境局",
  shortName: "市生态环境局",
  nameEn: "Sample City Ecology and Environment Bureau",
  serial: 12,
  duties: {
    collect: "负责采集环境监测和排污许可数据。",
    share: "监测和许可数据无条件共享并向社会开放。",
    update: "监测数据每日更新，许可每周更新。",
    maintain: "负责监测数据的校核。",
  },
  contact: { name: "测试未", duty: "生态环境监测站" },
  systems: [
    {
      key: "jiance",
      name: "环境监测数据平台",
      zone: "government-extranet",
      description: "自动站和断面，日均值导出为制表符分隔文本。",
    },
    { key: "paiwu", name: "排污许可管理系统", zone: "internet", description: "排污许可证和登记，接口导出 NDJSON。" },
  ],
  dirt: 0.9,
  files: [
    {
      path: "stations.geojson",
      system: "jiance",
      format: "geojson",
      position: { longitude: "lon", latitude: "lat" },
      table: stations,
    },
    { path: "空气质量日均值.tsv", system: "jiance", format: "csv", ...tsv, table: readings },
    { path: "permits.ndjson", system: "paiwu", format: "ndjson", table: permits },
  ],
};
