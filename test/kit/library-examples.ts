import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Conflict, Library, LibrarySource } from "#contract/libraries";
import type { Page } from "#contract/page";
import { readLake } from "#kernel/lake/lake";
import { loadCsv, personColumns } from "../../server/modules/quality/test-hub.ts";
import { testBureau, testPolice } from "./hub.ts";
import { jobEnded } from "./library-ground.ts";
import type { RouteExample, RouteGround } from "./route-ground.ts";

/** A library that has been run, over registers of two departments that know forty people and name every fourth differently. */
interface RunLibrary {
  readonly name: string;
  readonly resources: readonly string[];
  readonly runId: string;
  taken: number;
}

const made = new WeakMap<RouteGround, Promise<RunLibrary>>();
const runLibrary = (ground: RouteGround): Promise<RunLibrary> => {
  const known = made.get(ground) ?? makeRun(ground);
  made.set(ground, known);
  return known;
};

const carried = (field: string, zh: string) => ({
  field,
  name: { zh, en: field },
  elements: [field],
  isMatched: true,
  isRequired: field === "citizen_id",
});
const theme = (name: string) => ({
  name,
  title: { zh: "示例主题库", en: "Example" },
  fields: [carried("citizen_id", "公民身份号码"), carried("person_name", "姓名")],
});
const items = { citizen_id: "citizen_id", person_name: "name" };

