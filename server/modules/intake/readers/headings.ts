/** Words that end a heading in departments' tables and hardly ever a value. */
const headingWords =
  /(编号|编码|代码|名称|序号|日期|时间|地址|类型|类别|单位|备注|状态|电话|姓名|性别|年龄|金额|面积|数量|经度|纬度|标识|说明|年度|月份|号码|级别|等级|内容|来源)$|^(id|no|code|name|type|date|time|year|month|state|status|address|lon|lat|lng|url|title|description|key|value)$|_(id|code|name|date|time|type|no)$/i;

const valueLike = /^[-+]?[\d０-９][\d０-９,.\s:/年月日-]*[%％]?$|^\d{4}[-/.年]|^https?:|@.+\./;

/**
 * True where the first record names the columns: it holds no values, its words do not come again below, and the cells
 * below are of another make (numbers, dates, lengths) or the words are ones that headings use.
 */
export function isHeading(first: readonly string[], body: readonly (readonly string[])[]): boolean {
  const cells = first.map((cell) => cell.trim());
  const filled = cells.filter((cell) => cell !== "");
  if (filled.length === 0 || filled.some((cell) => cell.length > 60 || valueLike.test(cell))) return false;
  if (filled.length < cells.length / 2) return false;
  const named = filled.filter((cell) => headingWords.test(cell)).length;
  // A heading may come again further down; that is no value of its column.
  const sample = body
    .slice(0, 200)
    .filter((row) => row.length === first.length && row.some((cell, column) => cell !== first[column]));
  if (sample.length === 0) return named > 0 || filled.every((cell) => cell.length <= 20);
  const columns = cells.map((cell, column) =>
    votes(
      cell,
      sample.map((row) => (row[column] ?? "").trim()),
    ),
  );
  const score = columns.reduce((sum, vote) => sum + vote, 0) + named * 2;
  return score > 0;
}

/** Positive where the cell stands out from its column, negative where it is one of its values. */
function votes(cell: string, values: readonly string[]): number {
  if (cell === "") return 0;
  const filled = values.filter((value) => value !== "");
  if (filled.length === 0) return 0;
  if (filled.includes(cell)) return -2;
  const numeric = filled.filter((value) => valueLike.test(value)).length / filled.length;
  if (numeric > 0.8) return 2;
  const lengths = filled.map((value) => value.length);
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  const isConstant = lengths.every((length) => length === lengths[0]) && filled.length > 5;
  if (isConstant && cell.length !== lengths[0]) return 2;
  return mean > cell.length * 4 && mean > 20 ? 1 : 0;
}

/** Names for columns: never empty, never twice. */
export function usableNames(headings: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headings.map((heading, index) => {
    const base = heading.replaceAll(/\s+/g, " ").trim() || `列${index + 1}`;
    const times = (seen.get(base) ?? 0) + 1;
    seen.set(base, times);
    return times === 1 ? base : `${base}_${times}`;
  });
}
