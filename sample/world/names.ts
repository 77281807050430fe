import { type Chance, Weighted } from "../chance.ts";

/**
 * Every invented person carries water in the given name (清, 江, 泽, 沐 …): a mark that can be seen at a glance in any
 * table, and the names still spread, repeat and get mistyped as names do.
 */
const surnames =
  "王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃武莫孔";
const doubleSurnames = ["欧阳", "上官", "司马", "诸葛"];
const surnamesByWeight = new Weighted([...Array.from(surnames), ...doubleSurnames], (name, rank) =>
  name.length > 1 ? 0.15 : 10 / (rank + 5),
);

const water = {
  male: Array.from("江海波涛洋洪浩泽源渊泓瀚济洲沧清润泉淳"),
  female: Array.from("沁洁淑滢涵溪漪汐湘沐潇淇清润泉淳澜渝泽"),
} as const;
const beside = {
  male: Array.from("建国军伟强志文明永平德华成世林家少宏俊杰宇轩子天一正光学大庆"),
  female: Array.from("秀英芳丽红玉兰梅桂琴雅静婷雪梓欣怡诗佳小美晓春思若雨慧月"),
} as const;

/** The characters of `water`, for whoever wants to check the mark. */
export const waterCharacters = new Set([...water.male, ...water.female]);

/** Characters a clerk takes for another: same sound or same shape. */
// oxfmt-ignore
export const mistaken: Readonly<Record<string, string>> = {
  清: "青", 洋: "阳", 涛: "滔", 浩: "皓", 泽: "择", 源: "元", 淑: "舒", 洁: "杰", 涵: "含", 沐: "木", 淇: "琪", 泓: "弘",
  波: "博", 润: "闰", 江: "姜", 海: "亥", 洪: "宏", 渊: "源", 瀚: "翰", 济: "齐", 洲: "州", 沧: "苍", 泉: "全", 淳: "纯",
  沁: "心", 滢: "莹", 溪: "西", 漪: "依", 汐: "夕", 湘: "香", 潇: "萧", 澜: "兰", 渝: "瑜",
};

export const surnameOf = (chance: Chance, person: number): string => surnamesByWeight.pick(chance.at(person, 40));

/** `take` 0 is the name at birth; another number gives another name, for those who changed it. */
export function givenNameOf(chance: Chance, person: number, isMale: boolean, take = 0): string {
  const slot = 41 + take * 4;
  const sex = isMale ? "male" : "female";
  const wet = chance.pick(water[sex], person, slot);
  const kind = chance.at(person, slot + 1);
  if (kind < 0.2) return wet;
  const other = chance.pick(beside[sex], person, slot + 2);
  return kind < 0.6 ? wet + other : other + wet;
}
