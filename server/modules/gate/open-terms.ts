import type { ResourceItem } from "#contract/catalog";
import type { DataGrade } from "#contract/dictionary";
import { type GrantTerms, publicReader } from "#contract/gate";
import type { FieldFault } from "#kernel/problem";
import { demandedMasks, type Elements, hides } from "./masks.ts";

/** Never given to everybody (Data Security Law art. 21); how high general data may stand is the portal's rule. */
const neverOpen: ReadonlySet<DataGrade> = new Set(["important", "core"]);

/** What nobody may give to everybody, unless nothing of its values is left: asked when a grant is made and at each answer. */
export const isClosedToAll = (
  { isPersonal, grade }: Pick<ResourceItem, "isPersonal" | "grade">,
  mask: GrantTerms["items"][number]["mask"],
): boolean => mask !== "all" && (isPersonal || neverOpen.has(grade));

/**
 * What may not be granted to everybody, whoever asks for it: personal items, important and core data unless hidden whole,
 * anything unmasked that the dictionary masks, conditions that speak of the reader's own division, pushing. And what small
 * cells are told of must be there: a whole number, and columns that are given out.
 */
export function faultsOfOpening(terms: GrantTerms, items: readonly ResourceItem[], elements: Elements): FieldFault[] {
  const faults = cellFaults(terms, items);
  if (terms.department !== publicReader) return faults;
  const fault = (pointer: string, zh: string, en: string) => void faults.push({ pointer, zh, en });
  const demanded = demandedMasks(items, elements);
  for (const [at, granted] of terms.items.entries()) {
    const item = items.find(({ field }) => field === granted.field);
    if (!item || granted.mask === "all") continue;
    const pointer = `/items/${at}`;
    const isClosed = isClosedToAll(item, granted.mask);
    if (isClosed && item.isPersonal)
      fault(
        `${pointer}/field`,
        `数据项“${item.name.zh}”是个人信息，不能向社会开放；请去掉这一项`,
        `item ${item.field} is personal information and cannot be opened; leave it out`,
      );
    else if (isClosed)
      fault(
        `${pointer}/field`,
        `数据项“${item.name.zh}”属于重要数据或核心数据，不能向社会开放；请去掉这一项`,
        `item ${item.field} is important or core data and cannot be opened; leave it out`,
      );
    if (granted.mask === "unmasked" && hides(demanded.get(granted.field) ?? null))
      fault(
        `${pointer}/mask`,
        `数据项“${item.name.zh}”须脱敏，向社会开放时不能例外`,
        `item ${item.field} is masked; opening allows no exception`,
      );
  }
  for (const [at, row] of terms.rows.entries())
    if (row.op === "own-division")
      fault(`/rows/${at}/op`, "社会公众没有“本部门所在区划”", "the public has no division of its own to be limited to");
  if (terms.modes.includes("push")) fault("/modes", "开放数据不推送", "open data is not pushed");
  return faults;
}

function cellFaults({ smallCells, items: granted, modes }: GrantTerms, items: readonly ResourceItem[]): FieldFault[] {
  if (!smallCells) return [];
  const faults: FieldFault[] = [];
  if (modes.includes("push"))
    faults.push({
      pointer: "/smallCells",
      zh: "推送时不能略去小计数",
      en: "pushed tables cannot leave small cells out",
    });
  for (const [at, { field, hides: others }] of smallCells.counts.entries()) {
    const pointer = `/smallCells/counts/${at}`;
    if (items.find((item) => item.field === field)?.type.kind !== "integer")
      faults.push({
        pointer,
        zh: `小计数要按整数项判断，${field} 不是整数`,
        en: `small cells are told by whole numbers; ${field} is none`,
      });
    for (const one of [field, ...others])
      if (!granted.some((item) => item.field === one))
        faults.push({ pointer, zh: `没有提供数据项 ${one}`, en: `item ${one} is not given out` });
  }
  return faults;
}
