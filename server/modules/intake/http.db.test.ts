import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Draft, Load, Trial } from "#contract/intake";
import type { Page } from "#contract/page";
import type { TestClient } from "#test/client";
import { testBureau, testPolice } from "#test/hub";
import { draftOf, ended, quickLoad, upload } from "#test/loading";
import { idCard, intakeGround, loadsPath, police, register } from "./test-ground.ts";

// The routes on a whole hub, one act after another as the screens make them.

const { hub, steward, colleague, stranger, officer, freshName, loadRegister, rowsOf, actionsOn } = await intakeGround();

describe("the wizard", () => {
  test("goes from a file to a receipt: look, mapping, trial, load; each act one entry in the ledger", async () => {
    const { body: draft, status } = await draftOf(steward, "登记簿.csv", register, police);
    assert.equal(status, 201);
    assert.deepEqual(
      draft.columns.map((column) => column.heading),
      ["证件号码", "姓名", "登记日期", "面积"],
    );
    assert.ok(draft.mapping.every((column) => column.decidedBy === "proposed"));
    const resourceName = freshName();
    const mapping = draft.mapping.map((column) => ({ ...column, decidedBy: "person" as const }));
    const edited = await steward.patch<Draft>(
      `/api/intake/drafts/${draft.id}`,
      { mapping, resourceName },
      { ifMatch: draft.version },
    );
    assert.deepEqual([edited.status, edited.body.version], [200, draft.version + 1]);
    const { body: trial } = await steward.post<Trial>(`/api/intake/drafts/${draft.id}/trial`);
    assert.deepEqual([trial.rowsTried, trial.rowsGood, trial.rowsBad], [4, 2, 2]);
    const started = await steward.post<Load>(`/api/intake/drafts/${draft.id}/load`);
    assert.equal(started.status, 201, started.text);
    const load = await ended(steward, started.body.id);
    assert.deepEqual(
      [load.state, load.rowsRead, load.rowsLoaded, load.rowsRejected, load.sourceCount, load.isReconciled],
      ["published", 4, 2, 2, 4, true],
    );
    assert.equal((await steward.get(`/api/intake/drafts/${draft.id}`)).status, 404);
    assert.deepEqual(await actionsOn("draft", draft.id), ["intake.create-draft", "intake.edit-draft"]);
    assert.deepEqual(await actionsOn("resource", load.resourceId), ["intake.load-draft", "intake.load"]);
  });

  test("what the trial promises the load keeps, cleaning included", async () => {
    const { body: draft } = await draftOf(steward, "登记簿.csv", register, police);
    const { body: trial } = await steward.post<Trial>(`/api/intake/drafts/${draft.id}/trial`);
    const load = await loadRegister();
    const promised = trial.cleaning.map(({ column, kind, count: times }) => `${column} ${kind} ${times}`).toSorted();
    // The trial counts values of rows that are rejected for another value too.
    const kept = load.cleaning.map(({ column, kind, count: times }) => `${column} ${kind} ${times}`).toSorted();
    assert.deepEqual(kept, promised);
    assert.equal(load.rowsRejected, trial.rowsBad);
  });

  test("a draft that was left is found again, by its own person only, and can be given up", async () => {
    const { body: draft } = await draftOf(colleague, "留下的.csv", register, police);
    const found = await colleague.get<{ items: { id: string }[] }>("/api/intake/drafts");
    assert.ok(found.body.items.some((item) => item.id === draft.id));
    const others = await steward.get<{ items: { id: string }[] }>("/api/intake/drafts");
    assert.ok(!others.body.items.some((item) => item.id === draft.id));
    assert.equal((await colleague.get<Draft>(`/api/intake/drafts/${draft.id}`)).body.fileName, "留下的.csv");
    assert.equal((await colleague.delete(`/api/intake/drafts/${draft.id}`)).status, 204);
    assert.equal((await colleague.get(`/api/intake/drafts/${draft.id}`)).status, 404);
  });

  test("two people who edit one draft cannot overwrite each other unseen", async () => {
    const { body: draft } = await draftOf(steward, "登记簿.csv", register, police);
    const edit = (client: TestClient, resourceName: string) =>
      client.patch(`/api/intake/drafts/${draft.id}`, { resourceName }, { ifMatch: draft.version });
    const answers = await Promise.all([edit(steward, "甲"), edit(colleague, "乙")]);
    assert.deepEqual(
      answers.map((answer) => answer.status).toSorted((a, b) => a - b),
      [200, 412],
    );
  });

  test("a person's word on the reading wins over the guess", async () => {
    const { body: draft } = await draftOf(steward, "无标题.csv", "一,2\n三,4\n", police);
    assert.equal(draft.text?.headingLines, 0);
    const text = { ...draft.text, headingLines: 1 };
    const again = await steward.patch<Draft>(`/api/intake/drafts/${draft.id}`, { text }, { ifMatch: draft.version });
    assert.deepEqual(
      again.body.columns.map((column) => column.heading),
      ["一", "2"],
    );
  });
});

