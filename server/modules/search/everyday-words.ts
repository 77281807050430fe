/**
 * Words people say and words the catalog uses. Shipped with the hub; what a region's dictionary declares as other names
 * of its elements comes on top (it is read from the dictionary's own entries).
 */

/** Each line means the same. */
const same = [
  "身份证号 身份证号码 公民身份号码 身份证件号码",
  "户口 户籍",
  "户口 常住人口",
  "人口 居民",
  "结婚 婚姻",
  "离婚 婚姻",
  "配偶 婚姻",
  "去世 死亡 殡葬 火化",
  "丧葬 殡葬",
  "新生儿 出生",
  "出生证 出生医学证明",
  "房产 不动产 房屋所有权",
  "房产证 不动产权证 不动产权",
  "买房 商品房 房屋买卖",
  "卖房 房屋买卖",
  "公租房 公共租赁住房",
  "廉租房 公共租赁住房 保障性住房",
  "公积金 住房公积金",
  "社保 社会保险 社会保障",
  "五险 社会保险",
  "养老金 养老保险",
  "医保 医疗保险 医疗保障",
  "低保 最低生活保障",
  "困难家庭 低保 最低生活保障 社会救助",
  "特困 社会救助",
  "营业执照 市场主体 企业登记 工商登记 商事登记",
  "企业 市场主体 公司 法人单位",
  "公司 企业",
  "个体户 个体工商户 市场主体",
  "老板 法定代表人",
  "法人代表 法定代表人",
  "税号 纳税人识别号",
  "交税 纳税 税务",
  "发票 税务",
  "老师 教师",
  "医生 医师",
  "护士 执业护士",
  "医院 医疗机构 医疗卫生机构",
  "诊所 医疗机构",
  "学生 学籍 在校学生",
  "上学 入学 学校",
  "孩子 儿童 学生",
  "幼儿园 托育 幼教",
  "幼托 托育 幼儿园",
  "保姆 保母 居家托育",
  "车牌 号牌",
  "车牌号 号牌号码",
  "出租车 营运车辆 计程车",
  "网约车 营运车辆",
  "公交 公车 公共汽车 巴士",
  "公交车 公车",
  "地铁 捷运 轨道交通",
  "共享单车 公共自行车",
  "单车 自行车 脚踏车",
  "手机号 手机号码 移动电话",
  "电话 联系电话",
  "住址 居住地址 地址",
  "外来人口 流动人口 居住证",
  "流动人口 居住证",
  "暂住证 居住证",
  "雾霾 空气质量 细颗粒物",
  "空气质量 空气品质",
  "水质 水环境质量",
  "排污 污染物排放",
  "环保 生态环境",
  "养老院 养老机构 老人福利机构 老人养护",
  "老人 老年人 长者",
  "残疾人 残疾 身心障碍",
  "犬 狗 宠物",
  "领养 认养",
  "厕所 公厕",
  "车位 停车",
  "停车 泊车",
  "药店 药局 药房",
  "无线网 wi-fi 无线网络",
  "wifi wi-fi 无线网络",
  "招标 采购",
  "中标 采购",
  "预算 财政预算",
  "抽检 抽验",
  "质量 品质",
  "视频 影像",
  "信息 资讯 资料",
  "数据 资料",
  "消防栓 消火栓",
  "打疫苗 预防接种 疫苗接种",
  "疫苗 接种",
  "工资 薪酬 薪资",
  "找工作 就业 招聘",
  "失业 就业",
  "种地补贴 惠农补贴",
  "农补 惠农补贴",
  "地价 土地价格",
  "行道树 路树",
  "警察 公安",
  "派出所 公安",
  "人社局 人力资源和社会保障局",
  "卫健委 卫生健康委员会",
  "工商局 市场监督管理局",
  "发改委 发展和改革委员会",
  "住建局 住房和城乡建设局",
  "小区 住宅小区 社区",
  "驾照 驾驶证 机动车驾驶证",
  "开饭店 食品经营 餐饮",
  "餐馆 餐饮 食品经营",
  "坐标 位置 经纬度",
  "名单 名册 名录 清册 一览",
  "热线 12345",
] as const;

/** Said around a need without being part of it. */
const idle =
  "的 了 吗 呢 啊 吧 和 与 及 或 在 有 是 我 我们 想 想要 要 需要 查 查询 查找 找 看 看看 请问 帮 帮我 能 可以 怎么 怎样 如何 什么 哪里 哪些 哪个 哪儿 多少 几个 一个 有没有 没有 有无 过 人 全市 本市 全省 给 对 把 被 由 从 到 为 所有 全部 相关 有关 关于 以及 the a an of for in on to and or with all list by what where is are how i we want need data";

/** Part of nearly every title: they say little, and nothing is left out for lacking them. */
const weak =
  "信息 数据 资料 情况 名单 名册 名录 清单 一览 记录 表 明细 统计 管理 系统 平台 服务 公示 基本 核验 登记 机构 热点 位置 地址 information statistics register record number name";

const table = new Map<string, Set<string>>();
for (const line of same) {
  const words = line.split(" ");
  const [first = "", ...others] = words;
  table.set(first, new Set([...(table.get(first) ?? []), ...others]));
  for (const other of others) table.set(other, new Set([...(table.get(other) ?? []), first]));
}

export const sameWords = (word: string): string[] => [...(table.get(word) ?? [])];
export const everydayWords: readonly string[] = [...table.keys()];
const idleWords = new Set(idle.split(" "));
const weakWords = new Set(weak.split(" "));
export const isIdle = (word: string): boolean => idleWords.has(word);
export const isWeak = (word: string): boolean => weakWords.has(word);
