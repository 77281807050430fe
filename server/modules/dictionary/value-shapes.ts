/**
 * How values of some elements look where no check tells them: by field of the shipped pack. A shape is true of nearly
 * every value of the element and of few others.
 */
export interface Shape {
  readonly fits: (value: string) => boolean;
  /** True of values that can be no value of the element, as most values of other columns under the same name are. */
  readonly denies?: (value: string) => boolean;
  /** True of far fewer values than the shape of a more general element that it lies in: a hospital is an organisation. */
  readonly isSpecific?: true;
  /** So telling that a column without a usable name may be proposed the element, though not as likely. */
  readonly isTelling?: true;
  readonly zh: string;
  readonly en: string;
}

const familyNames = new Set(
  Array.from(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴郁胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公闫肖付覃代",
  ),
);

/** What names of places, organisations and things end with and names of persons do not. */
const endsAsPlaceOrOffice =
  /(?:省|市|自治州|地区|盟|区|县|旗|乡|镇|街道|村|社区|居委会|村委会|局|厅|处|所|站|台|院|校|园|店|厂|馆|公司|中心|银行|合作社|委员会|办事处|景区|项目|工程|断面|水库|河|路|许可|备案|登记|查询|办理)$/u;

const isPersonName = (value: string): boolean =>
  (/^\p{Script=Han}{2,4}$/u.test(value) && familyNames.has(value.charAt(0)) && !endsAsPlaceOrOffice.test(value)) ||
  /^\p{Script=Han}{2,8}·\p{Script=Han}{2,8}$/u.test(value);

/** Neither a Han name of two to six characters nor a name with letters or a middle dot. */
const isNoPersonName = (value: string): boolean =>
  endsAsPlaceOrOffice.test(value) || /\d/.test(value) || /^[^·A-Za-z]{7,}$/u.test(value);

const matches =
  (pattern: RegExp) =>
  (value: string): boolean =>
    pattern.test(value);

const between =
  (low: number, high: number, needsFraction = false) =>
  (value: string): boolean => {
    const number = /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
    return number >= low && number <= high && (!needsFraction || value.includes("."));
  };

const personName: Shape = {
  fits: isPersonName,
  denies: isNoPersonName,
  zh: "像人名",
  en: "look like names of persons",
};
const address: Shape = {
  fits: matches(/\p{Script=Han}.*[省市区县镇乡村路街巷道号栋幢组室院社]/u),
  zh: "像地址",
  en: "look like addresses",
};
const organisation: Shape = {
  fits: matches(
    /\p{Script=Han}{2,}.*(?:公司|厂|店|部|行|院|校|局|厅|委员会|中心|合作社|社|站|所|会|学|园|馆|处|队|集团|政府|办)(?:[（(].*[）)])?$/u,
  ),
  zh: "像单位名称",
  en: "look like names of organisations",
};

/** Suffixes of a name of a place, by level. */
const placeNamed = (suffix: string, zh: string): Shape => ({
  fits: matches(new RegExp(String.raw`^\p{Script=Han}{1,14}(?:${suffix})$`, "u")),
  zh,
  en: "look like names of places of this level",
});

