import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import {
  type Collected,
  type Conflict,
  type ConflictCorrection,
  type DepartmentPortrait,
  type DoubtfulPair,
  type GoldenRecord,
  type GroupPortrait,
  type Library,
  type LibraryRun,
  MatchingChoice,
  type Portrait,
  type StandingAnswer,
} from "#contract/libraries";
import type { Page } from "#contract/page";
import type { Correction } from "#contract/sharing";
import { readLake } from "#kernel/lake/lake";
import { startTestHub } from "#test/hub";
import { jobEnded, loadCity, publishResource, runToEnd, takeSources, until } from "#test/library-ground";
import { keptOf, saysTheSame } from "./lake-tables.ts";
import { likenessOf } from "./likeness.ts";
import { clusteredAccuracy } from "./matching/accuracy.ts";
import { forgetState } from "./matching/state.ts";

// Through the hub: registers of three departments are loaded, matched, and read as golden records. The generator knows the truth.

const ground = await startTestHub();
const { as, lake } = ground;
const officer = await as("data-officer");
const persons = ["population", "medical-insured", "insured-persons"] as const;
const firms = ["market-entities", "taxpayers"] as const;
const city = await loadCity(ground, {
  people: 1500,
  seed: 20_261_103,
  dirt: 2,
  tables: [...persons, ...firms],
});
let population: Library;
const resourceOf = (key: string): string => city.resources.get(key) ?? "";

before(async () => {
  await takeSources(officer, "population", persons.map(resourceOf));
  await takeSources(officer, "legal-entity", firms.map(resourceOf));
  population = await runToEnd(ground, officer, "population");
});

interface Member {
  readonly record_id: string;
  readonly resource_id: string;
  readonly _row: number;
  readonly _record: string;
  readonly [field: string]: string | number | null;
}
const members = (library: string): Promise<Member[]> =>
  readLake<Member>(lake, `select m.* from "library"."${library}_member" m order by m.resource_id, m._row`);

async function accuracy(library: string, keys: readonly string[]) {
  const rows = await members(library);
  const truth = new Map(keys.map((key) => [resourceOf(key), city.truthOf(key)]));
  const labels = new Map<string, number>();
  for (const { record_id: id } of rows) if (!labels.has(id)) labels.set(id, labels.size);
  return clusteredAccuracy(
    Int32Array.from(rows, ({ record_id: id }) => labels.get(id) ?? 0),
    rows.map(({ resource_id: resource, _row }) => truth.get(resource)?.get(_row) ?? null),
  );
}

async function howItRan(): Promise<MatchingChoice["how"]> {
  const { body: runs } = await officer.get<Page<LibraryRun>>("/api/libraries/population/runs?limit=1");
  const { body } = await officer.get<LibraryRun>(`/api/libraries/population/runs/${runs.items[0]?.id ?? ""}`);
  return MatchingChoice.parse(body.matching).how;
}

/** Which records stand together, whatever their golden record is called. */
async function groupsOf(library: string): Promise<string[]> {
  const groups = Map.groupBy(await members(library), ({ record_id: id }) => id);
  return [...groups.values()]
    .map((own) =>
      own
        .map(({ _record }) => _record)
        .toSorted()
        .join(),
    )
    .toSorted();
}

const recordOf = async (id: string): Promise<GoldenRecord> => {
  const answer = await officer.get<GoldenRecord>(
    `/api/libraries/population/records/${id}?purpose=${encodeURIComponent("核对")}`,
  );
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
};

