import { problemTable } from "#kernel/problem";

export const problems = problemTable("libraries", {
  "library-not-found": {
    status: 404,
    zh: "没有“{name}”这个库。请在库的列表里核对名称。",
    en: "There is no library {name}. Look it up in the list of libraries.",
  },
  "name-taken": {
    status: 409,
    zh: "已经有叫“{name}”的库。请换一个名称。",
    en: "There is a library called {name} already. Choose another name.",
  },
  "source-not-found": {
    status: 404,
    zh: "“{name}”没有这个来源。请刷新后再试。",
    en: "Library {name} has no such source. Reload and try again.",
  },
  "source-taken": {
    status: 409,
    zh: "“{resource}”已经是“{name}”的来源。请直接修改它。",
    en: "“{resource}” is a source of {name} already. Edit it instead.",
  },
  "items-wrong": {
    status: 400,
    zh: "字段对应不对：{what}。请只用库模型的字段和该资源的数据项，并对上必有字段。",
    en: "The mapping is wrong: {what}. Use fields of the model and items of the resource, and map the required ones.",
  },
  "no-sources": {
    status: 409,
    zh: "“{name}”还没有装入数据的来源，无法融合。请先加来源，或等来源的数据归集完成。",
    en: "Library {name} has no source with data, so there is nothing to run on. Add one, or wait for its load.",
  },
  "source-held": {
    status: 409,
    zh: "来源“{resource}”的数据来自数据专区“{zone}”，还没有放行，不能融合。请等放行，或先去掉这个来源。",
    en: "The rows of source “{resource}” came out of data zone “{zone}” and are not released. Wait for their release, or leave the source out.",
  },
  "run-not-found": {
    status: 404,
    zh: "“{name}”没有这次融合。请在融合历史里核对。",
    en: "Library {name} has no such run. Look it up in its history.",
  },
  "never-run": {
    status: 409,
    zh: "“{name}”还没有融合过，没有记录可看。请先融合一次。",
    en: "Library {name} has never been run, so it has no records. Run it first.",
  },
  "pair-not-found": {
    status: 404,
    zh: "没有这一对疑似记录，或它不在您的数据范围内。新的融合会换掉旧的清单，请刷新。",
    en: "There is no such pair, or it is outside your scope. A new run replaces the list; reload it.",
  },
  "pair-answered": {
    status: 409,
    zh: "这一对已经判定过。要改，请先在判定清单里撤回。",
    en: "This pair has been answered. To change the answer, withdraw it first.",
  },
  "answer-not-found": {
    status: 404,
    zh: "没有这项判定，或已经撤回。请刷新判定清单。",
    en: "There is no such answer, or it was withdrawn. Reload the list.",
  },
  "record-not-found": {
    status: 404,
    zh: "“{name}”没有这条主记录，或它不在您的数据范围内。融合后编号可能变化，请重新查找。",
    en: "Library {name} has no such record, or it is outside your scope. Search for it again.",
  },
  "members-wrong": {
    status: 400,
    zh: "要拆出的记录须属于这条主记录，并且至少留下一条。请重新勾选。",
    en: "Members to take out must belong to this record, and at least one must stay. Choose again.",
  },
  "field-unknown": {
    status: 400,
    zh: "“{name}”的模型没有字段 {field}。字段见库的说明。",
    en: "The model of {name} has no field {field}. See the library for its fields.",
  },
  "conflict-not-found": {
    status: 404,
    zh: "没有这处冲突，或它已经不在最近一次融合里。请刷新冲突清单。",
    en: "There is no such conflict in the latest run. Reload the list.",
  },
  "conflict-correcting": {
    status: 409,
    zh: "这处冲突已经提出过校核，正在办理。请等待答复。",
    en: "A correction for this conflict is under way. Wait for its answer.",
  },
  "key-missing": {
    status: 409,
    zh: "“{resource}”没有声明主键，提供部门无法按记录核对。请先让该部门声明主键。",
    en: "“{resource}” declares no key, so its department could not find the record. Have it declare one first.",
  },
  "not-person-class": {
    status: 400,
    zh: "字段 {field} 的取值太多，不能作为群体的分类。请换一个代码类字段。",
    en: "Field {field} has too many values to make groups of. Choose a field with codes.",
  },
  "bad-cursor": {
    status: 400,
    zh: "翻页标记不对。请从第一页重新取。",
    en: "The cursor is wrong. Start again from the first page.",
  },
});
