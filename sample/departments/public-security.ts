import { dateOf } from "../calendar.ts";
import { educations, ethnicities, maritals, relations, sexes } from "../codes.ts";
import type { DepartmentSpec } from "../department.ts";
import { columnsOf, defineTable } from "../table.ts";
import type { Person } from "../world/person.ts";
import type { World } from "../world/world.ts";

const { text, date, coded, serial, updatedAt } = columnsOf<Person>();

function relationOf({ facts }: Person): keyof typeof relations {
  if (facts.role === "head") return "head";
  if (facts.role === "spouse") return facts.isMale ? "husband" : "wife";
  if (facts.role === "child") return facts.isMale ? "son" : "daughter";
  return facts.isMale ? "father" : "mother";
}

const population = defineTable<Person>({
  key: "population",
  name: "T_RK_JBXX",
  entry: {
    zh: "实有人口基本信息",
    en: "Resident population register",
    abstract: "本市户籍人口和登记在册的流动人口，一人一行，含已注销（死亡）人员。",
    classification: "101001001",
    theme: "人口",
    dataClass: "公共管理和服务",
    updateCycle: "daily",
    share: {
      class: "conditional",
      useConditions: "用于政务服务中核验身份、户籍和居住情况；不得批量导出用于其他用途。",
    },
    openClass: "closed",
  },
  over: "people",
  subjects: (world, index) => (index < world.people ? [world.person(index)] : []),
  about: { kind: "person", of: (person) => person.index },
  columns: [
    serial("XH"),
    text("SFZH", "citizen_id", (person) => person.id, { key: true }),
    text("XM", "person_name", (person) => person.name, { mandatory: true }),
    text("CYM", "former_name", (person, world) =>
      world.chance.at(person.index, 200) < 0.015 ? person.formerName : null,
    ),
    coded("XB", "sex_code", sexes.gb, (person) => person.sex, { mandatory: true }),
    date("CSRQ", "birth_date", "compact", (person) => person.bornOn, { mandatory: true }),
    coded("MZ", "ethnic_code", ethnicities.gb, (person) => person.ethnicity),
    coded("HYZK", "marital_status", maritals.gb, (person) => person.marital, {
      staleWord: ["stale-marital", (person) => person.formerMarital],
    }),
    coded("WHCD", "education_level", educations.gb, (person) => person.education),
    text("HH", "household_number", (person) => `51${String(person.facts.head).padStart(9, "0")}`),
    coded("YHZGX", "relation_to_head", relations, relationOf),
    text("HJQH", "division_code", (person) => person.registeredDivision, {
      field: "registered_division_code",
      meaning: "户籍地行政区划代码",
    }),
    text("HJDZ", "household_address", (person) => person.registeredAddress("province")),
    text("JZDZ", "residence_address", (person) => person.address("city")),
    text("SSCWH", "division_code", (person) => person.village.code, {
      field: "residence_village_code",
      meaning: "居住地村（社区）代码，12 位",
    }),
    text("LXDH", "mobile_phone", (person) => person.phone, { stale: ["stale-phone", (person) => person.formerPhone] }),
    coded("ZXBS", "is_yes", { alive: "0", dead: "1" }, (person) => (person.isAlive ? "alive" : "dead"), {
      field: "is_cancelled",
      meaning: "注销标志",
    }),
    updatedAt("GXSJ", (person, world) => world.asOf - 1 - (world.chance.bits(person.index, 201) % 720)),
  ],
});

const validDays = 365;

function permitHolder(world: World, index: number): readonly Person[] {
  if (index >= world.people) return [];
  const person = world.person(index);
  return person.facts.origin && person.age >= 16 && world.chance.at(index, 202) < 0.82 ? [person] : [];
}

const issuedOn = (person: Person, world: World): number => world.asOf - 1 - world.chance.below(900, person.index, 203);

const residencePermits = defineTable<Person>({
  key: "residence-permits",
  name: "T_LDRK_JZZ",
  entry: {
    zh: "居住证签发信息",
    en: "Residence permits",
    abstract: "本市公安机关签发的居住证，一证一行，含当前有效和过期的。",
    classification: "302001001",
    theme: "人口",
    dataClass: "公共管理和服务",
    updateCycle: "daily",
    share: { class: "conditional", useConditions: "用于入学、租房、社保等事项核验居住情况。" },
    openClass: "closed",
  },
  over: "people",
  subjects: permitHolder,
  about: { kind: "person", of: (person) => person.index },
  joins: [{ field: "citizen_id", to: "population", toField: "citizen_id", rate: 0.983 }],
  columns: [
    serial("ID"),
    text(
      "JZZBH",
      "licence_number",
      (person, world) => {
        const { year, month } = dateOf(issuedOn(person, world));
        return `J${person.village.countyCode}${year}${String(month).padStart(2, "0")}${String(person.index).padStart(7, "0")}`;
      },
      { key: true, meaning: "居住证号码" },
    ),
    text("GMSFHM", "citizen_id", (person) => person.id, { mandatory: true }),
    text("XM", "person_name", (person) => person.name, { mandatory: true }),
    coded("XBDM", "sex_code", sexes.gb, (person) => person.sex),
    text("HJDQH", "division_code", (person) => person.registeredDivision, {
      field: "registered_division_code",
      meaning: "户籍地行政区划代码",
    }),
    text("XJZDZ", "residence_address", (person) => person.address("county"), {
      stale: ["stale-address", (person) => person.formerAddress("county")],
    }),
    date("QFRQ", "issued_on", "iso", issuedOn, { mandatory: true }),
    date("YXQX", "valid_to", "iso", (person, world) => issuedOn(person, world) + validDays),
    text("QFJG", "issuing_authority", (person) => `示例市公安局${person.village.county}分局`),
    coded("ZT", "licence_state", { valid: "1", expired: "2" }, (person, world) =>
      issuedOn(person, world) + validDays >= world.asOf ? "valid" : "expired",
    ),
    updatedAt("GXSJ", issuedOn),
  ],
});

export const publicSecurity: DepartmentSpec = {
  key: "gongan",
  name: "示例市公安局",
  shortName: "市公安局",
  nameEn: "Sample City Public Security Bureau",
  serial: 1,
  duties: {
    collect: "负责采集户籍人口、流动人口和居住证数据。",
    share: "负责向有关部门提供身份和居住情况核验。",
    update: "户籍变动当日更新，居住登记三个工作日内更新。",
    maintain: "负责人口数据的校核和维护，为人口基本信息的数源部门。",
  },
  contact: { name: "测试丙", duty: "科技信息化科" },
  systems: [
    {
      key: "renkou",
      name: "实有人口管理系统",
      zone: "department-network",
      description: "户籍、流动人口和居住证的登记，SQLite 文件每日导出。",
      isCritical: true,
    },
  ],
  dirt: 0.5,
  files: [
    {
      path: "renkou.db",
      system: "renkou",
      format: "sqlite",
      tables: [population, residencePermits],
      isAlsoDatabase: true,
    },
  ],
};
