import { illustrative, type PackCodeSet } from "./code-set.ts";

export const placeCodeSets: readonly PackCodeSet[] = [
  {
    id: "CS-LAND-USE",
    name: ["土地利用现状分类（一级类）", "Present land use, first level"],
    standard: "GB/T 21010-2017",
    versions: [
      {
        effectiveOn: "2017-11-01",
        codes: [
          ["01", "耕地", "Cultivated land"],
          ["02", "园地", "Garden land"],
          ["03", "林地", "Forest land"],
          ["04", "草地", "Grassland"],
          ["05", "商服用地", "Commercial land", "商业用地 商业服务业用地"],
          ["06", "工矿仓储用地", "Industrial, mining and storage land", "工业用地"],
          ["07", "住宅用地", "Residential land", "宅基地 居住用地"],
          ["08", "公共管理与公共服务用地", "Land for public administration and services", "公共管理与公共服务"],
          ["09", "特殊用地", "Special land"],
          ["10", "交通运输用地", "Land for transport", "交通用地"],
          ["11", "水域及水利设施用地", "Water and water facilities", "水域"],
          ["12", "其他土地", "Other land", "未利用地 其他"],
        ],
      },
    ],
  },
  {
    id: "CS-HOUSE-USE",
    name: ["房屋用途代码", "Uses of buildings"],
    standard: "GB/T 17986.1-2000",
    versions: [
      {
        effectiveOn: "2000-08-01",
        codes: [
          ["10", "住宅", "Residential", "居住"],
          ["11", "成套住宅", "Complete flat", "商品住宅 普通住宅"],
          ["12", "非成套住宅", "Incomplete flat"],
          ["13", "集体宿舍", "Dormitory", "宿舍"],
          ["20", "工业、交通、仓储", "Industry, transport, storage"],
          ["21", "工业", "Industry", "厂房 工业用房"],
          ["27", "仓储", "Storage", "仓库"],
          ["30", "商业、金融、信息", "Commerce, finance, information", "商业"],
          ["31", "商业服务", "Commercial services", "商业用房 商铺 商服"],
          ["33", "旅游", "Tourism"],
          ["34", "金融保险", "Finance and insurance"],
          ["40", "教育、医疗、卫生、科研", "Education, health, research"],
          ["41", "教育", "Education"],
          ["42", "医疗卫生", "Health"],
          ["43", "科研", "Research"],
          ["50", "文化、娱乐、体育", "Culture, entertainment, sports"],
          ["60", "办公", "Office"],
          ["61", "办公用房", "Office rooms", "写字楼 办公楼"],
          ["70", "军事", "Military"],
          ["80", "其他", "Other", "车库 车位"],
        ],
      },
    ],
  },
  {
    id: "CS-HOUSE-STRUCTURE",
    name: ["房屋结构代码", "Structures of buildings"],
    standard: "GB/T 17986.1-2000",
    versions: [
      {
        effectiveOn: "2000-08-01",
        codes: [
          ["1", "钢结构", "Steel", "钢"],
          ["2", "钢和钢筋混凝土结构", "Steel and reinforced concrete", "钢混 钢、钢筋混凝土结构"],
          ["3", "钢筋混凝土结构", "Reinforced concrete", "框架 框架结构 剪力墙 框剪"],
          ["4", "混合结构", "Mixed", "砖混 砖混结构"],
          ["5", "砖木结构", "Brick and timber", "砖木"],
          ["6", "其他结构", "Other", "其他 土木"],
        ],
      },
    ],
  },
  {
    id: "CS-WATER-QUALITY",
    name: ["地表水水质类别代码", "Classes of surface water"],
    standard: `GB 3838-2002（类别；代码${illustrative}）`,
    versions: [
      {
        effectiveOn: "2002-06-01",
        codes: [
          ["1", "Ⅰ类", "Class I", "I类 I 一类 Ⅰ"],
          ["2", "Ⅱ类", "Class II", "II类 II 二类 Ⅱ"],
          ["3", "Ⅲ类", "Class III", "III类 III 三类 Ⅲ"],
          ["4", "Ⅳ类", "Class IV", "IV类 IV 四类 Ⅳ"],
          ["5", "Ⅴ类", "Class V", "V类 V 五类 Ⅴ"],
          ["6", "劣Ⅴ类", "Below class V", "劣V类 劣V 劣五类 劣Ⅴ"],
        ],
      },
    ],
  },
  {
    id: "CS-AIR-QUALITY",
    name: ["空气质量指数级别代码", "Levels of air quality"],
    standard: "HJ 633-2012",
    versions: [
      {
        effectiveOn: "2016-01-01",
        codes: [
          ["1", "优", "Excellent", "一级"],
          ["2", "良", "Good", "二级 良好"],
          ["3", "轻度污染", "Lightly polluted", "三级 轻度"],
          ["4", "中度污染", "Moderately polluted", "四级 中度"],
          ["5", "重度污染", "Heavily polluted", "五级 重度"],
          ["6", "严重污染", "Severely polluted", "六级 严重"],
        ],
      },
    ],
  },
  {
    id: "CS-CROP",
    name: ["主要农作物代码", "Main crops"],
    standard: illustrative,
    versions: [
      {
        effectiveOn: "2020-01-01",
        codes: [
          ["01", "水稻", "Rice", "稻谷 稻 中稻"],
          ["02", "小麦", "Wheat", "冬小麦"],
          ["03", "玉米", "Maize", "苞谷"],
          ["04", "大豆", "Soybean", "黄豆"],
          ["05", "马铃薯", "Potato", "土豆 洋芋"],
          ["06", "红薯", "Sweet potato", "甘薯 红苕"],
          ["07", "油菜", "Rapeseed", "油菜籽"],
          ["08", "花生", "Peanut"],
          ["09", "棉花", "Cotton"],
          ["10", "甘蔗", "Sugar cane"],
          ["11", "茶叶", "Tea", "茶"],
          ["12", "蔬菜", "Vegetables"],
          ["13", "水果", "Fruit", "柑橘 柑桔"],
          ["14", "中药材", "Medicinal plants", "药材"],
          ["99", "其他", "Other", "其它"],
        ],
      },
    ],
  },
];
