import { dateOf, type Day, excelSerial, writeDate } from "./calendar.ts";
import { oldCitizenId } from "./check-digits.ts";
import type { Shape } from "./elements.ts";
import type { Cell, Column } from "./table.ts";
import { mistaken } from "./world/names.ts";
import { city } from "./world/places.ts";

/** What a fault may look at. */
export interface Spoiling {
  readonly cell: string;
  readonly column: Column<never>;
  /** A second uniform number, for faults with a choice. */
  readonly draw: number;
  readonly asOf: Day;
  readonly day: () => Day | null;
}

/** One way in which a cell goes wrong. */
export interface CellFault {
  readonly kind: string;
  readonly zh: string;
  readonly en: string;
  readonly shapes: readonly Shape[];
  /** Share of the cells of these shapes, before the department's own carefulness. */
  readonly share: number;
  /** The wrong cell; undefined where this fault cannot befall this cell. */
  readonly spoil: (spoiling: Spoiling) => Cell | undefined;
}

const typed: readonly Shape[] = [
  "citizen-id",
  "credit-code",
  "person-name",
  "entity-name",
  "mobile-phone",
  "address",
  "certificate",
  "text",
];
const optional: readonly Shape[] = [
  ...typed,
  "date",
  "coded",
  "area",
  "number",
  "division-code",
  "division-name",
  "typed-number",
];

