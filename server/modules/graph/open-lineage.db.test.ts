import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { Picture } from "#contract/graph";
import { newId } from "#kernel/id";
import { assignmentOf, startTestHub } from "#test/hub";
import { quickLoad } from "#test/loading";

const fixtures = path.resolve(import.meta.dirname, "../../../../shared/data/conformance/openlineage");
const skip = existsSync(fixtures) ? false : "the official fixtures of OpenLineage are not beside the repository";

const ground = await startTestHub();
const officer = await ground.as("data-officer");

const dataset = (name: string, facets: object = {}) => ({ namespace: "postgres://db:5432", name, facets });
const event = (more: object) => ({
  eventTime: "2026-03-18T10:00:00+08:00",
  producer: "https://github.com/apache/airflow",
  schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
  job: { namespace: "etl", name: "daily" },
  ...more,
});
const facet = { _producer: "https://example.org", _schemaURL: "https://openlineage.io/spec/facets/1-2-0/F.json" };

const idOf = (name: string) => encodeURIComponent(`dataset:postgres://db:5432\n${name}`);
const downstream = async (name: string) =>
  (await officer.get<Picture>(`/api/graph/walk?direction=downstream&node=${idOf(name)}`)).body;

test("events of one run make one edge, in whichever order and however often they come", async () => {
  const runId = newId();
  const start = event({
    eventType: "START",
    run: { runId },
    inputs: [dataset("raw.a"), dataset("raw.b")],
    outputs: [],
  });
  const columnLineage = {
    ...facet,
    fields: { total: { inputFields: [{ namespace: "postgres://db:5432", name: "raw.a", field: "amount" }] } },
  };
  const complete = event({
    eventType: "COMPLETE",
    run: { runId },
    outputs: [
      { ...dataset("mart.c", { columnLineage }), outputFacets: { outputStatistics: { ...facet, rowCount: 12 } } },
    ],
  });
  for (const one of [complete, start, complete, start]) {
    const { status, text } = await officer.post("/api/v1/lineage", one);
    assert.equal(status, 200, text);
  }
  const { edges, nodes } = await downstream("raw.a");
  assert.deepEqual(
    edges.map(({ kind, basisName, fields }) => [kind, basisName, fields]),
    [["derives", "daily", [{ from: "amount", to: "total" }]]],
  );
  assert.ok(nodes.some(({ name }) => name === "mart.c"));
  assert.equal((await downstream("raw.b")).edges.length, 1);
});

test("the good ones of a batch are taken, each other named with its place", async () => {
  const good = event({ run: { runId: newId() }, inputs: [dataset("x")], outputs: [dataset("y")] });
  const { status, body } = await officer.post<{ status: string; failed_events: { index: number; reason: string }[] }>(
    "/api/v1/lineage/batch",
    [good, { eventTime: "yesterday" }, good],
  );
  assert.deepEqual([status, body.status, body.failed_events.map(({ index }) => index)], [200, "partial_success", [1]]);
  assert.match(body.failed_events[0]?.reason ?? "", /第 1 条/);
});

test("nobody says what goes into another department's resource", async () => {
  const steward = await ground.as("department-steward");
  const load = await quickLoad(steward, "别人的.csv", "姓名,出生日期\n甲清,1990-01-02\n", { as: "血缘测试" });
  const departments = await ground.hub.registry.departments(ground.hub.call());
  const other = [...departments.keys()].find((code) => code !== load.department);
  const stranger = await ground.asHolder([assignmentOf("department-user", { department: other ?? null })]);
  const own = { namespace: "weir", name: `resource/${load.resourceId}` };
  const told = event({ run: { runId: newId() }, inputs: [dataset("forged")], outputs: [own] });
  assert.equal((await stranger.post("/api/v1/lineage", told)).status, 200);
  const { body } = await officer.get<Picture>(
    `/api/graph/walk?direction=upstream&node=${encodeURIComponent(`resource:${load.resourceId}`)}`,
  );
  assert.deepEqual(
    body.edges.map(({ kind }) => kind),
    ["loads"],
  );
});

test("every facet of the official tests is taken in a run, a dataset or a job, and kept", { skip }, async () => {
  const files = globSync("tests/**/*.json", { cwd: fixtures }).toSorted();
  assert.ok(files.length >= 30, String(files.length));
  for (const file of files) {
    const facets = JSON.parse(readFileSync(path.join(fixtures, file), "utf8")) as object;
    const runId = newId();
    const whole = event({
      eventType: "COMPLETE",
      run: { runId, facets },
      job: { namespace: "fixtures", name: file, facets },
      inputs: [{ ...dataset(`in ${file}`, facets), inputFacets: facets }],
      outputs: [{ ...dataset(`out ${file}`, facets), outputFacets: facets }],
    });
    const { status, text } = await officer.post("/api/v1/lineage", whole);
    assert.equal(status, 200, `${file}: ${text}`);
    assert.equal((await downstream(`in ${file}`)).edges.length, 1, file);
  }
  const lone = { ...event({}), job: undefined, dataset: dataset("a table alone") };
  assert.equal((await officer.post("/api/v1/lineage", lone)).status, 200);
});

test("the hub's own runs are events the official schema accepts", { skip }, async () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  const read = (file: string) => JSON.parse(readFileSync(path.join(fixtures, file), "utf8")) as { $id: string };
  const schema = read("OpenLineage.json");
  for (const file of globSync("facets/*.json", { cwd: fixtures })) ajv.addSchema(read(file));
  const isEvent = ajv.compile(schema);
  const { body } = await officer.get<{ events: Record<string, unknown>[] }>("/api/graph/lineage?limit=1000");
  assert.ok(body.events.length > 0);
  const facetsOf: Readonly<Record<string, string>> = {
    schema: "SchemaDatasetFacet",
    columnLineage: "ColumnLineageDatasetFacet",
    documentation: "DocumentationDatasetFacet",
  };
  for (const own of body.events) {
    assert.ok(isEvent(own), JSON.stringify(isEvent.errors));
    const [output] = own["outputs"] as { facets: Record<string, unknown> }[];
    for (const [name, kind] of Object.entries(facetsOf)) {
      const { $id } = read(`facets/${kind}.json`);
      const isFacet = ajv.getSchema(`${$id}#/$defs/${kind}`) ?? assert.fail(kind);
      assert.ok(isFacet(output?.facets[name]), `${name}: ${JSON.stringify(isFacet.errors)}`);
    }
  }
});