describe("scope", () => {
  const outside: readonly [string, (load: Load) => Promise<{ status: number; body: { code: string } }>][] = [
    ["read the load", (load) => stranger.get(`${loadsPath}/${load.id}`)],
    ["list its rejected rows", (load) => stranger.get(`${loadsPath}/${load.id}/dirty`)],
    ["mend them", (load) => stranger.patch(`${loadsPath}/${load.id}/dirty/2`, { values: {} })],
    ["adopt suggestions", (load) => stranger.post(`${loadsPath}/${load.id}/dirty/adopt`, {})],
    ["retry", (load) => stranger.post(`${loadsPath}/${load.id}/dirty/retry`)],
    ["return rows", (load) => stranger.post(`${loadsPath}/${load.id}/dirty/return`, {})],
    ["export", (load) => stranger.get(`${loadsPath}/${load.id}/dirty/export`)],
  ];
  const loaded = loadRegister();
  for (const [act, ask] of outside) {
    test(`another department's steward cannot ${act}: it is not there for them`, async () => {
      const { status, body } = await ask(await loaded);
      assert.deepEqual([status, body.code], [404, "intake.load-not-found"]);
    });
  }

  test("nobody uploads, drafts or loads for a department that is not theirs", async () => {
    const refused = await upload(stranger, "x.csv", "a,b\n1,2\n", testPolice);
    assert.equal(refused.status, 403);
    const own = await upload(stranger, "x.csv", "a,b\n1,2\n");
    for (const path of ["drafts", "quick-load"]) {
      const answer = await stranger.post(`/api/intake/${path}`, { department: testPolice, fileId: own.body.fileId });
      assert.deepEqual([answer.status, answer.body.code], [403, "intake.department-outside"]);
    }
  });

  test("a file of another department is not there, whoever knows its number", async () => {
    const own = await upload(steward, "x.csv", "a,b\n1,2\n", testPolice);
    const answer = await stranger.post("/api/intake/drafts", { department: testBureau, fileId: own.body.fileId });
    assert.deepEqual([answer.status, answer.body.code], [404, "intake.file-not-found"]);
  });

  test("who answers for several departments works in each of them, and sees the loads of all", async () => {
    const several = await hub.as("department-steward", { scope: "several", departments: [testBureau, testPolice] });
    for (const department of [testBureau, testPolice]) {
      const load = await quickLoad(several, "x.csv", "a,b\n1,2\n", { department, as: freshName() });
      assert.equal(load.department, department);
    }
    const { body } = await several.get<Page<Load>>(`${loadsPath}?limit=100`);
    assert.deepEqual([...new Set(body.items.map((load) => load.department))].toSorted(), [testBureau, testPolice]);
    const narrow = await stranger.get<Page<Load>>(`${loadsPath}?limit=100`);
    assert.ok(narrow.body.items.every((load) => load.department === testBureau));
  });

  test("a load cannot be sent into another department's resource", async () => {
    const load = await loadRegister();
    const own = await upload(stranger, "x.csv", register);
    const answer = await stranger.post(`/api/intake/resources/${load.resourceId}/load`, { fileId: own.body.fileId });
    assert.ok(answer.status === 403 || answer.status === 404, answer.text);
    const draft = await stranger.post<Draft>("/api/intake/drafts", {
      department: testBureau,
      fileId: own.body.fileId,
      resourceId: load.resourceId,
    });
    const loading = draft.status === 201 ? await stranger.post(`/api/intake/drafts/${draft.body.id}/load`) : draft;
    assert.ok(loading.status === 403 || loading.status === 404, loading.text);
    assert.equal((await rowsOf(load)).length, 2);
  });
});

