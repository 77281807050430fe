import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Resource } from "#contract/catalog";
import type { Opening, OpeningTerms } from "#contract/portal-manage";
import type { DatasetVersion, OpenRows, OpenStatistics, PublicDataset } from "#contract/portal";
import type { Agreement, Received } from "#contract/portal-visitors";
import type { Page } from "#contract/page";
import type { ProblemDocument } from "#contract/problem";
import { startTestHub } from "#test/hub";
import { makeStations, stationTerms, testPolice } from "./test-ground.ts";

/** What everybody must not learn, asked for in every way there is. */
const ground = await startTestHub();
const { hub, url, database } = ground;
const steward = await ground.as("department-steward", { department: testPolice });
const officer = await ground.as("data-officer");
const visitor = ground.asVisitor();
const resource = await makeStations(ground);

async function opened(code: string, terms: OpeningTerms, resourceId = resource.id): Promise<Opening> {
  const made = await steward.post<Opening>("/api/portal/openings", { resourceId, code, terms });
  assert.equal(made.status, 201, made.text);
  await steward.post(`/api/portal/openings/${made.body.id}/submit`, {});
  return openedAgain(made.body.id);
}

async function openedAgain(id: string): Promise<Opening> {
  const open = await officer.post<Opening>(`/api/portal/openings/${id}/open`, {});
  assert.equal(open.status, 200, open.text);
  await filesMade(open.body.jobId);
  return open.body;
}

async function filesMade(jobId: string | null): Promise<void> {
  for await (const job of hub.jobs.follow(hub.call(), jobId ?? ""))
    if (job.endedAt !== null) assert.equal(job.state, "succeeded", JSON.stringify(job.problem));
}

const only = (...fields: string[]) => fields.map((field) => ({ field, mask: null, description: "" }));
const rowsOf = (code: string, query = "", key?: string) =>
  visitor.get<OpenRows & ProblemDocument>(`/api/portal/datasets/${code}/rows${query}`, {
    headers: key === undefined ? {} : { "weir-key": key },
  });
