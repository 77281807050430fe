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
  /** Look-ups since it was granted; 0 where data has not begun to flow. */
  readonly uses: number;
}

const story = (
  asker: string,
  resource: string,
  title: string,
  scene: string,
  basis: readonly string[],
  until: Until,
  daysAgo: number,
  uses = 0,
): Story => ({ asker, resource, title, scene, purpose: `${scene}，不作他用`, basis, until, daysAgo, uses });

const law = "law-pipl-34";
const taxes = "law-dsl-38";
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
  ...supplied(),
];

/** What has been flowing for a while, some of it much and some hardly: the rivers of the map. */
function supplied(): Story[] {
  const flows: readonly (readonly [string, string, string, string, readonly string[], number, number])[] = [
    ["rensheju", "实有人口基本信息", "社保待遇资格核验", "发放养老待遇前核验参保人状态", [law], 320, 75],
    ["rensheju", "殡葬（死亡）登记信息", "养老金停发核验", "核验领取人是否健在", [law], 280, 17],
    ["yibaoju", "实有人口基本信息", "医保参保登记核验", "参保登记时核验身份", [law], 300, 48],
    ["yibaoju", "社会保险参保人员信息", "医保缴费核验", "核对单位参保人员", [law], 210, 29],
    ["jiaoyuju", "实有人口基本信息", "入学身份核验", "义务教育入学报名时核验身份", school, 240, 36],
    ["zhujianju", "实有人口基本信息", "公租房身份核验", "公租房申请家庭成员核验", rental, 260, 33],
    ["zhujianju", "不动产权属登记信息", "公租房住房核验", "核验申请家庭在本市的住房", rental, 190, 24],
    ["zhujianju", "婚姻登记信息", "公租房婚姻核验", "核验申请家庭婚姻关系", rental, 180, 10],
    ["shuiwuju", "不动产权属登记信息", "契税缴纳核验", "核定契税时核验产权", [taxes], 230, 31],
    ["shuiwuju", "商品房买卖合同网签备案信息", "房产交易计税核验", "核定计税价格", [taxes], 200, 20],
    ["minzhengju", "社会保险参保人员信息", "低保参保核对", "核对申请家庭的工作状况", poor, 170, 15],
    ["minzhengju", "实有人口基本信息", "婚姻登记身份核验", "办理婚姻登记时核验身份", [law], 150, 22],
    ["ziranziyuan", "婚姻登记信息", "不动产共有核验", "办理不动产登记时核验共有关系", [law], 140, 13],
    ["ziranziyuan", "实有人口基本信息", "不动产登记身份核验", "办理不动产登记时核验身份", [law], 130, 19],
    ["weijianwei", "基本医疗保险参保信息", "家庭医生签约核验", "签约时核验参保", [law], 160, 2],
    ["jiaotongju", "实有人口基本信息", "从业资格核验", "核发从业资格证时核验身份", [law], 110, 6],
  ];
  return flows.map(([asker, resource, title, scene, basis, daysAgo, uses]) =>
    story(asker, resource, title, scene, basis, "supplying", daysAgo, uses),
  );
}
