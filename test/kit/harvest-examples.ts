import assert from "node:assert/strict";
import type { HarvestRun, HarvestSource, SourceFields } from "#contract/harvest";
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
