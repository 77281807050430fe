import { dateOf } from "../calendar.ts";
import { csvPlain, type DepartmentSpec } from "../department.ts";
import { columnsOf, defineTable } from "../table.ts";
import type { Person } from "../world/person.ts";
import type { Village } from "../world/places.ts";
import type { World } from "../world/world.ts";
import { headsDrawn } from "../world/heads.ts";

/** Real-estate units a parcel holds: unit numbers of its households never meet. */
const unitsPerParcel = 9999;

interface Parcel {
  readonly index: number;
  readonly village: Village;
  readonly serial: number;
}

const parcelCount = (world: World): number =>
  world.places.villages.length * (Math.floor(world.people / unitsPerParcel) + 1);

function parcelAt(world: World, index: number): Parcel | null {
  const { villages } = world.places;
  const village = villages[index % villages.length];
  return village ? { index, village, serial: Math.floor(index / villages.length) + 1 } : null;
}

/** 不动产单元代码编制规则 GB/T 37346-2019: county 6, cadastral area 3 + 3, kind of right 2, serial 5. */
const parcelNumber = ({ village, serial }: Parcel): string =>
  `${village.code}${village.isUrban ? "GB" : "JB"}${String(serial).padStart(5, "0")}`;

const { text, date, coded, number } = columnsOf<Parcel>();

const parcels = defineTable<Parcel>({
  key: "parcels",
  name: "宗地",
  entry: {
    zh: "宗地基本信息",
    en: "Land parcels",
    abstract: "地籍调查形成的宗地，一宗一行，附示意坐标点。",
    classification: "103001001",
    theme: "自然资源",
    dataClass: "自然资源",
    updateCycle: "monthly",
    share: { class: "conditional", useConditions: "用于项目选址、不动产登记和执法。" },
    openClass: "closed",
  },
  over: "list",
  count: parcelCount,
  subjects(world, index) {
    const parcel = parcelAt(world, index);
    return parcel ? [parcel] : [];
  },
  about: { kind: "parcel", of: (parcel) => parcel.index },
  columns: [
    text("ZDDM", "parcel_code", parcelNumber, { key: true }),
    text("ZL", "address", ({ village }) => `示例市${village.county}${village.street}${village.shortName}`, {
      meaning: "坐落",
    }),
    text("XZQDM", "division_code", ({ village }) => village.code, { meaning: "所在村（社区）代码，12 位" }),
    text("ZDMJ", "land_area", ({ index }, world) => Number((120 + world.chance.at(index, 281) * 4800).toFixed(2)), {
      meaning: "宗地面积，平方米",
    }),
    coded(
      "YT",
      "land_use",
      { home: "07", village: "07", commerce: "05", industry: "06" },
      ({ village, index }, world) => {
        if (!village.isUrban) return "village";
        return (["home", "commerce", "industry"] as const)[world.chance.below(3, index, 282)] ?? "home";
      },
    ),
    coded("QLXZ", "land_right_nature", { granted: "102", allotted: "101", collective: "200" }, ({ village, index }) =>
      village.isUrban ? (index % 3 === 0 ? "allotted" : "granted") : "collective",
    ),
    date("DCRQ", "surveyed_on", "iso", ({ index }, world) => world.asOf - 200 - world.chance.below(3000, index, 283)),
    number("X", "longitude", "decimal", ({ village, index }, world) => jitter(village.longitude, world, index, 284), {
      exact: true,
    }),
    number("Y", "latitude", "decimal", ({ village, index }, world) => jitter(village.latitude, world, index, 285), {
      exact: true,
    }),
  ],
});

const jitter = (middle: number, world: World, index: number, slot: number): number =>
  Number((middle + (world.chance.at(index, slot) - 0.5) * 0.01).toFixed(6));

const right = columnsOf<Person>();
const registeredOn = (person: Person, world: World): number =>
  world.asOf - 1 - world.chance.below(5200, person.index, 287);

