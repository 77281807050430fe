import type { ValueType } from "#contract/dictionary";
import { useFormat, useWords } from "#kit";
import { dataWords } from "./data-words.ts";

/** `字符 ≤ 18`, `定点小数（共 18 位，小数 2 位）` */
export function ValueTypeText({ type }: { type: ValueType }) {
  const words = useWords(dataWords);
  const format = useFormat();
  const { kind, maxLength, precision, scale } = type;
  return (
    <span className="nw">
      {words.kinds[kind]}
      {maxLength === null ? "" : ` ${words.upTo(format.number(maxLength))}`}
      {precision === null ? "" : ` ${precision}${scale === null ? "" : `, ${scale}`}`}
    </span>
  );
}
