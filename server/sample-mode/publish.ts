import type { Catalog } from "#catalog";
import type { Call } from "#kernel/call";
import type { SampleTable } from "#sample";
import type { Cast } from "./people.ts";

/** Takes a loaded resource through the two assessments, the head's signature and the bureau's review. */
export async function publish(
  catalog: Catalog,
  call: Call,
  cast: Cast,
  resourceId: string,
  isPersonal: boolean,
): Promise<void> {
  const as = (actor: Call["actor"]): Call => ({ ...call, actor });
  const { stage } = await catalog.resource(as(cast.steward), resourceId);
  if (stage !== "draft") return;
  const { life } = catalog;
  await life.submit(as(cast.steward), resourceId);
  await life.assessSecrecy(as(cast.steward), resourceId, {
    result: "no-secret",
    note: "示例数据，经核不涉及国家秘密和工作秘密。",
  });
  await life.assessPersonal(as(cast.steward), resourceId, {
    result: isPersonal ? "acceptable" : "no-personal-information",
    basis: isPersonal ? "履行法定职责所必需（个人信息保护法第三十四条）" : "",
    safeguards: isPersonal ? "按数据项授权，展示和提供时脱敏，逐次记账。" : "",
    note: isPersonal ? "示例数据，人员均为编造；按真实个人信息的要求管理。" : "不含个人信息。",
  });
  await life.sign(as(cast.head), resourceId);
  await life.publish(as(cast.officer), resourceId);
}

/** What the catalog says of a table beside its name and columns. */
export function declarationOf(table: SampleTable, systemId: string | null) {
  return {
    nameEn: table.name.en,
    abstract: table.abstract,
    format: table.dataFormat,
    updateCycle: table.updateCycle,
    shareClass: table.shareClass,
    shareModes: [...table.shareModes],
    useConditions: table.useConditions,
    legalBasis: table.legalBasis,
    openClass: table.openClass,
    openConditions:
      table.openClass === "conditional" ? "供本地企业和研究机构按申请的用途使用，不得转给他人，不得用来识别个人。" : "",
    theme: table.theme,
    dataClass: "公共管理和服务",
    systemId,
    isInvented: true,
  };
}
