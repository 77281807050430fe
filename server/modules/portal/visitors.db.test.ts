import assert from "node:assert/strict";
import { once as heard } from "node:events";
import { get } from "node:http";
import { text } from "node:stream/consumers";
import { describe, test } from "node:test";
import type { Opening } from "#contract/portal-manage";
import type { OpenRows } from "#contract/portal";
import type { Agreement, DerivedApplication, Received, Ticket } from "#contract/portal-visitors";
import type { Page } from "#contract/page";
import type { ProblemDocument } from "#contract/problem";
import { startTestHub } from "#test/hub";
import { makeStations, stationTerms, testPolice } from "./test-ground.ts";

const publicUrl = "https://data.example.gov.cn";
const ground = await startTestHub({ publicUrl });
const { hub, url, database } = ground;
const resource = await makeStations(ground);
const steward = await ground.as("department-steward", { department: testPolice });
const officer = await ground.as("data-officer");
const visitor = ground.asVisitor();

async function opened(code: string, terms = stationTerms()): Promise<Opening> {
  const made = await steward.post<Opening>("/api/portal/openings", { resourceId: resource.id, code, terms });
  await steward.post(`/api/portal/openings/${made.body.id}/submit`, {});
  const open = await officer.post<Opening>(`/api/portal/openings/${made.body.id}/open`, {});
  assert.equal(open.status, 200, open.text);
  for await (const job of hub.jobs.follow(hub.call(), open.body.jobId ?? ""))
    if (job.endedAt !== null) assert.equal(job.state, "succeeded");
  return open.body;
}

await opened("charging-stations");
await opened(
  "stations-by-agreement",
  stationTerms({ access: "conditional", licence: "agreement-1.0", conditions: "只供本地企业研究选址，不得转给他人。" }),
);

const page = async (
  path: string,
  { headers = {}, ...init }: Omit<RequestInit, "headers"> & { headers?: Readonly<Record<string, string>> } = {},
) => {
  const answer = await fetch(`${url}${path}`, { ...init, headers: { accept: "text/html", ...headers } });
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
};

/** With a host of one's own, which `fetch` does not let one name. */
async function askedFor(path: string, headers: Record<string, string>): Promise<string> {
  const [answer] = await heard(get(`${url}${path}`, { headers }), "response");
  return `${answer.headers.location ?? ""}\n${await text(answer)}`;
}

const sendForm = (path: string, values: Record<string, string>) =>
  page(path, { method: "POST", body: new URLSearchParams(values) });

/** Comes back once so many sessions wait for a lock on the table. */
async function waiting(table: string, sessions: number): Promise<void> {
  for (;;) {
    const { rows } = await database.pool.query<{ count: string }>(
      "select count(*) as count from pg_locks l where l.relation = $1::regclass and not l.granted",
      [table],
    );
    if (Number(rows[0]?.count) >= sessions) return;
  }
}

