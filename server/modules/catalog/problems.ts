import { problemTable } from "#kernel/problem";

export const problems = problemTable("catalog", {
  "resource-not-found": {
    status: 404,
    zh: "没有“{key}”这个数据资源，或它不在您的数据范围内。请核对编号、代码或名称。",
    en: "There is no resource {key}, or it is outside your scope. Check its id, number, code or name.",
  },
  "version-not-found": {
    status: 404,
    zh: "“{name}”没有第 {version} 版，最新的是第 {latest} 版。",
    en: "“{name}” has no version {version}; the latest is {latest}.",
  },
  "department-not-found": {
    status: 404,
    zh: "没有代码为 {department} 的部门，或它不在您的数据范围内，不能为它编制目录。",
    en: "There is no department {department}, or it is outside your scope; you cannot catalogue for it.",
  },
  "title-taken": {
    status: 409,
    zh: "{department} 已经有名为“{name}”的数据资源。换一个名称，或修改原有的那一个。",
    en: "{department} already has a resource named “{name}”. Choose another name or edit the one there is.",
  },
  "wrong-stage": {
    status: 409,
    zh: "不能{actZh}：{whyZh}。",
    en: "You cannot {actEn}: {whyEn}.",
  },
  "not-your-step": {
    status: 403,
    zh: "不能这样办：{whyZh}。",
    en: "You cannot do this: {whyEn}.",
  },
  "not-ready": {
    status: 422,
    zh: "编制内容还有 {count} 处不符合要求，补正后再提交：{listZh}。",
    en: "{count} things in the declaration are not in order; mend them and submit again: {listEn}.",
  },
  "assessment-contradicts": {
    status: 422,
    zh: "评估结论与编制内容不符：{whyZh}。",
    en: "The assessment contradicts the declaration: {whyEn}.",
  },
  "change-noted": {
    status: 409,
    zh: "“{name}”已经记下一次变化，更新期限到 {due}。请先把目录更新发布，或在那次更新里一并改。",
    en: "A change of “{name}” is noted already, to be followed by {due}. Update the entry, this change included.",
  },
  "change-in-future": {
    status: 422,
    zh: "变化发生的日子 {on} 还没有到。请在发生以后记下。",
    en: "The day of the change, {on}, has not come. Note it when it has happened.",
  },
  "nothing-changed": {
    status: 409,
    zh: "内容与已发布的第 {version} 版完全相同，不必重复发布。先修改编制内容。",
    en: "The content is the same as published version {version}; there is nothing to publish. Edit it first.",
  },
  "rows-not-shown": {
    status: 403,
    zh: "不能查看样例行：{whyZh}。",
    en: "You cannot see sample rows: {whyEn}.",
  },
  "rows-unavailable": {
    status: 503,
    zh: "“{name}”的数据表现在读不到，可能正在重新归集。请稍后再试；仍然不行，请系统管理员查看数据湖。",
    en: "The table of “{name}” cannot be read now; it may be loading. Try again shortly, else ask the system administrator to look at the lake.",
  },
  "sample-too-deep": {
    status: 403,
    zh: "样例只到前 {reach} 行。要用更多数据，请提出共享申请。",
    en: "The sample ends at row {reach}. To use more, request the data.",
  },
  "bad-cursor": {
    status: 400,
    zh: "翻页标记不对，或属于另一种排序。请从第一页重新取。",
    en: "The cursor is wrong or belongs to another sort order. Start again from the first page.",
  },
  "codes-exhausted": {
    status: 409,
    zh: "分类 {classification} 的顺序号已经用完（999999）。请给资源指定更细的分类后再发布。",
    en: "Classification {classification} has no sequence numbers left (999999). Give the resource a finer one and publish again.",
  },
});
