import { illustrative, type PackCodeSet } from "./code-set.ts";

/** Social insurance, tax, health, relief. */
export const welfareCodeSets: readonly PackCodeSet[] = [
  {
    id: "CS-INSURANCE",
    name: ["社会保险险种代码", "Kinds of social insurance"],
    standard: illustrative,
    versions: [
      {
        effectiveOn: "2011-07-01",
        codes: [
          ["110", "企业职工基本养老保险", "Pension, employees", "职工养老 企业养老保险 企业养老 养老保险"],
          ["120", "机关事业单位养老保险", "Pension, public institutions", "机关养老"],
          ["170", "城乡居民基本养老保险", "Pension, residents", "城乡居民养老保险 居民养老"],
          ["210", "失业保险", "Unemployment insurance", "失业"],
          ["310", "职工基本医疗保险", "Medical insurance, employees", "城镇职工基本医疗保险 职工医保 医疗保险"],
          ["390", "城乡居民基本医疗保险", "Medical insurance, residents", "居民医保 城乡居民医保"],
          ["410", "工伤保险", "Work injury insurance", "工伤"],
          ["510", "生育保险", "Maternity insurance", "生育"],
        ],
      },
    ],
  },
  {
    id: "CS-INSURED-STATE",
    name: ["参保状态代码", "States of insurance"],
    standard: illustrative,
    versions: [
      {
        effectiveOn: "2011-07-01",
        codes: [
          ["0", "未参保", "Not insured"],
          ["1", "正常参保", "Insured", "正常 参保缴费 正常缴费 参保"],
          ["2", "暂停参保", "Suspended", "暂停 中断 暂停缴费 中断缴费"],
          ["4", "终止参保", "Ended", "终止 终止缴费 退保"],
        ],
      },
    ],
  },
  {
    id: "CS-TAX-TYPE",
    name: ["税种代码", "Kinds of tax"],
    standard: illustrative,
    versions: [
      {
        effectiveOn: "2018-01-01",
        codes: [
          ["10101", "增值税", "Value-added tax"],
          ["10102", "消费税", "Consumption tax"],
          ["10104", "企业所得税", "Enterprise income tax"],
          ["10106", "个人所得税", "Individual income tax", "个税"],
          ["10107", "资源税", "Resource tax"],
          ["10109", "城市维护建设税", "City maintenance tax", "城建税"],
          ["10110", "房产税", "House property tax"],
          ["10111", "印花税", "Stamp tax"],
          ["10112", "城镇土地使用税", "Urban land use tax", "土地使用税"],
          ["10113", "土地增值税", "Land value increment tax"],
          ["10114", "车船税", "Vehicle and vessel tax"],
          ["10116", "车辆购置税", "Vehicle purchase tax", "车购税"],
          ["10118", "耕地占用税", "Farmland occupation tax"],
          ["10119", "契税", "Deed tax"],
          ["10121", "环境保护税", "Environment protection tax", "环保税"],
        ],
      },
    ],
  },
  {
    id: "CS-VISIT-TYPE",
    name: ["就诊类型代码", "Kinds of visit"],
    standard: illustrative,
    versions: [
      {
        effectiveOn: "2011-08-02",
        codes: [
          ["1", "门诊", "Outpatient", "普通门诊"],
          ["2", "急诊", "Emergency"],
          ["3", "住院", "Inpatient"],
          ["4", "体检", "Check-up", "健康体检"],
          ["9", "其他", "Other", "其它"],
        ],
      },
    ],
  },
  {
    id: "CS-RELIEF",
    name: ["社会救助类别代码", "Kinds of social relief"],
    standard: illustrative,
    versions: [
      {
        effectiveOn: "2014-05-01",
        codes: [
          ["1", "城市最低生活保障", "Urban subsistence allowance", "城市低保 城镇低保"],
          ["2", "农村最低生活保障", "Rural subsistence allowance", "农村低保"],
          ["3", "特困人员救助供养", "Support of people in extreme difficulty", "特困 特困人员 特困供养 五保"],
          ["4", "临时救助", "Temporary relief"],
          ["5", "最低生活保障边缘家庭", "On the margin of subsistence", "低保边缘 边缘户 低保边缘户"],
          ["6", "医疗救助", "Medical relief"],
          ["9", "其他", "Other", "其它"],
        ],
      },
    ],
  },
];
