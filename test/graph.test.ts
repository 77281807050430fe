import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Flows, Impact, Isolation, Picture } from "#contract/graph";
import type { RiverMap } from "#contract/graph-map";
import type { z } from "zod";
import { sql } from "#kernel/db/db";
import { assignmentOf, startTestHub } from "#test/hub";
import { quickLoad } from "#test/loading";
import {
  grantOn,
  makePermits,
  permits,
  permitTerms,
  program,
  testBureau,
  testPolice,
} from "../server/modules/gate/test-ground.ts";

const ground = await startTestHub();
const { hub } = ground;
const resource = await makePermits(ground);
await resource.load(permits);
const grant = await grantOn(ground, resource.id);
const caller = await program(ground);
const officer = await ground.as("data-officer");
const node = encodeURIComponent(`resource:${resource.id}`);

const lookUp = async (key: string) => {
  const answer = await caller.get(`/api/gate/resources/${resource.number}/records?permit_no=${key}`);
  assert.equal(answer.status, 200, answer.text);
};

test("every delivery counts once, however often and by how many the ledger is read", async () => {
  for (const key of ["P-1", "P-2", "P-9"]) await lookUp(key);
  const asked = await Promise.all(
    Array.from({ length: 8 }, () => officer.get<Picture>(`/api/graph/around?node=${node}`)),
  );
  for (const { body, text } of asked) {
    assert.equal(body.partial, false, text);
    const edge = body.edges.find(({ kind }) => kind === "supplies");
    assert.deepEqual(
      [edge?.from, edge?.to, edge?.basisName, edge?.uses, edge?.rows],
      [`resource:${resource.id}`, `department:${testBureau}`, grant.code, 3, 2],
    );
    assert.ok(edge?.fields.some(({ from, to }) => from === "permit_no" && to === "permit_no"));
  }
});

test("the river between two departments is as wide as its calls", async () => {
  const { body } = await officer.get<Flows>("/api/graph/flows");
  const river = body.flows.find(({ from }) => from === testPolice);
  assert.deepEqual([river?.to, river?.grants, river?.resources, river?.uses], [testBureau, 1, 1, 3]);
  const future = await officer.get<Flows>("/api/graph/flows?since=2100-01-01");
  assert.equal(future.body.flows.find(({ from }) => from === testPolice)?.uses, 0);
});

test("a department that neither gives nor gets learns nothing of the two", async () => {
  const third = await hub.registry.ensureDepartment(hub.call(), {
    code: "11330102MB0000001N",
    name: "旁观局",
    shortName: "旁观局",
    division: "330102",
    isInvented: true,
  });
  const stranger = await ground.asHolder([assignmentOf("department-user", { department: third.code })]);
  const flows = await stranger.get<Flows>("/api/graph/flows");
  assert.deepEqual([flows.body.flows, flows.body.hidden > 0], [[], true]);
  assert.equal((await stranger.get(`/api/graph/around?node=${node}`)).status, 404);
});

test("an ended grant is gone from today's picture and stands in that of the day before", async () => {
  const second = await makePermits(ground, "历史居住证信息");
  await second.load(permits);
  const old = await hub.gate.createGrant(hub.call(), permitTerms(second.id, { department: testBureau }), "active");
  await officer.post(`/api/gate/grants/${old.id}/suspend`, { reason: "核查" });
  await officer.post(`/api/gate/grants/${old.id}/end`, { reason: "用途已完成" });
  const at = encodeURIComponent(`resource:${second.id}`);
  const now = await officer.get<Picture>(`/api/graph/around?node=${at}`);
  assert.deepEqual([now.status, now.body.edges], [200, []], now.text);
  // As if it had been given three days ago.
  await sql`update graph.edge set first_at = now() - interval '3 days' where basis = ${old.id}`.execute(
    ground.database.withTables<never>(),
  );
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const then = await officer.get<Picture>(`/api/graph/around?node=${at}&asOf=${yesterday}`);
  assert.deepEqual(
    then.body.edges.map(({ basis }) => basis),
    [old.id],
    then.text,
  );
});

test("a load is an edge from what it was read from, with the columns it mapped", async () => {
  const steward = await ground.as("department-steward");
  const load = await quickLoad(steward, "低保.csv", "姓名,出生日期\n甲清,1990-01-02\n乙江,1991-03-04\n", {
    as: "图谱测试低保",
  });
  const { body, text } = await officer.get<Picture>(
    `/api/graph/walk?direction=upstream&node=${encodeURIComponent(`resource:${load.resourceId}`)}`,
  );
  const [edge] = body.edges;
  assert.deepEqual([edge?.kind, edge?.rows, edge?.to], ["loads", 2, `resource:${load.resourceId}`], text);
  assert.ok(
    edge?.fields.some(({ from }) => from === "姓名"),
    text,
  );
});

