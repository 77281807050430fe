import type { CheckName, Code, ElementFields, ValueKind } from "#contract/dictionary";
import type { FieldFault } from "#kernel/problem";

const numbers: readonly ValueKind[] = ["integer", "decimal", "number"];
const days: readonly ValueKind[] = ["date", "datetime"];

/** The kinds of value a check can be put to. */
const kindsOfCheck = (check: CheckName): readonly ValueKind[] =>
  check === "longitude" || check === "latitude" || check === "not-negative"
    ? numbers
    : check === "not-future"
      ? days
      : ["text"];

/** What an element contradicts itself in, beyond the form each field has of its own. */
export function faultsOfElement(fields: ElementFields, codeSets: ReadonlySet<string>): FieldFault[] {
  const { type, check, codeSet } = fields;
  const faults: FieldFault[] = [];
  const fault = (pointer: string, zh: string, en: string) => void faults.push({ pointer, zh, en });
  if (codeSet !== null && !codeSets.has(codeSet))
    fault("/codeSet", `没有代码集 ${codeSet}`, `there is no code set ${codeSet}`);
  if (codeSet !== null && type.kind !== "text")
    fault("/codeSet", "有代码集的数据元须为文本", "an element with a code set is a text");
  if (check !== null && !kindsOfCheck(check).includes(type.kind)) {
    fault("/check", `校验 ${check} 不能用于 ${type.kind}`, `check ${check} does not apply to ${type.kind}`);
  }
  if (codeSet !== null && check !== null)
    fault("/check", "代码集和校验只能有一个", "either a code set or a check, not both");
  if (type.kind === "decimal" && (type.precision === null || type.scale === null)) {
    fault(
      "/type/precision",
      "小数须写明总位数和小数位数",
      "a decimal states its digits and how many stand behind the point",
    );
  }
  if ((type.scale ?? 0) > (type.precision ?? 38)) {
    fault("/type/scale", "小数位数多于总位数", "more digits behind the point than in all");
  }
  if (type.kind !== "text" && type.maxLength !== null) {
    fault("/type/maxLength", "只有文本有长度", "only a text has a length");
  }
  if (fields.mask === "date" && !days.includes(type.kind))
    fault("/mask", "日期掩码只用于日期", "the date mask is for dates");
  if (fields.isSensitivePersonal && !fields.isPersonal) {
    fault("/isPersonal", "敏感个人信息也是个人信息", "sensitive personal information is personal");
  }
  return faults;
}

/** Codes and wordings that stand twice in a code set; a wording that means two codes would make cleaning guess. */
export function faultsOfCodes(codes: readonly Code[]): FieldFault[] {
  const faults: FieldFault[] = [];
  const seen = new Map<string, string>();
  for (const [index, { code, name, aliases }] of codes.entries()) {
    if (codes.findIndex((other) => other.code === code) !== index) {
      faults.push({ pointer: `/codes/${index}/code`, zh: `代码 ${code} 出现两次`, en: `code ${code} stands twice` });
      continue;
    }
    for (const text of new Set([name.zh, ...aliases])) {
      const other = seen.get(text);
      if (other === undefined) seen.set(text, code);
      else
        faults.push({
          pointer: `/codes/${index}`,
          zh: `“${text}”同时指 ${other} 和 ${code}`,
          en: `“${text}” means ${other} and ${code}`,
        });
    }
  }
  return faults;
}
