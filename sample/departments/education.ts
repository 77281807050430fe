import { dateOf } from "../calendar.ts";
import { educations, sexes } from "../codes.ts";
import { csvGb18030, type DepartmentSpec } from "../department.ts";
import { columnsOf, defineTable } from "../table.ts";
import type { School } from "../world/institutions.ts";
import type { Person } from "../world/person.ts";
import { stages } from "../world/work.ts";
import type { World } from "../world/world.ts";

const schoolColumns = columnsOf<School>();

const schools = defineTable<School>({
  key: "schools",
  name: "学校名录",
  entry: {
    zh: "学校（机构）名录",
    en: "Schools",
    abstract: "本市幼儿园、小学、初中、高中，一校一行。",
    classification: "306002001",
    theme: "教育",
    dataClass: "公共管理和服务",
    updateCycle: "yearly",
    share: { class: "unconditional" },
    openClass: "open",
  },
  over: "list",
  count: (world) => world.schools.count,
  subjects: (world, index) => world.schools.list.slice(index, index + 1),
  about: { kind: "school", of: (school) => school.index },
  columns: [
    schoolColumns.text("学校标识码", "school_code", (school) => school.number, { key: true }),
    schoolColumns.text("学校名称", "school_name", (school) => school.name, { mandatory: true }),
    schoolColumns.text("统一社会信用代码", "credit_code", (school) => school.creditCode),
    schoolColumns.coded(
      "办学类型",
      "school_type",
      Object.fromEntries(stages.map(({ name }) => [name, name])),
      (school) => school.kind,
    ),
    schoolColumns.coded("办学性质", "school_ownership", { public: "公办", private: "民办" }, (school) =>
      school.isPublic ? "public" : "private",
    ),
    schoolColumns.text("所在区县", "county_name", (school) => school.village.county, {
      meaning: "所在县（市、区）名称",
    }),
    schoolColumns.text("地址", "address", (school) => school.address),
    schoolColumns.text("联系电话", "phone", (school) => school.phone),
  ],
});

interface Pupil {
  readonly person: Person;
  readonly school: School;
  readonly grade: number;
  readonly guardian: Person | null;
}

function pupilAt(world: World, index: number): readonly Pupil[] {
  if (index >= world.people) return [];
  const person = world.person(index);
  const { occupation } = person;
  if (occupation.kind !== "pupil") return [];
  const school = world.schools.list[occupation.school];
  if (!school || school.stage === "kindergarten") return [];
  const parent = person.facts.mother ?? person.facts.father;
  return [{ person, school, grade: occupation.grade, guardian: parent === null ? null : world.person(parent) }];
}

const grades: Readonly<Record<string, readonly string[]>> = {
  primary: ["一年级", "二年级", "三年级", "四年级", "五年级", "六年级"],
  junior: ["初一", "初二", "初三"],
  senior: ["高一", "高二", "高三"],
};
const gradeName = ({ school, grade }: Pupil): string => grades[school.stage]?.[grade - 1] ?? "一年级";
const gradeCodes = Object.fromEntries(
  Object.values(grades)
    .flat()
    .map((name) => [name, name]),
);

const { text, date, coded } = columnsOf<Pupil>();

const pupils = defineTable<Pupil>({
  key: "pupils",
  name: "学籍",
  entry: {
    zh: "中小学生学籍信息",
    en: "Pupils",
    abstract: "本市中小学在校学生，一人一行，含监护人联系方式。",
    classification: "306002002",
    theme: "教育",
    dataClass: "公共管理和服务",
    updateCycle: "half-yearly",
    share: { class: "conditional", useConditions: "涉及未成年人，仅用于入学、资助和监护核验，须限定到具体学生。" },
    openClass: "closed",
  },
  over: "people",
  subjects: pupilAt,
  about: { kind: "person", of: ({ person }) => person.index },
  others: { guardian: { kind: "person", of: ({ guardian }) => guardian?.index ?? null } },
  joins: [
    { field: "citizen_id", to: "population", toField: "citizen_id", rate: 0.974 },
    { field: "school_code", to: "schools", toField: "school_code", rate: 0.994 },
  ],
  columns: [
    text("学籍号", "student_number", ({ person }) => `G${person.id}`, { key: true }),
    text("姓名", "person_name", ({ person }) => person.name, { mandatory: true }),
    coded("性别", "sex_code", sexes.words, ({ person }) => person.sex),
    date("出生日期", "birth_date", "chinese", ({ person }) => person.bornOn),
    text("身份证件号", "citizen_id", ({ person }) => person.id, { mandatory: true }),
    text("学校标识码", "school_code", ({ school }) => school.number, { mandatory: true }),
    text("学校名称", "school_name", ({ school }) => school.name),
    coded("年级", "grade_name", gradeCodes, gradeName),
    date(
      "入学日期",
      "enrolled_on",
      "slash",
      ({ grade }, world) => world.asOf - (grade - 1) * 365 - ((world.asOf - enrolmentEve(world)) % 365),
    ),
    text("监护人姓名", "guardian_name", ({ guardian }) => guardian?.name ?? null, {
      of: "guardian",
      meaning: "监护人姓名",
    }),
    text("监护人身份证件号", "citizen_id", ({ guardian }) => guardian?.id ?? null, {
      field: "guardian_citizen_id",
      of: "guardian",
      meaning: "监护人公民身份号码",
    }),
    text("监护人电话", "mobile_phone", ({ guardian }) => guardian?.phone ?? null, {
      field: "guardian_phone",
      of: "guardian",
      meaning: "监护人手机号码",
      stale: ["stale-phone", ({ guardian }) => guardian?.formerPhone ?? null],
    }),
    text("现住址", "residence_address", ({ person }) => person.address("county"), {
      stale: ["stale-address", ({ person }) => person.formerAddress("county")],
    }),
  ],
});

