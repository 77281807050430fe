import { problemTable } from "#kernel/problem";

export const problems = problemTable("harvest", {
  "source-not-found": {
    status: 404,
    zh: "没有这个外部目录来源（{id}）。请从来源列表里打开。",
    en: "There is no such source ({id}). Open it from the list of sources.",
  },
  "run-not-found": {
    status: 404,
    zh: "没有这次采集（{id}）。请从来源的采集记录里打开。",
    en: "There is no such run ({id}). Open it from the runs of its source.",
  },
  "entry-not-found": {
    status: 404,
    zh: "没有这条外部条目（{id}），它可能已被来源撤下。请重新查找。",
    en: "There is no such external entry ({id}); its source may have taken it away. Search again.",
  },
  "file-not-found": {
    status: 404,
    zh: "没有这个上传的文件（{id}）。请重新上传清单。",
    en: "There is no such uploaded file ({id}). Upload the listing again.",
  },
  "name-taken": {
    status: 409,
    zh: "已有名为“{name}”的来源。请换一个名称，或直接修改那个来源。",
    en: "There is a source called {name} already. Choose another name, or edit that one.",
  },
  "place-unfit": {
    status: 422,
    zh: "“{kind}”来源{reason}。请改正后再保存。",
    en: "A source of kind {kind} {reasonEn}. Correct it and save again.",
  },
  "run-open": {
    status: 409,
    zh: "“{name}”第 {number} 次采集还没结束。等它结束，或先到任务页停止它。",
    en: "Run {number} of {name} has not ended. Wait for it, or stop its job first.",
  },
  "too-large": {
    status: 422,
    zh: "{place} 返回的内容超过 {limitMb} MB，没有读完。请让来源分页提供，或拆成几份清单。",
    en: "What {place} answers is larger than {limitMb} MB and was not read. Ask for pages, or split the listing.",
  },
  "answer-unfit": {
    status: 422,
    zh: "{place} 的回答看不懂：{reason}。请核对地址和类型；已采到的条目不变，可以重试。",
    en: "The answer of {place} cannot be read: {reason}. Check address and kind; entries stay as they were, try again.",
  },
  "nothing-found": {
    status: 422,
    zh: "{place} 里一个数据集也没有。原有 {standing} 条不撤下；来源确实清空了，请撤销来源。",
    en: "There is no dataset at {place}. The {standing} entries stand; if the portal is empty indeed, remove the source.",
  },
  "column-missing": {
    status: 422,
    zh: "清单里没有“{column}”这一列（对应“{field}”）。清单的列：{columns}。请重新对应列。",
    en: "The listing has no column {column} (for {field}). It has: {columns}. Map the columns again.",
  },
  "bad-cursor": {
    status: 400,
    zh: "翻页标记看不懂。请从第一页重新翻。",
    en: "The cursor cannot be read. Start from the first page again.",
  },
});
