/** Where a story leaves its request. */
export type Until =
  | "draft"
  | "to-sign"
  | "answering"
  | "supplementing"
  | "extension"
  | "signing"
  | "reviewing"
  | "refused"
  | "committing"
  | "supplying"
  | "suspended"
  | "disposing"
  | "closed"
  | "dispute";

export interface Story {
  readonly asker: string;
  readonly resource: string;
  readonly title: string;
  readonly scene: string;
  readonly purpose: string;
  readonly basis: readonly string[];
  readonly until: Until;
  /** Calendar days ago that the request was sent. */
  readonly daysAgo: number;
}

const story = (
  asker: string,
  resource: string,
  title: string,
  scene: string,
  basis: readonly string[],
  until: Until,
  daysAgo: number,
): Story => ({ asker, resource, title, scene, purpose: `${scene}，不作他用`, basis, until, daysAgo });

const rental = ["item-public-rental", "law-pipl-34"];
const school = ["item-school-enrolment", "law-pipl-34"];
const permit = ["item-residence-permit", "reg-residence-permit-2", "reg-residence-permit-9"];
const poor = ["item-minimum-living", "reg-social-assistance-58"];

/** The residence permit of seed 000 and what a city asks for beside it; every state is there, some of them late. */
export const stories: readonly Story[] = [
  story(
    "gongan",
    "社会保险参保人员信息",
    "居住证申领就业核验",
    "受理居住证申领时核验参保情况",
    permit,
    "supplying",
    40,
  ),
  story(
    "gongan",
    "不动产权属登记信息",
    "居住证申领住所核验",
    "受理居住证申领时核验合法稳定住所",
    permit,
    "answering",
    12,
  ),
  story("gongan", "中小学生学籍信息", "居住证申领就读核验", "受理居住证申领时核验连续就读", permit, "committing", 25),
  story(
    "gongan",
    "公共租赁住房申请信息",
    "居住证申领租住核验",
    "受理居住证申领时核验租住情况",
    permit,
    "supplementing",
    6,
  ),
  story("gongan", "婚姻登记信息", "居住证申领随迁核验", "受理居住证申领时核验婚姻关系", permit, "signing", 8),
  story("zhujianju", "居住证签发信息", "公租房资格核验", "受理公租房申请时核验居住证", rental, "extension", 11),
  story("zhujianju", "社会保险参保人员信息", "公租房参保核验", "受理公租房申请时核验参保", rental, "committing", 18),
  story("zhujianju", "最低生活保障对象信息", "公租房优先对象核验", "识别优先保障家庭", rental, "closed", 90),
  story("zhujianju", "纳税人登记信息", "购房资格核验", "核验购房人经营情况", ["law-dsl-38"], "refused", 30),
  story("zhujianju", "市场主体登记信息", "物业企业核验", "核验物业服务企业登记状态", ["law-dsl-38"], "answering", 0),
  story("zhujianju", "基本医疗保险参保信息", "人才公寓核验", "核验引进人才参保情况", rental, "draft", 1),
  story("zhujianju", "实有人口基本信息", "公租房家庭成员核验", "核验申请家庭成员", rental, "to-sign", 1),
  story("jiaoyuju", "居住证签发信息", "义务教育入学核验", "随迁子女入学时核验居住证", school, "supplying", 33),
  story("jiaoyuju", "不动产权属登记信息", "入学房产核验", "入学报名时核验房产", school, "dispute", 45),
  story("jiaoyuju", "实有人口基本信息", "入学户籍核验", "入学报名时核验户籍", school, "answering", 20),
  story("minzhengju", "市场主体登记信息", "低保对象经营核对", "核对申请家庭的经营性收入", poor, "answering", 3),
  story("minzhengju", "商品房买卖合同网签备案信息", "低保对象房产核对", "核对申请家庭的房产", poor, "suspended", 60),
  story("minzhengju", "养老保险缴费明细", "低保对象收入核对", "核对申请家庭的工资性收入", poor, "reviewing", 9),
  story(
    "weijianwei",
    "实有人口基本信息",
    "出生登记核验",
    "签发出生医学证明时核验父母身份",
    ["law-pipl-34"],
    "disposing",
    120,
  ),
];
