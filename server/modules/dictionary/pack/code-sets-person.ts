import { illustrative, type PackCode, type PackCodeSet } from "./code-set.ts";

/** Romanised names and letter codes as the standard gives them. */
const ethnicGroups =
  "汉族 Han HA,蒙古族 Mongol MG,回族 Hui HU,藏族 Zang ZA,维吾尔族 Uygur UG,苗族 Miao MH,彝族 Yi YI,壮族 Zhuang ZH," +
  "布依族 Buyei BY,朝鲜族 Chosen CS,满族 Man MA,侗族 Dong DO,瑶族 Yao YA,白族 Bai BA,土家族 Tujia TJ,哈尼族 Hani HN," +
  "哈萨克族 Kazak KZ,傣族 Dai DA,黎族 Li LI,傈僳族 Lisu LS,佤族 Va VA,畲族 She SH,高山族 Gaoshan GS,拉祜族 Lahu LH," +
  "水族 Sui SU,东乡族 Dongxiang DX,纳西族 Naxi NX,景颇族 Jingpo JP,柯尔克孜族 Kirgiz KG,土族 Tu TU,达斡尔族 Daur DU," +
  "仫佬族 Mulao ML,羌族 Qiang QI,布朗族 Blang BL,撒拉族 Salar SL,毛南族 Maonan MN,仡佬族 Gelao GL,锡伯族 Xibe XB," +
  "阿昌族 Achang AC,普米族 Pumi PM,塔吉克族 Tajik TA,怒族 Nu NU,乌孜别克族 Uzbek UZ,俄罗斯族 Russ RS,鄂温克族 Ewenki EW," +
  "德昂族 Deang DE,保安族 Bonan BN,裕固族 Yugur YG,京族 Gin GI,塔塔尔族 Tatar TT,独龙族 Derung DR,鄂伦春族 Oroqen OR," +
  "赫哲族 Hezhen HZ,门巴族 Monba MB,珞巴族 Lhoba LB,基诺族 Jino JN";

const ethnicCodes: readonly PackCode[] = ethnicGroups.split(",").map((row, index) => {
  const [zh = "", en = "", letters = ""] = row.split(" ");
  return [String(index + 1).padStart(2, "0"), zh, en, `${zh.slice(0, -1)} ${letters}`];
});

