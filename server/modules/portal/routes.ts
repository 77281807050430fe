import { portalRoutes as contract } from "#contract/portal";
import { implement, type Route } from "#kernel/http/route";
import { countUses } from "./count-uses.ts";
import { download } from "./download.ts";
import type { PortalParts } from "./parts.ts";
import { getDataset, listDatasets } from "./queries.ts";
import type { Rates } from "./rates.ts";
import { readRows } from "./read-rows.ts";
import { askedRows } from "./rows-query.ts";
import { statistics } from "./statistics.ts";
import { datasetVersions } from "./versions.ts";

const anyone = "anyone" as const;

/** What programs of everybody call. */
export const portalRouteTable = (parts: PortalParts, rates: Rates): readonly Route[] => [
  implement(contract.listDatasets, { who: anyone, handler: (call, { query }) => listDatasets(parts, call, query) }),
  implement(contract.getDataset, { who: anyone, handler: (call, { params }) => getDataset(call, params.code) }),
  implement(contract.versions, {
    who: anyone,
    handler: async (call, { params }) => ({ items: await datasetVersions(call, params.code) }),
  }),
  implement(contract.rows, {
    who: anyone,
    handler: async (call, { params, query }, request) => {
      const rows = await readRows(parts, rates, call, askedRows(params.code, query), request);
      const headers = { "content-type": "application/json; charset=utf-8", "access-control-allow-origin": "*" };
      return { status: 200, headers, body: JSON.stringify(rows) };
    },
  }),
  implement(contract.file, {
    who: anyone,
    handler: (call, { params, query }, request) => download(parts, call, { ...params, ...query }, request),
  }),
  implement(contract.statistics, {
    who: anyone,
    handler: async (call) => {
      await countUses(parts, call);
      return statistics(parts, call);
    },
  }),
];
