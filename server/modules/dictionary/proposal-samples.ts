import { dateText, daysInMonth, pad } from "./calendar.ts";
import { luhnCheck } from "./checks/bank-card.ts";
import { citizenIdCheck } from "./checks/citizen-id.ts";
import { creditAlphabet, creditCheck } from "./checks/credit-code.ts";
import { organisationCheck } from "./checks/organisation-code.ts";

/** A small generator of numbers (mulberry32): the same seed gives the same samples. */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Maker = (random: () => number) => string;

const pick =
  (...choices: readonly string[]): Maker =>
  (random) =>
    choices[Math.floor(random() * choices.length)] ?? "";
/** Words between spaces. */
const of = (words: string): Maker => pick(...words.split(" "));
const whole =
  (low: number, high: number): Maker =>
  (random) =>
    String(Math.floor(low + random() * (high - low + 1)));
const decimalOf =
  (low: number, high: number, places: number): Maker =>
  (random) =>
    (low + random() * (high - low)).toFixed(places);
const digits =
  (length: number): Maker =>
  (random) =>
    Array.from({ length }, () => Math.floor(random() * 10)).join("");
const joined =
  (...parts: readonly (Maker | string)[]): Maker =>
  (random) =>
    parts.map((part) => (typeof part === "string" ? part : part(random))).join("");

const county = pick("510104", "510105", "510106", "510107", "510108", "510112", "510681", "511602", "513401");

function day(random: () => number, from = 1950, to = 2024): [number, number, number] {
  const year = from + Math.floor(random() * (to - from + 1));
  const month = 1 + Math.floor(random() * 12);
  return [year, month, 1 + Math.floor(random() * daysInMonth(year, month))];
}

const citizenId: Maker = (random) => {
  const [year, month, date] = day(random, 1940, 2015);
  const body = `${county(random)}${year}${pad(month)}${pad(date)}${digits(3)(random)}`;
  return body + citizenIdCheck(body);
};
const credit: Maker = (random) => {
  const tail = Array.from({ length: 7 }, () => creditAlphabet.charAt(Math.floor(random() * 10))).join("");
  const organisation = `M${tail}`;
  const body = `9151${county(random).slice(2)}${organisation}${organisationCheck(organisation)}`
    .padEnd(17, "0")
    .slice(0, 17);
  return body + creditCheck(body);
};
const card: Maker = (random) => {
  const body = `622202${digits(12)(random)}`;
  return body + luhnCheck(body);
};

const family = of("王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 高 林 罗 欧阳 冉 兰");
const given = of("伟 芳 娜 秀英 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 建国 志强 小红 子涵 浩然");
const townName = of("东大街 西河 白塔 金鱼 龙泉 红星 太平 永兴 石板滩 洛带 柏合 清流");
const personName = joined(family, given);
const company = joined(
  of("成都 德阳 广安 凉山 锦城 天府"),
  of("华兴 鑫源 众诚 恒达 蓝天 瑞丰 金桥"),
  of("商贸 科技 建筑工程 物流 食品 农业开发 环保"),
  of("有限公司 有限责任公司 股份有限公司 合作社 经营部"),
);
const address = joined(
  of("四川省成都市锦江区 四川省德阳市广汉市 成都市武侯区 广安市广安区"),
  townName,
  of("街道 镇 路"),
  whole(1, 300),
  "号",
  whole(1, 20),
  "栋",
  whole(1, 30),
  "单元",
  whole(101, 2904),
  "室",
);
const date: Maker = (random) => dateText(...day(random, 1995));
const moment: Maker = (random) =>
  `${date(random)} ${pad(Number(whole(0, 23)(random)))}:${pad(Number(whole(0, 59)(random)))}:${pad(Number(whole(0, 59)(random)))}`;

