import { z } from "zod";
import { catalogRoutes } from "#contract/catalog";
import { pageArguments, pageSays, pageOfWhole } from "../paging.ts";
import { languageArgument, languageSays, resourceArgument, resourceSays, tool } from "../tool.ts";
import { aboutOf, findResource } from "./find-resource.ts";

export const describe = tool({
  name: "describe",
  title: { zh: "说明一个资源", en: "Describe a resource" },
  about: {
    zh: "一个数据资源的目录条目：提供部门、数据项（含义、类型、分级、是否主键）、共享属性和条件、更新周期、行数、质量分。不含任何数据值。",
    en: "The catalog entry of one resource: provider, items (meaning, type, grade, key), how it is shared and on what conditions, update cycle, rows, score. Holds no values of data.",
  },
  input: z.object({ resource: resourceArgument, ...pageArguments, language: languageArgument }),
  says: { resource: resourceSays, ...pageSays, language: languageSays },
  async run(site, { resource: key, ...page }) {
    const { resource, line } = await findResource(site, key);
    const { items, ...entry } = resource;
    const shown = pageOfWhole(items, `${resource.id} ${resource.version}`, page);
    return {
      answer: { ...entry, itemCount: items.length, items: shown.page },
      line,
      operation: catalogRoutes.getResource.operation,
      next: shown.next,
      about: aboutOf(resource),
    };
  },
});
