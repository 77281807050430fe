/** How departments write the same few words: by the national code, in Chinese, by a letter of their own. */

export const sexes = {
  /** GB/T 2261.1 */
  gb: { male: "1", female: "2" },
  words: { male: "男", female: "女" },
  letters: { male: "M", female: "F" },
  long: { male: "男性", female: "女性" },
} as const;

export const maritals = {
  /** GB/T 2261.2 */
  gb: { unmarried: "10", married: "20", widowed: "30", divorced: "40" },
  words: { unmarried: "未婚", married: "已婚", widowed: "丧偶", divorced: "离婚" },
} as const;

export const ethnicities = {
  /** GB/T 3304 */
  gb: { han: "01", hui: "03", tibetan: "04", miao: "06", yi: "07", tujia: "15", qiang: "33" },
  words: { han: "汉族", hui: "回族", tibetan: "藏族", miao: "苗族", yi: "彝族", tujia: "土家族", qiang: "羌族" },
} as const;

export const educations = {
  /** GB/T 4658 */
  gb: {
    graduate: "10",
    bachelor: "20",
    college: "30",
    secondary: "40",
    senior: "60",
    junior: "70",
    primary: "80",
    none: "90",
  },
  words: {
    graduate: "研究生",
    bachelor: "大学本科",
    college: "大学专科",
    secondary: "中等专科",
    senior: "普通高中",
    junior: "初级中学",
    primary: "小学",
    none: "其他",
  },
} as const;

/** GB/T 4761, the codes a register of households uses. */
export const relations = {
  head: "02",
  husband: "11",
  wife: "12",
  son: "20",
  daughter: "30",
  father: "51",
  mother: "52",
} as const;

export const entityKinds = {
  /** Type of registration, three digits. */
  register: { enterprise: "150", individual: "410", cooperative: "190" },
} as const;

export const entityStatuses = {
  register: { active: "1", revoked: "2", cancelled: "3", moved: "5" },
  /** The tax office's own two digits. */
  tax: { active: "03", revoked: "06", cancelled: "07", moved: "99" },
} as const;

/** Sections of GB/T 4754-2017, written the same everywhere. */
export const industrySections: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from("ABCDEFGHIJKLMNOPQRST", (letter) => [letter, letter]),
);