describe("a run", () => {
  test("finds the persons of three registers again", async () => {
    const { precision, recall } = await accuracy("population", persons);
    assert.ok(precision >= 0.995 && recall >= 0.98, `precision ${precision}, recall ${recall}`);
  });

  test("finds the firms of two registers again", async () => {
    await runToEnd(ground, officer, "legal-entity");
    const { precision, recall } = await accuracy("legal-entity", firms);
    assert.ok(precision >= 0.995 && recall >= 0.98, `precision ${precision}, recall ${recall}`);
  });

  test("counts every row of every source once", async () => {
    const figures = population.latestRun?.figures;
    const held = await members("population");
    assert.equal(figures?.rows, held.length);
    assert.equal(figures?.records, new Set(held.map(({ record_id: id }) => id)).size);
    assert.deepEqual(
      figures?.sources.map(({ rows }) => rows).toSorted((a, b) => a - b),
      population.sources.map(({ rowCount }) => rowCount ?? 0).toSorted((a, b) => a - b),
    );
  });

  test("leaves its figures, its account of the matching and one entry on the ledger", async () => {
    const { latestRun } = population;
    assert.ok(latestRun?.entry);
    const { body } = await officer.get<{ matching: { fields: unknown[] } }>(
      `/api/libraries/population/runs/${latestRun.id}`,
    );
    assert.ok(body.matching.fields.length >= 3);
  });

  test("run again on the same rows compares none, keeps every record's identity and changes no value", async () => {
    const earlier = await members("population");
    assert.deepEqual(await howItRan(), { kind: "whole", reason: "first" });
    await runToEnd(ground, officer, "population");
    assert.partialDeepStrictEqual(await howItRan(), { kind: "increment", fresh: 0, gone: 0 });
    assert.deepEqual(await members("population"), earlier);
    const [changed] = await readLake<{ n: number }>(lake, `select count(*) as n from "library"."population_history"`);
    assert.equal(changed?.n, 0);
  });
});

describe("survivorship", () => {
  test("takes the authority's value where it has one, and says whose it is", async () => {
    const [row] = await readLake<{ n: number; own: number }>(
      lake,
      `select count(*) as n, count_if(f.resource_id = $1) as own from "library"."population_field" f
       join "library"."population_member" m on m.record_id = f.record_id and m.resource_id = $1 and m.marital_status is not null
       where f.field = 'marital_status'`,
      [resourceOf("population")],
    );
    assert.ok(row && row.n > 100);
    assert.equal(row.own, row.n);
  });

  test("never lets a number with a wrong check character win over a right one", async () => {
    const rows = await readLake<{ v: string }>(
      lake,
      `select g.citizen_id as v from "library"."population" g where g.sources = 3`,
    );
    const wrong = rows.filter(({ v }) => !/^\d{17}[\dX]$/.test(v));
    assert.ok(wrong.length < rows.length * 0.001, `${wrong.length} of ${rows.length}`);
  });
});

describe("a golden record", () => {
  test("shows masked values to the bureau, and a department its own", async () => {
    const [row] = await readLake<{ id: string; v: string; department: string }>(
      lake,
      `select m.record_id as id, m.citizen_id as v, m.department from "library"."population_member" m
       join "library"."population_field" f on f.record_id = m.record_id and f.field = 'citizen_id' and f.value = m.citizen_id
       where m.resource_id = $1 order by 1 limit 1`,
      [resourceOf("population")],
    );
    assert.ok(row);
    const shown = (record: GoldenRecord) => record.fields.find(({ field }) => field === "citizen_id")?.shown;
    const seen = shown(await recordOf(row.id));
    assert.equal(seen?.isMasked, true);
    assert.notEqual(seen.value, row.v);
    const steward = await as("department-steward", { department: row.department });
    const own = await steward.get<GoldenRecord>(`/api/libraries/population/records/${row.id}?purpose=ok`);
    assert.deepEqual(shown(own.body), { value: row.v, isMasked: false });
  });

  test("is not there for a department that has no record in it", async () => {
    const [row] = await members("population");
    const stranger = await as("department-steward");
    const answer = await stranger.get<{ code: string }>(
      `/api/libraries/population/records/${row?.record_id ?? ""}?purpose=ok`,
    );
    assert.deepEqual([answer.status, answer.body.code], [404, "libraries.record-not-found"]);
  });

  test("is not read without saying what for", async () => {
    const [row] = await members("population");
    assert.equal((await officer.get(`/api/libraries/population/records/${row?.record_id ?? ""}`)).status, 400);
  });
});

