import { dateOf } from "../calendar.ts";
import { sexes } from "../codes.ts";
import { csvGb18030, csvWithBom, type DepartmentSpec } from "../department.ts";
import { columnsOf, defineTable } from "../table.ts";
import type { Person } from "../world/person.ts";
import type { World } from "../world/world.ts";
import { headsDrawn } from "../world/heads.ts";

interface Marriage {
  /** Index of the resident through whom it was found. */
  readonly index: number;
  readonly husband: Person;
  readonly wife: Person;
  readonly kind: "marriage" | "divorce";
  readonly registeredOn: number;
}

function marriageAt(world: World, index: number): readonly Marriage[] {
  if (index >= world.people) return [];
  const person = world.person(index);
  const { spouse, marriedOn, isMale, origin } = person.facts;
  // Couples are met at the husband; newcomers mostly married at home, and papers of long ago are not on the computer.
  if (spouse !== null && marriedOn !== null) {
    const isKept = isMale && marriedOn > world.asOf - 11_000 && !(origin && world.chance.at(index, 260) < 0.85);
    return isKept
      ? [{ index, husband: person, wife: world.person(spouse), kind: "marriage", registeredOn: marriedOn }]
      : [];
  }
  if (person.marital !== "divorced" || person.age < 25) return [];
  const former = formerSpouse(world, person);
  const registeredOn = world.asOf - 1 - world.chance.below(2600, index, 261);
  return [{ index, husband: isMale ? person : former, wife: isMale ? former : person, kind: "divorce", registeredOn }];
}

/** A former husband or wife has left the city: somebody of the outsiders. */
function formerSpouse(world: World, person: Person): Person {
  const { start, end } = world.outsiders;
  let at = start + world.chance.below(end - start, person.index, 262);
  for (let tries = 0; tries < 40 && world.person(at).facts.isMale === person.facts.isMale; tries += 1) {
    at = at + 1 < end ? at + 1 : start;
  }
  return world.person(at);
}

const { text, date, coded } = columnsOf<Marriage>();

const marriages = defineTable<Marriage>({
  key: "marriages",
  name: "婚姻登记",
  entry: {
    zh: "婚姻登记信息",
    en: "Marriages and divorces",
    abstract: "本市办理的结婚、离婚登记，一次登记一行，近三十年。",
    classification: "305001001",
    theme: "民政",
    dataClass: "公共管理和服务",
    updateCycle: "daily",
    share: {
      class: "conditional",
      useConditions: "用于不动产、住房、户籍等事项核验婚姻状况，须有当事人授权或法定依据。",
    },
    openClass: "closed",
  },
  over: "people",
  subjects: marriageAt,
  about: { kind: "person", of: ({ husband }) => husband.index },
  others: { wife: { kind: "person", of: ({ wife }) => wife.index } },
  joins: [{ field: "husband_citizen_id", to: "population", toField: "citizen_id", rate: 0.896 }],
  columns: [
    text(
      "登记证字号",
      "licence_number",
      ({ index, kind, husband, registeredOn }) =>
        `${kind === "marriage" ? "J" : "L"}${husband.village.countyCode}-${dateOf(registeredOn).year}-${String(index).padStart(7, "0")}`,
      { key: true },
    ),
    coded("业务类型", "marriage_event", { marriage: "结婚登记", divorce: "离婚登记" }, ({ kind }) => kind, {
      mandatory: true,
    }),
    text("男方姓名", "person_name", ({ husband }) => husband.name, {
      field: "husband_name",
      meaning: "男方姓名",
      mandatory: true,
    }),
    text("男方身份证件号", "citizen_id", ({ husband }) => husband.id, {
      field: "husband_citizen_id",
      meaning: "男方公民身份号码",
      mandatory: true,
    }),
    text("女方姓名", "person_name", ({ wife }) => wife.name, {
      field: "wife_name",
      of: "wife",
      meaning: "女方姓名",
      mandatory: true,
    }),
    text("女方身份证件号", "citizen_id", ({ wife }) => wife.id, {
      field: "wife_citizen_id",
      of: "wife",
      meaning: "女方公民身份号码",
      mandatory: true,
    }),
    date("登记日期", "registered_on", "chinese", ({ registeredOn }) => registeredOn, { mandatory: true }),
    text("登记机关", "registration_authority", ({ husband }) => `示例市${husband.village.county}民政局婚姻登记处`),
  ],
});

const allowance = columnsOf<Person>();
const startedOn = (person: Person, world: World): number =>
  world.asOf - 30 - world.chance.below(2000, person.index, 264);

