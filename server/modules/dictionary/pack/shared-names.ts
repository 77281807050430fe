/**
 * Short names that departments use for more than one element, the likelier first. A name not listed here must mean one
 * element of the pack; for these the values decide.
 */
export const sharedNames: Readonly<Record<string, readonly string[]>> = {
  // 基本编码 or 疾病编码
  jbbm: ["DE-00608", "DE-00313"],
  // 是否 or 省份
  sf: ["DE-00601", "DE-00203"],
  // 行业名称 or 会议名称
  hymc: ["DE-00106", "DE-00905"],
  // 收入 or 生日
  sr: ["DE-00504", "DE-00006"],
  // 事项名称 or 水系名称
  sxmc: ["DE-00314", "DE-00224"],
  // 血型 or 学校
  xx: ["DE-00017", "DE-00118"],
  // 学校代码 or 血型代码
  xxdm: ["DE-00119", "DE-00017"],
  // 年月 or 疫苗
  ym: ["DE-00405", "DE-00611"],
  // An identity document of any kind, or the identity card, which most of them are.
  zjh: ["DE-00004", "DE-00002"],
  zjhm: ["DE-00004", "DE-00002"],
  证件号: ["DE-00004", "DE-00002"],
  证件号码: ["DE-00004", "DE-00002"],
  // 站点名称 or 诊断名称
  zdmc: ["DE-00222", "DE-00609"],
};