test("an un-merge is obeyed by the run it starts and by later ones, until it is withdrawn", async () => {
  const rows = await members("population");
  const three = [...Map.groupBy(rows, ({ record_id: id }) => id)].find(([, own]) => own.length === 3);
  assert.ok(three);
  const [id, own] = three;
  const [taken, staying] = own;
  assert.ok(taken && staying);
  const answer = await officer.post<{ jobId: string }>(`/api/libraries/population/records/${id}/unmerge`, {
    members: [taken._record],
    reason: "经核实不是同一人",
  });
  assert.equal(answer.status, 202, answer.text);
  await jobEnded(ground, answer.body.jobId);
  const idsOf = async () => {
    const found = new Map((await members("population")).map(({ _record, record_id: record }) => [_record, record]));
    return [found.get(taken._record), found.get(staying._record)];
  };
  const [a, b] = await idsOf();
  assert.notEqual(a, b);
  assert.equal(b, id);
  await runToEnd(ground, officer, "population");
  assert.deepEqual(await idsOf(), [a, b]);
  const { body } = await officer.get<Page<StandingAnswer>>("/api/libraries/population/answers");
  for (const { id: standing } of body.items)
    assert.equal((await officer.delete(`/api/libraries/population/answers/${standing}`)).status, 204);
  await runToEnd(ground, officer, "population");
  const [c, d] = await idsOf();
  assert.equal(c, d);
});

test("a steward's answer to a doubtful pair changes the next run", async () => {
  const { body: library } = await officer.get<Library>("/api/libraries/population");
  const edited = await officer.patch(
    "/api/libraries/population",
    { rule: { reviewFrom: 0.001, certainFrom: 0.999 } },
    { ifMatch: library.version },
  );
  assert.equal(edited.status, 200, edited.text);
  await runToEnd(ground, officer, "population");
  const { body } = await officer.get<Page<DoubtfulPair>>("/api/libraries/population/pairs");
  const [pair] = body.items;
  assert.ok(pair?.left && pair.right, "no doubtful pair in a city with faults");
  assert.ok(pair.reasons.length > 0);
  const keys = [pair.left.key, pair.right.key];
  const areOne = async () => {
    const found = new Map((await members("population")).map(({ _record, record_id: record }) => [_record, record]));
    return found.get(keys[0] ?? "") === found.get(keys[1] ?? "");
  };
  assert.equal(pair.areOne, await areOne());
  const verdict = pair.areOne ? "different" : "same";
  const answer = await officer.post(`/api/libraries/population/pairs/${pair.id}/answer`, { verdict });
  assert.equal(answer.status, 201, answer.text);
  await runToEnd(ground, officer, "population");
  assert.equal(await areOne(), verdict === "same");
  const { body: answers } = await officer.get<Page<StandingAnswer>>("/api/libraries/population/answers");
  assert.deepEqual(
    answers.items.map(({ wasOne, isOne }) => [wasOne, isOne]),
    [[pair.areOne, !pair.areOne]],
  );
  const { body: next } = await officer.get<Page<DoubtfulPair>>("/api/libraries/population/pairs?limit=500");
  assert.ok(!next.items.some(({ left, right }) => keys.includes(left?.key ?? "") && keys.includes(right?.key ?? "")));
});

test("a steward takes back an answer to a pair in the queue, and not one that a run has obeyed", async () => {
  const { body } = await officer.get<Page<DoubtfulPair>>("/api/libraries/population/pairs?limit=1");
  const [pair] = body.items;
  assert.ok(pair?.left, "no doubtful pair in a city with faults");
  const steward = await as("department-steward", { department: pair.left.department });
  const path = `/api/libraries/population/pairs/${pair.id}/answer`;
  const answer = await steward.post<StandingAnswer>(path, { verdict: "same" });
  assert.equal(answer.status, 201, answer.text);
  const { body: obeyed } = await officer.get<Page<StandingAnswer>>("/api/libraries/population/answers");
  const older = obeyed.items.find(({ id }) => id !== answer.body.id);
  const remove = (id: string) => steward.delete(`/api/libraries/population/answers/${id}`);
  assert.equal((await remove(answer.body.id)).status, 204);
  assert.equal((await remove(older?.id ?? "")).status, 404);
  const { body: again } = await officer.get<Page<DoubtfulPair>>("/api/libraries/population/pairs?limit=1");
  assert.equal(again.items[0]?.id, pair.id);
});