describe("pages", () => {
  test("each page is whole without a script, says its language, and asks for nothing from elsewhere", async () => {
    const paths = [
      "",
      "/datasets",
      "/datasets?q=充电站",
      "/datasets/charging-stations",
      "/datasets/stations-by-agreement",
    ];
    const more = ["/themes", "/departments", "/licences/cc-by-4.0", "/statistics", "/applications", "/answers"];
    const forms = ["/request", "/suggest", "/datasets/charging-stations/correction", "/applications/new", "/receipts"];
    for (const path of [...paths, ...more, ...forms, "/datasets/stations-by-agreement/agreement"]) {
      for (const [lang, said] of [
        ["zh", "zh-CN"],
        ["en", "en"],
      ]) {
        const address = `/open${path}${path.includes("?") ? "&" : "?"}lang=${lang}`;
        const { status, html } = await page(address);
        assert.equal(status, 200, `${address}: ${html.slice(0, 300)}`);
        assert.match(html, new RegExp(`<html lang="${said}"`));
        assert.equal(html.match(/<h1/g)?.length, 1, `${address}: one heading of the first order`);
        assert.doesNotMatch(
          html,
          /<script(?! type="application\/ld\+json")|(?:src|@import|url\()\s*=?\s*["']?https?:/,
          address,
        );
      }
    }
  });

  test("values of data are shown as text, whatever they hold", async () => {
    const { html } = await page("/open/datasets/charging-stations");
    assert.match(html, /Quote &quot;five&quot;, &lt;b&gt;/);
    assert.match(html, /<script type="application\/ld\+json">\{"@context":"https:\/\/schema\.org","@type":"Dataset"/);
    assert.match(html, /<svg[^>]*role="img"/);
  });

  test("a page that has not changed is not sent again, and is squeezed for whoever can take it", async () => {
    const first = await page("/open/datasets/charging-stations");
    const etag = first.headers.get("etag") ?? "";
    assert.equal((await page("/open/datasets/charging-stations", { headers: { "if-none-match": etag } })).status, 304);
    assert.equal(first.headers.get("content-encoding"), "gzip");
  });

  test("a dataset nobody opened is told on a page, with its status", async () => {
    const { status, html } = await page("/open/datasets/nobody");
    assert.equal(status, 404);
    assert.match(html, /没有开放数据集/);
  });

  test("a page says where its things stand for machines: DCAT, JSON, feeds", async () => {
    const feeds = ["/feeds/datasets.atom", "/feeds/datasets.rss"];
    const dataset = ["ttl", "jsonld", "rdf"].map((ending) => `/dataset/charging-stations.${ending}`);
    const catalog = ["/catalog.ttl", "/catalog.jsonld", "/catalog.rdf", "/data.json"];
    for (const [path, told] of [
      ["/open/datasets/charging-stations", [...dataset, "/api/portal/datasets/charging-stations", ...feeds]],
      ["/open", [...catalog, ...feeds]],
      ["/open/datasets", [...catalog, ...feeds]],
      ["/open/statistics", [...catalog, ...feeds]],
    ] as const) {
      const { html } = await page(path);
      const links = [...html.matchAll(/<link rel="alternate" type="([^"]+)" href="([^"]+)"/g)];
      assert.deepEqual(
        links.map(([, , href]) => href),
        told.map((one) => publicUrl + one),
      );
      for (const [, type, href = ""] of links) {
        const answer = await fetch(href.replace(publicUrl, url));
        assert.deepEqual([href, answer.status, answer.headers.get("content-type")?.split(";")[0]], [href, 200, type]);
      }
    }
  });

  test("addresses for others are those of the public address, whatever host a request names", async () => {
    const forged = { host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "http" };
    for (const path of [
      "/open",
      "/open?lang=en",
      "/open/datasets",
      "/open/datasets/charging-stations",
      "/sitemap.xml",
      "/robots.txt",
      "/data.json",
      "/catalog.ttl",
      "/catalog.jsonld",
      "/catalog.rdf",
      "/dcat",
      "/dataset/charging-stations.ttl",
      "/dataset/charging-stations.jsonld",
      "/feeds/datasets.rss",
      "/feeds/datasets.atom",
      "/api/3/action/package_show?id=charging-stations",
      "/api/action/package_search",
    ]) {
      const answer = await askedFor(path, forged);
      assert.ok(answer.includes(`${publicUrl}/`), path);
      assert.doesNotMatch(answer, /evil\.example|http:\/\/127\.0\.0\.1/, path);
    }
  });

  test("the sitemap holds every open dataset", async () => {
    const { html } = await page("/sitemap.xml");
    assert.match(html, /\/open\/datasets\/charging-stations<\/loc>/);
  });
});

describe("what visitors ask", () => {
  test("a request is received with a receipt and a day, answered by the department, and shown to all", async () => {
    const sent = await sendForm("/open/request", {
      title: "公交到站时间",
      body: "想做一个候车提示，需要各线路的到站时间。",
      department: testPolice,
      contact: "someone@example.com",
    });
    assert.equal(sent.status, 200, sent.html);
    const receipt = /class="box key">([^<]+)</.exec(sent.html)?.[1] ?? "";
    const inbox = await steward.get<Page<Ticket>>("/api/portal/tickets?state=waiting&kind=request");
    const [ticket] = inbox.body.items;
    assert.ok(ticket && ticket.dueOn !== null && ticket.remainingDays !== null);
    assert.equal(ticket.contact?.contact, "someone@example.com");
    const { rows } = await database.pool.query<{ body: string }>(
      "select e.body from ledger.entry e where e.body like '%portal.ask-for-data%'",
    );
    assert.ok(rows.length === 1 && !rows[0]?.body.includes("someone@example.com"));
    const answered = await steward.post<Ticket>(`/api/portal/tickets/${ticket.id}/answer`, {
      outcome: "planned",
      answer: "已列入下季度开放计划。",
    });
    assert.equal(answered.status, 200, answered.text);
    for (const path of [`/open/receipts/${receipt}`, "/open/answers"])
      assert.match((await page(path)).html, /已列入下季度开放计划/);
    assert.doesNotMatch((await page("/open/answers")).html, /someone@example/);
    const again = await steward.post(`/api/portal/tickets/${ticket.id}/answer`, {
      outcome: "done",
      answer: "再答一次。",
    });
    assert.equal(again.body.code, "portal.already-decided");
    const { body } = await visitor.get<{ answers: { kind: string; inTime: number }[] }>("/api/portal/statistics");
    assert.equal(body.answers.find(({ kind }) => kind === "request")?.inTime, 1);
  });

  test("a form with mistakes comes back with what was typed and every mistake, and nothing is recorded", async () => {
    const sent = await sendForm("/open/request", { title: "x", body: "短", contact: "not an address" });
    assert.equal(sent.status, 400);
    for (const field of ["title", "body", "contact"]) assert.match(sent.html, new RegExp(`href="#${field}"`));
    assert.match(sent.html, /value="not an address"/);
  });

  test("the same form sent twice is one matter with one receipt", async () => {
    const once = crypto.randomUUID();
    const form = { once, title: "", body: "S-2 的经度好像不对，应当在青羊区。" };
    const send = () => visitor.post<Received>("/open/datasets/charging-stations/correction", form);
    const [first, second] = [await send(), await send()];
    assert.deepEqual(first.body, second.body);
    const inbox = await steward.get<Page<Ticket>>("/api/portal/tickets?kind=correction");
    assert.equal(inbox.body.total, 1);
  });

  test("another department's people neither see nor answer it", async () => {
    const stranger = await ground.as("department-steward");
    const inbox = await steward.get<Page<Ticket>>("/api/portal/tickets?kind=correction");
    const id = inbox.body.items[0]?.id ?? "";
    assert.equal((await stranger.get<Page<Ticket>>("/api/portal/tickets?kind=correction")).body.total, 0);
    const answer = await stranger.post(`/api/portal/tickets/${id}/answer`, { outcome: "done", answer: "不该答的。" });
    assert.deepEqual([answer.status, answer.body.code], [404, "portal.ticket-not-found"]);
  });

  test("an application is listed once the bureau has looked at it, also on the page of its dataset", async () => {
    const sent = await visitor.post<Received>("/open/applications/new", {
      title: "充电地图",
      author: "测试大学",
      kind: "app",
      url: "https://example.com/map",
      body: "按剩余电量找最近的站。",
      datasets: "charging-stations",
      contact: "13800138000",
    });
    assert.equal(sent.status, 200, sent.text);
    assert.doesNotMatch((await page("/open/applications")).html, /充电地图/);
    const list = await officer.get<Page<DerivedApplication>>("/api/portal/applications?state=waiting");
    const id = list.body.items[0]?.id ?? "";
    await officer.post(`/api/portal/applications/${id}/decision`, { decision: "listed" });
    for (const path of ["/open/applications", "/open/datasets/charging-stations"])
      assert.match((await page(path)).html, /充电地图/);
    assert.equal((await hub.portal.get(hub.call(), "charging-stations")).uses.applications, 1);
  });
});

describe("conditional opening", () => {
  const rows = (key?: string) =>
    visitor.get<OpenRows & ProblemDocument>("/api/portal/datasets/stations-by-agreement/rows", {
      headers: key === undefined ? {} : { "weir-key": key },
    });

  test("nothing leaves without an agreement, not even its first rows on the page", async () => {
    const answer = await rows();
    assert.deepEqual([answer.status, answer.body.code], [403, "portal.agreement-needed"]);
    assert.equal((await fetch(`${url}/api/portal/datasets/stations-by-agreement/files/csv`)).status, 403);
    assert.ok(!(await page("/open/datasets/stations-by-agreement")).html.includes("测试一号站"));
    assert.equal((await hub.portal.get(hub.call(), "stations-by-agreement")).spatial.box, null);
  });

  test("with an agreement the key opens it, is shown once, and stops when the agreement ends", async () => {
    const sent = await visitor.post<Received>("/open/datasets/stations-by-agreement/agreement", {
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
    const decided = await steward.post<Agreement>(`/api/portal/agreements/${id}/decision`, {
      agrees: true,
      reason: "用途正当",
    });
    assert.equal(decided.status, 200, decided.text);
    const fetched = await sendForm(`/open/receipts/${sent.body.receipt}/key`, {});
    const key = /class="box key">([^<]+)</.exec(fetched.html)?.[1] ?? "";
    assert.equal((await sendForm(`/open/receipts/${sent.body.receipt}/key`, {})).status, 404);
    assert.equal((await rows(key)).body.total, 5);
    assert.equal((await rows(`${key}x`)).status, 403);
    await steward.post(`/api/portal/agreements/${id}/end`, { reason: "研究结束" });
    assert.equal((await rows(key)).status, 403);
  });

  test("the same form arriving several times at one instant is one matter, and every answer its receipt", async () => {
    const form = {
      once: crypto.randomUUID(),
      partyKind: "person",
      party: "双击的人",
      name: "双击的人",
      contact: "twice@example.com",
      purpose: "研究充电站选址，论文公开发表。",
      measures: "存放在加密硬盘，只有本人可见，一年后删除。",
      agrees: "yes",
    };
    const send = () => ground.asVisitor().post<Received>("/open/datasets/stations-by-agreement/agreement", form);
    // What all would write is held until each of them stands before it.
    const holder = await database.pool.connect();
    await holder.query("begin; lock table portal.agreement in exclusive mode");
    const sending = [send(), send(), send()];
    await waiting("portal.agreement", sending.length);
    await holder.query("commit");
    holder.release();
    const answers = await Promise.all(sending);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200],
    );
    assert.ok(answers[0]?.body.dueOn);
    for (const { body } of answers) assert.deepEqual(body, answers[0]?.body);
    const list = await steward.get<Page<Agreement>>("/api/portal/agreements?state=waiting");
    assert.equal(list.body.items.filter(({ party }) => party === "双击的人").length, 1);
    const { rows: promises } = await database.pool.query<{ count: string }>(
      "select count(*) as count from clock.commitment c where c.subject_id = $1",
      [list.body.items.find(({ party }) => party === "双击的人")?.id],
    );
    assert.equal(Number(promises[0]?.count), 1);
  });

  test("a company gives its credit code, a wrong one is refused", async () => {
    const answer = await visitor.post("/open/datasets/stations-by-agreement/agreement", {
      partyKind: "company",
      party: "测试公司",
      creditCode: "91110000000000000X",
      name: "测试者",
      contact: "tester@example.com",
      purpose: "研究充电站选址，论文公开发表。",
      measures: "存放在加密硬盘，只有本人可见，一年后删除。",
      agrees: "yes",
    });
    assert.deepEqual([answer.status, answer.body.code], [400, "portal.form-wrong"]);
  });
});

test("a visitor who sends too many forms is asked to come back later", async () => {
  let last = 0;
  for (let sent = 0; sent < 12 && last !== 429; sent += 1)
    last = (await visitor.post("/open/suggest", { title: "建议", body: "多开放一些数据，谢谢。" })).status;
  assert.equal(last, 429);
});
