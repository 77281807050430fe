import type { ValueType } from "#contract/dictionary";
import { cleanedAway, cleanedTo, halfWidth, isEmptyWord, quoted, refused, tidied } from "./cleaning.ts";
import type { Cleaned, CleaningKind, CleanHint } from "./door.ts";
import { powersTo, readTail } from "./units.ts";

/** digits × 10^power, exactly. */
interface Figure {
  readonly isNegative: boolean;
  readonly digits: bigint;
  readonly power: number;
}

/** The forms the lake takes as they are; a decimal is filled up with zeros to its scale. */
const canonical = {
  integer: /^-?(?:0|[1-9]\d{0,17})$/,
  decimal: /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/,
  number: /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/,
} as const;

type NumberKind = keyof typeof canonical;

/** Whole numbers, decimals and floating-point numbers, with the separators, units and numerals people write around them. */
export function cleanNumber(text: string, type: ValueType, hint: CleanHint): Cleaned {
  const kind = type.kind as NumberKind;
  if (kind !== "decimal" && canonical[kind].test(text) && Number.isFinite(Number(text))) {
    return cleanedTo({ text: text === "-0" ? "0" : text, kinds: [] });
  }
  const draft = halfWidth(tidied(text));
  if (draft.text === "") return cleanedAway(draft.kinds);
  if (isEmptyWord(draft.text)) return cleanedAway([...draft.kinds, "empty-word"]);
  const read = canonical.decimal.test(draft.text) ? readPlain(draft.text) : readWritten(draft.text, hint.unit);
  if (read === null) return notANumber(kind, draft.text, hint.unit);
  const fitted = fit(read.figure, type);
  if (!fitted.ok) return refused(`type.${kind}`, fitted.text, fitted.mend);
  return cleanedTo({ text: fitted.value, kinds: [...new Set([...draft.kinds, ...read.kinds, ...fitted.kinds])] });
}

interface Reading {
  readonly figure: Figure;
  readonly kinds: readonly CleaningKind[];
}

function readPlain(text: string): Reading {
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const figure = { isNegative: text.startsWith("-"), digits: BigInt(whole + fraction), power: -fraction.length };
  return { figure, kinds: [] };
}

const currency = /^([+-]?)\s*(?:[¥￥]|rmb|cny|人民币)\s*/i;
const writtenFigure =
  /^([+-]?)(\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d*)(?:(\.)(\d*))?(?:e([+-]?\d{1,3}))?(?!\d)(.*)$/i;

/** Null where the text is no figure; one with a unit that does not convert to the wanted one is none of this element either. */
function readWritten(text: string, unit: string | null): Reading | null {
  const inBrackets = /^\((.+)\)$/.exec(text)?.[1];
  const body = inBrackets ?? text;
  const bare = body.replace(currency, "$1");
  const [, sign = "", whole = "", point = "", fraction = "", exponent, rest = ""] = writtenFigure.exec(bare) ?? [];
  if (whole + fraction === "" || (inBrackets !== undefined && sign !== "")) return null;
  const powers = powersOf(rest, unit);
  if (powers === undefined) return null;
  const digits = whole.replaceAll(/[, ]/g, "");
  const hasOwnForm =
    inBrackets !== undefined ||
    sign === "+" ||
    exponent !== undefined ||
    digits === "" ||
    (point !== "" && fraction === "");
  const kinds: CleaningKind[] = [];
  if (digits !== whole) kinds.push("separators");
  if (hasOwnForm || /^0\d/.test(digits)) kinds.push("number-form");
  if (bare !== body || (rest.trim() !== "" && !isNumeral(rest))) kinds.push("unit");
  if (powers !== 0 || isNumeral(rest)) kinds.push("multiplied");
  const figure = {
    isNegative: sign === "-" || inBrackets !== undefined,
    digits: BigInt(digits + fraction),
    power: Number(exponent ?? 0) - fraction.length + powers,
  };
  return { figure, kinds };
}

/** Powers of ten that what stands behind the figure is worth in the wanted unit; undefined where it cannot be read. */
function powersOf(rest: string, unit: string | null): number | undefined {
  const tail = readTail(rest);
  if (tail) return powersTo(tail, unit);
  // The element may have a unit of its own that no table knows.
  return unit !== null && rest.trim().toLowerCase() === unit.toLowerCase() ? 0 : undefined;
}

const isNumeral = (rest: string): boolean => readTail(rest)?.unit === null && rest.trim() !== "";

type Fitted =
  | { readonly ok: true; readonly value: string; readonly kinds: readonly CleaningKind[] }
  | ({ readonly ok: false } & Pick<Cleaned & { ok: false }, "text" | "mend">);

