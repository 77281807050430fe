import { z } from "zod";
import { searchKinds, searchRoutes } from "#contract/search";
import { pageArguments, pageSays } from "../paging.ts";
import { languageArgument, languageSays, tool } from "../tool.ts";

export const search = tool({
  name: "search",
  title: { zh: "查找", en: "Search" },
  about: {
    zh: "用自己的话查找数据资源、数据元、部门和业务系统；可用拼音、简称和近义词。每条都说明为什么在这里。先查找，再用 describe 看字段。",
    en: "Finds data resources, data elements, departments and systems from plain words (Chinese, pinyin, synonyms, English), with the reason for each hit. Search first, then describe.",
  },
  input: z.object({
    q: z.string().trim().min(1).max(120),
    kind: z.enum(searchKinds).optional(),
    department: z.string().max(40).optional(),
    theme: z.string().max(40).optional(),
    hasData: z.boolean().optional(),
    ...pageArguments,
    limit: z.int().min(1).max(50).default(10),
    language: languageArgument,
  }),
  says: {
    q: { zh: "要找什么，用自己的话", en: "What is needed, in plain words" },
    kind: { zh: "只要某一类", en: "Only things of this kind" },
    department: { zh: "只要某部门的（统一社会信用代码）", en: "Only of this department (credit code)" },
    theme: { zh: "只要某主题的", en: "Only of this theme" },
    hasData: { zh: "只要有数据的", en: "Only those that hold data" },
    ...pageSays,
    language: languageSays,
  },
  async run(site, { language: _language, hasData, ...query }) {
    const { answer, line } = await site.ask(searchRoutes.find, {
      query: { ...query, ...(hasData === undefined ? {} : { hasData: String(hasData) }) },
    });
    return { answer, line, operation: searchRoutes.find.operation, next: answer.next };
  },
});
