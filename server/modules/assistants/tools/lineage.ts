import { z } from "zod";
import { graphRoutes } from "#contract/graph";
import { pageArguments, pageSays, pageOfWhole } from "../paging.ts";
import { languageArgument, languageSays, resourceArgument, resourceSays, tool } from "../tool.ts";
import { aboutOf, findResource } from "./find-resource.ts";

export const lineage = tool({
  name: "lineage",
  title: { zh: "血缘", en: "Lineage" },
  about: {
    zh: "一个数据资源从哪里来（upstream）、给了谁和汇入了什么（downstream），可以追到字段；每条流带首末时间和次数。",
    en: "Where a resource comes from (upstream) or who and what depends on it (downstream), also by field; each edge with first and last time and uses.",
  },
  input: z.object({
    resource: resourceArgument,
    direction: z.enum(["upstream", "downstream"]).default("upstream"),
    depth: z.int().min(1).max(12).default(6),
    field: z.string().max(200).optional(),
    asOf: z.iso.date().optional(),
    ...pageArguments,
    language: languageArgument,
  }),
  says: {
    resource: resourceSays,
    direction: { zh: "往上游还是往下游", en: "Which way to go" },
    depth: { zh: "最多走几步", en: "At most so many steps" },
    field: { zh: "只追这一个字段", en: "Follow this field only" },
    asOf: { zh: "截至哪一天（YYYY-MM-DD）", en: "As it was on this day (YYYY-MM-DD)" },
    ...pageSays,
    language: languageSays,
  },
  async run(site, { resource: key, direction, depth, field, asOf, ...page }) {
    const { resource } = await findResource(site, key);
    const node = `resource:${resource.id}`;
    const asked = { node, direction, depth, field, asOf };
    const { answer, line } = await site.ask(graphRoutes.walk, { query: asked });
    const edges = answer.edges.toSorted((a, b) => a.id - b.id);
    const shown = pageOfWhole(edges, JSON.stringify(asked), page);
    const named = new Set([node, ...shown.page.flatMap(({ from, to }) => [from, to])]);
    return {
      answer: {
        ...answer,
        edgeCount: edges.length,
        nodeCount: answer.nodes.length,
        edges: shown.page,
        nodes: answer.nodes.filter(({ id }) => named.has(id)),
      },
      line,
      operation: graphRoutes.walk.operation,
      next: shown.next,
      about: aboutOf(resource),
    };
  },
});
