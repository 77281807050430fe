import { monthsBefore } from "../calendar.ts";
import { ethnicities, sexes } from "../codes.ts";
import { csvWithBom, type DepartmentSpec, tsv } from "../department.ts";
import { columnsOf, defineTable } from "../table.ts";
import { type Employer, employerOf, formerEmployerOf, type Insurance, pensionOf } from "../world/employment.ts";
import type { Person } from "../world/person.ts";
import type { World } from "../world/world.ts";

interface Insured {
  readonly person: Person;
  readonly insurance: Insurance;
  readonly employer: Employer | null;
}

function insuredAt(world: World, index: number): readonly Insured[] {
  const person = world.person(index);
  const insurance = pensionOf(world, person);
  if (!insurance) return [];
  return [{ person, insurance, employer: insurance === "employee" ? employerOf(world, person.occupation) : null }];
}

const { text, date, coded } = columnsOf<Insured>();
const insuranceNumber = (person: Person): string => `51${String(person.index + 10_000_000).padStart(10, "0")}`;

const insured = defineTable<Insured>({
  key: "insured-persons",
  name: "参保人员",
  entry: {
    zh: "社会保险参保人员信息",
    en: "Persons in social insurance",
    abstract: "参加本市基本养老保险的人员，一人一行，含在本市工作的外地人员和已退休人员。",
    classification: "203001001",
    theme: "社会保障",
    dataClass: "公共管理和服务",
    updateCycle: "monthly",
    share: { class: "conditional", useConditions: "用于住房、入学、救助等事项核验参保情况。" },
    openClass: "closed",
  },
  over: "people",
  subjects: insuredAt,
  about: { kind: "person", of: ({ person }) => person.index },
  others: { employer: { kind: "entity", of: ({ employer }) => employer?.entity?.index ?? null } },
  joins: [
    { field: "citizen_id", to: "population", toField: "citizen_id", rate: 0.945 },
    { field: "employer_credit_code", to: "market-entities", toField: "credit_code", rate: 0.925 },
  ],
  columns: [
    text("个人编号", "person_number", ({ person }) => insuranceNumber(person), { key: true }),
    text("社会保障号码", "citizen_id", ({ person }) => person.id, { mandatory: true }),
    text("姓名", "person_name", ({ person }) => person.name, {
      mandatory: true,
      stale: ["stale-name", ({ person }) => person.formerName],
    }),
    coded("性别", "sex_code", sexes.words, ({ person }) => person.sex),
    date("出生日期", "birth_date", "iso", ({ person }) => person.bornOn),
    coded("民族", "ethnic_code", ethnicities.words, ({ person }) => person.ethnicity),
    coded(
      "险种类型",
      "insurance_type",
      { employee: "企业职工基本养老保险", resident: "城乡居民基本养老保险", retired: "企业职工基本养老保险" },
      ({ insurance }) => insurance,
    ),
    coded(
      "参保状态",
      "insured_state",
      { paying: "正常参保", retired: "暂停缴费", dead: "终止参保" },
      ({ person, insurance }) => (person.isAlive ? (insurance === "retired" ? "retired" : "paying") : "dead"),
      { staleWord: ["stale-status", ({ insurance }) => (insurance === "retired" ? "paying" : "retired")] },
    ),
    text("单位统一社会信用代码", "credit_code", ({ employer }) => employer?.creditCode ?? null, {
      field: "employer_credit_code",
      of: "employer",
      meaning: "参保单位统一社会信用代码",
      stale: [
        "stale-employer",
        ({ person, employer }, world) => employer && (formerEmployerOf(world, person)?.creditCode ?? null),
      ],
    }),
    text("单位名称", "organisation_name", ({ employer }) => employer?.name ?? null, {
      field: "employer_name",
      of: "employer",
      meaning: "参保单位名称",
      stale: [
        "stale-employer",
        ({ person, employer }, world) => employer && (formerEmployerOf(world, person)?.name ?? null),
      ],
    }),
    date("首次参保日期", "started_on", "slash", ({ person }, world) =>
      Math.min(world.asOf - 40, person.bornOn + 18 * 366 + world.chance.below(3600, person.index, 212)),
    ),
    text("联系电话", "mobile_phone", ({ person }) => person.phone, {
      stale: ["stale-phone", ({ person }) => person.formerPhone],
    }),
    text("居住地址", "residence_address", ({ person }) => person.address("county"), {
      stale: ["stale-address", ({ person }) => person.formerAddress("county")],
    }),
  ],
});

