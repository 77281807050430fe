import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import type { Opening } from "#contract/portal-manage";
import type { OpenRows, PublicDataset } from "#contract/portal";
import type { Problem } from "#kernel/problem";
import { startTestHub } from "#test/hub";
import { makeStations, stationItems, stations, stationTerms, testPolice } from "./test-ground.ts";

const ground = await startTestHub();
const { hub, url } = ground;
const resource = await makeStations(ground);
const steward = await ground.as("department-steward", { department: testPolice });
const officer = await ground.as("data-officer");
const visitor = ground.asVisitor();

async function jobDone(jobId: string | null): Promise<void> {
  if (jobId === null) throw new Error("no job");
  for await (const job of hub.jobs.follow(hub.call(), jobId))
    if (job.endedAt !== null) assert.equal(job.state, "succeeded", JSON.stringify(job.problem));
}

async function opened(code: string, terms = stationTerms(), resourceId = resource.id): Promise<Opening> {
  const made = await steward.post<Opening>("/api/portal/openings", { resourceId, code, terms });
  assert.equal(made.status, 201, made.text);
  const submitted = await steward.post<Opening>(`/api/portal/openings/${made.body.id}/submit`, {});
  assert.equal(submitted.status, 200, submitted.text);
  const open = await officer.post<Opening>(`/api/portal/openings/${made.body.id}/open`, {});
  assert.equal(open.status, 200, open.text);
  await jobDone(open.body.jobId);
  return open.body;
}

const rowsOf = (code: string, query = "") => visitor.get<OpenRows>(`/api/portal/datasets/${code}/rows${query}`);
const fileOf = (code: string, format: string, init?: RequestInit) =>
  fetch(`${url}/api/portal/datasets/${code}/files/${format}`, init);

const stationsOpen = await opened("charging-stations");

describe("opening", () => {
  test("an open dataset is described, found by words, and has a file in every format", async () => {
    const dataset = await visitor.get<PublicDataset>("/api/portal/datasets/charging-stations");
    assert.equal(dataset.body.rowCount, stations.length);
    assert.deepEqual(
      dataset.body.distributions.map(({ format }) => format),
      ["csv", "xlsx", "json", "parquet", "geojson"],
    );
    assert.deepEqual(dataset.body.spatial.box, [104.04, 30.64, 104.1, 30.68]);
    const found = await hub.portal.list(hub.call(), { q: "充电站" });
    assert.deepEqual(
      found.items.map(({ code }) => code),
      ["charging-stations"],
    );
  });

  test("personal items, and counts of people without suppression, are refused in a sentence each", async () => {
    const items = [...stationTerms().items, { field: "owner_name", mask: null, description: "" }];
    const terms = stationTerms({ items, smallCells: [] });
    const assessed = await steward.post<{ mayOpen: boolean; findings: { code: string }[] }>(
      `/api/portal/resources/${resource.id}/assess`,
      terms,
    );
    assert.equal(assessed.body.mayOpen, false);
    assert.deepEqual(assessed.body.findings.map(({ code }) => code).toSorted(), ["personal-item", "small-cells"]);
    const made = await steward.post<Opening>("/api/portal/openings", {
      resourceId: resource.id,
      code: "wrong-one",
      terms,
    });
    const submitted = await steward.post(`/api/portal/openings/${made.body.id}/submit`, {});
    assert.deepEqual([submitted.status, submitted.body.code], [409, "portal.may-not-open"]);
  });

  test("whoever submitted it cannot open it as well", async () => {
    const both = await ground.asHolder([
      { role: "department-steward", department: testPolice, scope: "own", departments: [] },
      { role: "data-officer", department: testPolice, scope: "own", departments: [] },
    ]);
    const made = await both.post<Opening>("/api/portal/openings", {
      resourceId: resource.id,
      code: "by-one-hand",
      terms: stationTerms(),
    });
    await both.post(`/api/portal/openings/${made.body.id}/submit`, {});
    const answer = await both.post(`/api/portal/openings/${made.body.id}/open`, {});
    assert.deepEqual([answer.status, answer.body.code], [403, "portal.not-your-step"]);
  });

  test("the gate itself refuses to grant personal items to everybody, whoever asks for it", async () => {
    await assert.rejects(
      hub.gate.createGrant(hub.call(), {
        department: "public",
        resourceId: resource.id,
        items: [{ field: "owner_name", mask: null }],
        purpose: "向社会开放",
        modes: ["api"],
        validFrom: "2020-01-01",
      }),
      (error: Problem) => error.code === "gate.terms-wrong",
    );
  });

  test("a resource the catalog calls closed is not opened", async () => {
    const closed = await makeStations(ground, { title: "不开放的站点", openClass: "closed" });
    const assessed = await steward.post<{ findings: { code: string }[] }>(
      `/api/portal/resources/${closed.id}/assess`,
      stationTerms(),
    );
    assert.ok(assessed.body.findings.some(({ code }) => code === "closed"));
  });
});