function citizenId(index: number): string {
  const body = `510104${1950 + index}${String((index % 12) + 1).padStart(2, "0")}${String((index % 28) + 1).padStart(2, "0")}${String(index * 17 + 11).padStart(3, "0")}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((all, weight, at) => all + weight * Number(body[at]), 0);
  return `${body}${"10X98765432"[sum % 11] ?? ""}`;
}

/** Names no two of which are alike. */
const nameOf = (index: number): string =>
  `${"赵钱孙李周吴郑王冯陈"[index % 10] ?? ""}${"山水云石松竹梅兰菊荷"[Math.floor(index / 10) % 10] ?? ""}${"东西南北中上下左右前"[(index * 7) % 10] ?? ""}`;

const register = (suffix: string): string =>
  [
    "no,name,citizen_id,sex",
    ...Array.from({ length: 40 }, (_, at) => `${at + 1},${nameOf(at)}${at % 4 === 0 ? suffix : ""},${citizenId(at)},1`),
  ].join("\n");

async function makeRun(ground: RouteGround): Promise<RunLibrary> {
  const { hub, fresh } = ground;
  const officer = await ground.person("data-officer");
  const { name } = await ground.made<Library>("data-officer", "/api/libraries", theme(fresh("example")));
  const resources: string[] = [];
  for (const { department, suffix } of [
    { department: testBureau, suffix: "" },
    { department: testPolice, suffix: "甲" },
  ]) {
    const given = { as: fresh("登记"), text: register(suffix), columns: personColumns, department };
    const { resourceId } = await loadCsv(hub, given);
    await ground.made("data-officer", `/api/libraries/${name}/sources`, {
      resourceId,
      items,
      rank: resources.length + 1,
    });
    resources.push(resourceId);
  }
  const started = await officer.post<{ runId: string; jobId: string }>(`/api/libraries/${name}/runs`, undefined);
  assert.equal(started.status, 202, started.text);
  await jobEnded(hub, started.body.jobId);
  return { name, resources, runId: started.body.runId, taken: 0 };
}

/** Two records of the run as a doubtful pair: which pairs a run doubts is not for an example to rest on. */
async function pair(ground: RouteGround): Promise<{ name: string; id: string }> {
  const run = await runLibrary(ground);
  run.taken += 1;
  const rows = await readLake<{ k: string }>(
    ground.hub.lake,
    `select m._record as k from "library"."${run.name}_member" m order by m._record limit 2 offset ${run.taken}`,
  );
  const id = randomUUID();
  await ground.hub.database.pool.query(
    `insert into libraries.pair (id, library, run_id, position, a, b, a_department, b_department, chance, reasons, is_answered)
     values ($1, $2, $3, $4, $5, $6, $7, $7, 0.5, '[]', false)`,
    [id, run.name, run.runId, 100_000 + run.taken, rows[0]?.k, rows[1]?.k, testBureau],
  );
  return { name: run.name, id };
}

async function source(ground: RouteGround): Promise<{ name: string; id: string; version: number }> {
  const { resources } = await runLibrary(ground);
  const { name } = await ground.made<Library>("data-officer", "/api/libraries", theme(ground.fresh("example")));
  const body = { resourceId: resources[0], items, rank: 1 };
  const { id, version } = await ground.made<LibrarySource>("data-officer", `/api/libraries/${name}/sources`, body);
  return { name, id, version };
}

/** Waits for the job the call has queued. */
const untilEnded = ({ hub }: RouteGround, answer: unknown): Promise<void> =>
  jobEnded(hub, (answer as { jobId: string }).jobId);

export const libraryExamples = (): Readonly<Record<string, RouteExample>> => ({
  "libraries.create-library": { as: "data-officer", make: async ({ fresh }) => ({ body: theme(fresh("example")) }) },
  "libraries.edit-library": {
    as: "data-officer",
    async make(ground) {
      const { name, version } = await ground.made<Library>(
        "data-officer",
        "/api/libraries",
        theme(ground.fresh("example")),
      );
      return { params: { name }, body: { refresh: "nightly", rule: { smallCell: 20 } }, ifMatch: version };
    },
  },
  "libraries.add-source": {
    as: "data-officer",
    async make(ground) {
      const { resources } = await runLibrary(ground);
      const { name } = await ground.made<Library>("data-officer", "/api/libraries", theme(ground.fresh("example")));
      return { params: { name }, body: { resourceId: resources[0], items, rank: 1 } };
    },
  },
  "libraries.edit-source": {
    as: "data-officer",
    async make(ground) {
      const { name, id, version } = await source(ground);
      return { params: { name, id }, body: { rank: 7 }, ifMatch: version };
    },
  },
  "libraries.remove-source": {
    as: "data-officer",
    async make(ground) {
      const { name, id } = await source(ground);
      return { params: { name, id } };
    },
  },
  "libraries.start-run": {
    as: "data-officer",
    make: async (ground) => ({ params: { name: (await runLibrary(ground)).name } }),
    afterwards: untilEnded,
  },
  "libraries.answer-pair": {
    as: "data-officer",
    make: async (ground) => ({ params: await pair(ground), body: { verdict: "different" } }),
  },
  "libraries.withdraw-answer": {
    as: "data-officer",
    async make(ground) {
      const { name, id } = await pair(ground);
      const path = `/api/libraries/${name}/pairs/${id}/answer`;
      const answer = await ground.made<{ id: string }>("data-officer", path, { verdict: "different" });
      return { params: { name, id: answer.id } };
    },
  },
  "libraries.unmerge": {
    as: "data-officer",
    async make(ground) {
      const run = await runLibrary(ground);
      const [row] = await readLake<{ id: string; k: string }>(
        ground.hub.lake,
        `select m.record_id as id, min(m._record) as k from "library"."${run.name}_member" m
         group by 1 having count(*) = 2 order by 1 limit 1`,
      );
      return { params: { name: run.name, id: row?.id ?? "" }, body: { members: [row?.k], reason: "不是同一人" } };
    },
    afterwards: untilEnded,
  },
  "libraries.correct-conflict": {
    as: "data-officer",
    also: ["sharing.report-error"],
    async make(ground) {
      const { name } = await runLibrary(ground);
      const officer = await ground.person("data-officer");
      const { body } = await officer.get<Page<Conflict>>(`/api/libraries/${name}/conflicts?limit=100`);
      const open = body.items.find(({ state, may }) => state === "open" && may.correct);
      return { params: { name, key: open?.key ?? "" }, body: { evidence: "与数源不一致" } };
    },
  },
  "libraries.check-collection": { as: "data-officer", make: async () => ({}), afterwards: untilEnded },
});