/** Writes a figure as the type does; refuses what would be rounded or does not fit. */
function fit(figure: Figure, type: ValueType): Fitted {
  if (figure.digits === 0n) return { ok: true, value: zeroOf(type), kinds: droppedDecimals(figure, type) };
  const { figure: exact, isNoise } = withoutNoise(figure, scaleOf(type));
  const { digits, power } = shortened(exact);
  const scale = scaleOf(type);
  if (scale !== null && power < -scale) return tooFine(scale);
  const wholeDigits = String(digits).length + power;
  const most = type.kind === "integer" ? 19 : type.kind === "decimal" ? (type.precision ?? 38) - (scale ?? 0) : 309;
  const text = plainText(digits, power, type.kind === "decimal" ? scale : null);
  const value = figure.isNegative ? `-${text}` : text;
  const isTooLarge =
    wholeDigits > most || (type.kind === "integer" && BigInt.asIntN(64, BigInt(value)) !== BigInt(value));
  if (isTooLarge) return tooLarge(most);
  const kinds = [...(isNoise ? (["number-form"] as const) : []), ...droppedDecimals(figure, type)];
  return { ok: true, value, kinds };
}

const scaleOf = (type: ValueType): number | null =>
  type.kind === "integer" ? 0 : type.kind === "decimal" ? type.scale : null;

const zeroOf = (type: ValueType): string => plainText(0n, 0, type.kind === "decimal" ? type.scale : null);

const droppedDecimals = (figure: Figure, type: ValueType): CleaningKind[] =>
  type.kind === "integer" && figure.power < 0 ? ["decimals-dropped"] : [];

/** `0.30000000000000004` is 0.3 as a computer keeps it: 16 and more digits that are shorter when rounded to 15. */
function withoutNoise(figure: Figure, scale: number | null): { figure: Figure; isNoise: boolean } {
  const text = String(figure.digits);
  const isLong = text.length >= 16 && figure.power < 0;
  if (!isLong || scale === null || shortened(figure).power >= -scale) return { figure, isNoise: false };
  const cut = BigInt(text.length - 15);
  const rounded = (figure.digits + 10n ** cut / 2n) / 10n ** cut;
  const short = { ...figure, digits: rounded, power: figure.power + Number(cut) };
  return shortened(short).power >= -scale ? { figure: short, isNoise: true } : { figure, isNoise: false };
}

/** The same figure without zeros at its end. */
function shortened({ digits, power }: Figure): { digits: bigint; power: number } {
  const text = String(digits);
  const zeros = text.length - text.replace(/0+$/, "").length;
  return { digits: BigInt(text.slice(0, text.length - zeros)), power: power + zeros };
}

/** Plain decimal notation, with exactly `scale` digits behind the point where it is given. */
function plainText(digits: bigint, power: number, scale: number | null): string {
  const behind = scale ?? Math.max(0, -power);
  const text = String(digits) + "0".repeat(Math.max(0, Math.min(power + behind, 400)));
  if (behind === 0) return text;
  const filled = text.padStart(behind + 1, "0");
  return `${filled.slice(0, -behind)}.${filled.slice(-behind)}`;
}

const tooFine = (scale: number): Fitted => ({
  ok: false,
  text:
    scale === 0
      ? { zh: "应为整数，现在带小数。", en: "It should be a whole number and has decimals." }
      : { zh: `小数点后最多 ${scale} 位。`, en: `At most ${scale} digits may stand behind the point.` },
  mend: {
    zh: "系统不代为四舍五入；请按实际值改写，或换一个小数位更多的数据元。",
    en: "The hub does not round. Give the intended value, or map to an element with more decimals.",
  },
});

const tooLarge = (most: number): Fitted => ({
  ok: false,
  text: { zh: `数太大：整数部分最多 ${most} 位。`, en: `Too large: at most ${most} digits before the point.` },
  mend: { zh: "请核对单位（元还是万元）和小数点。", en: "Check the unit and the decimal point." },
});

function notANumber(kind: NumberKind, text: string, unit: string | null): Cleaned {
  const inUnit = unit ? { zh: `（单位：${unit}）`, en: ` (unit: ${unit})` } : { zh: "", en: "" };
  const name = kind === "integer" ? { zh: "整数", en: "a whole number" } : { zh: "数", en: "a number" };
  return refused(
    `type.${kind}`,
    {
      zh: `“${quoted(text)}”不能读成${name.zh}${inUnit.zh}。`,
      en: `“${quoted(text)}” cannot be read as ${name.en}${inUnit.en}.`,
    },
    {
      zh: "请只写数字；单位不同的先换算，几个数写在一起的分开，“约”“以上”之类的字去掉。",
      en: "Write the figure only; convert other units, separate several figures, leave out words such as “about”.",
    },
  );
}