/** Every fault a cell can have, with its rate. Faults of a shape exclude each other: a cell has one at most. */
// oxfmt-ignore
export const cellFaults: readonly CellFault[] = [
  {
    kind: "wrong-check-digit", zh: "校验位不对", en: "Wrong check digit",
    shapes: ["citizen-id", "credit-code"], share: 0.004,
    spoil: ({ cell, draw }) => cell.slice(0, -1) + otherOf("0123456789X", cell.slice(-1), draw),
  },
  {
    kind: "transposed", zh: "相邻两位写颠倒", en: "Two neighbours swapped",
    shapes: ["citizen-id", "credit-code", "mobile-phone"], share: 0.002,
    spoil: ({ cell, draw }) => transpose(cell, draw),
  },
  {
    kind: "letter-for-digit", zh: "把 0 写成字母 O", en: "Letter O for zero",
    shapes: ["citizen-id", "credit-code"], share: 0.0015,
    spoil: ({ cell }) => changed(cell, cell.replace(/0(?=[^0]*$)/, "O")),
  },
  {
    kind: "old-number", zh: "仍是十五位旧证号", en: "Still the 15-digit number of an old card",
    shapes: ["citizen-id"], share: 0.003,
    spoil: ({ cell }) => (cell.slice(6, 8) === "19" && Number(cell.slice(8, 10)) < 80 ? oldCitizenId(cell) : undefined),
  },
  {
    kind: "lower-case", zh: "字母写成小写", en: "Letter in lower case",
    shapes: ["citizen-id"], share: 0.02,
    spoil: ({ cell }) => changed(cell, cell.toLowerCase()),
  },
  {
    kind: "full-width", zh: "全角字符", en: "Full-width characters",
    shapes: ["citizen-id", "credit-code", "mobile-phone", "area", "number"], share: 0.003,
    spoil: ({ cell }) => fullWidth(cell),
  },
  {
    kind: "ten-digits", zh: "手机号少一位", en: "Phone with ten digits",
    shapes: ["mobile-phone"], share: 0.004,
    spoil: ({ cell, draw }) => cell.slice(0, 3 + Math.floor(draw * 8)) + cell.slice(4 + Math.floor(draw * 8)),
  },
  {
    kind: "mistyped-name", zh: "姓名用了同音或形近字", en: "Name with a character that sounds or looks alike",
    shapes: ["person-name"], share: 0.004,
    spoil: ({ cell }) => changed(cell, cell.slice(0, 1) + cell.slice(1).replace(/./gu, (letter) => mistaken[letter] ?? letter)),
  },
  {
    kind: "inner-space", zh: "姓名中间加空格", en: "Space inside a name",
    shapes: ["person-name"], share: 0.004,
    spoil: ({ cell }) => (cell.length === 2 ? `${cell.charAt(0)}　${cell.charAt(1)}` : undefined),
  },
  {
    kind: "trailing-space", zh: "末尾有空格", en: "Trailing space",
    shapes: typed, share: 0.003,
    spoil: ({ cell, draw }) => cell + (draw < 0.7 ? " " : draw < 0.9 ? "  " : "　"),
  },
  {
    kind: "shortened-name", zh: "单位名称没写全", en: "Shortened name of a firm",
    shapes: ["entity-name"], share: 0.006,
    spoil: ({ cell }) => changed(cell, cell.replace(/有限(责任)?公司$|专业合作社$/, "")),
  },
  {
    kind: "impossible-date", zh: "日期不存在（2 月 30 日）", en: "A day that does not exist (30 February)",
    shapes: ["date"], share: 0.002,
    spoil: (spoiling) => impossibleDate(spoiling),
  },
  {
    kind: "future-date", zh: "日期在将来", en: "A date to come",
    shapes: ["date"], share: 0.0015,
    spoil: ({ column, asOf, draw, day }) => dayAs(column, day() === null ? null : asOf + 400 + Math.floor(draw * 9000)),
  },
  {
    kind: "other-date-form", zh: "同一列混用日期写法", en: "Another form of date in the same column",
    shapes: ["date"], share: 0.008,
    spoil: (spoiling) => otherDateForm(spoiling),
  },
  {
    kind: "joined-date", zh: "日期与时间连写", en: "Date and time run together",
    shapes: ["date"], share: 0.006,
    spoil: ({ column, day }) => {
      const known = day();
      return column.date?.form === "instant-slash" && known !== null ? `${writeDate("slash", dateOf(known))}18:10` : undefined;
    },
  },
  {
    kind: "unit-in-number", zh: "数值带单位", en: "Unit inside a number",
    shapes: ["area"], share: 0.03,
    spoil: ({ cell, draw, column }) => cell + (column.meaning.includes("亩") ? "亩" : draw < 0.5 ? "m2" : draw < 0.8 ? "平方米" : "㎡"),
  },
  {
    kind: "thousands", zh: "数值带千分位", en: "Thousands separators",
    shapes: ["number"], share: 0.004,
    spoil: ({ cell }) => changed(cell, cell.replace(/\B(?=(\d{3})+(\.|$))/g, ",")),
  },
  {
    kind: "code-not-in-set", zh: "代码不在代码集里", en: "Code outside its set",
    shapes: ["coded"], share: 0.003,
    spoil: ({ column, draw }) => outsideOf(column, draw),
  },
  {
    kind: "unknown-division", zh: "区划代码查无此地", en: "Division code that never was",
    shapes: ["division-code"], share: 0.002,
    spoil: ({ cell, draw }) => (cell.length >= 6 ? `51${96 + Math.floor(draw * 4)}99${cell.slice(6)}` : undefined),
  },
  {
    kind: "retired-division", zh: "用了已撤销的区划", en: "Retired division",
    shapes: ["division-code", "division-name"], share: 0.008,
    spoil: ({ cell }) => retiredDivision(cell),
  },
  {
    kind: "missing", zh: "该填未填", en: "Missing value",
    shapes: optional, share: 0.006,
    spoil: ({ column }) => (column.isKey ? undefined : null),
  },
  {
    kind: "missing-key", zh: "主键为空", en: "Missing key",
    shapes: typed, share: 0.0006,
    spoil: ({ column }) => (column.isKey ? null : undefined),
  },
  {
    kind: "empty-string", zh: "空字符串（不是空值）", en: "Empty string where others have no value",
    shapes: typed, share: 0.001,
    spoil: ({ column }) => (column.isKey ? undefined : ""),
  },
  {
    kind: "empty-word", zh: "用“无”“--”“NULL”代替空值", en: "A word for nothing",
    shapes: typed, share: 0.002,
    spoil: ({ column, draw }) => (column.isKey ? undefined : (["无", "--", "NULL", "/"][Math.floor(draw * 4)] ?? "无")),
  },
];