export const personCodeSets: readonly PackCodeSet[] = [
  {
    id: "CS-GENDER",
    name: ["性别代码", "Sex"],
    standard: "GB/T 2261.1-2003",
    versions: [
      {
        effectiveOn: "2003-12-01",
        codes: [
          ["0", "未知的性别", "Unknown", "未知 不详 U"],
          ["1", "男性", "Male", "男 M 男士 先生"],
          ["2", "女性", "Female", "女 F 女士"],
          ["9", "未说明的性别", "Not stated", "未说明"],
        ],
      },
    ],
  },
  {
    id: "CS-ETHNIC",
    name: ["中国各民族名称代码", "Ethnic groups of China"],
    standard: "GB/T 3304-1991",
    versions: [{ effectiveOn: "1992-04-01", codes: ethnicCodes }],
  },
  {
    id: "CS-MARITAL",
    name: ["婚姻状况代码", "Marital status"],
    standard: "GB/T 2261.2-2003",
    versions: [
      {
        effectiveOn: "2003-12-01",
        codes: [
          ["10", "未婚", "Unmarried", "1 single"],
          ["20", "已婚", "Married", "2 有配偶"],
          ["21", "初婚", "First marriage", "初婚有配偶"],
          ["22", "再婚", "Remarried", "再婚有配偶"],
          ["23", "复婚", "Remarried to the former spouse"],
          ["30", "丧偶", "Widowed", "3"],
          ["40", "离婚", "Divorced", "4 离异"],
          ["90", "未说明的婚姻状况", "Not stated", "9 未说明 不详"],
        ],
      },
    ],
  },
  {
    id: "CS-HEAD-RELATION",
    name: ["家庭关系代码", "Family relation"],
    standard: "GB/T 4761-2008（常用部分）",
    versions: [
      {
        effectiveOn: "2009-03-01",
        codes: [
          ["01", "本人", "Self"],
          ["02", "户主", "Head of household"],
          ["10", "配偶", "Spouse"],
          ["11", "夫", "Husband", "丈夫"],
          ["12", "妻", "Wife", "妻子"],
          ["20", "子", "Son", "儿子"],
          ["21", "独生子", "Only son"],
          ["22", "长子", "Eldest son"],
          ["23", "次子", "Second son"],
          ["24", "三子", "Third son"],
          ["27", "养子或继子", "Adopted or step-son", "养子 继子"],
          ["28", "女婿", "Son-in-law"],
          ["29", "其他儿子", "Other son"],
          ["30", "女", "Daughter", "女儿"],
          ["31", "独生女", "Only daughter"],
          ["32", "长女", "Eldest daughter"],
          ["33", "次女", "Second daughter"],
          ["34", "三女", "Third daughter"],
          ["37", "养女或继女", "Adopted or step-daughter", "养女 继女"],
          ["38", "儿媳", "Daughter-in-law", "儿媳妇"],
          ["39", "其他女儿", "Other daughter"],
          ["40", "孙子、孙女或外孙子、外孙女", "Grandchild", "孙辈"],
          ["41", "孙子", "Grandson"],
          ["42", "孙女", "Granddaughter"],
          ["43", "外孙子", "Daughter's son"],
          ["44", "外孙女", "Daughter's daughter"],
          ["50", "父母", "Parent"],
          ["51", "父亲", "Father", "父"],
          ["52", "母亲", "Mother", "母"],
          ["53", "公公", "Husband's father"],
          ["54", "婆婆", "Husband's mother"],
          ["55", "岳父", "Wife's father"],
          ["56", "岳母", "Wife's mother"],
          ["60", "祖父母或外祖父母", "Grandparent"],
          ["61", "祖父", "Grandfather", "爷爷"],
          ["62", "祖母", "Grandmother", "奶奶"],
          ["63", "外祖父", "Mother's father", "外公"],
          ["64", "外祖母", "Mother's mother", "外婆"],
          ["70", "兄弟姐妹", "Sibling"],
          ["71", "兄", "Elder brother", "哥哥"],
          ["73", "弟", "Younger brother", "弟弟"],
          ["75", "姐姐", "Elder sister", "姐"],
          ["77", "妹妹", "Younger sister", "妹"],
          ["97", "其他亲属", "Other relative"],
          ["99", "非亲属", "Not related"],
        ],
      },
    ],
  },
  {
    id: "CS-ID-DOCUMENT",
    name: ["常用证件代码", "Identity documents"],
    standard: "GA/T 517-2004（常用部分）",
    versions: [
      {
        effectiveOn: "2005-01-01",
        codes: [
          ["111", "居民身份证", "Resident identity card", "身份证 二代身份证"],
          ["112", "临时居民身份证", "Temporary resident identity card", "临时身份证"],
          ["113", "户口簿", "Household register", "居民户口簿 户口本"],
          ["114", "中国人民解放军军官证", "Officer's card of the PLA", "军官证"],
          ["115", "中国人民武装警察部队警官证", "Officer's card of the armed police", "武警警官证"],
          ["411", "外交护照", "Diplomatic passport"],
          ["412", "公务护照", "Service passport"],
          ["413", "因公普通护照", "Passport for public affairs"],
          ["414", "普通护照", "Ordinary passport", "护照 因私护照"],
          ["511", "台湾居民来往大陆通行证", "Mainland travel permit for Taiwan residents", "台胞证"],
          ["513", "往来港澳通行证", "Permit to Hong Kong and Macao", "港澳通行证"],
          ["516", "港澳居民来往内地通行证", "Mainland travel permit for Hong Kong and Macao residents", "回乡证"],
          ["553", "外国人居留证", "Residence permit for foreigners"],
          ["554", "外国人永久居留证", "Permanent residence permit for foreigners", "外国人永久居留身份证"],
          ["990", "其他", "Other", "其它"],
        ],
      },
    ],
  },
  {
    id: "CS-BLOOD",
    name: ["ABO 血型代码", "ABO blood groups"],
    standard: illustrative,
    versions: [
      {
        effectiveOn: "2012-02-01",
        codes: [
          ["1", "A 型", "A", "A型"],
          ["2", "B 型", "B", "B型"],
          ["3", "O 型", "O", "O型"],
          ["4", "AB 型", "AB", "AB型"],
          ["5", "不详", "Unknown", "未查"],
        ],
      },
    ],
  },
  {
    id: "CS-HEALTH",
    name: ["健康状况代码", "State of health"],
    standard: `GB/T 2261.3-2003（一位码，${illustrative}）`,
    versions: [
      {
        effectiveOn: "2003-12-01",
        codes: [
          ["1", "健康或良好", "Healthy", "健康 良好"],
          ["2", "一般或较弱", "Fair or weak", "一般 较弱"],
          ["3", "有慢性病", "Chronically ill", "慢性病"],
          ["6", "残疾", "Disabled"],
        ],
      },
    ],
  },
  {
    id: "CS-DISABILITY-TYPE",
    name: ["残疾类别代码", "Types of disability"],
    standard: "GB/T 26341-2010",
    versions: [
      {
        effectiveOn: "2011-05-01",
        codes: [
          ["1", "视力残疾", "Visual", "视力"],
          ["2", "听力残疾", "Hearing", "听力"],
          ["3", "言语残疾", "Speech", "言语"],
          ["4", "肢体残疾", "Physical", "肢体"],
          ["5", "智力残疾", "Intellectual", "智力"],
          ["6", "精神残疾", "Mental", "精神"],
          ["7", "多重残疾", "Multiple", "多重"],
        ],
      },
    ],
  },
  {
    id: "CS-DISABILITY-LEVEL",
    name: ["残疾等级代码", "Degrees of disability"],
    standard: "GB/T 26341-2010",
    versions: [
      {
        effectiveOn: "2011-05-01",
        codes: [
          ["1", "一级", "First", "壹级"],
          ["2", "二级", "Second", "贰级"],
          ["3", "三级", "Third", "叁级"],
          ["4", "四级", "Fourth", "肆级"],
        ],
      },
    ],
  },
  {
    id: "CS-HOUSEHOLD-TYPE",
    name: ["户类型代码", "Types of household"],
    standard: illustrative,
    versions: [
      {
        effectiveOn: "2014-07-30",
        codes: [
          ["1", "家庭户", "Family household", "居民家庭户"],
          ["2", "集体户", "Collective household", "居民集体户"],
        ],
      },
    ],
  },
  {
    id: "CS-NATION",
    name: ["世界各国和地区代码", "Countries and regions"],
    standard: "GB/T 2659-2000（常用部分）",
    versions: [
      {
        effectiveOn: "2001-03-01",
        codes: [
          ["CHN", "中国", "China", "中华人民共和国 CN 156 大陆"],
          ["HKG", "中国香港", "Hong Kong, China", "香港 HK 344"],
          ["MAC", "中国澳门", "Macao, China", "澳门 MO 446"],
          ["TWN", "中国台湾", "Taiwan, China", "台湾 TW 158"],
          ["JPN", "日本", "Japan", "JP 392"],
          ["KOR", "韩国", "Republic of Korea", "KR 410"],
          ["PRK", "朝鲜", "DPR Korea", "KP 408"],
          ["MNG", "蒙古", "Mongolia", "MN 496"],
          ["VNM", "越南", "Viet Nam", "VN 704"],
          ["LAO", "老挝", "Lao PDR", "LA 418"],
          ["MMR", "缅甸", "Myanmar", "MM 104"],
          ["THA", "泰国", "Thailand", "TH 764"],
          ["SGP", "新加坡", "Singapore", "SG 702"],
          ["MYS", "马来西亚", "Malaysia", "MY 458"],
          ["PHL", "菲律宾", "Philippines", "PH 608"],
          ["IDN", "印度尼西亚", "Indonesia", "印尼 ID 360"],
          ["IND", "印度", "India", "IN 356"],
          ["PAK", "巴基斯坦", "Pakistan", "PK 586"],
          ["NPL", "尼泊尔", "Nepal", "NP 524"],
          ["KAZ", "哈萨克斯坦", "Kazakhstan", "KZ 398"],
          ["RUS", "俄罗斯", "Russia", "RU 643"],
          ["DEU", "德国", "Germany", "DE 276"],
          ["FRA", "法国", "France", "FR 250"],
          ["GBR", "英国", "United Kingdom", "GB 826"],
          ["ITA", "意大利", "Italy", "IT 380"],
          ["ESP", "西班牙", "Spain", "ES 724"],
          ["NLD", "荷兰", "Netherlands", "NL 528"],
          ["USA", "美国", "United States", "US 840"],
          ["CAN", "加拿大", "Canada", "CA 124"],
          ["BRA", "巴西", "Brazil", "BR 076"],
          ["AUS", "澳大利亚", "Australia", "AU 036"],
          ["NZL", "新西兰", "New Zealand", "NZ 554"],
          ["ZAF", "南非", "South Africa", "ZA 710"],
          ["EGY", "埃及", "Egypt", "EG 818"],
        ],
      },
    ],
  },
];