/** Months of contributions kept in the export, newest last. */
const contributionMonths = 6;

interface Contribution extends Insured {
  readonly month: number;
}

const paid = columnsOf<Contribution>();
const baseOf = ({ person }: Contribution, world: World): number =>
  4200 + world.chance.below(140, person.index, 213) * 100;

const contributions = defineTable<Contribution>({
  key: "contributions",
  name: "养老保险缴费明细",
  entry: {
    zh: "养老保险缴费明细",
    en: "Monthly pension contributions",
    abstract: "企业职工基本养老保险按月缴费，一人一月一行，近六个月。",
    classification: "203001002",
    theme: "社会保障",
    dataClass: "公共管理和服务",
    updateCycle: "monthly",
    share: { class: "conditional", useConditions: "用于核验连续缴费月数；限本人授权或法定职责范围内使用。" },
    openClass: "closed",
  },
  over: "people",
  subjects(world, index) {
    const [found] = insuredAt(world, index);
    if (!found || found.insurance !== "employee") return [];
    const joined = world.chance.below(14, index, 214);
    const months = Math.min(contributionMonths, joined + 1);
    return Array.from({ length: months }, (_, at) => ({ ...found, month: monthsBefore(world.asOf, months - at) }));
  },
  about: { kind: "person", of: ({ person }) => person.index },
  others: { employer: { kind: "entity", of: ({ employer }) => employer?.entity?.index ?? null } },
  joins: [{ field: "person_number", to: "insured-persons", toField: "person_number", rate: 0.993 }],
  columns: [
    paid.text("AAC001", "person_number", ({ person }) => insuranceNumber(person), { key: true }),
    paid.text("AAC002", "citizen_id", ({ person }) => person.id, { mandatory: true }),
    paid.text("AAC003", "person_name", ({ person }) => person.name),
    paid.text("AAB998", "credit_code", ({ employer }) => employer?.creditCode ?? null, {
      field: "employer_credit_code",
      of: "employer",
      meaning: "缴费单位统一社会信用代码",
    }),
    paid.coded("AAE140", "insurance_type", { employee: "110" }, () => "employee"),
    paid.date("AAE002", "period", "month", ({ month }) => month, { key: true }),
    paid.text("AAE180", "contribution_base", baseOf),
    paid.text("AAE020", "contribution_amount", (row, world) => (baseOf(row, world) * 0.16).toFixed(2), {
      field: "employer_contribution",
      meaning: "单位缴费额，元",
    }),
    paid.text("AAE022", "contribution_amount", (row, world) => (baseOf(row, world) * 0.08).toFixed(2), {
      field: "personal_contribution",
      meaning: "个人缴费额，元",
    }),
    paid.coded("AAE114", "contribution_status", { paid: "1", owed: "0" }, ({ person, month }, world) =>
      world.chance.at(person.index, month) < 0.985 ? "paid" : "owed",
    ),
    paid.date("AAE079", "paid_on", "compact", ({ month }) => month + 14),
  ],
});

export const humanResources: DepartmentSpec = {
  key: "rensheju",
  name: "示例市人力资源和社会保障局",
  shortName: "市人社局",
  nameEn: "Sample City Human Resources and Social Security Bureau",
  serial: 2,
  duties: {
    collect: "负责采集社会保险参保、缴费和待遇数据。",
    share: "负责提供参保缴费情况核验。",
    update: "每月结算后五个工作日内更新。",
    maintain: "负责参保数据的校核，及时处理用数部门反馈的疑义。",
  },
  contact: { name: "测试壬", duty: "信息中心" },
  systems: [
    {
      key: "shebao",
      name: "社会保险业务系统",
      zone: "department-network",
      description: "参保登记、缴费核定、待遇发放。",
      isCritical: true,
    },
  ],
  dirt: 0.9,
  files: [
    { path: "参保人员信息.csv", system: "shebao", format: "csv", ...csvWithBom, table: insured },
    { path: "jfmx_export.tsv", system: "shebao", format: "csv", ...tsv, table: contributions },
  ],
};