test("what stops where a resource stops: its users, with what they took", async () => {
  const { body } = await officer.get<Impact>(`/api/graph/impact?node=${node}&field=mobile`);
  assert.deepEqual(
    [body.field, body.grants, body.departments.map(({ code, uses }) => [code, uses])],
    ["mobile", 1, [[testBureau, 3]]],
  );
  const other = await officer.get<Impact>(`/api/graph/impact?node=${node}&field=no_such_item`);
  assert.equal(other.body.grants, 0);
});

test("who gives and gets is less of an island than who does neither", async () => {
  const { body } = await officer.get<z.infer<typeof Isolation>>("/api/graph/isolation");
  const index = new Map(body.departments.map((row) => [row.code, row.index]));
  assert.ok((index.get(testBureau) ?? 1) < 1);
  assert.ok(body.departments.every((row) => row.index >= 0 && row.index <= 1 && row.reason.zh.length > 0));
});

test("two hubs' worth of readers never lose an entry written meanwhile", async () => {
  const rounds = 10;
  const before = await used();
  await Promise.all([
    ...Array.from({ length: rounds }, (_, at) => lookUp(`P-${(at % 5) + 1}`)),
    ...Array.from({ length: rounds }, () => officer.get("/api/graph/flows")),
  ]);
  assert.equal((await used()) - before, rounds);
});

async function used(): Promise<number> {
  const { body } = await officer.get<Flows>(`/api/graph/flows?resourceId=${resource.id}`);
  return body.flows.reduce((sum, { uses }) => sum + uses, 0);
}

test("a department that only gives has its own page of what it gives, also where it never got anything", async () => {
  const { body, text } = await officer.get<Picture>(
    `/api/graph/around?node=${encodeURIComponent(`department:${testPolice}`)}`,
  );
  assert.ok(
    body.edges.some(({ from, to }) => from === `resource:${resource.id}` && to === `department:${testBureau}`),
    text,
  );
  const impact = await officer.get<Impact>(`/api/graph/impact?node=${encodeURIComponent(`department:${testPolice}`)}`);
  assert.ok(impact.body.departments.some(({ code }) => code === testBureau));
});

const map = (query: string) => officer.get<RiverMap>(`/api/graph/map?${query}`);

test("the same calls stand in one river at every level of the map", async () => {
  const calls = await used();
  for (const [level, from] of [
    ["department", `department:${testPolice}`],
    ["system", `department:${testPolice}`],
    ["resource", `resource:${resource.id}`],
  ] as const) {
    const { body, text } = await map(`level=${level}&resourceId=${resource.id}`);
    const river = body.rivers.find((one) => one.kind === "supplies");
    assert.deepEqual([river?.from, river?.to, river?.uses], [from, `department:${testBureau}`, calls], text);
    const place = body.places.find(({ id }) => id === from);
    assert.equal(place?.given, calls);
    assert.equal(
      body.months.reduce((sum, { uses }) => sum + uses, 0),
      calls,
    );
  }
  const { body } = await map(`level=item&resourceId=${resource.id}`);
  const names = new Map(body.places.map(({ id, name }) => [id, name]));
  assert.ok(body.rivers.some(({ from, uses }) => names.get(from) === "居住证号" && uses === calls));
});

test("the map narrows by kind, side and time, and says how many streams one may not see", async () => {
  const given = await map(`department=${testPolice}&side=gives`);
  assert.ok(given.body.rivers.some(({ kind }) => kind === "supplies"));
  const got = await map(`department=${testPolice}&side=gets&kind=supplies`);
  assert.deepEqual(got.body.rivers, []);
  const future = await map("since=2100-01-01");
  assert.ok(future.body.rivers.every(({ uses, usesBefore }) => uses === 0 && usesBefore !== null));
  const before = await map("asOf=2020-01-01");
  assert.deepEqual(before.body.rivers, []);
  const stranger = await ground.asHolder([assignmentOf("department-user", { department: "11330102MB0000001N" })]);
  const hidden = await stranger.get<RiverMap>("/api/graph/map");
  assert.deepEqual([hidden.body.rivers, hidden.body.hidden > 0, hidden.body.total], [[], true, 0], hidden.text);
  assert.deepEqual(
    hidden.body.islands.map(({ code }) => code),
    ["11330102MB0000001N"],
  );
});

test("a theme shows the rivers of its resources only", async () => {
  await sql`update catalog.resource set fields = jsonb_set(fields, '{theme}', '"出入境"') where id = ${resource.id}`.execute(
    ground.database.withTables<never>(),
  );
  const { body, text } = await map(`theme=${encodeURIComponent("出入境")}&level=resource`);
  assert.ok(body.rivers.length > 0, text);
  assert.ok(body.rivers.every(({ from, to }) => [from, to].includes(`resource:${resource.id}`)));
});