function unitNumber(person: Person): string {
  const { village, facts } = person;
  const serial = Math.floor(facts.head / unitsPerParcel) + 1;
  const unit = facts.head % unitsPerParcel;
  const building = String(Math.floor(unit / 100) + 1).padStart(4, "0");
  return `${parcelNumber({ index: 0, village, serial })}F${building}${String((unit % 100) + 1).padStart(4, "0")}`;
}

const rights = defineTable<Person>({
  key: "real-estate-rights",
  name: "不动产权属",
  entry: {
    zh: "不动产权属登记信息",
    en: "Real estate ownership",
    abstract: "房屋所有权登记，一户一行；共有人只登记代表。",
    classification: "103001002",
    theme: "自然资源",
    dataClass: "自然资源",
    updateCycle: "daily",
    share: {
      class: "conditional",
      useConditions: "用于核验住房情况；只返回有无和坐落，查询须有当事人授权或法定职责。",
    },
    openClass: "closed",
  },
  over: "people",
  subjects: (world, index) =>
    headsDrawn(world, index, 0.62, 286).filter((person) => person.facts.origin === null || index % 3 === 0),
  about: { kind: "person", of: (person) => person.index },
  joins: [
    { field: "citizen_id", to: "population", toField: "citizen_id", rate: 0.975 },
    { field: "parcel_code", to: "parcels", toField: "parcel_code", rate: 0.993 },
  ],
  columns: [
    right.text("bdcdyh", "real_estate_unit", unitNumber, { key: true }),
    right.text("zddm", "parcel_code", (person) => unitNumber(person).slice(0, 19), { mandatory: true }),
    right.text(
      "bdcqzh",
      "real_estate_certificate",
      (person, world) =>
        `川（${dateOf(registeredOn(person, world)).year}）示例市不动产权第${String(person.index).padStart(7, "0")}号`,
    ),
    right.text("qlrmc", "person_name", (person) => person.name, {
      field: "owner_name",
      meaning: "权利人姓名",
      mandatory: true,
    }),
    right.text("qlrzjh", "citizen_id", (person) => person.id, { meaning: "权利人公民身份号码", mandatory: true }),
    right.text("zl", "address", (person) => person.address("province"), { meaning: "坐落" }),
    right.text("jzmj", "floor_area", (person, world) => (52 + world.chance.at(person.index, 288) * 120).toFixed(2), {
      meaning: "建筑面积，平方米",
    }),
    right.coded(
      "fwxz",
      "house_nature",
      { market: "市场化商品房", self: "自建房", reform: "房改房" },
      ({ village, index }) => (village.isUrban ? (index % 6 === 0 ? "reform" : "market") : "self"),
    ),
    right.date("djsj", "registered_on", "instant", registeredOn),
    right.coded("qszt", "right_status", { current: "现势", past: "历史" }, (person) =>
      person.index % 40 === 0 ? "past" : "current",
    ),
  ],
});

export const naturalResources: DepartmentSpec = {
  key: "ziranziyuan",
  name: "示例市自然资源和规划局",
  shortName: "市自然资源局",
  nameEn: "Sample City Natural Resources and Planning Bureau",
  serial: 10,
  duties: {
    collect: "负责采集地籍和不动产登记数据。",
    share: "负责提供不动产情况核验，为自然资源和空间地理基础信息的数源部门。",
    update: "登记簿当日更新，地籍每月更新。",
    maintain: "负责不动产数据的校核。",
  },
  contact: { name: "测试巳", duty: "不动产登记中心" },
  systems: [
    {
      key: "bdc",
      name: "不动产登记信息系统",
      zone: "government-extranet",
      description: "不动产权属登记。",
      isCritical: true,
    },
    { key: "diji", name: "地籍数据库", zone: "department-network", description: "宗地，导出为 GeoJSON。" },
  ],
  dirt: 0.8,
  files: [
    {
      path: "zongdi.geojson",
      system: "diji",
      format: "geojson",
      position: { longitude: "X", latitude: "Y" },
      table: parcels,
    },
    { path: "bdc_qlr.csv", system: "bdc", format: "csv", ...csvPlain, table: rights },
  ],
};