/** 1 September before the day of the data: the school year runs from there. */
function enrolmentEve(world: World): number {
  const { year, month } = dateOf(world.asOf);
  return Math.floor(Date.UTC(month >= 9 ? year : year - 1, 8, 1) / 86_400_000);
}

interface Teacher {
  readonly person: Person;
  readonly school: School;
}

const teacherColumns = columnsOf<Teacher>();

const teachers = defineTable<Teacher>({
  key: "teachers",
  name: "教师名册",
  entry: {
    zh: "教师基本信息",
    en: "Teachers",
    abstract: "本市中小学和幼儿园在编、聘用教师名册，由学校填报汇总。",
    classification: "306002003",
    theme: "教育",
    dataClass: "公共管理和服务",
    updateCycle: "yearly",
    share: { class: "conditional", useConditions: "用于职称、社保和人才服务核验。" },
    openClass: "closed",
  },
  over: "people",
  subjects(world, index) {
    const person = world.person(index);
    const school = person.occupation.kind === "teacher" ? world.schools.list[person.occupation.school] : undefined;
    return school ? [{ person, school }] : [];
  },
  about: { kind: "person", of: ({ person }) => person.index },
  joins: [{ field: "citizen_id", to: "population", toField: "citizen_id", rate: 0.976 }],
  columns: [
    teacherColumns.text(
      "教职工号",
      "person_number",
      ({ person, school }) => `${school.number}${String(person.index).padStart(8, "0")}`,
      { key: true },
    ),
    teacherColumns.text("姓名", "person_name", ({ person }) => person.name, { mandatory: true }),
    teacherColumns.coded("性别", "sex_code", sexes.words, ({ person }) => person.sex),
    teacherColumns.text("身份证号", "citizen_id", ({ person }) => person.id, { mandatory: true }),
    teacherColumns.date("出生年月日", "birth_date", "excel-serial", ({ person }) => person.bornOn),
    teacherColumns.date("参加工作时间", "work_started_on", "excel-serial", ({ person }, world) =>
      Math.min(world.asOf - 30, person.bornOn + 22 * 366 + world.chance.below(900, person.index, 220)),
    ),
    teacherColumns.coded("学历", "education_level", educations.words, ({ person }) => person.education),
    teacherColumns.text("所在学校", "school_name", ({ school }) => school.name),
    teacherColumns.text("任教学科", "subject_name", ({ person }, world) =>
      world.chance.pick(
        ["语文", "数学", "英语", "物理", "化学", "历史", "地理", "生物", "音乐", "体育", "美术"],
        person.index,
        221,
      ),
    ),
    teacherColumns.coded(
      "职称",
      "professional_title",
      { senior: "高级教师", first: "一级教师", second: "二级教师", none: "未评" },
      ({ person }) => (person.age > 45 ? "senior" : person.age > 33 ? "first" : person.age > 25 ? "second" : "none"),
    ),
    teacherColumns.text("手机号码", "mobile_phone", ({ person }) => person.phone, {
      stale: ["stale-phone", ({ person }) => person.formerPhone],
    }),
  ],
});

export const education: DepartmentSpec = {
  key: "jiaoyuju",
  name: "示例市教育局",
  shortName: "市教育局",
  nameEn: "Sample City Education Bureau",
  serial: 3,
  duties: {
    collect: "负责采集学校、学籍和教师数据。",
    share: "负责提供学籍核验。",
    update: "每学期开学后一个月内更新学籍，每年更新学校和教师名册。",
    maintain: "组织学校校核填报数据。",
  },
  contact: { name: "测试癸", duty: "电化教育馆" },
  systems: [
    {
      key: "xueji",
      name: "学籍管理系统",
      zone: "government-extranet",
      description: "中小学生学籍，导出为 GB18030 编码的 CSV。",
    },
    {
      key: "renshi",
      name: "教师名册（学校填报）",
      zone: "government-extranet",
      description: "学校每年填报的电子表格。",
    },
  ],
  dirt: 1.1,
  files: [
    {
      path: "2025学年学校名录.xlsx",
      system: "renshi",
      format: "xlsx",
      sheet: "学校名录",
      titleRows: ["示例市学校（机构）名录", "填报单位：示例市教育局　　本表所列学校均为示例"],
      table: schools,
    },
    { path: "学籍导出.csv", system: "xueji", format: "csv", ...csvGb18030, table: pupils },
    { path: "教师名册汇总.xlsx", system: "renshi", format: "xlsx", sheet: "Sheet1", titleRows: [], table: teachers },
  ],
};
