import assert from "node:assert/strict";
import type { ExternalEntry, HarvestKind, HarvestRun, HarvestSource, SourceFields } from "#contract/harvest";
import type { Page } from "#contract/page";
import type { TestClient } from "./client.ts";
import type { TestHub } from "./hub.ts";
import { jobEnded } from "./library-ground.ts";
import type { RouteExample, RouteGround } from "./route-ground.ts";

const listing = "数据集名称,提供部门\n停车场,交通局\n";

async function fileFor({ person, fresh }: RouteGround): Promise<string> {
  const answer = await (
    await person("data-officer")
  ).upload<{ fileId: string }>(`/api/harvest/files?name=${fresh("listing")}.csv`, new TextEncoder().encode(listing));
  assert.equal(answer.status, 201, answer.text);
  return answer.body.fileId;
}

const fields = async (ground: RouteGround): Promise<SourceFields> => ({
  name: ground.fresh("外部目录"),
  kind: "listing",
  url: null,
  fileId: await fileFor(ground),
  licence: "",
  filter: "",
  mapping: { hasHeading: true, encoding: "", columns: { title: "数据集名称", publisher: "提供部门" } },
  everyDays: null,
});

const source = async (ground: RouteGround): Promise<HarvestSource> =>
  ground.made<HarvestSource>("data-officer", "/api/harvest/sources", await fields(ground));

export const harvestExamples = (): Readonly<Record<string, RouteExample>> => ({
  "harvest.create-source": {
    as: "data-officer",
    make: async (ground) => ({ body: { ...(await fields(ground)) } }),
  },
  "harvest.edit-source": {
    as: "data-officer",
    make: async (ground) => {
      const { id, version } = await source(ground);
      return { params: { id }, ifMatch: version, body: { ...(await fields(ground)) } };
    },
  },
  "harvest.remove-source": {
    as: "data-officer",
    make: async (ground) => ({ params: { id: (await source(ground)).id } }),
  },
  "harvest.upload-file": {
    as: "data-officer",
    make: async ({ fresh }) => ({ query: { name: `${fresh("listing")}.csv` }, file: listing }),
  },
  "harvest.start-run": {
    as: "data-officer",
    make: async (ground) => ({ params: { id: (await source(ground)).id }, body: { mode: "full" } }),
    afterwards: async ({ hub }, answer) => jobEnded(hub, (answer as HarvestRun).jobId ?? ""),
  },
});

/** Registers a portal, harvests all of it and answers its entries. Throws where a record was refused. */
export async function harvestInto(
  ground: TestHub,
  officer: TestClient,
  kind: HarvestKind,
  url: string,
  name: string,
): Promise<readonly ExternalEntry[]> {
  const kept = { name: `${name} ${url}`, kind, url, fileId: null };
  const registered = await officer.post<HarvestSource>("/api/harvest/sources", kept);
  assert.equal(registered.status, 201, registered.text);
  const started = await officer.post<HarvestRun>(`/api/harvest/sources/${registered.body.id}/runs`, { mode: "full" });
  await jobEnded(ground, started.body.jobId ?? "");
  const run = (await officer.get<HarvestRun>(`/api/harvest/runs/${started.body.id}`)).body;
  assert.deepEqual([run.state, run.created, run.refused], ["done", run.seen, 0], JSON.stringify(run));
  const { items } = (
    await officer.get<Page<ExternalEntry>>(`/api/harvest/entries?sourceId=${registered.body.id}&limit=500`)
  ).body;
  return items;
}
