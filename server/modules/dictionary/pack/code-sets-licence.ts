import { illustrative, type PackCode, type PackCodeSet } from "./code-set.ts";

const drivingClasses: readonly PackCode[] = [
  ["A1", "大型客车", "Large bus"],
  ["A2", "重型牵引挂车", "Heavy tractor with trailer", "牵引车"],
  ["A3", "城市公交车", "City bus"],
  ["B1", "中型客车", "Medium bus"],
  ["B2", "大型货车", "Large lorry"],
  ["C1", "小型汽车", "Small car"],
  ["C2", "小型自动挡汽车", "Small car, automatic"],
  ["C3", "低速载货汽车", "Low-speed lorry"],
  ["C4", "三轮汽车", "Three-wheeled vehicle"],
  ["C5", "残疾人专用小型自动挡载客汽车", "Small automatic car for disabled drivers"],
  ["D", "普通三轮摩托车", "Three-wheeled motorcycle"],
  ["E", "普通二轮摩托车", "Motorcycle"],
  ["F", "轻便摩托车", "Moped"],
  ["M", "轮式专用机械车", "Wheeled machine", "轮式自行机械车"],
  ["N", "无轨电车", "Trolleybus"],
  ["P", "有轨电车", "Tram"],
];

export const licenceCodeSets: readonly PackCodeSet[] = [
  {
    id: "CS-LICENCE-STATE",
    name: ["证照状态代码", "States of a licence"],
    standard: illustrative,
    versions: [
      {
        effectiveOn: "2018-10-10",
        codes: [
          ["1", "有效", "Valid", "正常 在用 有效期内"],
          ["2", "过期", "Expired", "逾期 到期 失效"],
          ["3", "暂扣", "Suspended", "暂停"],
          ["4", "注销", "Cancelled", "已注销"],
          ["5", "吊销", "Revoked", "已吊销"],
          ["6", "撤销", "Annulled", "已撤销"],
          ["9", "其他", "Other", "其它"],
        ],
      },
    ],
  },
  {
    id: "CS-CASE-STATE",
    name: ["办件状态代码", "States of a case"],
    standard: illustrative,
    versions: [
      {
        effectiveOn: "2020-01-01",
        codes: [
          ["1", "待受理", "Waiting for acceptance", "收件 已收件 待预审"],
          ["2", "已受理", "Accepted", "受理"],
          ["3", "办理中", "In progress", "审核中 审批中 在办"],
          ["4", "已办结", "Completed", "办结 准予许可 已完成 审批通过"],
          ["5", "不予受理", "Not accepted"],
          ["6", "不予许可", "Refused", "不予批准 审批不通过"],
          ["7", "补正", "Papers to be completed", "补正材料 待补正"],
          ["8", "撤回", "Withdrawn", "撤件 退件 已撤回"],
        ],
      },
    ],
  },
  {
    id: "CS-DRIVING-CLASS",
    name: ["准驾车型代码", "Driving classes"],
    standard: "机动车驾驶证申领和使用规定（公安部令第 139 号、第 162 号）",
    versions: [
      { effectiveOn: "2016-04-01", codes: drivingClasses },
      {
        effectiveOn: "2022-04-01",
        codes: [
          ...drivingClasses.slice(0, 10),
          ["C6", "轻型牵引挂车", "Light tractor with trailer"],
          ...drivingClasses.slice(10),
        ],
      },
    ],
  },
  {
    id: "CS-PLATE-TYPE",
    name: ["机动车号牌种类代码", "Types of plate"],
    standard: "GA 24.7-2005（含新能源汽车扩充）",
    versions: [
      {
        effectiveOn: "2016-12-01",
        codes: [
          ["01", "大型汽车", "Large vehicle", "大型汽车号牌 黄牌"],
          ["02", "小型汽车", "Small vehicle", "小型汽车号牌 蓝牌"],
          ["03", "使馆汽车", "Embassy"],
          ["04", "领馆汽车", "Consulate"],
          ["05", "境外汽车", "From abroad"],
          ["06", "外籍汽车", "Foreign"],
          ["07", "两、三轮摩托车", "Motorcycle", "普通摩托车"],
          ["08", "轻便摩托车", "Moped"],
          ["13", "农用运输车", "Agricultural vehicle", "低速车"],
          ["14", "拖拉机", "Tractor"],
          ["15", "挂车", "Trailer"],
          ["16", "教练汽车", "Training vehicle", "教练车"],
          ["17", "教练摩托车", "Training motorcycle"],
          ["18", "试验汽车", "Test vehicle"],
          ["20", "临时入境汽车", "Temporarily imported vehicle"],
          ["22", "临时行驶车", "Temporary plate", "临时号牌"],
          ["23", "警用汽车", "Police vehicle"],
          ["24", "警用摩托车", "Police motorcycle"],
          ["51", "新能源大型车", "Large new-energy vehicle", "大型新能源汽车"],
          ["52", "新能源小型车", "Small new-energy vehicle", "小型新能源汽车 绿牌"],
        ],
      },
    ],
  },
  {
    id: "CS-VEHICLE-TYPE",
    name: ["机动车车辆类型代码", "Types of vehicle"],
    standard: `GA 24.4-2005（常用部分，${illustrative}）`,
    versions: [
      {
        effectiveOn: "2005-10-01",
        codes: [
          ["H11", "重型普通货车", "Heavy lorry"],
          ["H21", "中型普通货车", "Medium lorry"],
          ["H31", "轻型普通货车", "Light lorry"],
          ["H38", "轻型封闭货车", "Light van"],
          ["K11", "大型普通客车", "Large bus"],
          ["K21", "中型普通客车", "Medium bus"],
          ["K31", "小型普通客车", "Small bus", "小型客车"],
          ["K32", "小型越野客车", "Small off-road car"],
          ["K33", "轿车", "Saloon car", "小型轿车"],
          ["M21", "普通二轮摩托车", "Motorcycle", "二轮摩托车"],
          ["Q11", "重型半挂牵引车", "Heavy semi-trailer tractor"],
          ["T11", "大型轮式拖拉机", "Large wheeled tractor"],
        ],
      },
    ],
  },
  {
    id: "CS-VEHICLE-USE",
    name: ["机动车使用性质代码", "Uses of a vehicle"],
    standard: "GA 24.3-2005",
    versions: [
      {
        effectiveOn: "2005-10-01",
        codes: [
          ["A", "非营运", "Not for hire"],
          ["B", "公路客运", "Coach transport"],
          ["C", "公交客运", "Public transport", "公交"],
          ["D", "出租客运", "Taxi", "出租"],
          ["E", "旅游客运", "Tourist transport"],
          ["F", "货运", "Freight"],
          ["G", "租赁", "Rental"],
          ["H", "警用", "Police"],
          ["I", "消防", "Fire brigade"],
          ["J", "救护", "Ambulance"],
          ["K", "工程救险", "Emergency repair", "工程抢险"],
          ["L", "营转非", "From hire to private"],
          ["M", "出租转非", "From taxi to private"],
        ],
      },
    ],
  },
  {
    id: "CS-YES-NO",
    name: ["是否代码", "Yes or no"],
    standard: illustrative,
    versions: [
      {
        effectiveOn: "2000-01-01",
        codes: [
          ["0", "否", "No", "N F false 不是 没有 无"],
          ["1", "是", "Yes", "Y T true 有"],
        ],
      },
    ],
  },
  {
    id: "CS-CURRENCY",
    name: ["货币代码", "Currencies"],
    standard: "GB/T 12406-2008（常用部分）",
    versions: [
      {
        effectiveOn: "2008-11-01",
        codes: [
          ["CNY", "人民币", "Renminbi", "RMB 156 人民币元 元"],
          ["HKD", "港元", "Hong Kong dollar", "港币 344"],
          ["MOP", "澳门元", "Macao pataca", "446"],
          ["TWD", "新台湾元", "New Taiwan dollar", "新台币 901"],
          ["USD", "美元", "US dollar", "840"],
          ["EUR", "欧元", "Euro", "978"],
          ["JPY", "日元", "Yen", "392"],
          ["GBP", "英镑", "Pound sterling", "826"],
          ["KRW", "韩元", "Won", "410"],
          ["SGD", "新加坡元", "Singapore dollar", "702"],
          ["AUD", "澳大利亚元", "Australian dollar", "澳元 036"],
          ["CAD", "加拿大元", "Canadian dollar", "加元 124"],
        ],
      },
    ],
  },
];
