import type { PersonalAssessment, ResourceFields, ResourceItem } from "#contract/catalog";
import { type DataGrade, dataGrades } from "#contract/dictionary";
import type { Bilingual } from "#contract/text";
import type { Element } from "#dictionary";
import type { FieldFault } from "#kernel/problem";

export type Elements = ReadonlyMap<string, Element>;

interface Statement {
  readonly field: keyof ResourceFields;
  readonly name: Bilingual;
  readonly isStated: (fields: ResourceFields) => boolean;
}

/**
 * The nine things a catalog entry states (Order 809 art. 13). What does not apply counts as stated: a resource that is
 * not shared has no mode of sharing, one shared without conditions has no conditions.
 */
const statements: readonly Statement[] = [
  { field: "name", name: { zh: "名称", en: "name" }, isStated: ({ name }) => name !== "" },
  { field: "items", name: { zh: "数据项", en: "items" }, isStated: ({ items }) => items.length > 0 },
  { field: "department", name: { zh: "提供部门", en: "provider" }, isStated: ({ department }) => department !== "" },
  { field: "format", name: { zh: "数据格式", en: "format" }, isStated: () => true },
  { field: "updateCycle", name: { zh: "更新频率", en: "update frequency" }, isStated: () => true },
  { field: "shareClass", name: { zh: "共享属性", en: "share attribute" }, isStated: () => true },
  {
    field: "shareModes",
    name: { zh: "共享方式", en: "share mode" },
    isStated: ({ shareClass, shareModes }) => shareClass === "denied" || shareModes.length > 0,
  },
  {
    field: "useConditions",
    name: { zh: "使用条件", en: "use conditions" },
    isStated: ({ shareClass, useConditions }) => shareClass !== "conditional" || useConditions.trim() !== "",
  },
  {
    field: "dataClass",
    name: { zh: "分类分级", en: "class and grade" },
    isStated: ({ dataClass }) => dataClass !== "",
  },
];

/** The statements of art. 13 that are still missing, by name, in the order of the article. */
export const missingOf = (fields: ResourceFields): Bilingual[] =>
  statements.filter((statement) => !statement.isStated(fields)).map((statement) => statement.name);

/** Everything that keeps the declaration from being submitted, each with its place, all at once. */
export function faultsOf(fields: ResourceFields, elements: Elements): FieldFault[] {
  const missing = statements
    .filter((statement) => !statement.isStated(fields))
    .map(({ field, name }) => ({
      pointer: `/${field}`,
      zh: `缺少“${name.zh}”（政务数据共享条例第十三条）`,
      en: `“${name.en}” is missing (Order 809 art. 13)`,
    }));
  const items = fields.items.flatMap((item, index) => itemFaults(item, index, elements));
  return [...missing, ...sharingFaults(fields), ...items];
}

/** Order 809 art. 15. */
function sharingFaults(fields: ResourceFields): FieldFault[] {
  const faults: FieldFault[] = [];
  if (fields.shareClass === "denied" && fields.legalBasis === null) {
    faults.push({
      pointer: "/legalBasis",
      zh: "不予共享要写明理由，并列出法律、行政法规或国务院决定的依据（条例第十五条）；部门文件不能作为依据",
      en: "not sharing needs a reason and a law, an administrative regulation or a State Council decision (art. 15); a department's own rules do not count",
    });
  }
  if (fields.shareClass === "unconditional" && fields.useConditions.trim() !== "") {
    faults.push({
      pointer: "/useConditions",
      zh: "无条件共享不得自行增设条件（条例第十五条）；删去使用条件，或改为有条件共享并写明使用范围和用途",
      en: "unconditional sharing may not carry conditions of one's own (art. 15); remove them, or make it conditional with scope and purpose",
    });
  }
  if (fields.openClass === "conditional" && fields.openConditions.trim() === "") {
    faults.push({
      pointer: "/openConditions",
      zh: "有条件开放要写明开放条件",
      en: "conditional opening needs its conditions",
    });
  }
  return faults;
}

function itemFaults(item: ResourceItem, index: number, elements: Elements): FieldFault[] {
  if (item.element === null) return [];
  const element = elements.get(item.element);
  if (!element) {
    return [
      {
        pointer: `/items/${index}/element`,
        zh: `数据项“${item.name.zh}”引用的数据元 ${item.element} 不存在`,
        en: `item “${item.name.en}” refers to data element ${item.element}, which does not exist`,
      },
    ];
  }
  const faults: FieldFault[] = [];
  if (element.status === "retired") {
    faults.push({
      pointer: `/items/${index}/element`,
      zh: `数据项“${item.name.zh}”引用的数据元“${element.name.zh}”已停用，请改用现行数据元`,
      en: `item “${item.name.en}” refers to “${element.name.en}”, which is retired; choose one in force`,
    });
  }
  if (rankOf(item.grade) < rankOf(element.grade)) {
    faults.push({
      pointer: `/items/${index}/grade`,
      zh: `数据项“${item.name.zh}”定为 ${item.grade} 级，低于数据元“${element.name.zh}”的 ${element.grade} 级；分级只能就高`,
      en: `item “${item.name.en}” is graded ${item.grade}, below grade ${element.grade} of “${element.name.en}”; the higher grade counts`,
    });
  }
  return faults;
}

/** Why this personal-information assessment contradicts the items; null where it does not (PIPL art. 34, 55). */
export function assessmentFault(
  given: Pick<PersonalAssessment, "result" | "basis">,
  hasPersonal: boolean,
): FieldFault | null {
  if (!hasPersonal) return null;
  if (given.result === "no-personal-information") {
    return {
      pointer: "/result",
      zh: "数据项里有标为个人信息的，结论不能是“不含个人信息”；请改结论，或先修改数据项",
      en: "some items are marked personal, so the result cannot be “no personal information”; change the result or the items",
    };
  }
  if (given.result === "acceptable" && given.basis.trim() === "") {
    return {
      pointer: "/basis",
      zh: "含个人信息的，要写明履行哪项法定职责所必需（个人信息保护法第三十四条）",
      en: "where there is personal information, name the statutory duty that needs it (PIPL art. 34)",
    };
  }
  return null;
}

/** From least to most sensitive: 1 < 2 < 3 < 4 < important < core (GB/T 43697-2024). */
export const rankOf = (grade: DataGrade): number => dataGrades.indexOf(grade);

const elementOf = (item: ResourceItem, elements: Elements): Element | undefined =>
  item.element === null ? undefined : elements.get(item.element);

/** The highest grade among the items and their elements; 1 without items. */
export function gradeOf(items: readonly ResourceItem[], elements: Elements): DataGrade {
  const grades = items.flatMap((item) => [item.grade, elementOf(item, elements)?.grade ?? item.grade]);
  return dataGrades[Math.max(0, ...grades.map(rankOf))] ?? "1";
}

/** An item of a personal element is personal, whatever the item itself says. */
export const isPersonalItem = (item: ResourceItem, elements: Elements): boolean =>
  item.isPersonal || elementOf(item, elements)?.isPersonal === true;

export const hasPersonalItem = (items: readonly ResourceItem[], elements: Elements): boolean =>
  items.some((item) => isPersonalItem(item, elements));
