import { isDeepStrictEqual } from "node:util";
import {
  type Change,
  dataFormatNames,
  openClassNames,
  type ResourceFields,
  type ResourceItem,
  shareClassNames,
  shareModeNames,
  updateCycleNames,
} from "#contract/catalog";
import type { ValueType } from "#contract/dictionary";
import type { Bilingual, Language } from "#contract/text";

/** One thing that can differ: what it is called, and how its value reads. An empty text means "not stated". */
interface Aspect<Whole> {
  readonly path: string;
  readonly label: Bilingual;
  readonly read: (whole: Whole, language: Language) => string;
}

const bases: Readonly<Record<string, Bilingual>> = {
  law: { zh: "法律", en: "law" },
  "administrative-regulation": { zh: "行政法规", en: "administrative regulation" },
  "state-council-decision": { zh: "国务院决定", en: "State Council decision" },
};

const fieldAspects: readonly Aspect<ResourceFields>[] = [
  { path: "name", label: { zh: "名称", en: "Name" }, read: (fields) => fields.name },
  { path: "nameEn", label: { zh: "英文名称", en: "English name" }, read: (fields) => fields.nameEn },
  { path: "abstract", label: { zh: "摘要", en: "Abstract" }, read: (fields) => fields.abstract },
  { path: "department", label: { zh: "提供部门", en: "Provider" }, read: (fields) => fields.department },
  { path: "systemId", label: { zh: "来源系统", en: "System" }, read: (fields) => fields.systemId ?? "" },
  {
    path: "classification",
    label: { zh: "目录分类", en: "Classification" },
    read: (fields) => fields.classification ?? "",
  },
  { path: "theme", label: { zh: "主题", en: "Theme" }, read: (fields) => fields.theme },
  {
    path: "format",
    label: { zh: "数据格式", en: "Format" },
    read: (fields, language) => dataFormatNames[fields.format][language],
  },
  {
    path: "updateCycle",
    label: { zh: "更新频率", en: "Update frequency" },
    read: (fields, language) => updateCycleNames[fields.updateCycle][language],
  },
  {
    path: "shareClass",
    label: { zh: "共享属性", en: "Share attribute" },
    read: (fields, language) => shareClassNames[fields.shareClass][language],
  },
  {
    path: "shareModes",
    label: { zh: "共享方式", en: "Share modes" },
    read: (fields, language) =>
      list(
        fields.shareModes.map((mode) => shareModeNames[mode][language]),
        language,
      ),
  },
  { path: "useConditions", label: { zh: "使用条件", en: "Use conditions" }, read: (fields) => fields.useConditions },
  {
    path: "legalBasis",
    label: { zh: "不予共享依据", en: "Legal basis of not sharing" },
    read: ({ legalBasis: basis }, language) =>
      basis === null
        ? ""
        : list([bases[basis.kind]?.[language] ?? basis.kind, basis.title, basis.article, basis.reason], language),
  },
  {
    path: "openClass",
    label: { zh: "开放属性", en: "Opening" },
    read: (fields, language) => openClassNames[fields.openClass][language],
  },
  {
    path: "openConditions",
    label: { zh: "开放条件", en: "Opening conditions" },
    read: (fields) => fields.openConditions,
  },
  { path: "dataClass", label: { zh: "数据分类", en: "Data class" }, read: (fields) => fields.dataClass },
  {
    path: "relatedResources",
    label: { zh: "关联资源", en: "Related resources" },
    read: (fields, language) => list(fields.relatedResources, language),
  },
];

const itemAspects: readonly Aspect<ResourceItem>[] = [
  { path: "name/zh", label: { zh: "名称", en: "name" }, read: (item) => item.name.zh },
  { path: "name/en", label: { zh: "英文名称", en: "English name" }, read: (item) => item.name.en },
  { path: "element", label: { zh: "数据元", en: "data element" }, read: (item) => item.element ?? "" },
  { path: "type", label: { zh: "类型", en: "type" }, read: (item, language) => typeText(item.type, language) },
  { path: "isKey", label: { zh: "主键", en: "key" }, read: (item, language) => yesNo(item.isKey, language) },
  {
    path: "isMandatory",
    label: { zh: "必填", en: "mandatory" },
    read: (item, language) => yesNo(item.isMandatory, language),
  },
  { path: "grade", label: { zh: "分级", en: "grade" }, read: (item) => item.grade },
  {
    path: "isPersonal",
    label: { zh: "个人信息", en: "personal information" },
    read: (item, language) => yesNo(item.isPersonal, language),
  },
  { path: "description", label: { zh: "说明", en: "description" }, read: (item) => item.description },
];

