import type { AggregationWarning } from "#contract/gate";
import type { Bilingual } from "#contract/text";

/** What one grant (or one application) shows of a resource. */
export interface Surface {
  /** Null for what is being asked for now. */
  readonly grant: { readonly id: string; readonly code: string } | null;
  readonly resourceId: string;
  readonly resourceName: string;
  readonly items: readonly SurfaceItem[];
}

export interface SurfaceItem {
  readonly field: string;
  readonly name: Bilingual;
  /** Two resources are joined by items of one element. */
  readonly element: string | null;
  /** Leaves as it is, or can be asked by: it joins. */
  readonly joins: boolean;
  /** Visible, and names a person or firm: number, name, telephone. */
  readonly names: boolean;
  /** Visible and sensitive: sensitive personal information, or graded 3 and above. */
  readonly isSensitive: boolean;
  /** Visible, and one of the facts that single a person out in combination: birth, sex, place, occupation. */
  readonly isTrait: boolean;
}

/** As many traits together single a person out in a county: date of birth, sex and place are three. */
const singlingOut = 3;

/**
 * Art. 25: data that identifies nobody, or says nothing sensitive, alone may do so once joined. Warns where the asked
 * surface and one or more held ones share an element to join by, and together (a) name persons beside sensitive facts, or
 * (b) hold enough traits to single a person out beside sensitive facts, and none of them does so alone.
 */
export function warningsOf(asked: Surface, held: readonly Surface[]): AggregationWarning[] {
  const warnings: AggregationWarning[] = [];
  const joinable = held
    .filter((surface) => surface.resourceId !== asked.resourceId)
    .map((surface) => ({ surface, by: joinedBy(asked, surface) }))
    .filter(({ by }) => by.length > 0);
  for (const { surface, by } of joinable) {
    const pair = [asked, surface];
    if (namesSensitive(pair.flatMap((one) => one.items)) && !pair.some((one) => namesSensitive(one.items)))
      warnings.push(warning("names-sensitive", asked, [surface], by));
  }
  const all = [asked, ...joinable.map(({ surface }) => surface)];
  if (joinable.length > 0 && singlesOut(all.flatMap((one) => one.items)) && !all.some((one) => singlesOut(one.items)))
    warnings.push(
      warning(
        "singles-out",
        asked,
        joinable.map(({ surface }) => surface),
        joinable.flatMap(({ by }) => by),
      ),
    );
  return warnings;
}

const joinedBy = (a: Surface, b: Surface): SurfaceItem[] => {
  const elements = new Set(b.items.filter((item) => item.joins).map((item) => item.element));
  return a.items.filter((item) => item.joins && item.element !== null && elements.has(item.element));
};

const namesSensitive = (items: readonly SurfaceItem[]): boolean =>
  items.some((item) => item.names) && items.some((item) => item.isSensitive);

const singlesOut = (items: readonly SurfaceItem[]): boolean =>
  new Set(items.filter((item) => item.isTrait).map((item) => item.element ?? item.field)).size >= singlingOut &&
  items.some((item) => item.isSensitive && !item.isTrait);

function warning(
  kind: AggregationWarning["kind"],
  asked: Surface,
  held: readonly Surface[],
  by: readonly SurfaceItem[],
): AggregationWarning {
  const unique = [...new Map(by.map((item) => [item.element, item.name])).values()];
  const join = unique.map((name) => name.zh).join("、");
  const joinEn = unique.map((name) => name.en || name.zh).join(", ");
  const others = held.map((surface) => `“${surface.resourceName}”`).join("、");
  const text =
    kind === "names-sensitive"
      ? {
          zh: `“${asked.resourceName}”与已授权的${others}可按${join}关联，合起来能认出具体的人并看到敏感情况，单独一项都不能（条例第二十五条）。请确认用途确需，或减少数据项、加强脱敏。`,
          en: `“${asked.resourceName}” can be joined with ${others} by ${joinEn}; together they name persons beside sensitive facts, none of them alone does (art. 25). Confirm the need, drop items or mask more.`,
        }
      : {
          zh: `“${asked.resourceName}”与已授权的${others}可按${join}关联，出生、性别、住址等特征合起来足以锁定个人，单独一项都不能（条例第二十五条）。请确认用途确需，或减少数据项、加强脱敏。`,
          en: `“${asked.resourceName}” can be joined with ${others} by ${joinEn}; birth, sex, place and the like together single persons out, none of them alone does (art. 25). Confirm the need, drop items or mask more.`,
        };
  return {
    kind,
    text,
    joinedBy: unique,
    grants: held.flatMap((surface) =>
      surface.grant ? [{ ...surface.grant, resourceName: surface.resourceName }] : [],
    ),
  };
}