/** What columns of departments' systems hold, by a short word. */
export const makers: Readonly<Record<string, Maker>> = {
  name: personName,
  id: citizenId,
  credit,
  org: (random) => {
    const body = `M${digits(7)(random)}`;
    return body + organisationCheck(body);
  },
  sex: of("男 女"),
  sexcode: of("1 2"),
  birth: (random) => dateText(...day(random, 1940, 2015)),
  birth8: (random) => dateText(...day(random, 1940, 2015)).replaceAll("-", ""),
  ethnic: of("汉族 汉族 汉族 彝族 藏族 羌族 回族"),
  ethnicshort: of("汉 汉 汉 彝 藏"),
  ethniccode: of("01 01 01 07 04 33"),
  marital: of("未婚 已婚 离婚 丧偶"),
  maritalcode: of("10 20 40 30"),
  edu: of("小学 初中 高中 中专 大专 本科 硕士研究生"),
  educode: of("81 71 61 41 31 21 14"),
  political: of("群众 中共党员 共青团员"),
  relation: of("户主 配偶 长子 长女 父亲 母亲"),
  nation: of("中国 中国 中国 日本"),
  idtype: of("居民身份证 居民身份证 护照 户口簿"),
  idtypecode: of("111 111 414 113"),
  age: whole(1, 95),
  mobile: joined(of("138 139 186 177 159"), digits(8)),
  tel: joined("028-8", digits(7)),
  email: joined(of("zhang li wang liu"), digits(3), "@example.com"),
  postcode: of("610000 610041 618300 638000"),
  address,
  company,
  school: joined(of("成都市 德阳市 广安区"), of("第一 第三 实验 龙泉 西河"), of("小学 中学 幼儿园 职业学校")),
  hospital: joined(of("成都市 德阳市 广安区"), of("第一人民医院 中医医院 妇幼保健院 西河镇卫生院")),
  dept: joined(of("成都市 德阳市 广安区"), of("市场监督管理局 公安局 民政局 税务局 教育局 人力资源和社会保障局")),
  county,
  division9: joined(county, digits(3)),
  division12: joined(county, digits(6)),
  province: of("四川省 四川省 重庆市 贵州省"),
  city: of("成都市 德阳市 广安市 凉山彝族自治州"),
  countyname: of("锦江区 武侯区 广汉市 广安区 西昌市"),
  town: joined(townName, of("镇 街道 乡")),
  village: joined(of("红旗 新民 光明 三圣 团结"), of("村 社区 村民委员会")),
  date,
  date8: (random) => date(random).replaceAll("-", ""),
  dateslash: (random) => day(random, 1995).join("/"),
  datezh: (random) => {
    const [year, month, at] = day(random, 1995);
    return `${year}年${month}月${at}日`;
  },
  datetime: moment,
  year: whole(2015, 2025),
  month: joined(whole(2020, 2025), of("01 02 03 05 08 11 12")),
  money: decimalOf(10, 90_000, 2),
  bigmoney: decimalOf(10, 50_000, 4),
  smallint: whole(1, 60),
  count: whole(10, 3000),
  area: decimalOf(40, 200, 2),
  mu: decimalOf(0.5, 30, 2),
  lon: decimalOf(102, 106, 6),
  lat: decimalOf(28, 32, 6),
  plate: joined(of("川A 川F 川X"), of("A B 1 2 3 8"), digits(4)),
  vin: joined("LSVAM", of("4187 21BC"), "7", digits(7)),
  uuid: joined(digits(8), "-", digits(4), "-4", digits(3), "-a", digits(3), "-", digits(12)),
  sequence: whole(1, 99_999),
  remark: of("无 情况属实 已核实 家庭困难 材料齐全 待补充"),
  yesno: of("是 否"),
  flag: of("0 1"),
  card,
  account: joined("5105", digits(15)),
  bank: joined(of("中国工商银行 农业银行 成都农商银行"), of("锦江支行 广汉支行 西河支行")),
  licence: joined("JY", digits(14)),
  docno: joined("川市监许〔", whole(2018, 2025), "〕", whole(1, 900), "号"),
  estatecert: joined("川（", whole(2017, 2025), "）成都市不动产权第", digits(7), "号"),
  estateunit: joined(county, digits(6), "GB", digits(5), "F", digits(8)),
  icd: of("I10.x00 J18.900 E11.900 K29.500 M54.502"),
  diagnosis: of("高血压 肺炎 2型糖尿病 慢性胃炎 腰椎间盘突出"),
  visit: of("门诊 住院 急诊"),
  insurance: of("职工养老 城乡居民养老保险 失业保险 工伤保险"),
  insured: of("正常参保 暂停参保 终止参保"),
  employment: of("农民 工人 灵活就业 无业 退休"),
  tax: of("增值税 企业所得税 契税 印花税"),
  crop: of("水稻 小麦 玉米 油菜 大豆"),
  water: of("Ⅱ类 Ⅲ类 Ⅳ类 劣Ⅴ类"),
  air: of("优 良 轻度污染"),
  ph: decimalOf(6.5, 8.5, 2),
  small: decimalOf(0.01, 9, 3),
  pm: whole(8, 160),
  grade: of("一年级 二年级 七年级 高一"),
  class: of("一班 二班 三（2）班"),
  score: decimalOf(40, 100, 1),
  regtype: of("有限责任公司 个体工商户 股份有限公司 个人独资企业"),
  industry: of("制造业 批发和零售业 住宿和餐饮业 建筑业"),
  industrycode: of("5211 6210 4710 2614"),
  state: of("存续 注销 吊销 在营"),
  licstate: of("有效 过期 注销"),
  casestate: of("已办结 办理中 已受理"),
  scope: of("食品销售；日用百货零售 建筑工程施工；建材销售 软件开发；信息技术咨询服务"),
  structure: of("钢筋混凝土结构 砖混 砖木"),
  houseuse: of("住宅 商业服务 办公"),
  land: of("耕地 林地 住宅用地 工矿仓储用地"),
  platetype: of("小型汽车 大型汽车 新能源小型车"),
  vehicle: of("轿车 小型普通客车 重型普通货车"),
  use: of("非营运 货运 出租客运"),
  drive: of("C1 C2 B2 A1"),
  river: of("岷江 沱江 安宁河 白沙沟"),
  station: joined(of("金马 黄龙溪 二江寺 永安"), of("断面 大桥 水文站")),
  item: of("居住证办理 食品经营许可 生育登记 企业设立登记"),
  itemcode: joined("0001", digits(8)),
  caseno: joined("SL", whole(2020, 2025), digits(8)),
  project: joined(of("西河 龙泉 锦江"), of("老旧小区改造项目 污水处理厂建设项目 中学扩建工程")),
  disability: of("肢体残疾 视力残疾 听力残疾"),
  level: of("一级 二级 三级 四级"),
  relief: of("城市低保 农村低保 特困人员"),
  vaccine: of("乙肝疫苗 百白破疫苗 新冠病毒疫苗"),
  hospgrade: of("三级甲等 二级甲等 一级甲等 二甲"),
  schooltype: of("小学 初级中学 幼儿园 高级中学"),
  hash: joined("a", digits(6), "f", digits(8), "c", digits(9)),
  json: of('{"a":1} {} {"b":[]}'),
  mixedcode: of("A01 B02 ZX-9 T77"),
  path: joined("/upload/", whole(2020, 2025), "/", digits(6), ".jpg"),
  sentence: of("根据群众反映前往现场核实 经研究同意该申请 按照要求完成整改 巡查未发现异常"),
  percent: joined(decimalOf(1, 99, 1), "%"),
  version: of("1.0.2 2.3.1 v3"),
  ip: joined("10.", whole(1, 200), ".", whole(1, 200), ".", whole(1, 200)),
  empty: () => "",
};

/** Samples of a column: 60 rows, some empty, some wrong. */
export function samplesOf(kind: string, seed: number): string[] {
  const random = numbersFrom(seed);
  const make = makers[kind];
  if (!make) throw new Error(`no samples for ${kind}`);
  return Array.from({ length: 60 }, () => {
    const value = make(random);
    const dirt = random();
    if (dirt < 0.06) return "";
    return dirt < 0.08 ? value.slice(0, -1) : value;
  });
}