/** What departments believe that is no longer so; drawn once per department and subject, so that its tables agree. */
export const drifts = {
  "stale-phone": { zh: "手机号是旧的", en: "Former phone number", share: 0.08 },
  "stale-address": { zh: "地址是旧的", en: "Former address", share: 0.05 },
  "stale-marital": { zh: "婚姻状况没有更新", en: "Former marital status", share: 0.03 },
  "stale-name": { zh: "姓名或名称变更前的写法", en: "Former name", share: 0.004 },
  "stale-employer": { zh: "单位是以前的", en: "Former employer", share: 0.04 },
  "stale-representative": { zh: "法定代表人变更前的", en: "Former legal representative", share: 0.03 },
  "stale-status": { zh: "状态没有更新", en: "Former status", share: 0.02 },
} as const;
export type Drift = keyof typeof drifts;

/** Faults of whole rows. Shape faults exist only where rows are lines of text. */
export const rowFaults = {
  "doubled-row": { zh: "整行重复", en: "Whole row twice", share: 0.003, isLinesOnly: false },
  "doubled-key": { zh: "主键重复、内容不同", en: "Key of another row", share: 0.0008, isLinesOnly: false },
  "too-few-fields": { zh: "字段数不足", en: "Too few fields", share: 0.001, isLinesOnly: true },
  "too-many-fields": { zh: "字段数过多", en: "Too many fields", share: 0.0008, isLinesOnly: true },
  "heading-again": { zh: "表头在中间重复出现", en: "Headings again in the middle", share: 0.0003, isLinesOnly: true },
} as const;
export type RowFault = keyof typeof rowFaults;

const changed = (before: string, after: string): string | undefined => (after === before ? undefined : after);

function otherOf(letters: string, right: string, draw: number): string {
  const wrong = letters.replace(right, "");
  return wrong.charAt(Math.floor(draw * wrong.length));
}

/** Swaps the first two unequal neighbours at or after a drawn place behind the division. */
function transpose(cell: string, draw: number): string | undefined {
  for (let at = 6 + Math.floor(draw * Math.max(1, cell.length - 9)); at + 1 < cell.length; at += 1) {
    if (cell.charAt(at) !== cell.charAt(at + 1)) {
      return cell.slice(0, at) + cell.charAt(at + 1) + cell.charAt(at) + cell.slice(at + 2);
    }
  }
  return undefined;
}

const fullWidth = (cell: string): string =>
  cell.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));

function dayAs({ date }: Column<never>, day: Day | null): Cell | undefined {
  if (!date || day === null) return undefined;
  return date.form === "excel-serial" ? excelSerial(day) : writeDate(date.form, dateOf(day));
}

function impossibleDate({ column, day }: Spoiling): Cell | undefined {
  const known = day();
  if (!column.date || known === null || column.date.form === "excel-serial" || column.date.form === "month")
    return undefined;
  return writeDate(column.date.form, { year: dateOf(known).year, month: 2, day: 30 });
}

function otherDateForm({ column, day, draw }: Spoiling): Cell | undefined {
  const known = day();
  if (!column.date || known === null || column.date.form === "month") return undefined;
  const own = column.date.form;
  const forms = (["iso", "compact", "slash", "chinese"] as const).filter((form) => form !== own);
  const form = forms[Math.floor(draw * forms.length)];
  return form && writeDate(form, dateOf(known));
}

function outsideOf({ codes }: Column<never>, draw: number): Cell | undefined {
  const wrong = ["ZZ", "X9", "0X", "待核"].filter((code) => !codes?.has(code));
  return codes ? wrong[Math.floor(draw * wrong.length)] : undefined;
}

function retiredDivision(cell: string): string | undefined {
  for (const { code, name, now } of city.retired) {
    if (now.some((current) => cell.startsWith(current))) return code + cell.slice(6);
    if (name === "射洪县" && cell.startsWith("射洪市")) return name + cell.slice(3);
  }
  return undefined;
}
