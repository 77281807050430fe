import { dateOf } from "../calendar.ts";
import { csvGb18030, type DepartmentSpec } from "../department.ts";
import { columnsOf, defineTable } from "../table.ts";
import type { Person } from "../world/person.ts";
import type { World } from "../world/world.ts";
import { headsDrawn } from "../world/heads.ts";

const isFarmHousehold = (person: Person): boolean => !person.village.isUrban && person.facts.origin === null;
const farmHouseholds = (world: World, index: number): readonly Person[] =>
  headsDrawn(world, index, 0.9, 290).filter(isFarmHousehold);
/** Contracted land in 亩, two decimals. */
const areaOf = (person: Person, world: World): number =>
  Number((1 + world.chance.at(person.index, 291) * 9).toFixed(2));

const { text, date, number } = columnsOf<Person>();

const contracts = defineTable<Person>({
  key: "farmland-contracts",
  name: "承包经营权",
  entry: {
    zh: "农村土地承包经营权信息",
    en: "Farmland contracts",
    abstract: "家庭承包农户及承包地面积，一户一行。",
    classification: "309001001",
    theme: "农业农村",
    dataClass: "公共管理和服务",
    updateCycle: "half-yearly",
    share: { class: "conditional", useConditions: "用于补贴发放、保险和信贷核验。" },
    openClass: "closed",
  },
  over: "people",
  subjects: farmHouseholds,
  about: { kind: "person", of: (person) => person.index },
  joins: [{ field: "citizen_id", to: "population", toField: "citizen_id", rate: 0.945 }],
  columns: [
    text(
      "承包合同编号",
      "contract_number",
      (person) => `${person.village.code}${String(person.index).padStart(8, "0")}J`,
      { key: true },
    ),
    text("承包方代表", "person_name", (person) => person.name, { mandatory: true }),
    text("证件号码", "citizen_id", (person) => person.id, { mandatory: true }),
    number("家庭成员数", "person_count", "integer", (person) => person.facts.householdSize),
    text("承包面积", "farmland_area", areaOf, { meaning: "承包地面积，亩" }),
    number("地块数", "plot_count", "integer", (person, world) => 1 + world.chance.below(9, person.index, 292)),
    text("县代码", "division_code", (person) => person.village.countyCode, { meaning: "所在县（市、区）代码" }),
    text("乡镇", "township_name", (person) => person.village.street, { meaning: "所在乡镇名称" }),
    text("村", "village_name", (person) => person.village.name, { meaning: "所在村名称" }),
    date("合同起始日期", "started_on", "slash", (_, world) =>
      Math.floor(Date.UTC(dateOf(world.asOf).year - 9, 8, 1) / 86_400_000),
    ),
    text("电话", "mobile_phone", (person) => person.phone, { stale: ["stale-phone", (person) => person.formerPhone] }),
  ],
});

interface Payment {
  readonly person: Person;
  readonly kind: "land" | "grain" | "machine";
}

const payment = columnsOf<Payment>();
const rates = { land: 102.5, grain: 76, machine: 300 } as const;

const subsidies = defineTable<Payment>({
  key: "farm-subsidies",
  name: "惠农补贴发放",
  entry: {
    zh: "惠农补贴资金发放明细",
    en: "Farm subsidy payments",
    abstract: "通过“一卡通”发放的惠农补贴，一户一项一行，本年度。",
    classification: "309001002",
    theme: "农业农村",
    dataClass: "公共管理和服务",
    updateCycle: "yearly",
    share: { class: "conditional", useConditions: "用于资金监管和发放核验。" },
    openClass: "conditional",
  },
  over: "people",
  subjects(world, index) {
    return farmHouseholds(world, index).flatMap((person) =>
      (["land", "grain", "machine"] as const)
        .filter(
          (kind) =>
            kind === "land" || world.chance.at(index, kind === "grain" ? 293 : 294) < (kind === "grain" ? 0.5 : 0.06),
        )
        .map((kind) => ({ person, kind })),
    );
  },
  about: { kind: "person", of: ({ person }) => person.index },
  joins: [{ field: "citizen_id", to: "population", toField: "citizen_id", rate: 0.948 }],
  columns: [
    payment.text(
      "发放编号",
      "payment_number",
      ({ person, kind }) => `BT${{ land: 1, grain: 2, machine: 3 }[kind]}${String(person.index).padStart(9, "0")}`,
      { key: true },
    ),
    payment.text("户主姓名", "household_head_name", ({ person }) => person.name, { mandatory: true }),
    payment.text("身份证号", "citizen_id", ({ person }) => person.id, { mandatory: true }),
    payment.text("一卡通账号", "bank_card", ({ person }) => person.bankCard),
    payment.coded(
      "补贴项目",
      "subsidy_type",
      { land: "耕地地力保护补贴", grain: "实际种粮农民补贴", machine: "农机购置补贴" },
      ({ kind }) => kind,
    ),
    payment.text("补贴面积", "subsidy_area", ({ person }, world) => areaOf(person, world), { meaning: "补贴面积，亩" }),
    payment.text("补贴标准", "subsidy_rate", ({ kind }) => rates[kind], { meaning: "补贴标准，元/亩" }),
    payment.text(
      "补贴金额",
      "subsidy_amount",
      ({ person, kind }, world) => Number((areaOf(person, world) * rates[kind]).toFixed(2)),
      { meaning: "补贴金额，元" },
    ),
    payment.date(
      "发放日期",
      "disbursed_on",
      "slash",
      ({ person, kind }, world) => world.asOf - 30 - (kind === "grain" ? 60 : 0) - (person.index % 15),
    ),
    payment.text("所在村", "village_name", ({ person }) => person.village.name, {
      meaning: "所在村名称",
    }),
  ],
});

export const agriculture: DepartmentSpec = {
  key: "nongyeju",
  name: "示例市农业农村局",
  shortName: "市农业农村局",
  nameEn: "Sample City Agriculture and Rural Affairs Bureau",
  serial: 11,
  duties: {
    collect: "负责采集承包经营权和惠农补贴数据。",
    share: "负责提供农户承包地和补贴核验。",
    update: "承包数据每半年更新，补贴发放后十个工作日内更新。",
    maintain: "组织乡镇、村校核填报数据。",
  },
  contact: { name: "测试午", duty: "政策与改革科" },
  systems: [
    {
      key: "chengbao",
      name: "农村土地承包管理系统",
      zone: "department-network",
      description: "承包合同，导出 GB18030 编码的 CSV。",
    },
    { key: "butie", name: "惠农补贴台账（乡镇填报）", zone: "government-extranet", description: "电子表格汇总。" },
  ],
  dirt: 2.5,
  files: [
    { path: "土地承包农户.csv", system: "chengbao", format: "csv", ...csvGb18030, table: contracts },
    {
      path: "惠农补贴发放表.xlsx",
      system: "butie",
      format: "xlsx",
      sheet: "发放明细",
      titleRows: ["示例市惠农补贴资金发放明细表（示例数据）", "单位：亩、元"],
      table: subsidies,
    },
  ],
};
