import { dayOf } from "#contract/clock-days";
import type { ResourceRow } from "#contract/catalog";
import type { Candidate } from "#contract/sharing";
import type { Call } from "#kernel/call";
import { Problem } from "#kernel/problem";
import type { SharingParts } from "./parts.ts";

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
/** Words that stand in every need and tell nothing. */
const empty = new Set(
  "需要 数据 信息 情况 核验 核对 查询 查看 获取 申请 办理 用于 以及 进行 相关 部门 我们 工作 一个 这个 及其 或者 能够 使用 共享 the and for of to in with need data information".split(
    " ",
  ),
);

/** What a need is about: words of two characters and more, in the order they stand, at most ten. */
export function wordsOfNeed(need: string): string[] {
  const words = [...segmenter.segment(need.normalize("NFKC").toLowerCase())]
    .filter((part) => part.isWordLike)
    .map((part) => part.segment);
  return [...new Set(words)].filter((word) => word.length > 1 && !empty.has(word)).slice(0, 10);
}

const perWord = 60;

/**
 * Resources of other departments that answer to words of the need, most words first, then those with data. A word counts
 * by its length, so that 社会保险 tells more than 人员.
 */
export async function findCandidates(
  call: Call,
  parts: SharingParts,
  { need, limit }: { need: string; limit: number },
): Promise<{ words: string[]; items: Candidate[] }> {
  const words = wordsOfNeed(need);
  const found = new Map<string, { row: ResourceRow; hits: string[]; weight: number }>();
  for (const word of words) {
    const { items } = await parts.catalog.list(call, { q: word, limit: perWord });
    for (const row of items) {
      const known = found.get(row.id) ?? { row, hits: [], weight: 0 };
      // A word of the name says what it is; one of an item only that it is in there. Rare words tell more.
      const inName = row.name.includes(word) ? 2 : 1;
      found.set(row.id, {
        row,
        hits: [...known.hits, word],
        weight: known.weight + (word.length * inName) / Math.sqrt(items.length),
      });
    }
  }
  const own = call.actor.department;
  const best = [...found.values()]
    .filter(({ row }) => row.department !== own && row.publishedVersion > 0)
    .toSorted(
      (a, b) =>
        b.weight - a.weight ||
        Number(b.row.data.loadedAt !== null) - Number(a.row.data.loadedAt !== null) ||
        a.row.id.localeCompare(b.row.id),
    )
    .slice(0, limit);
  const items: Candidate[] = [];
  for (const { row, hits } of best)
    items.push({ ...candidateOf(row, hits), answerDueOn: await dueOf(call, parts, row) });
  return { words, items };
}

const candidateOf = (row: ResourceRow, hits: string[]): Omit<Candidate, "answerDueOn"> => ({
  resourceId: row.id,
  code: row.code,
  name: row.name,
  department: row.department,
  departmentName: row.departmentName,
  shareClass: row.shareClass,
  itemCount: row.itemCount,
  hits,
  rowCount: row.data.rowCount,
  loadedAt: row.data.loadedAt,
  score: row.data.score,
});

/** When an answer may be expected if it is asked for today. */
async function dueOf(call: Call, parts: SharingParts, row: ResourceRow): Promise<string | null> {
  if (row.shareClass === "denied") return null;
  try {
    const kind = row.shareClass === "unconditional" ? "answer-unconditional" : "answer-conditional";
    return (await parts.clock.foresee(call, { kind, owedBy: row.department, on: dayOf(call.now) })).dueOn;
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}
