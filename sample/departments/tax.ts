import { monthsBefore } from "../calendar.ts";
import { entityStatuses, industrySections } from "../codes.ts";
import { csvPlain, type DepartmentSpec, piped } from "../department.ts";
import { columnsOf, defineTable } from "../table.ts";
import type { Entity } from "../world/entity.ts";
import type { World } from "../world/world.ts";

const isTaxpayer = (world: World, entity: Entity): boolean => world.entityChance.at(entity.index, 50) < 0.955;

/** Firms of before October 2015 that never exchanged the tax number for the credit code. */
const keepsOldNumber = (world: World, entity: Entity): boolean =>
  entity.establishedOn < 16_709 && world.entityChance.at(entity.index, 51) < 0.25;
const taxpayerNumber = (entity: Entity, world: World): string =>
  keepsOldNumber(world, entity) ? entity.oldNumber : entity.creditCode;

const { text, date, coded } = columnsOf<Entity>();

const taxpayers = defineTable<Entity>({
  key: "taxpayers",
  name: "纳税人登记",
  entry: {
    zh: "纳税人登记信息",
    en: "Taxpayers",
    abstract: "本市登记的纳税人，一户一行；少数老企业仍用十五位旧税号。",
    classification: "102002001",
    theme: "法人",
    dataClass: "公共管理和服务",
    updateCycle: "weekly",
    share: { class: "conditional", useConditions: "用于核验企业登记和纳税人状态，不含申报和税款。" },
    openClass: "closed",
  },
  over: "entities",
  subjects(world, index) {
    const entity = world.entity(index);
    return isTaxpayer(world, entity) ? [entity] : [];
  },
  about: { kind: "entity", of: (entity) => entity.index },
  others: { representative: { kind: "person", of: (entity) => entity.representative.index } },
  joins: [
    { field: "taxpayer_number", to: "market-entities", toField: "credit_code", rate: 0.885 },
    { field: "representative_citizen_id", to: "population", toField: "citizen_id", rate: 0.981 },
  ],
  columns: [
    text("NSRSBH", "taxpayer_number", taxpayerNumber, { key: true }),
    text("NSRMC", "organisation_name", (entity) => entity.name, {
      mandatory: true,
      stale: ["stale-name", (entity) => entity.formerName],
    }),
    coded("NSRZT_DM", "taxpayer_status", entityStatuses.tax, (entity) => entity.status, {
      staleWord: ["stale-status", () => "active"],
    }),
    text("FDDBRXM", "legal_representative", (entity) => entity.representative.name, {
      of: "representative",
      meaning: "法定代表人姓名",
      stale: ["stale-representative", (entity) => entity.formerRepresentative.name],
    }),
    text("FDDBRSFZJHM", "citizen_id", (entity) => entity.representative.id, {
      field: "representative_citizen_id",
      of: "representative",
      meaning: "法定代表人公民身份号码",
      stale: ["stale-representative", (entity) => entity.formerRepresentative.id],
    }),
    text("FDDBRYDDH", "mobile_phone", (entity) => entity.representative.phone, {
      field: "representative_phone",
      of: "representative",
      meaning: "法定代表人手机号码",
      stale: ["stale-representative", (entity) => entity.formerRepresentative.phone],
    }),
    text("ZCDZ", "business_address", (entity) => entity.address("city"), {
      stale: ["stale-address", (entity) => entity.formerAddress("city")],
    }),
    text("XZQHSZ_DM", "division_code", (entity) => entity.village.countyCode),
    coded("HY_DM", "industry_section", industrySections, (entity) => entity.industry),
    date("DJRQ", "registered_on", "compact", (entity) => entity.establishedOn + 12),
    coded("NSRLX", "taxpayer_type", { general: "一般纳税人", small: "小规模纳税人" }, (entity) =>
      entity.capital >= 100 ? "general" : "small",
    ),
  ],
});

interface Return {
  readonly entity: Entity;
  readonly quarter: number;
}

const filed = columnsOf<Return>();
const quarters = 4;
const salesOf = ({ entity, quarter }: Return, world: World): number =>
  Math.round(entity.capital * 900 * (0.4 + world.entityChance.at(entity.index, 60 + quarter)));

const returns = defineTable<Return>({
  key: "vat-returns",
  name: "增值税申报",
  entry: {
    zh: "增值税申报摘要",
    en: "VAT returns",
    abstract: "企业按季增值税申报的销售额和应纳税额，一户一季一行，近四季。",
    classification: "304001001",
    theme: "税务",
    dataClass: "公共管理和服务",
    updateCycle: "quarterly",
    share: {
      class: "denied",
      legalBasis: {
        kind: "law",
        title: "中华人民共和国税收征收管理法",
        article: "第八条",
        reason: "税务机关应当依法为纳税人的情况保密，申报销售额和税款属于纳税人的商业秘密。",
      },
    },
    openClass: "closed",
  },
  over: "entities",
  subjects(world, index) {
    const entity = world.entity(index);
    if (entity.kind !== "enterprise" || entity.status !== "active" || !isTaxpayer(world, entity)) return [];
    return Array.from({ length: quarters }, (_, at) => ({ entity, quarter: quarters - at }));
  },
  about: { kind: "entity", of: ({ entity }) => entity.index },
  joins: [{ field: "taxpayer_number", to: "taxpayers", toField: "taxpayer_number", rate: 0.984 }],
  columns: [
    filed.text("nsrsbh", "taxpayer_number", ({ entity }, world) => taxpayerNumber(entity, world), { key: true }),
    filed.date("skssqq", "started_on", "iso", ({ quarter }, world) => monthsBefore(world.asOf, quarter * 3), {
      key: true,
    }),
    filed.date("skssqz", "ended_on", "iso", ({ quarter }, world) => monthsBefore(world.asOf, quarter * 3 - 3) - 1),
    filed.text("xse", "sales_amount", salesOf),
    filed.text("ynse", "tax_payable", (row, world) => (salesOf(row, world) * 0.03).toFixed(2)),
    filed.date("sbrq", "filed_on", "iso", ({ quarter, entity }, world) =>
      Math.min(world.asOf - 1, monthsBefore(world.asOf, quarter * 3 - 3) + 3 + (entity.index % 12)),
    ),
  ],
});

export const tax: DepartmentSpec = {
  key: "shuiwuju",
  name: "国家税务总局示例市税务局",
  shortName: "市税务局",
  nameEn: "Sample City Tax Service",
  serial: 8,
  duties: {
    collect: "负责采集纳税人登记和申报数据。",
    share: "负责提供纳税人状态核验。",
    update: "登记每周更新，申报按季更新。",
    maintain: "负责纳税人数据的校核。",
  },
  contact: { name: "测试卯", duty: "大数据和风险管理局" },
  systems: [
    {
      key: "jinshui",
      name: "税收征管系统（本地落地库）",
      zone: "department-network",
      description: "由上级系统定期下发到本地的纳税人数据。",
      isCritical: true,
    },
  ],
  dirt: 0.5,
  files: [
    { path: "DJ_NSRXX.txt", system: "jinshui", format: "csv", ...piped, table: taxpayers },
    { path: "sb_zzs.csv", system: "jinshui", format: "csv", ...csvPlain, table: returns },
  ],
};
