import { z } from "zod";
import { GateAnswer, gateRoutes } from "#contract/gate";
import { parseReceipt } from "#contract/gate-receipt";
import { pageArguments, pageSays } from "../paging.ts";
import { languageArgument, languageSays, resourceArgument, resourceSays, tool } from "../tool.ts";

const value = z.union([z.string().max(400), z.number(), z.boolean()]);
type Value = z.output<typeof value>;

export const query = tool({
  name: "query",
  title: { zh: "查询数据", en: "Query rows" },
  about: {
    zh: "在本部门已有授权的范围内读取数据行：同一门、同样的脱敏、配额和记账。没有授权会被拒绝并说明怎么申请；先用 explain_why_not 看。",
    en: "Reads rows under a grant the caller's department already holds: the same gate, masks, quotas and ledger as any call. Without a grant it is refused and says how to apply; see explain_why_not first.",
  },
  input: z.object({
    resource: resourceArgument,
    where: z.record(z.string().max(80), z.union([value, z.array(value).max(100)])).default({}),
    items: z.array(z.string().max(80)).max(1000).default([]),
    grant: z.string().max(80).optional(),
    count: z.boolean().default(false),
    ...pageArguments,
    language: languageArgument,
  }),
  says: {
    resource: resourceSays,
    where: {
      zh: "条件：字段名对应的值（数组为任一），或 字段名.gte、字段名.lte、字段名.prefix",
      en: "Conditions: a value for a field (a list: any of them), or field.gte, field.lte, field.prefix",
    },
    items: { zh: "只要这些数据项（字段名）", en: "Only these items (field names)" },
    grant: {
      zh: "按哪项授权（G-000123）；有几项都适用时必须说",
      en: "Under which grant (G-000123), where several serve",
    },
    count: { zh: "同时要总数", en: "Also count all" },
    ...pageSays,
    language: languageSays,
  },
  async run(site, { resource, where, items, grant, count, limit, cursor }) {
    const { answer, line } = await site.ask(gateRoutes.records, {
      params: { code: resource },
      query: {
        ...asConditions(where),
        limit: String(limit),
        ...(cursor === undefined ? {} : { cursor }),
        ...(items.length === 0 ? {} : { items: items.join(",") }),
        ...(count ? { count: "true" as const } : {}),
      },
      headers: grant === undefined ? {} : { "weir-grant": grant },
    });
    const receipt = answer.headers["weir-receipt"] ?? "";
    const entry = parseReceipt(receipt)?.entry;
    const body = GateAnswer.parse(JSON.parse(z.string().parse(answer.body)));
    return {
      answer: body,
      line,
      operation: gateRoutes.records.operation,
      next: body.next,
      receipt,
      ...(entry === undefined ? {} : { entry }),
    };
  },
});

const reserved: ReadonlySet<string> = new Set(["limit", "cursor", "count", "items"]);

/** An item of such a name is written with a dot behind it, which the gate reads as the item itself. */
function asConditions(where: Readonly<Record<string, Value | readonly Value[]>>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(where).map(([name, one]) => [
      reserved.has(name) ? `${name}.` : name,
      typeof one === "object" ? one.map(String) : String(one),
    ]),
  );
}