/**
 * What differs from one version of a declaration to the next, in the order of a catalog entry; values read in the given
 * language.
 */
export function changesBetween(before: ResourceFields, after: ResourceFields, language: Language): Change[] {
  const fields = differences(fieldAspects, before, after, language, (aspect) => aspect);
  return [...fields, ...itemChanges(before.items, after.items, language)];
}

/** Exactly the same declaration, to the letter and in the same order. */
export const isSameContent = (a: ResourceFields, b: ResourceFields): boolean => isDeepStrictEqual(a, b);

function itemChanges(before: readonly ResourceItem[], after: readonly ResourceItem[], language: Language): Change[] {
  const old = new Map(before.map((item) => [item.field, item]));
  const fresh = new Map(after.map((item) => [item.field, item]));
  const removed = before
    .filter((item) => !fresh.has(item.field))
    .map((item) => ({
      path: `items/${item.field}`,
      label: itemLabel(item),
      before: nameIn(item, language),
      after: null,
    }));
  const others = after.flatMap((item): Change[] => {
    const earlier = old.get(item.field);
    if (!earlier) {
      return [{ path: `items/${item.field}`, label: itemLabel(item), before: null, after: nameIn(item, language) }];
    }
    return differences(itemAspects, earlier, item, language, ({ path, label }) => ({
      path: `items/${item.field}/${path}`,
      label: { zh: `${itemLabel(item).zh}的${label.zh}`, en: `${itemLabel(item).en}: ${label.en}` },
    }));
  });
  const orderOf = (items: readonly ResourceItem[], also: ReadonlyMap<string, ResourceItem>) =>
    items.filter((item) => also.has(item.field)).map((item) => item.field);
  const [oldOrder, freshOrder] = [orderOf(before, fresh).join(", "), orderOf(after, old).join(", ")];
  const moved =
    oldOrder === freshOrder
      ? []
      : [{ path: "items", label: { zh: "数据项顺序", en: "Order of items" }, before: oldOrder, after: freshOrder }];
  return [...removed, ...others, ...moved];
}

function differences<Whole>(
  aspects: readonly Aspect<Whole>[],
  before: Whole,
  after: Whole,
  language: Language,
  nameOf: (aspect: Aspect<Whole>) => { readonly path: string; readonly label: Bilingual },
): Change[] {
  return aspects.flatMap((aspect) => {
    const [old, fresh] = [aspect.read(before, language), aspect.read(after, language)];
    if (old === fresh) return [];
    const { path, label } = nameOf(aspect);
    return [{ path, label, before: old === "" ? null : old, after: fresh === "" ? null : fresh }];
  });
}

const nameIn = (item: ResourceItem, language: Language): string =>
  language === "en" && item.name.en !== "" ? item.name.en : item.name.zh;

const itemLabel = (item: ResourceItem): Bilingual => ({
  zh: `数据项“${nameIn(item, "zh")}”`,
  en: `Item “${nameIn(item, "en")}”`,
});

const list = (texts: readonly string[], language: Language): string =>
  texts.filter((text) => text !== "").join(language === "zh" ? "、" : ", ");

const yesNo = (claim: boolean, language: Language): string => {
  if (language === "zh") return claim ? "是" : "否";
  return claim ? "yes" : "no";
};

const kindNames: Readonly<Record<ValueType["kind"], Bilingual>> = {
  text: { zh: "字符", en: "text" },
  integer: { zh: "整数", en: "integer" },
  decimal: { zh: "小数", en: "decimal" },
  number: { zh: "浮点数", en: "number" },
  date: { zh: "日期", en: "date" },
  datetime: { zh: "日期时间", en: "date and time" },
  time: { zh: "时间", en: "time" },
  boolean: { zh: "是非", en: "boolean" },
};

/** `字符 18`, `decimal 12,2`: the kind, then the length or the digits. */
export function typeText({ kind, maxLength, precision, scale }: ValueType, language: Language): string {
  const digits = precision === null ? "" : `${precision},${scale ?? 0}`;
  return [kindNames[kind][language], maxLength ?? "", digits].filter((part) => part !== "").join(" ");
}