test("two values are alike for a steward where they are no conflict in substance", async () => {
  const pairs = [
    ["四川省示例市安居区建设路3号", "安居区建设路3号", false],
    ["张三", "张 三", false],
    ["张三", "张三丰", false],
    ["510903001002", "510903", true],
    ["510903001002", "510921", true],
    ["13800001111", "+86 138-0000-1111", false],
    ["510901", "510901199001011234", false],
  ] as const;
  for (const [left, right, isDivision] of pairs) {
    const [row] = await readLake<{ same: boolean }>(
      lake,
      `select ${saysTheSame("v.a", "v.b", isDivision)} as same from (select $1 as a, $2 as b) v`,
      [left, right],
    );
    assert.equal(likenessOf(left, right, isDivision) !== "different", row?.same, `${left} ${right}`);
  }
});

describe("a conflict", () => {
  test("is never about when a row was written, which is no datum of its subject", () => {
    const counts = population.latestRun?.figures?.conflictCounts ?? [];
    assert.ok(counts.length > 0 && counts.every(({ field }) => field !== "updated_at"));
  });

  test("names the authority's value and the other holder's, masked, with its kind", async () => {
    const { body } = await officer.get<Page<Conflict>>("/api/libraries/population/conflicts?limit=500");
    assert.ok(body.total > 0);
    assert.ok(body.items.some(({ kind }) => kind === "contradictory" || kind === "stale"));
    const named = body.items.find(({ field }) => field === "person_name");
    assert.ok(named?.authority.shown.isMasked && named.holder.shown.isMasked);
  });

  test("opens a correction with its holder, which closes when the next load agrees", async () => {
    const holder = resourceOf("insured-persons");
    const asked = `/api/libraries/population/conflicts?limit=500&field=person_name&resourceId=${holder}`;
    const { body } = await officer.get<Page<Conflict>>(asked);
    const conflict = body.items.find(({ kind }) => kind !== "format");
    assert.ok(conflict, "no conflict of names in a city with faults");
    const path = `/api/libraries/population/conflicts/${conflict.key}/correction`;
    const opened = await officer.post<{ correctionId: string }>(path, { evidence: "与公安登记不一致" });
    assert.equal(opened.status, 201, opened.text);
    const again = await officer.post<{ code: string }>(path, { evidence: "与公安登记不一致" });
    assert.deepEqual([again.status, again.body.code], [409, "libraries.conflict-correcting"]);
    const steward = await as("department-steward", { department: conflict.holder.department });
    const { body: correction } = await steward.get<Correction>(`/api/sharing/corrections/${opened.body.correctionId}`);
    const sealed = correction.sealed;
    assert.ok(sealed && sealed.found !== sealed.right);
    // The department mends the one record in its file and loads again.
    await city.reload("insured-persons", (text) =>
      text
        .split("\n")
        .map((line) => (line.includes(sealed.key) ? line.replace(sealed.found, sealed.right) : line))
        .join("\n"),
    );
    await runToEnd(ground, officer, "population");
    const { body: portrait } = await officer.get<Portrait>("/api/libraries/population/portrait");
    assert.deepEqual([portrait.quality.correcting, portrait.quality.closed], [0, 1]);
    const { body: corrections } = await officer.get<Page<ConflictCorrection>>("/api/libraries/population/corrections");
    assert.deepEqual(
      corrections.items.map(({ correctionId, closedByRun }) => [correctionId, closedByRun]),
      [[opened.body.correctionId, portrait.run?.id]],
    );
    // Only what was mended is gone: the others of the file are found again.
    const { body: left } = await officer.get<Page<Conflict>>(asked);
    assert.ok(left.total < body.total && left.total >= body.total - 3, `${body.total} → ${left.total}`);
  });
});

test("rows that changed since are matched by what is kept, as well as all rows are matched anew", async () => {
  await city.reload("insured-persons", (text) =>
    text
      .split("\n")
      .flatMap((line, at) =>
        at > 0 && at % 97 === 0 ? [] : [at > 0 && at % 89 === 0 ? line.replace(/1[3-9]\d{9}/, "13912345678") : line],
      )
      .join("\n"),
  );
  const answers = async () =>
    (await officer.get<Page<StandingAnswer>>("/api/libraries/population/answers")).body.items.map(({ isOne }) => isOne);
  const answered = await answers();
  await runToEnd(ground, officer, "population");
  const how = await howItRan();
  assert.ok(how?.kind === "increment" && how.fresh > 5 && how.gone > how.fresh, JSON.stringify(how));
  const found = await groupsOf("population");
  assert.deepEqual(await answers(), answered);
  await using session = await lake.session();
  await forgetState(session, keptOf("population"));
  await runToEnd(ground, officer, "population");
  // A whole run learns its weights from rows and answers of today: few groups on the edge fall otherwise.
  const anew = new Set(await groupsOf("population"));
  const others = found.filter((group) => !anew.has(group)).length;
  assert.ok(others <= found.length * 0.005, `${others} of ${found.length} groups are others`);
});

