/**
 * A query, the need behind it, and which titles answer it: fully (3), usefully (2), touching it (1). The three are
 * patterns over `<kind>:<title>` in simplified characters, read over the whole corpus, so no title is left unjudged;
 * an empty one matches nothing, and the highest that matches counts.
 */
export type JudgedQuery = readonly [query: string, need: string, full: string, useful: string, touching: string];

export function gradeOf([, , full, useful, touching]: JudgedQuery, title: string): number {
  const matches = (pattern: string) => pattern !== "" && new RegExp(pattern, "iu").test(title);
  if (matches(full)) return 3;
  if (matches(useful)) return 2;
  return matches(touching) ? 1 : 0;
}
