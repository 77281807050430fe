import { dateOf, writeDate } from "../calendar.ts";
import { scatter } from "../chance.ts";
import { sexes } from "../codes.ts";
import { csvPlain, type DepartmentSpec } from "../department.ts";
import { columnsOf, defineTable } from "../table.ts";
import type { Institution } from "../world/institutions.ts";
import type { Person } from "../world/person.ts";
import { mustFind } from "../world/places.ts";

const place = columnsOf<Institution>();

const kinds = {
  综合医院: "A100",
  中医医院: "A210",
  妇幼保健院: "G300",
  乡镇卫生院: "C220",
  社区卫生服务中心: "B100",
} as const;
const kindOf = (institution: Institution): keyof typeof kinds =>
  mustFind(Object.keys(kinds) as (keyof typeof kinds)[], (kind) => kind === institution.kind);

const institutions = defineTable<Institution>({
  key: "health-institutions",
  name: "医疗卫生机构",
  entry: {
    zh: "医疗卫生机构信息",
    en: "Health institutions",
    abstract: "本市医院、卫生院和社区卫生服务中心，一机构一行，含坐标。",
    classification: "202003001",
    theme: "卫生健康",
    dataClass: "公共管理和服务",
    updateCycle: "quarterly",
    share: { class: "unconditional" },
    openClass: "open",
  },
  over: "list",
  count: (world) => world.institutions.count,
  subjects: (world, index) => world.institutions.list.slice(index, index + 1),
  about: { kind: "institution", of: (institution) => institution.index },
  columns: [
    place.text("orgCode", "organisation_code", ({ creditCode }) => creditCode.slice(8, 17), {
      key: true,
      meaning: "医疗机构代码（组织机构代码）",
    }),
    place.text("uscc", "credit_code", ({ creditCode }) => creditCode, { mandatory: true }),
    place.text("orgName", "hospital_name", ({ name }) => name, { mandatory: true }),
    place.coded("orgType", "institution_type", kinds, kindOf),
    place.text("areaCode", "division_code", ({ village }) => village.streetCode, {
      meaning: "所在乡镇（街道）代码，9 位",
    }),
    place.text("addr", "address", ({ address }) => address),
    place.text("tel", "phone", ({ phone }) => phone),
    place.number("lng", "longitude", "decimal", ({ village }) => Number(village.longitude.toFixed(6))),
    place.number("lat", "latitude", "decimal", ({ village }) => Number(village.latitude.toFixed(6))),
  ],
});

interface Medic {
  readonly person: Person;
  readonly institution: Institution;
}

const medic = columnsOf<Medic>();

const practitioners = defineTable<Medic>({
  key: "health-practitioners",
  name: "医师护士注册",
  entry: {
    zh: "医师、护士执业注册信息",
    en: "Registered doctors and nurses",
    abstract: "在本市医疗卫生机构执业的医师和护士，一人一行。",
    classification: "202003002",
    theme: "卫生健康",
    dataClass: "公共管理和服务",
    updateCycle: "monthly",
    share: { class: "conditional", useConditions: "用于执业资格核验。" },
    openClass: "conditional",
  },
  over: "people",
  subjects(world, index) {
    const person = world.person(index);
    const institution =
      person.occupation.kind === "medic" ? world.institutions.list[person.occupation.institution] : undefined;
    return institution ? [{ person, institution }] : [];
  },
  about: { kind: "person", of: ({ person }) => person.index },
  others: { institution: { kind: "institution", of: ({ institution }) => institution.index } },
  joins: [{ field: "citizen_id", to: "population", toField: "citizen_id", rate: 0.972 }],
  columns: [
    medic.text(
      "zyzsbm",
      "licence_number",
      ({ person }) => `${person.facts.isMale ? "11" : "21"}051${String(person.index + 1_000_000).padStart(10, "0")}`,
      { key: true, meaning: "执业证书编码" },
    ),
    medic.text("xm", "person_name", ({ person }) => person.name, { mandatory: true }),
    medic.coded("xb", "sex_code", sexes.gb, ({ person }) => person.sex),
    medic.text("zjhm", "citizen_id", ({ person }) => person.id, { mandatory: true }),
    medic.text("zydd", "hospital_name", ({ institution }) => institution.name),
    medic.coded("zylb", "practice_category", { doctor: "临床", nurse: "护理" }, ({ person }) =>
      person.facts.isMale ? "doctor" : "nurse",
    ),
    medic.date("fzrq", "issued_on", "slash", ({ person }, world) =>
      Math.min(world.asOf - 60, person.bornOn + 25 * 366),
    ),
    medic.text("lxdh", "mobile_phone", ({ person }) => person.phone, {
      stale: ["stale-phone", ({ person }) => person.formerPhone],
    }),
  ],
});

interface Birth {
  readonly child: Person;
  readonly mother: Person;
  readonly father: Person | null;
  readonly institution: Institution;
}

const birth = columnsOf<Birth>();
/** Births of this many years stand in the export. */
const birthYears = 6;

