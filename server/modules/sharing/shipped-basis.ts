import type { BasisKind } from "#contract/sharing";

interface Shipped {
  readonly id: string;
  readonly kind: BasisKind;
  readonly title: string;
  readonly article: string;
  readonly summary: string;
  readonly serviceItem: string | null;
  readonly effectiveOn: string;
  readonly isChecked: boolean;
}

const basis = (
  id: string,
  kind: BasisKind,
  title: string,
  article: string,
  effectiveOn: string,
  summary: string,
  serviceItem: string | null = null,
): Shipped => ({ id, kind, title, article, effectiveOn, summary, serviceItem, isChecked: true });

/** Article, day or wording (of a service item: its code) could not be compared with the published text; screens say so. */
const unchecked = (...given: Parameters<typeof basis>): Shipped => ({ ...basis(...given), isChecked: false });

/**
 * The library as it is shipped: small, public law that departments cite most, each with the sentence that matters. The
 * bureau adds its own and ends what is repealed; service items are those of the base directory a hall handles every day.
 * Order 809 was compared with its full text; laws and regulations as they stood in 2025, later amendments are not in it.
 */
export const shippedBasis: readonly Shipped[] = [
  basis(
    "law-permit-30",
    "law",
    "中华人民共和国行政许可法",
    "第三十条",
    "2019-04-23",
    "应当公示许可的事项、依据、条件、数量、程序、期限和需要提交的全部材料的目录。",
  ),
  basis(
    "law-permit-31",
    "law",
    "中华人民共和国行政许可法",
    "第三十一条",
    "2019-04-23",
    "行政机关不得要求申请人提交与其申请的许可事项无关的技术资料和其他材料。",
  ),
  basis(
    "law-permit-33",
    "law",
    "中华人民共和国行政许可法",
    "第三十三条",
    "2019-04-23",
    "推行电子政务；行政机关应当与其他行政机关共享有关行政许可信息，提高办事效率。",
  ),
  basis(
    "law-pipl-13",
    "law",
    "中华人民共和国个人信息保护法",
    "第十三条",
    "2021-11-01",
    "为履行法定职责或者法定义务所必需的，可以处理个人信息（第一款第三项）。",
  ),
  basis(
    "law-pipl-34",
    "law",
    "中华人民共和国个人信息保护法",
    "第三十四条",
    "2021-11-01",
    "国家机关为履行法定职责处理个人信息，应当依照法定权限、程序进行，不得超出履行法定职责所必需的范围和限度。",
  ),
  basis(
    "law-dsl-38",
    "law",
    "中华人民共和国数据安全法",
    "第三十八条",
    "2021-09-01",
    "国家机关为履行法定职责的需要收集、使用数据，应当在法定职责范围内依照规定的条件和程序进行。",
  ),
  basis(
    "law-social-insurance-57",
    "law",
    "中华人民共和国社会保险法",
    "第五十七条",
    "2018-12-29",
    "市场监管、民政、编制机关应当通报用人单位的成立、终止情况，公安机关应当通报个人的出生、死亡以及户口登记、迁移、注销等情况。",
  ),
  basis(
    "law-social-insurance-74",
    "law",
    "中华人民共和国社会保险法",
    "第七十四条",
    "2018-12-29",
    "社会保险经办机构通过业务经办、统计、调查获取社会保险工作所需的数据，有关单位和个人应当及时、如实提供。",
  ),
  basis(
    "law-tax-6",
    "law",
    "中华人民共和国税收征收管理法",
    "第六条",
    "2015-04-24",
    "建立、健全税务机关与政府其他管理机关的信息共享制度。",
  ),
  unchecked(
    "reg-company-registration",
    "administrative-regulation",
    "中华人民共和国市场主体登记管理条例",
    "",
    "2022-03-01",
    "建立登记信息共享机制，为企业提供便利。",
  ),
  basis(
    "reg-809-20",
    "administrative-regulation",
    "政务数据共享条例",
    "第二十条",
    "2025-08-01",
    "根据履行职责需要，经本部门共享工作机构负责人同意后提出共享申请。",
  ),
  basis(
    "reg-809-24",
    "administrative-regulation",
    "政务数据共享条例",
    "第二十四条",
    "2025-08-01",
    "上级部门应当根据下级部门履行职责的需要，及时、完整回流其行政区域内的政务数据，不得额外增设限制。",
  ),
  basis(
    "reg-716-10",
    "administrative-regulation",
    "国务院关于在线政务服务的若干规定",
    "",
    "2019-04-26",
    "能够通过共享获取的信息，不得要求行政相对人重复提供。",
  ),
  basis(
    "reg-residence-permit-2",
    "administrative-regulation",
    "居住证暂行条例",
    "第二条",
    "2016-01-01",
    "离开常住户口所在地到其他城市居住半年以上，符合合法稳定就业、合法稳定住所、连续就读之一的，可以申领居住证。",
  ),
  basis(
    "reg-residence-permit-9",
    "administrative-regulation",
    "居住证暂行条例",
    "第九条",
    "2016-01-01",
    "申领居住证应当提交居民身份证、本人相片以及居住地住址、就业、就读等证明材料。",
  ),
  basis(
    "reg-residence-permit-7",
    "administrative-regulation",
    "居住证暂行条例",
    "第七条",
    "2016-01-01",
    "有关部门应当建立和完善人口信息库，加强部门之间、地区之间居住证持有人信息的共享。",
  ),
  basis(
    "reg-social-assistance-58",
    "administrative-regulation",
    "社会救助暂行办法",
    "第五十八条",
    "2019-03-02",
    "民政部门根据家庭的请求、委托，可以通过户籍、税务、社会保险、不动产登记、住房公积金等单位和金融机构，代为查询、核对其收入和财产状况。",
  ),
  basis(
    "reg-housing-register",
    "administrative-regulation",
    "不动产登记暂行条例",
    "第二十五条",
    "2024-05-01",
    "自然资源、公安、民政、财政、税务、市场监管、金融、审计、统计等部门应当加强不动产登记有关信息互通共享。",
  ),
  basis(
    "reg-housing-fund-5",
    "administrative-regulation",
    "住房公积金管理条例",
    "第五条",
    "2019-03-24",
    "住房公积金应当用于职工购买、建造、翻建、大修自住住房。",
  ),
  basis(
    "sc-51",
    "state-council-decision",
    "政务信息资源共享管理暂行办法",
    "第五条",
    "2016-09-05",
    "以共享为原则，不共享为例外。",
  ),
  unchecked(
    "sc-2022-102",
    "state-council-decision",
    "全国一体化政务大数据体系建设指南",
    "",
    "2022-09-13",
    "统筹管理、数据目录、数据资源、共享交换、数据服务、算力设施、标准规范、安全保障八个一体化。",
  ),
  unchecked(
    "sc-one-thing",
    "state-council-decision",
    "国务院关于进一步优化政务服务提升行政效能推动“高效办成一件事”的指导意见",
    "第四部分",
    "2024-01-09",
    "着力提升政务数据共享实效。",
  ),
  unchecked(
    "item-residence-permit",
    "service-item",
    "居住证申领",
    "",
    "2019-01-01",
    "居民在居住地申领居住证，由公安机关办理。",
    "000709003000",
  ),
  unchecked(
    "item-public-rental",
    "service-item",
    "公共租赁住房资格确认",
    "",
    "2019-01-01",
    "核验申请家庭的住房、收入、社会保险情况。",
    "000717005000",
  ),
  unchecked(
    "item-minimum-living",
    "service-item",
    "最低生活保障对象认定",
    "",
    "2019-01-01",
    "核对申请家庭的收入和财产。",
    "000711005000",
  ),
  unchecked(
    "item-business-licence",
    "service-item",
    "企业设立登记",
    "",
    "2019-01-01",
    "办理公司、非公司企业法人及其分支机构的设立登记。",
    "000131001000",
  ),
  unchecked(
    "item-school-enrolment",
    "service-item",
    "义务教育入学",
    "",
    "2024-01-01",
    "核验户籍、居住证、不动产、社会保险情况。",
    "000705003000",
  ),
  unchecked(
    "mandate-data-bureau",
    "mandate",
    "数据管理部门职责",
    "",
    "2024-01-01",
    "统筹政务数据共享、质量、监督考核。",
  ),
];
