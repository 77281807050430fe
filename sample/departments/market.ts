import { entityKinds, entityStatuses, industrySections } from "../codes.ts";
import { licenceId, withMod1110 } from "../check-digits.ts";
import { creditCodeOfDepartment, type DepartmentSpec } from "../department.ts";
import { columnsOf, defineTable } from "../table.ts";
import type { Entity } from "../world/entity.ts";
import type { World } from "../world/world.ts";

const { text, date, coded, number, serial, updatedAt } = columnsOf<Entity>();

const entities = defineTable<Entity>({
  key: "market-entities",
  name: "E_BASEINFO",
  entry: {
    zh: "市场主体登记信息",
    en: "Register of market entities",
    abstract: "本市登记的企业、个体工商户和农民专业合作社，一主体一行，含吊销、注销的。",
    classification: "102001001",
    theme: "法人",
    dataClass: "公共管理和服务",
    updateCycle: "daily",
    share: { class: "unconditional" },
    openClass: "open",
  },
  over: "entities",
  subjects: (world, index) => [world.entity(index)],
  about: { kind: "entity", of: (entity) => entity.index },
  others: { representative: { kind: "person", of: (entity) => entity.representative.index } },
  joins: [{ field: "representative_citizen_id", to: "population", toField: "citizen_id", rate: 0.984 }],
  columns: [
    serial("S_EXT_SEQUENCE"),
    text("UNISCID", "credit_code", (entity) => entity.creditCode, { key: true }),
    text("REGNO", "business_registration_number", (entity) => entity.oldNumber),
    text("ENTNAME", "organisation_name", (entity) => entity.name, { mandatory: true }),
    coded("ENTTYPE", "registration_type", entityKinds.register, (entity) => entity.kind),
    coded("INDUSTRYPHY", "industry_section", industrySections, (entity) => entity.industry),
    text("LEREP", "legal_representative", (entity) => entity.representative.name, {
      of: "representative",
      meaning: "法定代表人（负责人）姓名",
      mandatory: true,
    }),
    text("CERNO", "citizen_id", (entity) => entity.representative.id, {
      field: "representative_citizen_id",
      of: "representative",
      meaning: "法定代表人公民身份号码",
    }),
    number("REGCAP", "registered_capital", "decimal", (entity) => entity.capital),
    date("ESTDATE", "established_on", "iso", (entity) => entity.establishedOn, { mandatory: true }),
    text("DOM", "business_address", (entity) => entity.address("province")),
    text("DOMDISTRICT", "division_code", (entity) => entity.village.countyCode, { meaning: "住所所在行政区划代码" }),
    text("TEL", "phone", (entity) => entity.phone),
    text("REGORG", "registration_authority", (entity) => `示例市${entity.village.county}市场监督管理局`),
    coded("REGSTATE", "registration_state", entityStatuses.register, (entity) => entity.status),
    updatedAt("S_EXT_TIMESTAMP", (entity, world) =>
      Math.max(entity.establishedOn, world.asOf - 1 - (world.entityChance.bits(entity.index, 40) % 900)),
    ),
  ],
});

const foodTrades = new Set(["餐饮管理", "酒店管理", "食品", "百货", "粮油"]);
const sellsFood = (entity: Entity): boolean =>
  entity.status === "active" &&
  (entity.kind === "individual" ? entity.industry === "H" : foodTrades.has(entity.industryName));

const issuedOn = (entity: Entity, world: World): number =>
  Math.max(entity.establishedOn + 20, world.asOf - 1 - world.entityChance.below(2400, entity.index, 41));
const validDays = 1826;
const issuer = creditCodeOfDepartment(6);
/** Food business licence: type 060 of the State Administration for Market Regulation. */
const licenceType = "11100000MB0143028R060";

const foodLicences = defineTable<Entity>({
  key: "food-licences",
  name: "T_SPJYXKZ",
  entry: {
    zh: "食品经营许可证信息",
    en: "Food business licences",
    abstract: "食品经营许可证（电子证照），一证一行。",
    classification: "204001001",
    theme: "食品药品安全",
    dataClass: "公共管理和服务",
    updateCycle: "weekly",
    share: { class: "unconditional" },
    openClass: "open",
  },
  over: "entities",
  subjects(world, index) {
    const entity = world.entity(index);
    return sellsFood(entity) ? [entity] : [];
  },
  about: { kind: "entity", of: (entity) => entity.index },
  others: { representative: { kind: "person", of: (entity) => entity.representative.index } },
  joins: [{ field: "credit_code", to: "market-entities", toField: "credit_code", rate: 0.99 }],
  columns: [
    serial("ID"),
    text("XKZBH", "licence_number", (entity) => `JY${withMod1110(`2510901${String(entity.index).padStart(6, "0")}`)}`, {
      key: true,
    }),
    text("ZZBS", "e_licence_id", (entity) =>
      licenceId({ type: licenceType, issuer, serial: String(entity.index).padStart(9, "0"), version: "001" }),
    ),
    text("TYSHXYDM", "credit_code", (entity) => entity.creditCode, { mandatory: true }),
    text("JYZMC", "organisation_name", (entity) => entity.name, {
      stale: ["stale-name", (entity) => entity.formerName],
    }),
    text("FZR", "legal_representative", (entity) => entity.representative.name, {
      of: "representative",
      meaning: "法定代表人（负责人）姓名",
      stale: ["stale-representative", (entity) => entity.formerRepresentative.name],
    }),
    text("JYCS", "business_address", (entity) => entity.address("county"), { meaning: "经营场所" }),
    coded("ZTYT", "food_business_type", { seller: "食品销售经营者", caterer: "餐饮服务经营者" }, (entity) =>
      entity.industry === "H" ? "caterer" : "seller",
    ),
    date("FZRQ", "issued_on", "iso", issuedOn),
    date("YXQZ", "valid_to", "iso", (entity, world) => issuedOn(entity, world) + validDays),
    text("FZJG", "issuing_authority", (entity) => `示例市${entity.village.county}市场监督管理局`),
  ],
});

export const market: DepartmentSpec = {
  key: "shichang",
  name: "示例市市场监督管理局",
  shortName: "市市场监管局",
  nameEn: "Sample City Administration for Market Regulation",
  serial: 6,
  duties: {
    collect: "负责采集市场主体登记和许可数据。",
    share: "负责向各部门推送市场主体登记信息，为法人基本信息的数源部门。",
    update: "登记当日更新，许可每周更新。",
    maintain: "负责市场主体数据的校核。",
  },
  contact: { name: "测试丑", duty: "信息中心" },
  systems: [
    {
      key: "dengji",
      name: "市场主体登记系统",
      zone: "government-extranet",
      description: "企业、个体工商户、农民专业合作社登记。",
      isCritical: true,
    },
  ],
  dirt: 0.35,
  files: [
    { path: "scjg.db", system: "dengji", format: "sqlite", tables: [entities, foodLicences], isAlsoDatabase: true },
  ],
};