const births = defineTable<Birth>({
  key: "birth-certificates",
  name: "出生医学证明",
  entry: {
    zh: "出生医学证明签发信息",
    en: "Birth certificates",
    abstract: "本市助产机构签发的出生医学证明，一证一行，近六年。",
    classification: "202003003",
    theme: "卫生健康",
    dataClass: "公共管理和服务",
    updateCycle: "daily",
    share: { class: "conditional", useConditions: "用于出生登记、生育保险、入学等事项核验亲子关系。" },
    openClass: "closed",
  },
  over: "people",
  subjects(world, index) {
    const child = index < world.people ? world.person(index) : null;
    // Children of newcomers were mostly born elsewhere.
    if (!child || child.age >= birthYears || child.facts.mother === null) return [];
    if (child.facts.origin && world.chance.at(index, 230) < 0.8) return [];
    const { father, mother } = child.facts;
    const institution = world.chance.pick(
      world.institutions.list.slice(0, world.places.counties.length * 3),
      index,
      231,
    );
    return [
      { child, mother: world.person(mother), father: father === null ? null : world.person(father), institution },
    ];
  },
  about: { kind: "person", of: ({ child }) => child.index },
  others: {
    mother: { kind: "person", of: ({ mother }) => mother.index },
    father: { kind: "person", of: ({ father }) => father?.index ?? null },
  },
  joins: [{ field: "mother_citizen_id", to: "population", toField: "citizen_id", rate: 0.967 }],
  columns: [
    birth.text(
      "birthCertNo",
      "licence_number",
      ({ child }) =>
        `V51${String(scatter(child.index, 9_999_991, 3)).padStart(7, "0")}${child.index >= 9_999_991 ? "A" : ""}`,
      { key: true, meaning: "出生医学证明编号" },
    ),
    birth.text("newbornName", "person_name", ({ child }) => child.name, { mandatory: true }),
    birth.coded("newbornSex", "sex_code", sexes.letters, ({ child }) => child.sex, { mandatory: true }),
    birth.date("birthTime", "birth_date", "instant", ({ child }) => child.bornOn, { mandatory: true }),
    birth.number(
      "gestationalWeeks",
      "gestational_weeks",
      "integer",
      ({ child }, world) => 36 + world.chance.below(6, child.index, 232),
    ),
    birth.number(
      "birthWeight",
      "birth_weight",
      "integer",
      ({ child }, world) => 2400 + world.chance.below(1800, child.index, 233),
      { meaning: "出生体重，克" },
    ),
    birth.text("motherName", "person_name", ({ mother }) => mother.name, {
      field: "mother_name",
      of: "mother",
      meaning: "母亲姓名",
    }),
    birth.text("motherIdCard", "citizen_id", ({ mother }) => mother.id, {
      field: "mother_citizen_id",
      of: "mother",
      meaning: "母亲公民身份号码",
      mandatory: true,
    }),
    birth.text("fatherName", "person_name", ({ father }) => father?.name ?? null, {
      field: "father_name",
      of: "father",
      meaning: "父亲姓名",
    }),
    birth.text("fatherIdCard", "citizen_id", ({ father }) => father?.id ?? null, {
      field: "father_citizen_id",
      of: "father",
      meaning: "父亲公民身份号码",
    }),
    birth.text("birthHospital", "hospital_name", ({ institution }) => institution.name),
    birth.text("familyAddress", "residence_address", ({ child }) => child.address("province")),
    birth.text("issueDate", "issued_on", ({ child }) => writeDate("iso", dateOf(child.bornOn + 5)), {
      meaning: "签发日期",
    }),
  ],
});

export const health: DepartmentSpec = {
  key: "weijianwei",
  name: "示例市卫生健康委员会",
  shortName: "市卫健委",
  nameEn: "Sample City Health Commission",
  serial: 4,
  duties: {
    collect: "负责采集医疗卫生机构、执业人员和出生医学证明数据。",
    share: "负责提供出生、执业资格核验。",
    update: "出生医学证明当日更新，执业注册每月更新。",
    maintain: "组织医疗机构校核数据。",
  },
  contact: { name: "测试子", duty: "统计信息中心" },
  systems: [
    {
      key: "quanmin",
      name: "全民健康信息平台",
      zone: "department-network",
      description: "出生医学证明签发，接口导出 NDJSON。",
      isCritical: true,
    },
    {
      key: "zhuce",
      name: "机构与执业注册系统",
      zone: "government-extranet",
      description: "医疗机构、医师、护士注册。",
    },
  ],
  dirt: 1.3,
  files: [
    {
      path: "orgs.json",
      system: "zhuce",
      format: "json",
      envelope: { code: 0, msg: "success", traceId: "示例" },
      table: institutions,
    },
    { path: "practitioners.csv", system: "zhuce", format: "csv", ...csvPlain, table: practitioners },
    { path: "birth_cert.ndjson", system: "quanmin", format: "ndjson", table: births },
  ],
};