export const shapes: Readonly<Record<string, Shape>> = {
  person_name: { ...personName, isTelling: true },
  legal_representative: personName,
  guardian_name: personName,
  household_head_name: personName,
  spouse_name: personName,
  contact_name: personName,
  former_name: personName,
  operator_name: personName,
  address: { ...address, isTelling: true },
  residence_address: address,
  household_address: address,
  business_address: address,
  organisation_name: { ...organisation, isTelling: true },
  department_name: {
    ...organisation,
    fits: matches(/\p{Script=Han}.*(?:局|厅|委|办|科|处|股|部|中心|队|所|站|院|室|组|会|政府|支队)$/u),
  },
  registration_authority: { ...organisation, fits: matches(/\p{Script=Han}.*(?:局|厅|委|部|所|中心|政府|机关|会)$/u) },
  issuing_authority: {
    ...organisation,
    fits: matches(/\p{Script=Han}.*(?:局|厅|委|部|所|中心|政府|支队|大队|机关|会)$/u),
  },
  school_name: {
    isSpecific: true,
    fits: matches(/(?:学|校|(?<![医生健法察])院|园|班|中|小)(?:[（(].*[）)])?$/),
    zh: "像学校名称",
    en: "look like names of schools",
  },
  hospital_name: {
    isSpecific: true,
    fits: matches(/(?:医院|卫生院|卫生室|卫生站|诊所|门诊部|保健院|中心|服务站|疾控中心)(?:[（(].*[）)])?$/),
    zh: "像医疗机构名称",
    en: "look like names of medical institutions",
  },
  station_name: {
    fits: matches(/(?:台|站|断面|监测点|点位|子站|大桥)(?:[（(].*[）)])?$/),
    isSpecific: true,
    zh: "像站点名称",
    en: "look like names of stations",
  },
  bank_name: { fits: matches(/银行|信用社|支行|分行/), zh: "像银行名称", en: "look like names of banks" },
  province_name: placeNamed("省|自治区|市|特别行政区|内蒙古|广西|西藏|宁夏|新疆", "像省级名称"),
  city_name: placeNamed("市|州|地区|盟", "像市级名称"),
  county_name: placeNamed("区|县|市|旗", "像县级名称"),
  township_name: placeNamed("乡|镇|街道|街道办事处|苏木|办事处", "像乡级名称"),
  village_name: placeNamed("村|社区|居委会|村委会|村民委员会|居民委员会|嘎查", "像村级名称"),
  longitude: { fits: between(73, 136, true), zh: "在中国的经度范围内", en: "lie within China's longitudes" },
  latitude: { fits: between(3, 54, true), zh: "在中国的纬度范围内", en: "lie within China's latitudes" },
  year: { fits: between(1949, 2050), zh: "像年份", en: "look like years" },
  period: {
    fits: matches(/^(?:19|20)\d{2}[-/年.]?(?:0?[1-9]|1[0-2])月?$/),
    zh: "像年月",
    en: "look like year and month",
  },
  age: { fits: between(0, 120), zh: "在年龄范围内", en: "lie within ages" },
  vehicle_identification_number: {
    fits: matches(/^[A-HJ-NPR-Z0-9]{17}$/),
    zh: "像 17 位车辆识别代号",
    en: "look like vehicle identification numbers",
  },
  real_estate_unit: {
    fits: matches(/^\d{12}[A-Z]{2}\d{5}[A-Z]\d{8}$/),
    zh: "像 28 位不动产单元号",
    en: "look like real estate unit numbers",
  },
  parcel_code: { fits: matches(/^\d{12}[A-Z]{2}\d{5}$/), zh: "像 19 位宗地代码", en: "look like parcel codes" },
  real_estate_certificate: {
    fits: matches(/不动产|房权证|房产证|第\d+号/),
    zh: "像不动产权证号",
    en: "look like real estate certificates",
  },
  disease_code: {
    fits: matches(/^[A-Z]\d{2}(?:\.[0-9x]+)?(?:[+*]?\d*)$/i),
    zh: "像 ICD 编码",
    en: "look like ICD codes",
  },
  document_number: {
    fits: matches(/[〔[（(【]\d{4}[〕\]）)】]/),
    zh: "带〔年份〕，像文号",
    en: "carry a bracketed year, as document numbers do",
  },
  project_code: {
    fits: matches(/^\d{4}-\d{6}-\d{2}-\d{2}-\d{6}$/),
    zh: "像投资项目代码",
    en: "look like project codes",
  },
  website: { fits: matches(/^(?:https?:\/\/|www\.)/i), zh: "是网址", en: "are web addresses" },
  industry_code: { fits: matches(/^[A-T]?\d{4}$/), zh: "像 4 位行业代码", en: "look like 4-digit industry codes" },
  school_code: { fits: matches(/^\d{10}$/), zh: "是 10 位数字", en: "have 10 digits" },
  taxpayer_number: {
    fits: matches(/^[0-9A-Z]{15}$|^[0-9A-Z]{18}$|^[0-9A-Z]{20}$/),
    zh: "像纳税人识别号",
    en: "look like taxpayer numbers",
  },
  business_registration_number: {
    fits: matches(/^\d{13}$|^\d{15}$/),
    zh: "是 13 或 15 位数字",
    en: "have 13 or 15 digits",
  },
  social_security_number: {
    fits: matches(/^\d{17}[0-9X]$|^\d{9,12}$/),
    zh: "像社会保障号码",
    en: "look like social security numbers",
  },
  student_number: { fits: matches(/^[GLJ]?\d{17}[0-9X]$|^\d{8,16}$/), zh: "像学籍号", en: "look like student numbers" },
  driving_file_number: { fits: matches(/^\d{12}$/), zh: "是 12 位数字", en: "have 12 digits" },
};