describe("rows", () => {
  test("small counts and what goes with them do not leave, neither by row nor in a file", async () => {
    const { body } = await rowsOf("charging-stations", "?sort=station_no");
    const small = body.items.find((row) => row["station_no"] === "S-2");
    assert.deepEqual([small?.["users"], small?.["fee"]], [null, null]);
    const kept = body.items.map((row) => row["users"]);
    assert.deepEqual(kept, [120, null, 0, 40, null]);
    const csv = await (await fileOf("charging-stations", "csv")).text();
    assert.match(csv, /S-2,测试二号站,锦江区,104\.09,30\.66,,\n/);
    assert.doesNotMatch(csv, /李四光|owner_name|trace_code/);
  });

  test("nobody filters or orders by what is suppressed", async () => {
    for (const query of ["?users.lte=4", "?sort=users", "?fee=20"]) {
      const answer = await visitor.get(`/api/portal/datasets/charging-stations/rows${query}`);
      assert.deepEqual([answer.status, answer.body.code], [403, "gate.filter-on-masked"], query);
    }
  });

  test("filters, order, columns and offset answer exact totals", async () => {
    const { body } = await rowsOf(
      "charging-stations",
      "?district=锦江区&sort=-station_no&fields=station_no&limit=2&offset=1",
    );
    assert.deepEqual(body.items, [{ station_no: "S-2" }, { station_no: "S-1" }]);
    assert.equal(body.total, 3);
  });

  test("words are looked for in every text column that leaves as it is", async () => {
    const found = await hub.portal.rows(
      hub.call(),
      { code: "charging-stations", text: "quote", limit: 10 },
      { remoteAddress: "10.0.0.1", header: () => undefined },
    );
    assert.deepEqual(
      found.items.map((row) => row["station_no"]),
      ["S-5"],
    );
  });

  test("an unknown column is refused by its name, and a personal one is as unknown as any", async () => {
    for (const field of ["nobody", "owner_name"]) {
      const answer = await visitor.get(`/api/portal/datasets/charging-stations/rows?${field}=x`);
      assert.equal(answer.status >= 400 && answer.status < 500, true, answer.text);
    }
  });

  test("each answer stands on the ledger with its rows, and is counted once, however often the counter runs", async () => {
    const before = await visitor.get<{ calls: number }>("/api/portal/statistics");
    await rowsOf("charging-stations", "?limit=1");
    await fileOf("charging-stations", "csv").then((answer) => answer.arrayBuffer());
    await visitor.get("/api/portal/statistics");
    const after = await visitor.get<{ calls: number }>("/api/portal/statistics");
    assert.equal(after.body.calls, before.body.calls + 1);
  });
});