const pageOf = async (path: string, init?: RequestInit) => (await fetch(`${url}${path}`, init)).text();
const fileOf = (code: string, format: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/api/portal/datasets/${code}/files/${format}`, { headers });

const byAgreement = {
  access: "conditional",
  licence: "agreement-1.0",
  conditions: "只供本地企业研究选址，不得转给他人。",
} as const;

await opened(
  "stations",
  stationTerms({
    title: { zh: '站点</script><script>alert("1")</script>', en: "Stations </script><b>" },
    items: only("station_no", "district", "longitude", "latitude", "users", "fee", "note"),
    countBy: "users",
  }),
);

describe("columns", () => {
  test("a key that leaves masked is not found by guessing it", async () => {
    const items = [{ field: "station_no", mask: "all" as const, description: "" }, ...only("district")];
    await opened("masked-key", stationTerms({ items, smallCells: [], point: null }));
    assert.ok(!(await rowsOf("masked-key")).text.includes("S-2"));
    for (const query of ["?station_no=S-2", "?station_no.prefix=S", "?sort=station_no"]) {
      const { status, body } = await rowsOf("masked-key", query);
      assert.deepEqual([status, body.code], [403, "gate.filter-on-masked"], query);
    }
  });

  test("a telephone number inside a text is hidden, and the row does not answer to a part of it", async () => {
    const { body } = await rowsOf("stations", "?fields=station_no,note");
    const hidden = body.items.find((row) => row["station_no"] === "S-2")?.["note"];
    assert.match(String(hidden), /^报修请打 138/);
    assert.ok(!String(hidden).includes("13800138000"));
    for (const query of ["?note.prefix=报修请打 138", "?note=报修请打 13800138000", "?note.lte=报修请打 2"])
      assert.equal((await rowsOf("stations", query)).body.total, 0, query);
    const found = await hub.portal.rows(
      hub.call(),
      { code: "stations", text: "13800138", limit: 10 },
      { remoteAddress: "10.0.0.1", header: () => undefined },
    );
    assert.equal(found.total, 0);
    const sorted = await rowsOf("stations", "?fields=station_no&sort=-note");
    assert.equal(sorted.body.items.at(-1)?.["station_no"], "S-2", "the hidden one has no place in the order");
    assert.equal((await rowsOf("stations", "?note=无")).body.total, 4, "what is shown is found");
  });

  test("a column that is not given out is as unknown as one that is not there", async () => {
    for (const how of [(of: string) => `?${of}=x`, (of: string) => `?${of}.gte=1`, (of: string) => `?${of}.prefix=张`])
      for (const field of ["owner_name", "nobody"]) {
        const { status, body } = await rowsOf("stations", how(field));
        assert.deepEqual([status, body.code], [400, "gate.item-unknown"], how(field));
      }
    for (const field of ["owner_name", "nobody"]) {
      assert.equal((await rowsOf("stations", `?fields=${field}`)).body.code, "gate.item-unknown");
      assert.equal((await rowsOf("stations", `?sort=${field}`)).body.code, "gate.item-unknown");
    }
  });

  test("a small count stands nowhere: rows, chart, example, preview, every file that can be read", async () => {
    const html = await pageOf("/open/datasets/stations");
    const preview = /<tbody>.*?<\/tbody>/s.exec(html.slice(html.indexOf("先看几行")))?.[0] ?? "";
    assert.match(
      preview,
      /<td>S-2<\/td><td>锦江区<\/td>(?:<td class="num">[\d.]+<\/td>){2}(?:<td class="num"><\/td>){2}/,
    );
    const chart = html.slice(html.indexOf("有多少？"), html.indexOf("在哪里？"));
    assert.match(chart, /<td>120<\/td>/);
    assert.doesNotMatch(chart, /<td>3<\/td>/);
    const { body } = await visitor.get<PublicDataset>("/api/portal/datasets/stations");
    assert.deepEqual(
      body.fields.filter(({ isSuppressed }) => isSuppressed).map(({ field }) => field),
      ["users", "fee"],
    );
    for (const format of ["json", "geojson"]) {
      const text = await (await fileOf("stations", format)).text();
      assert.match(text, /"station_no":"S-2".*"users":null,"fee":null/);
    }
  });
});

describe("time", () => {
  test("from the day a stricter number is in force small counts go by it, and nothing older is given out", async () => {
    const own = await makeStations(ground, { title: "小计数的站点" });
    const { id } = await opened("cells", stationTerms(), own.id);
    assert.match((await rowsOf("cells", "?station_no=S-4")).text, /"users":40/);
    await database.pool.query(
      "insert into portal.rule (name, effective_on, value, basis) values ('small-cell-below', '2020-01-02', 50, '本地规定')",
    );
    await hub.portal.tend(hub.call());
    await filesMade((await steward.get<Opening>(`/api/portal/openings/${id}`)).body.jobId);
    await database.pool.query("delete from portal.rule where value = 50");
    assert.match((await rowsOf("cells", "?station_no=S-4")).text, /"users":null/);
    assert.equal((await fetch(`${url}/api/portal/datasets/cells/files/csv?version=1`)).status, 404);
    assert.match(await pageOf("/open/datasets/cells"), /小于 50 的不公布/);
  });

  test("what the catalog takes back when it is published anew is closed to the public, with the reason", async () => {
    const own = await makeStations(ground, { title: "收回的站点" });
    const open = await opened("taken-back", stationTerms(), own.id);
    const { body } = await steward.get<Resource>(`/api/catalog/resources/${own.id}`);
    const items = body.items.map((item) => (item.field === "station_name" ? { ...item, isPersonal: true } : item));
    const call = hub.call();
    await hub.catalog.setItems(call, own.id, items);
    const { life } = hub.catalog;
    await life.submit(call, own.id);
    await life.assessSecrecy(call, own.id, { result: "no-secret", note: "不涉密" });
    await life.assessPersonal(call, own.id, {
      result: "acceptable",
      basis: "法定职责",
      safeguards: "不开放个人信息",
      note: "含个人信息",
    });
    await life.sign(call, own.id);
    await life.publish(call, own.id);
    await hub.portal.heardOfPublishing(call, { resourceId: own.id });
    assert.equal((await rowsOf("taken-back")).status, 404);
    const closed = await steward.get<Opening>(`/api/portal/openings/${open.id}`);
    assert.equal(closed.body.state, "withdrawn");
    assert.match(closed.body.withdrawnReason, /站点名称.*个人信息/);
  });
});

describe("agreements", () => {
  async function agreed(code: string): Promise<string> {
    const sent = await visitor.post<Received>(`/open/datasets/${code}/agreement`, {
      partyKind: "person",
      party: "测试者",
      name: "测试者",
      contact: "tester@example.com",
      purpose: "研究充电站选址，论文公开发表。",
      measures: "存放在加密硬盘，只有本人可见，一年后删除。",
      agrees: "yes",
    });
    assert.equal(sent.status, 200, sent.text);
    const list = await steward.get<Page<Agreement>>("/api/portal/agreements?state=waiting");
    const id = list.body.items[0]?.id ?? "";
    await steward.post(`/api/portal/agreements/${id}/decision`, { agrees: true, reason: "用途正当" });
    const html = await pageOf(`/open/receipts/${sent.body.receipt}/key`, {
      method: "POST",
      headers: { accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
    });
    return /class="box key">([^<]+)</.exec(html)?.[1] ?? "";
  }

  test("a key gets what the dataset holds now, nothing it held, and nothing once it is withdrawn", async () => {
    const own = await makeStations(ground, { title: "协议的站点" });
    const open = await opened("agreed", stationTerms(byAgreement), own.id);
    const key = await agreed("agreed");
    assert.match((await rowsOf("agreed", "", key)).text, /测试一号站/);
    const narrower = stationTerms({
      ...byAgreement,
      items: only("station_no"),
      smallCells: [],
      point: null,
      countBy: null,
    });
    await steward.put(`/api/portal/openings/${open.id}`, narrower, { ifMatch: open.version });
    await steward.post(`/api/portal/openings/${open.id}/submit`, {});
    await openedAgain(open.id);
    const after = await rowsOf("agreed", "", key);
    assert.deepEqual(after.body.items[0], { station_no: "S-1" });
    await officer.post(`/api/portal/openings/${open.id}/withdraw`, { reason: "不再提供" });
    assert.equal((await rowsOf("agreed", "", key)).status, 404);
    const { rows } = await database.pool.query<{ open: number }>(
      "select count(*)::int as open from gate.grant g where g.department = 'public' and g.resource_id = $1 and g.state = 'active'",
      [own.id],
    );
    assert.equal(rows[0]?.open, 0);
  });

  test("the key of one dataset is none for another, and one's name stands in no ledger entry", async () => {
    const own = await makeStations(ground, { title: "另一些站点" });
    await opened("agreed-one", stationTerms({ ...byAgreement, countBy: null }), own.id);
    await opened("agreed-two", stationTerms({ ...byAgreement, countBy: null }), own.id);
    const key = await agreed("agreed-one");
    assert.equal((await rowsOf("agreed-one", "", key)).status, 200);
    assert.deepEqual([(await rowsOf("agreed-two", "", key)).status, (await rowsOf("agreed-two")).status], [403, 403]);
    assert.equal((await fileOf("agreed-two", "csv", { "weir-key": key })).status, 403);
    assert.equal((await fileOf("agreed-one", "csv", { "weir-key": key })).status, 200);
    const { rows } = await database.pool.query(
      "select 1 from ledger.entry e where e.body like '%portal.%' and e.body like '%测试者%'",
    );
    assert.equal(rows.length, 0);
  });

  test("of what is conditional no list, version, feed of search engines or page holds a file or a value", async () => {
    const own = await makeStations(ground, { title: "不给看的站点" });
    await opened("unseen", stationTerms({ ...byAgreement, title: { zh: "不给看的站点", en: "" } }), own.id);
    const dataset = await visitor.get<PublicDataset>("/api/portal/datasets/unseen");
    const versions = await visitor.get<{ items: DatasetVersion[] }>("/api/portal/datasets/unseen/versions");
    assert.deepEqual(
      [dataset.body.distributions, dataset.body.rowsPath, versions.body.items[0]?.distributions],
      [[], null, []],
    );
    assert.ok(dataset.body.fields.every(({ example }) => example === null));
    const page = await pageOf("/open/datasets/unseen");
    for (const seen of ["测试一号站", "锦江区", "104.0", "DataDownload"]) assert.ok(!page.includes(seen), seen);
    assert.ok(
      dataset.body.fields.some(({ isSuppressed }) => isSuppressed),
      "that something is left out is told",
    );
  });
});

describe("what nobody has opened", () => {
  test("a draft, a submitted one and a change that waits are on no public page, list, count or search", async () => {
    const own = await makeStations(ground, { title: "没开放的站点" });
    const before = await visitor.get<OpenStatistics>("/api/portal/statistics");
    const terms = stationTerms({ title: { zh: "还没开放的秘站", en: "" }, keywords: ["秘站"] });
    const made = await steward.post<Opening>("/api/portal/openings", { resourceId: own.id, code: "not-open", terms });
    for (const state of ["draft", "submitted"]) {
      for (const path of ["", "/rows", "/versions", "/files/csv"])
        assert.equal((await visitor.get(`/api/portal/datasets/not-open${path}`)).status, 404, `${state} ${path}`);
      assert.equal((await visitor.get(`/api/portal/datasets/${made.body.id}`)).status, 404, "nor by its id");
      for (const path of ["/open", "/open/datasets?q=秘站", "/sitemap.xml", "/open/departments"])
        assert.doesNotMatch(await pageOf(path), /还没开放|not-open/, `${state} ${path}`);
      const after = await visitor.get<OpenStatistics>("/api/portal/statistics");
      assert.deepEqual([after.body.datasets, after.body.rowCount], [before.body.datasets, before.body.rowCount]);
      for (const path of ["", "/correction", "/agreement"])
        assert.equal((await fetch(`${url}/open/datasets/not-open${path}`)).status, 404, path);
      const mistake = { body: "有一处错误，请核实。" };
      assert.equal((await visitor.post("/open/datasets/not-open/correction", mistake)).status, 404);
      await steward.post(`/api/portal/openings/${made.body.id}/submit`, {});
    }
  });

  test("what a visitor asked is nobody else's before it is answered, and never where the answer is not public", async () => {
    const form = { title: "想问一件私事", body: "这是只给部门看的内容。", department: testPolice };
    const sent = await visitor.post<Received>("/open/request", form);
    const list = await steward.get<Page<{ id: string; number: number }>>("/api/portal/tickets?limit=500");
    const id = list.body.items.find(({ number }) => number === sent.body.number)?.id ?? "";
    assert.doesNotMatch(await pageOf("/open/answers"), /私事/);
    await steward.post(`/api/portal/tickets/${id}/answer`, {
      outcome: "noted",
      answer: "已单独答复。",
      isPublic: false,
    });
    assert.doesNotMatch(await pageOf("/open/answers"), /私事/);
    assert.equal((await fetch(`${url}/open/receipts/AAAA-AAAA-AAAA-AAAA-AAAA`)).status, 404);
    for (const path of ["/api/portal/tickets", "/api/portal/openings", "/api/portal/agreements"])
      assert.equal((await visitor.get(path)).status, 401, path);
  });
});

describe("what people type and files ask", () => {
  test("nothing typed becomes part of a page: neither in its text nor in what search engines read", async () => {
    const evil = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)>';
    const page = await pageOf("/open/datasets/stations");
    assert.equal(page.match(/<script/g)?.length, 1, "the description for search engines, and nothing else");
    const [, json = ""] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page) ?? [];
    assert.equal((JSON.parse(json) as { name: string }).name, '站点</script><script>alert("1")</script>');
    for (const path of [
      `/open/datasets?q=${encodeURIComponent(evil)}`,
      `/open/request?title=${encodeURIComponent(evil)}`,
    ])
      assert.doesNotMatch(await pageOf(path), /<script>|<img/, path);
    const sent = await visitor.post<Received>("/open/suggest", { title: evil, body: `${evil} 建议` });
    assert.equal(sent.status, 200, sent.text);
    assert.doesNotMatch(await pageOf(`/open/receipts/${sent.body.receipt}`), /<script>|<img/);
    const bad = await visitor.post("/open/applications/new", {
      title: "应用",
      author: "某人",
      kind: "app",
      url: "javascript:alert(1)",
      body: "不该收的网址。",
      datasets: "stations",
      contact: "13800138000",
    });
    assert.deepEqual([bad.status, bad.body.code], [400, "portal.form-wrong"]);
    assert.equal((await visitor.post("/open/suggest", { title: "标题\0", body: "正文正文正文" })).status, 400);
  });

  test("no two people are handed the same form", async () => {
    const [first, second] = await Promise.all([fetch(`${url}/open/request`), fetch(`${url}/open/request`)]);
    assert.equal(first.headers.get("cache-control"), "no-store");
    const once = async (page: Response) => /name="once" value="([^"]+)"/.exec(await page.text())?.[1];
    assert.notEqual(await once(first), await once(second));
  });

  test("parts and copies of a file by the book: suffix, beyond the end, changed meanwhile, known already", async () => {
    const whole = Buffer.from(await (await fileOf("stations", "csv")).arrayBuffer());
    const etag = (await fileOf("stations", "csv")).headers.get("etag") ?? "";
    const last = await fileOf("stations", "csv", { range: "bytes=-5" });
    assert.deepEqual([last.status, Buffer.from(await last.arrayBuffer())], [206, whole.subarray(-5)]);
    const beyond = await fileOf("stations", "csv", { range: `bytes=${whole.length}-` });
    assert.deepEqual([beyond.status, beyond.headers.get("content-range")], [416, `bytes */${whole.length}`]);
    const changed = await fileOf("stations", "csv", { range: "bytes=0-3", "if-range": '"another"' });
    assert.deepEqual([changed.status, (await changed.arrayBuffer()).byteLength], [200, whole.length]);
    for (const known of [`"other", W/${etag}`, "*"]) {
      const again = await fileOf("stations", "csv", { "if-none-match": known, range: `bytes=${whole.length}-` });
      assert.equal(again.status, 304, known);
    }
  });
});
