import type { ArrivalPlan } from "#contract/intake-place";
import type { PlacedFile } from "../readers/file-place.ts";

/** Files that have come or changed since they were taken; the sign beside a file (`mark`) is none of them. */
export function freshFiles(
  listed: readonly PlacedFile[],
  taken: ReadonlyMap<string, { readonly mark: string }>,
): PlacedFile[] {
  return listed.filter(({ name, mark }) => taken.get(name)?.mark !== mark);
}

/** Files whose writer has given the sign that they are whole. `listed` is everything that lies there. */
export function signedFiles(
  fitting: readonly PlacedFile[],
  listed: readonly { readonly name: string }[],
  { mark }: Pick<ArrivalPlan, "mark">,
): PlacedFile[] {
  if (mark === "") return [...fitting];
  const names = new Set(listed.map(({ name }) => name));
  return fitting.filter(({ name }) => !name.endsWith(mark) && names.has(`${name}${mark}`));
}

/** Files of the second look that are as they were at the first: nobody writes them any more. */
export function restingFiles(first: readonly PlacedFile[], second: readonly PlacedFile[]): PlacedFile[] {
  const marks = new Map(first.map(({ name, mark }) => [name, mark]));
  return second.filter(({ name, mark }) => marks.get(name) === mark);
}

/** In the order they are taken. */
export function inOrder(files: readonly PlacedFile[], order: ArrivalPlan["order"]): PlacedFile[] {
  const byName = new Intl.Collator("zh-CN", { numeric: true });
  const time = ({ modifiedAt }: PlacedFile): number => (order === "time" ? (modifiedAt?.getTime() ?? 0) : 0);
  return files.toSorted((a, b) => time(a) - time(b) || byName.compare(a.name, b.name) || (a.name < b.name ? -1 : 1));
}
