import type { LibraryField, LibraryRule } from "#contract/libraries";
import type { Bilingual } from "#contract/text";

export interface ShippedLibrary {
  readonly name: string;
  readonly title: Bilingual;
  readonly description: Bilingual;
  readonly fields: readonly LibraryField[];
}

/** What a library starts with; the bureau changes it per library. */
export const firstRule: LibraryRule = { reviewFrom: 0.05, certainFrom: 0.95, reviewLimit: 300, smallCell: 10 };

const carried = (field: string, zh: string, en: string, ...elements: string[]): LibraryField => ({
  field,
  name: { zh, en },
  elements: elements.length === 0 ? [field] : elements,
  isMatched: false,
  isRequired: false,
});
const matched = (...given: Parameters<typeof carried>): LibraryField => ({ ...carried(...given), isMatched: true });
const required = (...given: Parameters<typeof carried>): LibraryField => ({ ...matched(...given), isRequired: true });

/** When the row was written, where the source says; decides recency. Every model has it. */
const writtenAt = carried("updated_at", "更新时间", "Written at", "updated_at");

/**
 * The five base libraries of 国发〔2016〕51号 as models on elements of the dictionary. What a source must have is what tells
 * its subject: a table with a firm's code is about firms, though persons are named in it.
 */
export const shippedLibraries: readonly ShippedLibrary[] = [
  {
    name: "population",
    title: { zh: "人口基础库", en: "Population" },
    description: {
      zh: "一人一条：各部门登记的同一自然人归到一起。",
      en: "One record per person, from all departments.",
    },
    fields: [
      required("citizen_id", "公民身份号码", "Citizen identification number"),
      required("person_name", "姓名", "Name"),
      matched("birth_date", "出生日期", "Date of birth"),
      matched("sex_code", "性别", "Sex"),
      matched("mobile_phone", "手机号码", "Mobile telephone", "mobile_phone", "phone"),
      matched("residence_address", "居住地址", "Residence", "residence_address", "address"),
      matched("household_address", "户籍地址", "Registered address"),
      carried("former_name", "曾用名", "Former name"),
      carried("ethnic_code", "民族", "Ethnic group"),
      carried("marital_status", "婚姻状况", "Marital status"),
      carried("education_level", "文化程度", "Education"),
      carried("household_number", "户号", "Household number"),
      carried("death_date", "死亡日期", "Date of death"),
      carried("division_code", "行政区划代码", "Division"),
      writtenAt,
    ],
  },
  {
    name: "legal-entity",
    title: { zh: "法人基础库", en: "Legal entities" },
    description: { zh: "一个法人或其他组织一条。", en: "One record per legal entity or organisation." },
    fields: [
      required("credit_code", "统一社会信用代码", "Unified social credit code", "credit_code", "taxpayer_number"),
      required("organisation_name", "单位名称", "Name", "organisation_name", "hospital_name", "school_name"),
      matched("legal_representative", "法定代表人", "Legal representative"),
      matched("business_registration_number", "工商注册号", "Registration number"),
      matched("business_address", "住所", "Address", "business_address", "address"),
      matched("phone", "联系电话", "Telephone", "phone", "mobile_phone"),
      matched("established_on", "成立日期", "Established on"),
      carried("registered_capital", "注册资本", "Registered capital"),
      carried("registration_state", "登记状态", "State of registration"),
      carried("registration_type", "市场主体类型", "Type"),
      carried("industry_section", "行业门类", "Industry", "industry_section", "industry_code"),
      carried("registration_authority", "登记机关", "Registration authority"),
      carried("division_code", "行政区划代码", "Division"),
      writtenAt,
    ],
  },
  {
    name: "places",
    title: { zh: "自然资源和空间地理基础库", en: "Natural resources and places" },
    description: { zh: "宗地、房屋、站点等空间对象，一处一条。", en: "Parcels, houses, sites: one record per place." },
    fields: [
      required("parcel_code", "宗地代码", "Parcel code", "parcel_code"),
      matched("real_estate_unit", "不动产单元号", "Real estate unit"),
      matched("address", "坐落", "Address", "address", "business_address"),
      carried("land_use", "土地用途", "Land use"),
      carried("house_use", "房屋用途", "Use of house"),
      carried("longitude", "经度", "Longitude"),
      carried("latitude", "纬度", "Latitude"),
      carried("division_code", "行政区划代码", "Division"),
      writtenAt,
    ],
  },
  {
    name: "credit",
    title: { zh: "社会信用基础库", en: "Social credit" },
    description: {
      zh: "法人的信用信息按统一社会信用代码归集：登记状态、纳税信用、许可。",
      en: "Credit facts of entities by their code: registration, tax credit, licences.",
    },
    fields: [
      required("credit_code", "统一社会信用代码", "Unified social credit code", "credit_code", "taxpayer_number"),
      matched("organisation_name", "单位名称", "Name", "organisation_name"),
      matched("legal_representative", "法定代表人", "Legal representative"),
      carried("registration_state", "登记状态", "State of registration"),
      carried("tax_credit_grade", "纳税信用级别", "Tax credit grade"),
      carried("case_number", "案号", "Case number"),
      carried("case_state", "案件状态", "State of the case"),
      carried("licence_number", "许可编号", "Licence"),
      carried("licence_state", "许可状态", "State of the licence"),
      writtenAt,
    ],
  },
  {
    name: "e-licence",
    title: { zh: "电子证照基础库", en: "E-licences" },
    description: {
      zh: "一证一条，电子证照标识按 GB/T 36904。",
      en: "One record per licence, identified by GB/T 36904.",
    },
    fields: [
      required("licence_number", "证照编号", "Licence number"),
      matched("e_licence_id", "电子证照标识", "E-licence identifier"),
      matched("person_name", "持证人", "Holder"),
      matched("citizen_id", "持证人公民身份号码", "Holder's citizen number"),
      matched("organisation_name", "持证单位", "Holding organisation"),
      matched("credit_code", "持证单位统一社会信用代码", "Holder's credit code"),
      matched("issued_on", "发证日期", "Issued on"),
      carried("issuing_authority", "发证机关", "Issuing authority"),
      carried("valid_from", "有效期起", "Valid from"),
      carried("valid_to", "有效期止", "Valid to"),
      carried("licence_state", "证照状态", "State"),
      writtenAt,
    ],
  },
];
