import type { z } from "zod";
import type { Isolation, Unused } from "#contract/graph";
import type { Bilingual } from "#contract/text";
import type { ResourceCore } from "#catalog";
import { type Call, mayTouch } from "#kernel/call";
import { dayOf } from "./day.ts";
import { keyOf } from "./node-id.ts";
import type { GraphParts } from "./parts.ts";
import { momentOf, type Moment } from "./picture.ts";
import * as store from "./store.ts";

const since = (call: Call, days: number): string => dayOf(new Date(call.now.getTime() - days * 86_400_000));

const extentOf = (moment: Moment) => ({
  asOf: moment.at.toISOString(),
  entry: moment.entry,
  partial: moment.isBehind,
  hidden: 0,
});

const published = async (call: Call, { catalog }: GraphParts): Promise<ResourceCore[]> =>
  (await catalog.resources(call, { hasData: true })).filter(({ stage }) => stage === "published");

/** Published resources with rows of the asker's departments that nobody took rows from in the last `days` days. */
export async function unused(
  call: Call,
  parts: GraphParts,
  { days }: { days: number },
): Promise<z.infer<typeof Unused>> {
  const moment = await momentOf(call, parts, {});
  const all = await store.suppliesAt(call.db, { ...moment, since: null, node: null });
  const recent = new Set(
    (await store.suppliesAt(call.db, { ...moment, since: since(call, days), node: null }))
      .filter(({ uses }) => uses > 0)
      .map(({ fromNode }) => keyOf(fromNode)),
  );
  const grants = Map.groupBy(all, ({ fromNode }) => keyOf(fromNode));
  const departments = await parts.registry.departments(call);
  const own = (await published(call, parts)).filter(({ department }) => mayTouch(call.actor, department));
  const items = own
    .filter(({ id }) => !recent.has(id))
    .map((resource) => {
      const given = grants.get(resource.id) ?? [];
      const used = given.filter(({ uses }) => uses > 0).map(({ lastAt }) => lastAt.getTime());
      return {
        resourceId: resource.id,
        name: resource.name,
        department: resource.department,
        departmentName: departments.get(resource.department)?.name ?? resource.department,
        rowCount: resource.rowCount ?? 0,
        grants: given.length,
        lastUseAt: used.length === 0 ? null : new Date(Math.max(...used)).toISOString(),
      };
    })
    .toSorted((a, b) => b.grants - a.grants || b.rowCount - a.rowCount || (a.resourceId < b.resourceId ? -1 : 1));
  return { ...extentOf(moment), days, items };
}

/**
 * Index of isolation: the mean of two parts, each 0 to 1. Giving: the share of the department's published resources with rows
 * that nobody else used (1 where it has none). Getting: 1 where it used no other department's data, else 1 / (1 + number of
 * departments it used). Ours; no standard defines one.
 */
export async function isolation(
  call: Call,
  parts: GraphParts,
  { days }: { days: number },
): Promise<z.infer<typeof Isolation>> {
  const moment = await momentOf(call, parts, {});
  const used = (await store.suppliesAt(call.db, { ...moment, since: since(call, days), node: null })).filter(
    ({ uses, from, to }) => uses > 0 && from !== to,
  );
  const resources = Map.groupBy(await published(call, parts), ({ department }) => department);
  const rows = [...(await parts.registry.departments(call)).values()]
    .filter(({ code }) => mayTouch(call.actor, code))
    .map(({ code, name }) => {
      const given = used.filter(({ from }) => from === code);
      const got = used.filter(({ to }) => to === code);
      const own = resources.get(code)?.length ?? 0;
      const resourcesUsed = new Set(given.map(({ fromNode }) => fromNode)).size;
      const getsFrom = new Set(got.map(({ from }) => from)).size;
      const giving = own === 0 ? 1 : 1 - Math.min(1, resourcesUsed / own);
      const getting = getsFrom === 0 ? 1 : 1 / (1 + getsFrom);
      return {
        code,
        name,
        resources: own,
        resourcesUsed,
        givesTo: new Set(given.map(({ to }) => to)).size,
        getsFrom,
        given: given.reduce((sum, { uses }) => sum + uses, 0),
        got: got.reduce((sum, { uses }) => sum + uses, 0),
        index: Math.round((giving + getting) * 50) / 100,
        reason: reasonOf(own, resourcesUsed, getsFrom),
      };
    });
  return {
    ...extentOf(moment),
    days,
    departments: rows.toSorted((a, b) => b.index - a.index || (a.code < b.code ? -1 : 1)),
  };
}

function reasonOf(own: number, used: number, getsFrom: number): Bilingual {
  const gives: Bilingual =
    own === 0
      ? { zh: "没有发布带数据的资源", en: "has published no resource with rows" }
      : { zh: `${own} 个资源中 ${used} 个被别的部门用过`, en: `others used ${used} of its ${own} resources` };
  const gets: Bilingual =
    getsFrom === 0
      ? { zh: "没有用过别的部门的数据", en: "used nobody else's data" }
      : { zh: `用了 ${getsFrom} 个部门的数据`, en: `used the data of ${getsFrom} departments` };
  return { zh: `${gives.zh}；${gets.zh}`, en: `${gives.en}; ${gets.en}` };
}