describe("loading again", () => {
  test("replaces the rows: the same file twice makes no doubles", async () => {
    const name = freshName();
    const first = await quickLoad(steward, "a.csv", register, { ...police, as: name });
    const second = await quickLoad(steward, "a.csv", register, { ...police, as: name });
    assert.equal(second.resourceId, first.resourceId);
    assert.ok(second.number > first.number);
    assert.equal((await rowsOf(second)).length, 2);
  });

  test("with the saved mapping takes a new file, and refuses one whose columns changed, the old rows standing", async () => {
    const load = await loadRegister();
    const repeat = async (content: string) => {
      const file = await upload(steward, "next.csv", content, testPolice);
      const started = await steward.post<Load>(`/api/intake/resources/${load.resourceId}/load`, {
        fileId: file.body.fileId,
      });
      assert.equal(started.status, 201, started.text);
      return ended(steward, started.body.id);
    };
    const next = await repeat(`${register}440524188001010014,孙七,2026-02-01,8\n`);
    assert.deepEqual([next.state, next.rowsLoaded], ["published", 3]);
    const changed = await repeat("证件号码,姓名\n1,甲\n");
    assert.deepEqual([changed.state, changed.problem?.code], ["failed", "intake.columns-changed"]);
    assert.equal((await rowsOf(load)).length, 3);
  });

  test("asked by ten at once runs once", async () => {
    const name = freshName();
    await quickLoad(steward, "a.csv", register, { ...police, as: name });
    const files = await Promise.all(Array.from({ length: 10 }, () => upload(steward, "a.csv", register, testPolice)));
    const answers = await Promise.all(
      files.map((file) =>
        steward.post<Load>("/api/intake/quick-load", { ...police, fileId: file.body.fileId, as: name }),
      ),
    );
    const started = answers.filter((answer) => answer.status === 201);
    assert.ok(started.length >= 1);
    assert.ok(
      answers.every((answer) => answer.status === 201 || answer.status === 409),
      answers.map((a) => a.text).join(),
    );
    for (const answer of started) assert.equal((await ended(steward, answer.body.id)).state, "published");
    assert.equal((await rowsOf(await ended(steward, started[0]?.body.id ?? ""))).length, 2);
  });

  test("with the same idempotency key answers the first load and starts no second", async () => {
    const { body: draft } = await draftOf(steward, "登记簿.csv", register, police);
    await steward.patch(`/api/intake/drafts/${draft.id}`, { resourceName: freshName() }, { ifMatch: draft.version });
    const ask = { headers: { "idempotency-key": `load-${draft.id}` } };
    const [first, second] = [
      await steward.post<Load>(`/api/intake/drafts/${draft.id}/load`, undefined, ask),
      await steward.post<Load>(`/api/intake/drafts/${draft.id}/load`, undefined, ask),
    ];
    assert.deepEqual([first.status, second.status, second.body.id], [201, 201, first.body.id]);
    await ended(steward, first.body.id);
  });
});

describe("refusals", () => {
  test("a file over the limit is refused with the limit, and nothing of it is kept", async () => {
    const answer = await upload(steward, "big.csv", Buffer.alloc(1_200_000, "a"), testPolice);
    assert.equal(answer.status, 413);
    const { rows } = await hub.database.pool.query("select 1 from intake.file f where f.name = 'big.csv'");
    assert.equal(rows.length, 0);
  });

  test("a cursor that nobody gave is a mistake in the call, not a defect of the hub", async () => {
    for (const path of ["sources", "loads"]) {
      const answer = await steward.get(`/api/intake/${path}?cursor=nonsense`);
      assert.equal(answer.status, 400, `${path}: ${answer.text}`);
    }
    const load = await loadRegister();
    assert.equal((await steward.get(`${loadsPath}/${load.id}/dirty?cursor=nonsense`)).status, 400);
  });

  test("a load stopped before it began is cancelled, and the resource is free again", async () => {
    const name = freshName();
    const file = await upload(steward, "a.csv", register, testPolice);
    const body = { ...police, fileId: file.body.fileId, as: name };
    const started = await steward.post<Load>("/api/intake/quick-load", body);
    await steward.post(`/api/operations/jobs/${started.body.jobId}/cancel`);
    const load = await ended(steward, started.body.id);
    assert.ok(load.state === "cancelled" || load.state === "published", load.state);
    const again = await steward.post<Load>("/api/intake/quick-load", body);
    assert.equal(again.status, 201, again.text);
    assert.equal((await ended(steward, again.body.id)).state, "published");
  });

  test("values of rejected rows and personal data stand nowhere in the ledger", async () => {
    await loadRegister();
    const { text } = await officer.get("/api/ledger/entries?limit=200");
    for (const value of [idCard, "张三", "2月30日", "2022-02-30"]) assert.ok(!text.includes(value), value);
  });
});
