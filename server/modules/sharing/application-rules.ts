import type { Resource } from "#contract/catalog";
import type { FieldFault } from "#kernel/problem";
import type { ApplicationForm, StoredLine } from "./files.ts";

export const emptyForm: ApplicationForm = {
  title: "",
  scene: "",
  purpose: "",
  basis: [],
  lines: [],
  mode: "query-api",
  dailyCalls: null,
  fromOn: null,
  untilOn: null,
  zone: "government-extranet",
  systemId: null,
  systemName: "",
};

export interface FormFacts {
  readonly department: string;
  readonly today: string;
  readonly resources: ReadonlyMap<string, Resource>;
  /** Ids of bases that are in force. */
  readonly basisInForce: ReadonlySet<string>;
}

/** What keeps an application from being submitted (Order 809 art. 20: basis, scene, scope, mode, time limit); all at once. */
export function faultsOfForm(form: ApplicationForm, facts: FormFacts): FieldFault[] {
  const faults: FieldFault[] = [];
  const miss = (pointer: string, zh: string, en: string) => void faults.push({ pointer, zh, en });
  if (form.title.trim().length < 2) miss("/title", "填写申请事项名称", "give it a title");
  if (form.scene.trim().length < 4) miss("/scene", "写明使用场景", "say in which work it is used");
  if (form.purpose.trim().length < 4) miss("/purpose", "写明使用目的", "say what it is used for");
  if (form.basis.length === 0) miss("/basis", "从依据库选择使用依据", "choose the legal basis from the library");
  for (const id of form.basis) {
    if (!facts.basisInForce.has(id))
      miss("/basis", `依据 ${id} 不在库中或已失效`, `basis ${id} is not in the library or no longer in force`);
  }
  if (form.untilOn === null) miss("/untilOn", "填写使用期限的截止日", "give the last day of use");
  else if (form.untilOn < facts.today) miss("/untilOn", "截止日已过", "the last day has passed");
  if (form.fromOn !== null && form.untilOn !== null && form.fromOn > form.untilOn)
    miss("/fromOn", "开始日晚于截止日", "the first day is after the last");
  if (form.systemId === null && form.systemName.trim() === "")
    miss("/systemName", "写明由哪个系统使用", "name the system that will use it");
  if (form.lines.length === 0) miss("/lines", "数据篮是空的，先选数据资源", "the basket is empty; choose resources");
  form.lines.forEach((line, index) => faults.push(...faultsOfLine(line, index, form, facts)));
  return faults;
}

function faultsOfLine(
  line: ApplicationForm["lines"][number],
  index: number,
  form: ApplicationForm,
  facts: FormFacts,
): FieldFault[] {
  const at = `/lines/${index}`;
  const resource = facts.resources.get(line.resourceId);
  if (!resource || resource.publishedVersion === 0 || resource.stage === "withdrawn")
    return [{ pointer: at, zh: "资源不存在、未发布或已撤回", en: "the resource is unknown, unpublished or withdrawn" }];
  if (resource.department === facts.department)
    return [
      {
        pointer: at,
        zh: `“${resource.name}”是本部门的数据，不需要申请`,
        en: `“${resource.name}” is your own department's`,
      },
    ];
  const known = new Set(resource.items.map((item) => item.field));
  const unknown = [...line.items, ...line.scope.map((condition) => condition.item)].filter(
    (field) => !known.has(field),
  );
  const faults: FieldFault[] = unknown.map((field) => ({
    pointer: `${at}/items`,
    zh: `“${resource.name}”没有数据项 ${field}`,
    en: `“${resource.name}” has no item ${field}`,
  }));
  if (line.items.length === 0)
    faults.push({
      pointer: `${at}/items`,
      zh: `“${resource.name}”要选数据项`,
      en: `choose items of “${resource.name}”`,
    });
  if (resource.shareModes.length > 0 && !resource.shareModes.includes(form.mode)) {
    faults.push({
      pointer: "/mode",
      zh: `“${resource.name}”的目录没有这种共享方式`,
      en: `the catalog does not offer this mode for “${resource.name}”`,
    });
  }
  return faults;
}

/** A line as it is sent: with what the catalog says today. */
export const storedLine = (line: ApplicationForm["lines"][number], resource: Resource): StoredLine => ({
  resourceId: resource.id,
  items: line.items,
  scope: line.scope,
  resourceName: resource.name,
  resourceCode: resource.code,
  department: resource.department,
  shareClass: resource.shareClass,
  useConditions: resource.useConditions,
  legalBasis: resource.legalBasis,
  itemNames: resource.items.map((item) => ({
    field: item.field,
    name: item.name,
    grade: item.grade,
    isPersonal: item.isPersonal,
    isKey: item.isKey,
  })),
});

/**
 * One request per provider, so that each has its own clock. What may be shared without conditions does not wait for what
 * has them: the two are two requests to the same provider (one working day, and ten).
 */
export function splitByProvider(lines: readonly StoredLine[]): StoredLine[][] {
  const groups = Map.groupBy(
    lines,
    (line) => `${line.department} ${line.shareClass === "unconditional" ? "unconditional" : "conditional"}`,
  );
  return [...groups.values()];
}
