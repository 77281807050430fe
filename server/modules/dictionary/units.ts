/** Units people write behind a number. Units of one dimension differ by a power of ten. */
export interface Unit {
  readonly dimension: string;
  readonly power: number;
}

const dimensions: Readonly<Record<string, readonly (readonly [power: number, ...names: string[]])[]>> = {
  money: [[0, "元", "圆", "元整", "块钱", "人民币", "rmb", "cny", "yuan"]],
  area: [
    [0, "平方米", "平米", "㎡", "m2", "m²", "m^2", "平方", "sqm"],
    [4, "公顷", "ha", "hm2", "hm²", "hm^2"],
    [6, "平方公里", "平方千米", "km2", "km²", "km^2", "㎢"],
  ],
  // 15 mu are one hectare: no power of ten, so it converts to nothing.
  mu: [[0, "亩", "mu"]],
  length: [
    [0, "米", "m"],
    [3, "公里", "千米", "km"],
    [-2, "厘米", "cm"],
    [-3, "毫米", "mm"],
  ],
  mass: [
    [0, "公斤", "千克", "kg"],
    [3, "吨", "t"],
    [-3, "克", "g"],
    [-6, "毫克", "mg"],
  ],
  jin: [[0, "斤", "市斤"]],
  volume: [
    [0, "立方米", "m3", "m³", "m^3", "立方", "方"],
    [-3, "升", "l"],
    [-6, "毫升", "ml"],
  ],
  concentration: [
    [0, "毫克/升", "mg/l"],
    [-3, "微克/升", "μg/l", "ug/l"],
  ],
  airConcentration: [
    [0, "毫克/立方米", "mg/m3", "mg/m³"],
    [-3, "微克/立方米", "μg/m3", "μg/m³", "ug/m3", "µg/m3", "µg/m³"],
  ],
  power: [
    [0, "千瓦", "kw"],
    [-3, "瓦", "w"],
  ],
  energy: [[0, "千瓦时", "kwh", "kw·h"]],
  count: [
    [0, ...Array.from("人个户家辆台套次件份张本条项栋幢间层所名位宗块处座株头只棵笔例床")],
    [0, "人次", "户次", "床位"],
  ],
  year: [[0, "年", "岁", "周岁"]],
  month: [[0, "个月", "月"]],
  day: [[0, "天", "日", "工作日", "个工作日"]],
  hour: [[0, "小时", "h"]],
  minute: [[0, "分钟", "分", "min"]],
  degree: [[0, "度", "°", "°e", "°n"]],
  temperature: [[0, "℃", "°c", "摄氏度"]],
  sound: [[0, "分贝", "db", "db(a)"]],
  ratio: [
    [-2, "%", "％", "百分之"],
    [-3, "‰"],
  ],
};

const units = new Map<string, Unit>(
  Object.entries(dimensions).flatMap(([dimension, rows]) =>
    rows.flatMap(([power, ...names]) => names.map((name) => [name, { dimension, power }] as const)),
  ),
);

/** Numerals written as a word behind the figure; the longer first, so that 万亿 is not read as 万. */
const multipliers: readonly (readonly [string, number])[] = [
  ["万亿", 12],
  ["百亿", 10],
  ["十亿", 9],
  ["千万", 7],
  ["百万", 6],
  ["十万", 5],
  ["亿", 8],
  ["億", 8],
  ["万", 4],
  ["萬", 4],
  ["千", 3],
];

export interface Tail {
  readonly multiplier: number;
  readonly unit: Unit | null;
}

/** Reads what stands behind a figure: `万元` is a multiplier of 4 and a unit of money. Undefined where it is neither. */
export function readTail(text: string): Tail | undefined {
  const tail = text.trim().toLowerCase();
  if (tail === "") return { multiplier: 0, unit: null };
  const unit = units.get(tail);
  if (unit) return { multiplier: 0, unit };
  for (const [word, power] of multipliers) {
    if (!tail.startsWith(word)) continue;
    const rest = tail.slice(word.length).trim();
    const scaled = units.get(rest);
    if (rest === "" || scaled) return { multiplier: power, unit: scaled ?? null };
  }
  return undefined;
}

/** How many powers of ten lie between a written number and a number in the wanted unit; undefined where they do not convert. */
export function powersTo(tail: Tail, wanted: string | null): number | undefined {
  const target = wanted === null || wanted === "" ? null : (readTail(wanted) ?? null);
  if (tail.unit === null) {
    // A bare figure is in the wanted unit already; 3.5万 of 万元 is 35000 yuan, that is 3.5.
    return tail.multiplier === 0 ? 0 : tail.multiplier - (target?.multiplier ?? 0);
  }
  if (tail.unit.dimension === "ratio" && target?.unit?.dimension !== "ratio") return tail.multiplier + tail.unit.power;
  if (wanted === null || wanted === "") return tail.multiplier;
  if (target?.unit?.dimension !== tail.unit.dimension) return undefined;
  return tail.multiplier + tail.unit.power - target.multiplier - target.unit.power;
}
