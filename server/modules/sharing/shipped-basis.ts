import type { BasisKind } from "#contract/sharing";

interface Shipped {
  readonly id: string;
  readonly kind: BasisKind;
  readonly title: string;
  readonly article: string;
  readonly summary: string;
  readonly serviceItem: string | null;
  readonly effectiveOn: string;
}

const basis = (
  id: string,
  kind: BasisKind,
  title: string,
  article: string,
  effectiveOn: string,
  summary: string,
  serviceItem: string | null = null,
): Shipped => ({ id, kind, title, article, effectiveOn, summary, serviceItem });

/**
 * The library as it is shipped: small, public law that departments cite most, each with the sentence that matters. The
 * bureau adds its own and ends what is repealed; service items are those of the base directory a hall handles every day.
 */
export const shippedBasis: readonly Shipped[] = [
  basis(
    "law-permit-30",
    "law",
    "中华人民共和国行政许可法",
    "第三十条",
    "2019-04-23",
    "公示许可事项、依据、条件；不得要求提交与许可无关的材料。",
  ),
  basis(
    "law-pipl-13",
    "law",
    "中华人民共和国个人信息保护法",
    "第十三条",
    "2021-11-01",
    "为履行法定职责或者法定义务所必需的，可以处理个人信息。",
  ),
  basis(
    "law-pipl-34",
    "law",
    "中华人民共和国个人信息保护法",
    "第三十四条",
    "2021-11-01",
    "国家机关为履行法定职责处理个人信息，不得超出履行法定职责所必需的范围和限度。",
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
    "市场监管、民政、编制、公安等机关应当及时向社会保险经办机构通报单位和个人的登记、死亡等情况。",
  ),
  basis(
    "law-social-insurance-74",
    "law",
    "中华人民共和国社会保险法",
    "第七十四条",
    "2018-12-29",
    "社会保险经办机构通过业务经办、统计、调查获取社会保险工作所需的数据。",
  ),
  basis(
    "law-tax-6",
    "law",
    "中华人民共和国税收征收管理法",
    "第六条",
    "2015-04-24",
    "建立、健全税务机关与政府其他管理机关的信息共享制度。",
  ),
  basis(
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
    "上级部门应当向下级部门及时、完整回流其行政区域内的政务数据。",
  ),
  basis(
    "reg-716-10",
    "administrative-regulation",
    "国务院关于在线政务服务的若干规定",
    "",
    "2019-04-26",
    "可以通过共享获取的信息，不得要求重复提供。",
  ),
  basis(
    "reg-residence-permit-2",
    "administrative-regulation",
    "居住证暂行条例",
    "第二条",
    "2016-01-01",
    "在居住地居住半年以上，符合合法稳定就业、合法稳定住所、连续就读之一的，可以申领居住证。",
  ),
  basis(
    "reg-residence-permit-9",
    "administrative-regulation",
    "居住证暂行条例",
    "第九条",
    "2016-01-01",
    "申领居住证应当提交居住地住址、就业、就读等证明材料。",
  ),
  basis(
    "reg-residence-permit-6",
    "administrative-regulation",
    "居住证暂行条例",
    "",
    "2016-01-01",
    "各部门应当通过共享机制共享居住证持有人信息，做好公共服务。",
  ),
  basis(
    "reg-social-assistance-58",
    "administrative-regulation",
    "社会救助暂行办法",
    "第五十八条",
    "2019-03-02",
    "民政部门根据委托，通过户籍、税务、社会保险、不动产登记、公积金等单位查询、核对家庭收入和财产状况。",
  ),
  basis(
    "reg-housing-register",
    "administrative-regulation",
    "不动产登记暂行条例",
    "第二十五条",
    "2024-03-10",
    "不动产登记机构与有关部门之间应当加强登记信息互通共享。",
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
    "",
    "2016-09-05",
    "以共享为原则，不共享为例外。",
  ),
  basis(
    "sc-2022-102",
    "state-council-decision",
    "全国一体化政务大数据体系建设指南",
    "第三部分",
    "2022-09-13",
    "数据管理、目录、资源、共享交换等八个一体化。",
  ),
  basis(
    "sc-one-thing",
    "state-council-decision",
    "国务院关于进一步优化政务服务提升行政效能推动“高效办成一件事”的指导意见",
    "第二部分",
    "2024-01-09",
    "推进数据共享，减环节、减材料、减时限。",
  ),
  basis(
    "item-residence-permit",
    "service-item",
    "居住证申领",
    "",
    "2019-01-01",
    "居民在居住地申领居住证，由公安机关办理。",
    "000709003000",
  ),
  basis(
    "item-public-rental",
    "service-item",
    "公共租赁住房资格确认",
    "",
    "2019-01-01",
    "核验申请家庭的住房、收入、社会保险情况。",
    "000717005000",
  ),
  basis(
    "item-minimum-living",
    "service-item",
    "最低生活保障对象认定",
    "",
    "2019-01-01",
    "核对申请家庭的收入和财产。",
    "000711005000",
  ),
  basis(
    "item-business-licence",
    "service-item",
    "企业设立登记",
    "",
    "2019-01-01",
    "办理公司、非公司企业法人及其分支机构的设立登记。",
    "000131001000",
  ),
  basis(
    "item-school-enrolment",
    "service-item",
    "义务教育入学",
    "",
    "2024-01-01",
    "核验户籍、居住证、不动产、社会保险情况。",
    "000705003000",
  ),
  basis("mandate-data-bureau", "mandate", "数据管理部门职责", "", "2024-01-01", "统筹政务数据共享、质量、监督考核。"),
];
