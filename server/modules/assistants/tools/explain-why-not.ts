import { z } from "zod";
import { gateModes, gateRoutes } from "#contract/gate";
import { languageArgument, languageSays, resourceArgument, resourceSays, tool } from "../tool.ts";

export const explainWhyNot = tool({
  name: "explain_why_not",
  title: { zh: "能不能用，为什么不能", en: "May I, and why not" },
  about: {
    zh: "按一门的规则演算一遍：本部门能不能用这些数据，凭哪项授权；不能的，是哪条规则、谁能改、怎么办。不读取任何数据。",
    en: "The gate's dry run: whether the caller's department may use these items, under which grant; if not, the rule, who can change it, and how. Reads no data.",
  },
  input: z.object({
    resource: resourceArgument,
    items: z.array(z.string().max(80)).max(1000).default([]),
    mode: z.enum(gateModes).default("api"),
    language: languageArgument,
  }),
  says: {
    resource: resourceSays,
    items: {
      zh: "要用哪些数据项（字段名）；不填为授权的全部",
      en: "Items wanted (field names); all granted ones unless said",
    },
    mode: { zh: "以哪种方式使用", en: "How the data would leave" },
    language: languageSays,
  },
  async run(site, { resource, items, mode }) {
    const { answer, line } = await site.ask(gateRoutes.why, { body: { resource, items, mode } });
    return { answer, line, operation: gateRoutes.why.operation, next: null };
  },
});
