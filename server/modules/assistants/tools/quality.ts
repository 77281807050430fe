import { z } from "zod";
import { qualityRoutes } from "#contract/quality";
import { pageArguments, pageSays, pageOfWhole } from "../paging.ts";
import { languageArgument, languageSays, resourceArgument, resourceSays, tool } from "../tool.ts";
import { aboutOf, findResource } from "./find-resource.ts";

export const quality = tool({
  name: "quality",
  title: { zh: "数据质量", en: "Quality" },
  about: {
    zh: "一个数据资源最近一次检查：总分、六个维度、每条规则查了多少行、多少行不合格、扣了多少分。没有检查过的，run 为空。",
    en: "The latest check of a resource: score, six dimensions, and for each rule how many rows it judged and how many failed. `run` is null where it was never checked.",
  },
  input: z.object({ resource: resourceArgument, ...pageArguments, language: languageArgument }),
  says: { resource: resourceSays, ...pageSays, language: languageSays },
  async run(site, { resource: key, ...page }) {
    const { resource } = await findResource(site, key);
    const { answer, line } = await site.ask(qualityRoutes.latestRun, { params: { id: resource.id } });
    const { run, checking } = answer;
    const shown = pageOfWhole(run?.rules ?? [], run?.id ?? "", page);
    return {
      answer: { checking, run: run && { ...run, ruleCount: run.rules.length, rules: shown.page } },
      line,
      operation: qualityRoutes.latestRun.operation,
      next: shown.next,
      about: aboutOf(resource),
    };
  },
});
