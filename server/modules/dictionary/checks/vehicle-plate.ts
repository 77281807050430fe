import { type Check, faultOf, patternSql, wholly } from "./check.ts";

const provinces = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";
const letter = "[A-HJ-NP-Z]";
const letterOrDigit = "[A-HJ-NP-Z0-9]";
/** GA 36-2018: ordinary plates 7 characters, new-energy plates 8 (small ones carry the letter third, large ones last). */
const pattern = [
  `[${provinces}]${letter}${letterOrDigit}{4}[A-HJ-NP-Z0-9挂学警港澳]`,
  String.raw`[${provinces}]${letter}[A-HJK]${letterOrDigit}\d{4}`,
  String.raw`[${provinces}]${letter}\d{5}[A-HJK]`,
  String.raw`使\d{6}|\d{6}使|[${provinces}]${letter}\d{4}领`,
].join("|");
const isPlate = wholly(pattern);

/** Number plate of a motor vehicle (GA 36-2018). */
export const vehiclePlate: Check = {
  fault(value) {
    if (isPlate.test(value)) return null;
    const mended = Array.from(value.toUpperCase().replaceAll(/[\s·.．-]+/g, ""))
      .map((character, place) =>
        place > 1 && character === "O" ? "0" : place > 1 && character === "I" ? "1" : character,
      )
      .join("");
    const suggestion = isPlate.test(mended) ? mended : null;
    return faultOf(
      {
        zh: "号牌号码应为省份简称、发牌机关字母和 5 位（新能源 6 位）序号，不用字母 I 和 O。",
        en: "A plate has the province, the office's letter and 5 characters (6 for new energy), without I and O.",
      },
      { zh: "请对照行驶证改正。", en: "Compare with the vehicle licence." },
      suggestion,
    );
  },
  sql: patternSql(pattern),
};
