import type { File } from "./files.ts";
import { type Names, nameOf } from "./names.ts";

/** The use commitment (数据安全使用承诺), in the words the law asks for (Order 809 art. 25, 27, 29, 34, 35). */
export function commitmentText(request: File<"request">, names: Names): string {
  const { body } = request;
  const provider = nameOf(names, request.provider, "zh");
  const resources = body.lines.map((line) => `“${line.resourceName}”`).join("、");
  return [
    `${nameOf(names, request.department, "zh")}就通过共享获取${provider}的${resources}（${request.number}）承诺：`,
    `一、只用于“${body.scene}”，不扩大使用范围，不用于或者变相用于其他目的，不提供给第三方（条例第二十五条）。`,
    "二、落实安全管理责任和分类分级保护要求，防止数据被篡改、破坏、泄露或者非法利用，发生安全事件立即处置并报告（条例第三十四、三十五条）。",
    "三、如实记录使用场景、使用过程、应用成效、存储情况、销毁情况，保存不少于三年，接受查阅（条例第二十九条）。",
    "四、发现数据不准确、不完整的，及时提出校核申请（条例第二十六条）。",
    "五、共享目的已实现、无法实现或者不再必要的，按提供部门要求处置数据并提交回执（条例第二十七条）。",
    "六、凭证只由本部门的系统使用，不外借，不写入程序代码；违反承诺的，接受暂停、整改直至终止共享。",
  ].join("\n");
}
