import type { MaskName, ValueKind } from "#contract/dictionary";
import { defineWords } from "#kit";

/** What values are, how they are masked and graded; said alike by the dictionary, the catalogue, loads and quality. */
export const dataWords = defineWords({
  zh: {
    kinds: {
      text: "字符",
      integer: "整数",
      decimal: "定点小数",
      number: "数值",
      date: "日期",
      datetime: "日期时间",
      time: "时间",
      boolean: "是否",
    } satisfies Record<ValueKind, string>,
    upTo: (length: string) => `≤ ${length}`,
    masks: {
      name: "姓名",
      "citizen-id": "证件号码",
      phone: "电话",
      address: "地址",
      "bank-card": "银行卡",
      "free-text": "自由文本",
      date: "日期",
      all: "全部遮盖",
    } satisfies Record<MaskName, string>,
    grade: (grade: string) => ({ important: "重要数据", core: "核心数据" })[grade] ?? `一般数据 ${grade} 级`,
    gradeShort: (grade: string) => ({ important: "重要", core: "核心" })[grade] ?? `${grade} 级`,
  },
  en: {
    kinds: {
      text: "text",
      integer: "integer",
      decimal: "decimal",
      number: "number",
      date: "date",
      datetime: "date and time",
      time: "time",
      boolean: "yes or no",
    },
    upTo: (length) => `≤ ${length}`,
    masks: {
      name: "name",
      "citizen-id": "ID number",
      phone: "phone",
      address: "address",
      "bank-card": "bank card",
      "free-text": "free text",
      date: "date",
      all: "all hidden",
    },
    grade: (grade) => ({ important: "Important data", core: "Core data" })[grade] ?? `General data, grade ${grade}`,
    gradeShort: (grade) => ({ important: "important", core: "core" })[grade] ?? `grade ${grade}`,
  },
});
