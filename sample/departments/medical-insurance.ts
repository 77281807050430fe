import { ethnicities, sexes } from "../codes.ts";
import type { DepartmentSpec } from "../department.ts";
import { columnsOf, defineTable } from "../table.ts";
import type { Person } from "../world/person.ts";
import { employerOf, employingFirm, pensionOf } from "../world/employment.ts";

const { text, date, coded, serial, updatedAt } = columnsOf<Person>();

const insured = defineTable<Person>({
  key: "medical-insured",
  name: "psn_info_b",
  entry: {
    zh: "基本医疗保险参保信息",
    en: "Persons in medical insurance",
    abstract: "参加职工医保和居民医保的人员，一人一行。",
    classification: "202004001",
    theme: "卫生健康",
    dataClass: "公共管理和服务",
    updateCycle: "weekly",
    share: { class: "conditional", useConditions: "用于核验医保参保状态。" },
    openClass: "closed",
  },
  over: "people",
  subjects(world, index) {
    const person = world.person(index);
    if (!person.isAlive && world.chance.at(index, 310) < 0.7) return [];
    const isInsured = person.isResident ? world.chance.at(index, 311) < 0.955 : pensionOf(world, person) !== null;
    return isInsured ? [person] : [];
  },
  about: { kind: "person", of: (person) => person.index },
  others: { employer: employingFirm },
  joins: [{ field: "citizen_id", to: "population", toField: "citizen_id", rate: 0.962 }],
  columns: [
    serial("rid"),
    text("psn_no", "person_number", (person) => `5109000000${String(person.index + 100_000_000)}`, { key: true }),
    text("certno", "citizen_id", (person) => person.id, { mandatory: true }),
    text("psn_name", "person_name", (person) => person.name, {
      mandatory: true,
      stale: ["stale-name", (person) => person.formerName],
    }),
    coded("gend", "sex_code", sexes.gb, (person) => person.sex),
    coded("naty", "ethnic_code", ethnicities.gb, (person) => person.ethnicity),
    date("brdy", "birth_date", "iso", (person) => person.bornOn),
    coded("insutype", "insurance_type", { employee: "310", resident: "390" }, (person) =>
      ["employee", "driver", "teacher", "medic"].includes(person.occupation.kind) ? "employee" : "resident",
    ),
    coded(
      "psn_insu_stas",
      "insured_state",
      { normal: "1", suspended: "2", ended: "4" },
      (person, world) =>
        person.isAlive ? (world.chance.at(person.index, 312) < 0.96 ? "normal" : "suspended") : "ended",
      { staleWord: ["stale-status", () => "normal"] },
    ),
    text("emp_name", "organisation_name", (person, world) => employerOf(world, person.occupation)?.name ?? null, {
      field: "employer_name",
      of: "employer",
      meaning: "参保单位名称",
    }),
    text("insu_admdvs", "division_code", (person) => person.village.countyCode, { meaning: "参保所属行政区划代码" }),
    text("tel", "mobile_phone", (person) => person.phone, { stale: ["stale-phone", (person) => person.formerPhone] }),
    text("live_addr", "residence_address", (person) => person.address("county"), {
      stale: ["stale-address", (person) => person.formerAddress("county")],
    }),
    updatedAt("updt_time", (person, world) => world.asOf - 1 - (world.chance.bits(person.index, 313) % 400)),
  ],
});

export const medicalInsurance: DepartmentSpec = {
  key: "yibaoju",
  name: "示例市医疗保障局",
  shortName: "市医保局",
  nameEn: "Sample City Healthcare Security Bureau",
  serial: 13,
  duties: {
    collect: "负责采集医保参保和待遇数据。",
    share: "负责提供医保参保核验。",
    update: "每周更新。",
    maintain: "负责参保数据的校核。",
  },
  contact: { name: "测试申", duty: "医保信息中心" },
  systems: [
    {
      key: "yibao",
      name: "医疗保障信息平台（市级下发库）",
      zone: "department-network",
      description: "参保登记、缴费、结算。",
      isCritical: true,
    },
  ],
  dirt: 0.6,
  files: [{ path: "yibao.db", system: "yibao", format: "sqlite", tables: [insured] }],
};