test("an element several departments collect is found, and nobody is blamed while its source is not decided", async () => {
  const started = await officer.post<{ jobId: string }>("/api/libraries/collection/check", undefined);
  await jobEnded(ground, started.body.jobId);
  const { body } = await officer.get<{ items: Collected[] }>("/api/libraries/collection");
  const names = body.items.find(({ elementName }) => elementName.zh === "姓名");
  assert.ok(names && names.holders.length >= 3);
  const others = names.holders.filter(({ overlap }) => overlap !== null);
  assert.ok(
    others.every(({ by, overlap, agreement }) => by === "subject" && (overlap ?? 0) > 0.5 && (agreement ?? 0) > 0.9),
  );
  // Nobody has decided whose it is, and nothing is published: nothing can be said to be collected again.
  assert.ok(names.holders.every(({ isAgain }) => !isAgain));
});

test("what a published source can supply is flagged where others collect it again", async () => {
  const elements = [...(await ground.hub.dictionary.elements(ground.hub.call())).values()];
  const element = elements.find(({ field }) => field === "person_name");
  const source = population.sources.find(({ resourceId }) => resourceId === resourceOf("population"));
  assert.ok(element && source);
  await publishResource(ground, source.resourceId);
  const decided = await officer.put(
    `/api/dictionary/elements/${element.id}/source`,
    { department: source.department, resourceId: source.resourceId, item: null, basis: "户口登记条例" },
    { ifMatch: element.version },
  );
  assert.equal(decided.status, 200, decided.text);
  const started = await officer.post<{ jobId: string }>("/api/libraries/collection/check", undefined);
  await jobEnded(ground, started.body.jobId);
  const { body } = await officer.get<{ items: Collected[] }>("/api/libraries/collection?onlyAgain=true");
  const names = body.items.find((one) => one.element === element.id);
  assert.equal(names?.source?.resourceId, source.resourceId);
  const blamed = names?.holders.filter(({ isAgain }) => isAgain).map(({ resourceId }) => resourceId) ?? [];
  assert.ok(blamed.includes(resourceOf("medical-insured")) && !blamed.includes(source.resourceId));
});

test("portraits of departments say what each gives, how it agrees, and what it is asked to correct", async () => {
  const { body } = await officer.get<{ items: DepartmentPortrait[] }>("/api/libraries/department-portraits");
  const holder = population.sources.find(({ resourceId }) => resourceId === resourceOf("insured-persons"));
  const own = body.items.find(({ department }) => department === holder?.department);
  const given = own?.libraries.find(({ name }) => name === "population");
  assert.ok(given && given.rows > 0 && given.share > 0.3 && given.share <= 1);
  assert.ok(given.compared > given.differing && given.differing > 0);
  assert.deepEqual(own?.corrections, { open: 0, closed: 1 });
});

test("a group portrait hides small cells", async () => {
  const { body } = await officer.get<GroupPortrait>("/api/libraries/population/groups?by=sex_code&digits=12");
  assert.ok(body.rows.length > 0);
  for (const { counts } of body.rows)
    for (const count of counts) assert.ok(count === null || count === 0 || count >= body.smallCell);
});

test("a library that follows its sources runs by itself after a load", async () => {
  const { body: library } = await officer.get<Library>("/api/libraries/population");
  await officer.patch("/api/libraries/population", { refresh: "after-load" }, { ifMatch: library.version });
  const runs = async () => (await officer.get<Page<LibraryRun>>("/api/libraries/population/runs")).body;
  const earlier = (await runs()).total;
  await city.reload("insured-persons", (text) => text);
  const started = await until("the run", async () =>
    (await runs()).items.find((_, at, all) => at === 0 && all.length > earlier),
  );
  assert.equal(started.startedBy, "系统");
  await jobEnded(ground, started.jobId ?? "");
});
