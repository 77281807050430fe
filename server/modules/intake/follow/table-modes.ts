import type { TableFacts } from "#contract/intake-follow";

export interface TableTraits {
  readonly hasKey: boolean;
  readonly hasWatermark: boolean;
  /** Nothing at the source forbids reading its log. */
  readonly isCapturable: boolean;
}

/** Ways to follow a table, the best possible one first, each with its reason. */
export function tableModes({ hasKey, hasWatermark, isCapturable }: TableTraits): TableFacts["modes"] {
  const modes: TableFacts["modes"] = [
    {
      mode: "capture",
      isPossible: isCapturable && hasKey,
      text: isCapturable
        ? {
            zh: "几秒内跟上每一次增、改、删，对来源最轻。",
            en: "Every insert, update and delete within seconds; lightest on the source.",
          }
        : { zh: "来源还不满足条件，见检查结果。", en: "The source does not allow it yet; see the findings." },
    },
    {
      mode: "watermark",
      isPossible: hasWatermark,
      text: hasWatermark
        ? {
            zh: "只读新增和修改的行，快；发现不了删除，对账会指出来。",
            en: "Reads only new and changed rows; does not see deletions, which reconciliation points out.",
          }
        : { zh: "没有时间或数字列可作水位。", en: "There is no time or number column to go by." },
    },
    {
      mode: "compare",
      isPossible: hasKey,
      text: hasKey
        ? {
            zh: "整表读取后逐行比对，增、改、删都能发现；每次都要读完整张表。",
            en: "Reads the whole table and compares row by row; finds deletions too.",
          }
        : { zh: "没有主键，需要指定哪些列能唯一区分行。", en: "Without a key, say which columns tell rows apart." },
    },
    {
      mode: "full",
      isPossible: true,
      text: { zh: "每次整表重读、整体替换，最简单。", en: "Reads and replaces the whole table each time." },
    },
  ];
  return [...modes.filter(({ isPossible }) => isPossible), ...modes.filter(({ isPossible }) => !isPossible)];
}