describe("files", () => {
  test("a file is what its checksum says, comes in parts, and is not sent again to whoever has it", async () => {
    const answer = await fileOf("charging-stations", "json");
    const bytes = Buffer.from(await answer.arrayBuffer());
    const { body } = await visitor.get<PublicDataset>("/api/portal/datasets/charging-stations");
    const sha256 = body.distributions.find(({ format }) => format === "json")?.sha256;
    assert.equal(createHash("sha256").update(bytes).digest("hex"), sha256);
    assert.equal((JSON.parse(bytes.toString()) as unknown[]).length, stations.length);
    const part = await fileOf("charging-stations", "json", { headers: { range: "bytes=2-9" } });
    assert.deepEqual([part.status, await part.text()], [206, bytes.subarray(2, 10).toString()]);
    const etag = answer.headers.get("etag") ?? "";
    assert.equal((await fileOf("charging-stations", "json", { headers: { "if-none-match": etag } })).status, 304);
  });

  test("GeoJSON holds a point for every row", async () => {
    const geojson = (await (await fileOf("charging-stations", "geojson")).json()) as {
      features: { geometry: { coordinates: number[] }; properties: { station_no: string } }[];
    };
    assert.deepEqual(geojson.features[0]?.geometry.coordinates, [104.08, 30.65]);
    assert.equal(geojson.features.length, stations.length);
  });

  test("a column of GeoJSON Points gives the map and the GeoJSON file; what is no Point is no place", async () => {
    const items = stationItems.map((item) =>
      item.field === "note" ? { ...item, name: { zh: "点位（GeoJSON）", en: "position" } } : item,
    );
    const own = await makeStations(ground, {
      title: "有点位的站点",
      items: items.filter(({ field }) => field !== "longitude" && field !== "latitude"),
    });
    const texts = [
      '{"type":"Point","coordinates":[104.08,30.65]}',
      '{"coordinates": [104.1, 30.7, 502.5], "type": "Point"}',
      '{"type":"Point","coordinates":[304.1,30.7]}',
      '{"type":"LineString","coordinates":[[104.1,30.7],[104.2,30.8]]}',
      "104.1,30.7",
    ];
    await own.load(
      stations.map(([no, called, district, x, y, users, fee, owner], at) => [
        ...([no, called, district, x, y, users, fee, owner] as const),
        texts[at] ?? "",
      ]),
    );
    const { terms } = await hub.portal.life.propose(hub.call(), own.id);
    assert.deepEqual(terms.point, { geometry: "note" });
    const fields = ["station_no", "note"].map((field) => ({ field, mask: null, description: "" }));
    await opened(
      "placed-stations",
      stationTerms({ items: fields, smallCells: [], countBy: null, point: terms.point }),
      own.id,
    );
    const { features } = (await (await fileOf("placed-stations", "geojson")).json()) as {
      features: { geometry: { coordinates: number[] } | null }[];
    };
    assert.deepEqual(
      features.map(({ geometry }) => geometry?.coordinates ?? null),
      [[104.08, 30.65], [104.1, 30.7], null, null, null],
    );
    const dataset = await hub.portal.get(hub.call(), "placed-stations");
    assert.deepEqual(dataset.spatial.box, [104.08, 30.65, 104.1, 30.7]);
  });

  test("a load makes a new version; the one before stays under its number", async () => {
    const own = await makeStations(ground, { title: "会更新的站点" });
    const { id } = await opened("moving-stations", stationTerms(), own.id);
    await own.load(stations.slice(0, 2));
    await jobDone((await steward.get<Opening>(`/api/portal/openings/${id}`)).body.jobId);
    const dataset = await hub.portal.get(hub.call(), "moving-stations");
    assert.deepEqual([dataset.version, dataset.rowCount], [2, 2]);
    const versions = await hub.portal.versions(hub.call(), "moving-stations");
    assert.deepEqual(
      versions.map(({ version, rowCount }) => [version, rowCount]),
      [
        [2, 2],
        [1, 5],
      ],
    );
    const first = await fetch(`${url}/api/portal/datasets/moving-stations/files/json?version=1`);
    assert.equal(((await first.json()) as unknown[]).length, 5);
  });
});

describe("change and withdrawal", () => {
  test("a narrower opening takes away what was given out before, and the page shows nothing of it", async () => {
    const own = await makeStations(ground, { title: "收窄的站点" });
    const open = await opened("narrowed", stationTerms(), own.id);
    const terms = stationTerms({
      items: ["station_no", "district"].map((field) => ({ field, mask: null, description: "" })),
      smallCells: [],
      point: null,
    });
    const changed = await steward.put<Opening>(`/api/portal/openings/${open.id}`, terms, { ifMatch: open.version });
    assert.equal(changed.status, 200, changed.text);
    assert.equal((await rowsOf("narrowed", "?fields=station_name")).status, 200, "the public sees no difference yet");
    await steward.post(`/api/portal/openings/${open.id}/submit`, {});
    const again = await officer.post<Opening>(`/api/portal/openings/${open.id}/open`, {});
    assert.equal(again.status, 200, again.text);
    assert.notEqual(again.body.grantId, open.grantId);
    assert.equal((await fetch(`${url}/api/portal/datasets/narrowed/files/csv?version=1`)).status, 404);
    await jobDone(again.body.jobId);
    const page = await (await fetch(`${url}/open/datasets/narrowed`)).text();
    assert.doesNotMatch(page, /测试一号站/);
    assert.match(page, /锦江区/);
  });

  test("withdrawn, it is gone within a second: page, rows, files, lists; harvesters are told", async () => {
    const own = await makeStations(ground, { title: "撤回的站点" });
    const open = await opened("going", stationTerms(), own.id);
    const since = new Date().toISOString();
    const answer = await officer.post<Opening>(`/api/portal/openings/${open.id}/withdraw`, { reason: "数据有误" });
    assert.equal(answer.status, 200, answer.text);
    const statuses = [await rowsOf("going"), await fileOf("going", "csv"), await fetch(`${url}/open/datasets/going`)];
    assert.deepEqual(
      statuses.map(({ status }) => status),
      [404, 404, 404],
    );
    const withdrawn = await hub.portal.withdrawnSince(hub.call(), since, 10);
    assert.deepEqual(
      withdrawn.map(({ code }) => code),
      ["going"],
    );
    const grant = await hub.gate.grant(hub.call(), open.grantId ?? "");
    assert.equal(grant.state, "ended");
  });

  test("the grant of the open dataset is one of the gate's own, to everybody", async () => {
    const grant = await hub.gate.grant(hub.call(), stationsOpen.grantId ?? "");
    assert.deepEqual([grant.terms.department, grant.departmentName, grant.status], ["public", "社会公众", "active"]);
  });
});