const allowances = defineTable<Person>({
  key: "minimum-allowance",
  name: "低保对象",
  entry: {
    zh: "最低生活保障对象信息",
    en: "Minimum living allowance",
    abstract: "享受城乡最低生活保障的家庭，一户一行，乡镇汇总填报。",
    classification: "203002001",
    theme: "社会保障",
    dataClass: "公共管理和服务",
    updateCycle: "monthly",
    share: { class: "conditional", useConditions: "用于教育资助、医疗救助、住房保障等事项核验。" },
    openClass: "closed",
  },
  over: "people",
  subjects: (world, index) => headsDrawn(world, index, 0.055, 263),
  about: { kind: "person", of: (person) => person.index },
  joins: [{ field: "citizen_id", to: "population", toField: "citizen_id", rate: 0.955 }],
  columns: [
    allowance.text("低保证号", "licence_number", (person) => `DB-${String(person.index).padStart(8, "0")}`, {
      key: true,
    }),
    allowance.text("户主姓名", "household_head_name", (person) => person.name, { mandatory: true }),
    allowance.coded("性别", "sex_code", sexes.long, (person) => person.sex),
    allowance.text("户主身份证号码", "citizen_id", (person) => person.id, { mandatory: true }),
    allowance.coded("低保类别", "relief_type", { urban: "城市低保", rural: "农村低保" }, (person) =>
      person.village.isUrban ? "urban" : "rural",
    ),
    allowance.number("保障人数", "person_count", "integer", (person) => person.facts.householdSize),
    allowance.text(
      "月保障金额",
      "monthly_allowance",
      (person, world) => 280 + world.chance.below(60, person.index, 265) * 10,
    ),
    allowance.date("享受起始日期", "started_on", "slash", startedOn),
    allowance.text("乡镇（街道）", "township_name", (person) => person.village.street, {
      meaning: "所在乡镇（街道）名称",
    }),
    allowance.text("村（社区）", "village_name", (person) => person.village.name, {
      meaning: "所在村（社区）名称",
    }),
    allowance.text("联系电话", "mobile_phone", (person) => person.phone, {
      stale: ["stale-phone", (person) => person.formerPhone],
    }),
    allowance.text("开户银行卡号", "bank_card", (person) => person.bankCard),
  ],
});

interface Death {
  readonly person: Person;
  readonly diedOn: number;
}

const death = columnsOf<Death>();

const deaths = defineTable<Death>({
  key: "deaths",
  name: "殡葬火化",
  entry: {
    zh: "殡葬（死亡）登记信息",
    en: "Deaths and funerals",
    abstract: "本市殡葬服务机构办理的火化登记，一人一行，近三年。",
    classification: "305001002",
    theme: "民政",
    dataClass: "公共管理和服务",
    updateCycle: "daily",
    share: { class: "conditional", useConditions: "用于停发待遇、注销户口和证照。" },
    openClass: "closed",
  },
  over: "people",
  subjects(world, index) {
    const person = index < world.people ? world.person(index) : null;
    const diedOn = person?.facts.diedOn ?? null;
    return person && diedOn !== null && world.chance.at(index, 266) < 0.94 ? [{ person, diedOn }] : [];
  },
  about: { kind: "person", of: ({ person }) => person.index },
  joins: [{ field: "citizen_id", to: "population", toField: "citizen_id", rate: 0.96 }],
  columns: [
    death.text(
      "火化证号",
      "licence_number",
      ({ person, diedOn }) => `HH${dateOf(diedOn).year}${String(person.index).padStart(8, "0")}`,
      { key: true },
    ),
    death.text("死者姓名", "person_name", ({ person }) => person.name, { mandatory: true }),
    death.coded("性别", "sex_code", sexes.words, ({ person }) => person.sex),
    death.text("证件号码", "citizen_id", ({ person }) => person.id, { mandatory: true }),
    death.date("出生日期", "birth_date", "iso", ({ person }) => person.bornOn),
    death.date("死亡日期", "death_date", "iso", ({ diedOn }) => diedOn, { mandatory: true }),
    death.date("火化日期", "cremated_on", "iso", ({ diedOn }, world) => Math.min(world.asOf - 1, diedOn + 3)),
    death.text("生前住址", "residence_address", ({ person }) => person.address("city")),
  ],
});

export const civilAffairs: DepartmentSpec = {
  key: "minzhengju",
  name: "示例市民政局",
  shortName: "市民政局",
  nameEn: "Sample City Civil Affairs Bureau",
  serial: 7,
  duties: {
    collect: "负责采集婚姻、社会救助和殡葬数据。",
    share: "负责提供婚姻、救助对象、死亡核验。",
    update: "婚姻、殡葬当日更新，低保每月更新。",
    maintain: "组织区县、乡镇校核填报数据。",
  },
  contact: { name: "测试寅", duty: "社会救助科" },
  systems: [
    {
      key: "hunyin",
      name: "婚姻登记管理系统",
      zone: "department-network",
      description: "结婚、离婚登记，导出 GB18030 编码的 CSV。",
    },
    {
      key: "jiuzhu",
      name: "社会救助信息系统（乡镇填报）",
      zone: "government-extranet",
      description: "低保台账和殡葬登记。",
    },
  ],
  dirt: 2.2,
  files: [
    { path: "婚姻登记.csv", system: "hunyin", format: "csv", ...csvGb18030, table: marriages },
    {
      path: "低保对象台账.xlsx",
      system: "jiuzhu",
      format: "xlsx",
      sheet: "低保",
      titleRows: ["示例市城乡居民最低生活保障对象台账（示例数据）"],
      table: allowances,
    },
    { path: "殡葬火化登记.csv", system: "jiuzhu", format: "csv", ...csvWithBom, table: deaths },
  ],
};
