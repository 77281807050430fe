import { maritals } from "../codes.ts";
import { csvGb18030, type DepartmentSpec } from "../department.ts";
import { columnsOf, defineTable } from "../table.ts";
import { headsDrawn } from "../world/heads.ts";
import type { Person } from "../world/person.ts";
import type { World } from "../world/world.ts";
import { employerOf, employingFirm } from "../world/employment.ts";

const { text, date, coded, number, serial } = columnsOf<Person>();
const appliedOn = (person: Person, world: World): number =>
  world.asOf - 1 - world.chance.below(1000, person.index, 241);

const rentals = defineTable<Person>({
  key: "public-rental",
  name: "公租房申请",
  entry: {
    zh: "公共租赁住房申请信息",
    en: "Public rental applications",
    abstract: "公共租赁住房申请和轮候情况，一户一行。",
    classification: "307020001",
    theme: "住房保障",
    dataClass: "公共管理和服务",
    updateCycle: "monthly",
    share: { class: "conditional", useConditions: "用于住房保障资格联审。" },
    openClass: "closed",
  },
  over: "people",
  subjects: (world, index) => headsDrawn(world, index, 0.045, 240),
  about: { kind: "person", of: (person) => person.index },
  others: { employer: employingFirm },
  joins: [{ field: "citizen_id", to: "population", toField: "citizen_id", rate: 0.97 }],
  columns: [
    text("申请编号", "application_number", (person) => `GZF${String(person.index + 100_000_000)}`, { key: true }),
    text("申请人姓名", "person_name", (person) => person.name, { mandatory: true }),
    text("申请人身份证号", "citizen_id", (person) => person.id, { mandatory: true }),
    coded("婚姻状况", "marital_status", maritals.words, (person) => person.marital, {
      staleWord: ["stale-marital", (person) => person.formerMarital],
    }),
    number("家庭人口", "person_count", "integer", (person) => person.facts.householdSize),
    text(
      "家庭月收入（元）",
      "monthly_income",
      (person, world) => 1500 + world.chance.below(60, person.index, 242) * 50,
    ),
    text("工作单位", "organisation_name", (person, world) => employerOf(world, person.occupation)?.name ?? null, {
      field: "employer_name",
      of: "employer",
      meaning: "工作单位名称",
    }),
    text("现住房面积", "floor_area", (person, world) => world.chance.below(50, person.index, 243), {
      meaning: "现住房建筑面积，平方米",
    }),
    text("户籍地", "household_address", (person) => person.registeredAddress("city")),
    text("手机", "mobile_phone", (person) => person.phone, { stale: ["stale-phone", (person) => person.formerPhone] }),
    date("受理时间", "accepted_on", "instant-slash", appliedOn, { mandatory: true }),
    coded(
      "审核结果",
      "approval_status",
      { housed: "已配租", waiting: "轮候中", refused: "不符合条件" },
      (person, world) =>
        (["housed", "waiting", "refused"] as const)[world.chance.below(3, person.index, 244)] ?? "waiting",
    ),
  ],
});

const contracts = defineTable<Person>({
  key: "house-sales",
  name: "spf_htba",
  entry: {
    zh: "商品房买卖合同网签备案信息",
    en: "House sale contracts",
    abstract: "新建商品房和存量房买卖合同网签备案，一合同一行。",
    classification: "307020002",
    theme: "住房保障",
    dataClass: "公共管理和服务",
    updateCycle: "daily",
    share: { class: "conditional", useConditions: "用于购房资格、公积金和入学核验。" },
    openClass: "closed",
  },
  over: "people",
  subjects: (world, index) => headsDrawn(world, index, 0.22, 245),
  about: { kind: "person", of: (person) => person.index },
  joins: [{ field: "citizen_id", to: "population", toField: "citizen_id", rate: 0.97 }],
  columns: [
    serial("id"),
    text("htbh", "contract_number", (person) => `HT${String(person.index + 200_000_000)}`, { key: true }),
    text("msrxm", "person_name", (person) => person.name, {
      field: "buyer_name",
      meaning: "买受人姓名",
      mandatory: true,
    }),
    text("msrzjhm", "citizen_id", (person) => person.id, { meaning: "买受人公民身份号码", mandatory: true }),
    text("msrlxdh", "mobile_phone", (person) => person.phone, {
      stale: ["stale-phone", (person) => person.formerPhone],
    }),
    text(
      "kfqy",
      "organisation_name",
      (person, world) => world.entity(world.chance.below(world.entities.count, person.index, 246)).name,
      {
        field: "developer_name",
        meaning: "开发企业名称",
      },
    ),
    text("fwzl", "address", (person) => person.address("city"), { meaning: "房屋坐落" }),
    number(
      "jzmj",
      "floor_area",
      "decimal",
      (person, world) => Number((48 + world.chance.at(person.index, 247) * 110).toFixed(2)),
      {
        meaning: "建筑面积，平方米",
      },
    ),
    number(
      "htje",
      "house_price",
      "decimal",
      (person, world) => Math.round(3200 + world.chance.at(person.index, 248) * 4200) * 100,
      {
        meaning: "合同金额，元",
      },
    ),
    date(
      "qyrq",
      "signed_on",
      "compact",
      (person, world) => world.asOf - 1 - world.chance.below(2500, person.index, 249),
    ),
    coded("fwyt", "house_use", { home: "10", shop: "30" }, (person, world) =>
      world.chance.at(person.index, 250) < 0.93 ? "home" : "shop",
    ),
  ],
});

export const housing: DepartmentSpec = {
  key: "zhujianju",
  name: "示例市住房和城乡建设局",
  shortName: "市住建局",
  nameEn: "Sample City Housing and Construction Bureau",
  serial: 5,
  duties: {
    collect: "负责采集住房保障申请和商品房交易数据。",
    share: "负责提供住房情况核验。",
    update: "网签当日更新，住房保障每月更新。",
    maintain: "负责住房数据的校核。",
  },
  contact: { name: "测试乙", duty: "住房保障科" },
  systems: [
    {
      key: "gongzufang",
      name: "公共租赁住房管理系统",
      zone: "government-extranet",
      description: "申请、联审、轮候、配租。",
    },
    { key: "wangqian", name: "商品房网签备案系统", zone: "internet", description: "买卖合同网签备案。" },
  ],
  dirt: 1.2,
  files: [
    { path: "公租房申请台账.csv", system: "gongzufang", format: "csv", ...csvGb18030, table: rentals },
    { path: "wangqian.sqlite", system: "wangqian", format: "sqlite", tables: [contracts] },
  ],
};