type Line = readonly [from: number, to: number, isGrant: boolean];

test("a walk of any graph tells and counts what the asker may see, however little of it is asked for", async () => {
  const stranger = await ground.asHolder([assignmentOf("department-user", { department: "11330102MB0000001N" })]);
  let round = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.boolean()), { minLength: 1, maxLength: 16 }),
      fc.nat(9),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom("downstream", "upstream"),
      async (lines, start, depth, direction) => {
        round += 1;
        const id = (at: number) => `dataset:walk-${round}\n${at}`;
        await putGraph(id, lines);
        for (const [client, isStranger] of [
          [officer, false],
          [stranger, true],
        ] as const) {
          // The stranger knows of what his own department told.
          const isSeen = (at: number) => !isStranger || at % 3 === 0;
          const asked = `/api/graph/walk?direction=${direction}&depth=${depth}&node=${encodeURIComponent(id(start))}`;
          const { status, body, text } = await client.get<Picture>(asked);
          assert.equal(status, isSeen(start) ? 200 : 404, text);
          if (status === 404) continue;
          const wanted = walked(lines, { start, depth, isDown: direction === "downstream", isSeen });
          const told = (picture: Picture) =>
            picture.edges.map(({ from, to, basis }) => `${from} ${to} ${basis}`).toSorted();
          assert.deepEqual(
            told(body),
            wanted.edges.map(([from, to, basis]) => `${id(from)} ${id(to)} ${basis}`).toSorted(),
          );
          assert.deepEqual(
            new Map(body.nodes.map((one) => [one.id, one.depth])),
            new Map([...wanted.depths].map(([at, steps]) => [id(at), steps])),
          );
          assert.deepEqual(
            [body.partial, body.hidden, body.total],
            [false, wanted.hidden, { nodes: wanted.depths.size, edges: wanted.edges.length }],
          );
          const { body: first } = await client.get<Picture>(`${asked}&limit=2`);
          assert.deepEqual([first.total, first.hidden, first.edges], [body.total, body.hidden, body.edges.slice(0, 2)]);
          assert.equal(first.partial, body.edges.length > 2);
        }
      },
    ),
    { numRuns: 12 },
  );
});

const basisOf = ([from, to, isGrant]: Line) => `${from}-${to}-${isGrant}`;

async function putGraph(id: (at: number) => string, lines: readonly Line[]): Promise<void> {
  const nodes = Array.from({ length: 10 }, (_, at) => ({
    id: id(at),
    department: at % 3 === 0 ? "11330102MB0000001N" : testPolice,
  }));
  const edges = lines.map((line) => ({
    from: id(line[0]),
    to: id(line[1]),
    basis: basisOf(line),
    uses: line[0] + line[1],
  }));
  const db = ground.database.withTables<never>();
  await sql`
    insert into graph.node (id, kind, name, department, first_at, last_at)
    select n.id, 'dataset', n.id, n.department, now() - interval '1 day', now()
    from jsonb_to_recordset(${JSON.stringify(nodes)}::jsonb) as n (id text, department text)`.execute(db);
  await sql`
    insert into graph.edge (from_node, to_node, kind, basis, basis_name, first_at, last_at, uses)
    select e.from, e.to, 'derives', e.basis, e.basis, now() - interval '1 day', now(), e.uses
    from jsonb_to_recordset(${JSON.stringify(edges)}::jsonb) as e ("from" text, "to" text, basis text, uses int)
    on conflict do nothing`.execute(db);
}

/** What a walk is to find, reckoned edge by edge. */
function walked(
  lines: readonly Line[],
  { start, depth, isDown, isSeen }: { start: number; depth: number; isDown: boolean; isSeen: (at: number) => boolean },
) {
  const links = [...new Map(lines.map((line) => [basisOf(line), line])).values()].map((line) => ({
    near: isDown ? line[0] : line[1],
    far: isDown ? line[1] : line[0],
    edge: [line[0], line[1], basisOf(line)] as const,
  }));
  const depths = new Map([[start, 0]]);
  const met: typeof links = [];
  for (let step = 1; step <= depth; step += 1)
    for (const link of links.filter(({ near }) => depths.get(near) === step - 1)) {
      met.push(link);
      if (!depths.has(link.far)) depths.set(link.far, step);
    }
  const seen = met.filter(({ near, far }) => isSeen(near) && isSeen(far));
  const touched = new Set([start, ...seen.flatMap(({ near, far }) => [near, far])]);
  return {
    edges: seen.map(({ edge }) => edge),
    depths: new Map([...depths].filter(([at]) => touched.has(at))),
    hidden: [...depths.keys()].filter((at) => !touched.has(at)).length,
  };
}
