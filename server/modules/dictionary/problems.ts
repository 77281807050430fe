import { problemTable } from "#kernel/problem";

export const problems = problemTable("dictionary", {
  "element-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的数据元。请在数据元列表里查找。",
    en: "There is no data element {id}. Look in the list of elements.",
  },
  "code-set-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的代码集。请在代码集列表里查找。",
    en: "There is no code set {id}. Look in the list of code sets.",
  },
  "code-set-version-not-found": {
    status: 404,
    zh: "代码集 {id} 没有第 {version} 版，最新是第 {latest} 版。",
    en: "Code set {id} has no version {version}; the newest is {latest}.",
  },
  "department-not-found": {
    status: 404,
    zh: "没有代码为 {code} 的部门，或它不在您的管理范围内。请先在部门里登记。",
    en: "There is no department {code}, or it is outside what you look after. Register it first.",
  },
  "element-not-coherent": {
    status: 422,
    zh: "数据元“{name}”有 {count} 处前后不一致，逐处说明见 errors。改正后重新提交。",
    en: "Data element {name} contradicts itself in {count} places; errors lists each. Mend them and send again.",
  },
  "field-taken": {
    status: 409,
    zh: "字段名 {field} 已经用于数据元 {id}（{name}）。请换一个字段名，或修改那个数据元。",
    en: "The field name {field} belongs to element {id} ({name}). Choose another or edit that element.",
  },
  "element-retired": {
    status: 409,
    zh: "数据元 {id} 已停用，不能再裁定数源。请先恢复使用。",
    en: "Element {id} is retired and can have no source decided. Bring it back into use first.",
  },
  "code-set-taken": {
    status: 409,
    zh: "代码集编号 {id} 已经存在。要修改它，请出一个新版本。",
    en: "Code set {id} exists. Make a new version to change it.",
  },
  "codes-doubled": {
    status: 422,
    zh: "代码集里有 {count} 处重复，逐处说明见 errors。每个代码、每个写法只能对应一个意思。",
    en: "The code set repeats itself in {count} places; errors lists each. A code or a wording may stand for one thing only.",
  },
  "version-goes-back": {
    status: 422,
    zh: "新版本的施行日期 {given} 早于上一版的 {last}。请填写不早于上一版的日期。",
    en: "The new version would take effect on {given}, before the last one ({last}). Give a later date.",
  },
  "import-unreadable": {
    status: 422,
    zh: "文件读不出来：{reason}。请用“导出”得到的格式，或检查引号和逗号。",
    en: "The file cannot be read: {reason}. Use the format of the export, or check quotes and commas.",
  },
});
