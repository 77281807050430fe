import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import type { ExternalEntry, HarvestLine, HarvestRun, HarvestSource, SourceFields } from "#contract/harvest";
import type { LedgerEntry } from "#contract/ledger";
import type { Page } from "#contract/page";
import type { SearchHit } from "#contract/search";
import { startTestHub } from "#test/hub";
import { jobEnded } from "#test/library-ground";
import { startPortalServer } from "#test/portal-server";

// Through the hub, from another portal on this machine.

const ground = await startTestHub();
const portal = await startPortalServer();
const officer = await ground.as("data-officer");
const user = await ground.as("department-user");

const plain: SourceFields = {
  name: "来源",
  kind: "ckan",
  url: portal.url,
  fileId: null,
  licence: "",
  filter: "",
  mapping: null,
  everyDays: null,
};

async function created(fields: Partial<SourceFields>): Promise<HarvestSource> {
  const answer = await officer.post<HarvestSource>("/api/harvest/sources", { ...plain, ...fields });
  assert.equal(answer.status, 201, answer.text);
  return answer.body;
}

/** Starts a run and waits for its end, whichever it is. */
async function harvested({ id }: HarvestSource, mode: "incremental" | "full" = "incremental"): Promise<HarvestRun> {
  const started = await officer.post<HarvestRun>(`/api/harvest/sources/${id}/runs`, { mode });
  assert.equal(started.status, 201, started.text);
  await jobEnded(ground, started.body.jobId ?? "").catch(() => {});
  return (await officer.get<HarvestRun>(`/api/harvest/runs/${started.body.id}`)).body;
}

const counts = ({ seen, created: fresh, changed, unchanged, refused, gone }: HarvestRun) => ({
  seen,
  created: fresh,
  changed,
  unchanged,
  refused,
  gone,
});

const linesOf = async ({ id }: HarvestRun, query = "limit=500") =>
  (await officer.get<Page<HarvestLine>>(`/api/harvest/runs/${id}/records?${query}`)).body;

const foundAs = async (q: string, kind?: string) =>
  (
    await user.get<{ items: SearchHit[] }>(
      `/api/search/find?q=${encodeURIComponent(q)}${kind === undefined ? "" : `&kind=${kind}`}`,
    )
  ).body.items;

interface Package {
  id: string;
  title: string;
  metadata_modified: string;
  name?: string;
  notes?: string;
  private?: boolean;
  license_title?: string;
}

/** Answers `package_search` as CKAN does: sorted by id, from `start`, only what was modified since. */
function ckanOf(packages: readonly Package[]): (url: URL) => { body: string } {
  return ({ searchParams }) => {
    const since = /metadata_modified:\[(\S+) TO \*\]/.exec(searchParams.get("fq") ?? "")?.[1] ?? "";
    const fitting = packages
      .filter((one) => `${one.metadata_modified}Z` >= since)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const start = Number(searchParams.get("start"));
    const results = fitting.slice(start, start + Number(searchParams.get("rows")));
    return { body: JSON.stringify({ success: true, result: { count: fitting.length, results } }) };
  };
}

const packages = (count: number): Package[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `id-${String(index).padStart(4, "0")}`,
    name: `set-${index}`,
    title: `外部数据集${index}`,
    metadata_modified: "2026-01-01T00:00:00.000000",
  }));

describe("a portal that speaks CKAN", () => {
  const list = packages(230);
  let source: HarvestSource;
  let first: HarvestRun;

  before(async () => {
    list[7] = {
      ...list[7],
      id: "id-0007",
      title: "梅雨季水位",
      notes: "各站水位",
      metadata_modified: "2026-01-01T00:00:00",
    };
    portal.on("/one/api/3/action/package_search", ckanOf(list));
    source = await created({ name: "省开放平台", url: `${portal.url}/one`, licence: "公共数据开放许可" });
    first = await harvested(source);
  });

  test("is read page by page until its end, each record with its line in the report", async () => {
    assert.equal(first.state, "done", JSON.stringify(first.problem));
    assert.deepEqual(counts(first), { seen: 230, created: 230, changed: 0, unchanged: 0, refused: 0, gone: 0 });
    const { items, total } = await linesOf(first);
    assert.deepEqual([total, items[0]?.outcome, items[0]?.number, items.at(-1)?.number], [230, "created", 1, 230]);
  });

  test("leaves one entry of its end in the ledger, with the counts", async () => {
    const { body } = await (
      await ground.as("audit-administrator")
    ).get<Page<LedgerEntry>>("/api/ledger/entries?action=harvest.run&limit=1");
    assert.deepEqual([body.items[0]?.number, body.items[0]?.facts["created"]], [first.entry, 230]);
  });

  test("its entries are found by whoever asks for other portals, with where they come from, and never among the hub's own", async () => {
    const [hit] = await foundAs("梅雨季水位", "external");
    assert.equal(hit?.name.text, "梅雨季水位");
    assert.match(hit?.abstract.text ?? "", /省开放平台/);
    assert.deepEqual(await foundAs("梅雨季水位"), []);
    const entry = (await user.get<ExternalEntry>(`/api/harvest/entries/${hit?.ref ?? ""}`)).body;
    assert.deepEqual(
      [entry.sourceName, entry.licence, entry.landingPage],
      ["省开放平台", "公共数据开放许可", `${portal.url}/one/dataset/set-7`],
    );
  });

  test("again, only what was modified since is asked for, and only that is written", async () => {
    const asked = portal.asked.length;
    list[3] = { ...list[3], id: "id-0003", title: "改了标题", metadata_modified: "2026-02-01T00:00:00" };
    list.push({ id: "id-9999", title: "新来的", metadata_modified: "2026-02-02T00:00:00" });
    const run = await harvested(source);
    // The one with the newest date of the first run is asked for again: two may have the same moment.
    assert.deepEqual([run.seen - run.unchanged, run.created, run.changed, run.gone], [2, 1, 1, 0], JSON.stringify(run));
    assert.ok(portal.asked.slice(asked).every((path) => path.includes("metadata_modified")));
    const last = await harvested(source);
    assert.deepEqual(counts(last), { seen: 1, created: 0, changed: 0, unchanged: 1, refused: 0, gone: 0 });
  });

  test("a full run takes out what the portal no longer has, and says so", async () => {
    list.splice(7, 1);
    const run = await harvested(source, "full");
    assert.deepEqual(counts(run), { seen: 230, created: 0, changed: 0, unchanged: 230, refused: 0, gone: 1 });
    const { items } = await linesOf(run, "outcome=gone");
    assert.deepEqual([items[0]?.title, items[0]?.number], ["梅雨季水位", 231]);
    assert.deepEqual(await foundAs("梅雨季水位", "external"), []);
  });

  test("a portal that suddenly has nothing takes nothing out", async () => {
    portal.on("/one/api/3/action/package_search", ckanOf([]));
    const run = await harvested(source, "full");
    assert.deepEqual([run.state, run.problem?.code, run.gone], ["failed", "harvest.nothing-found", 0]);
    const { body } = await officer.get<HarvestSource>(`/api/harvest/sources/${source.id}`);
    assert.equal(body.entries, 230);
  });

  test("removed, its entries are found no longer", async () => {
    assert.ok((await foundAs("改了标题", "external")).length > 0);
    assert.equal((await officer.delete(`/api/harvest/sources/${source.id}`)).status, 204);
    assert.deepEqual(await foundAs("改了标题", "external"), []);
  });
});

describe("a run that breaks off", () => {
  test("goes on behind the last page that was stored, under the same number, and counts nothing twice", async () => {
    const answer = ckanOf(packages(330));
    let isBroken = true;
    portal.on("/broken/api/3/action/package_search", (url) =>
      isBroken && Number(url.searchParams.get("start")) >= 200 ? { status: 403, body: "{}" } : answer(url),
    );
    const source = await created({ name: "会断的平台", url: `${portal.url}/broken` });
    const first = await harvested(source);
    assert.deepEqual([first.state, first.problem?.code, first.seen], ["failed", "harvest.answer-unfit", 200]);
    isBroken = false;
    const asked = portal.asked.length;
    const second = await harvested(source);
    assert.deepEqual([second.id, second.number, second.state], [first.id, 1, "done"]);
    assert.deepEqual(counts(second), { seen: 330, created: 330, changed: 0, unchanged: 0, refused: 0, gone: 0 });
    assert.ok(
      portal.asked.slice(asked).every((path) => /start=(?:200|300)/.test(path)),
      portal.asked.slice(asked).join("\n"),
    );
    assert.equal((await linesOf(second)).total, 330);
  });

  test("with a document that has changed meanwhile begins again, and so does its report", async () => {
    const datasets = (title: string) =>
      JSON.stringify({ dataset: Array.from({ length: 250 }, (_, index) => dcatus(String(index), `${title}${index}`)) });
    portal.on("/changing.json", () => ({ body: datasets("前") }));
    const source = await created({ name: "会变的文件", kind: "dcatus", url: `${portal.url}/changing.json` });
    const run = await harvested(source);
    // As it stands where the process was killed behind the first batch.
    await ground.database.pool.query(
      "update harvest.run set state = 'failed', seen = 200, created = 200, unchanged = 0, position = jsonb_set(position, '{index}', '200') where id = $1",
      [run.id],
    );
    await ground.database.pool.query("delete from harvest.line where run_id = $1 and number > 200", [run.id]);
    portal.on("/changing.json", () => ({ body: datasets("后") }));
    const again = await harvested(source);
    assert.deepEqual([again.id, again.state], [run.id, "done"]);
    assert.deepEqual(counts(again), { seen: 250, created: 0, changed: 250, unchanged: 0, refused: 0, gone: 0 });
    assert.equal((await linesOf(again)).total, 250);
  });

  test("two runs of one source at once: one, and a sentence", async () => {
    const source = await created({ name: "只能一个", url: `${portal.url}/broken` });
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => officer.post(`/api/harvest/sources/${source.id}/runs`, {})),
    );
    const started = answers.filter(({ status }) => status === 201) as unknown as { body: HarvestRun }[];
    for (const { status, body } of answers)
      assert.ok(status === 201 || body.code === "harvest.run-open", JSON.stringify(body));
    for (const { body } of started) await jobEnded(ground, body.jobId ?? "");
    assert.ok(started.length >= 1);
  });
});

const dcatus = (identifier: string, title: string) => ({
  identifier,
  title,
  description: "说明",
  keyword: ["词"],
  modified: "2026-01-01",
  publisher: { name: "某局" },
  contactPoint: { fn: "某处", hasEmail: "mailto:a@b.example" },
  accessLevel: "public",
});

describe("a data.json", () => {
  test("its broken records are refused each by its rule, the good ones go on; the same bytes again are left alone", async () => {
    const { title: _title, ...untitled } = dcatus("2", "");
    const document = {
      dataset: [
        dcatus("1", "好的"),
        untitled,
        dcatus("1", "又一个一号"),
        { ...dcatus("4", "不公开"), accessLevel: "non-public" },
      ],
    };
    portal.on("/data.json", () => ({ body: JSON.stringify(document), headers: { etag: '"e1"' } }));
    const source = await created({ name: "一份 data.json", kind: "dcatus", url: `${portal.url}/data.json` });
    const run = await harvested(source);
    assert.deepEqual(counts(run), { seen: 4, created: 1, changed: 0, unchanged: 0, refused: 3, gone: 0 });
    const { items } = await linesOf(run, "outcome=refused");
    assert.deepEqual(
      items.map(({ faults }) => faults.map(({ rule }) => rule)),
      [["title-missing"], ["identifier-twice"], ["dcatus.not-public"]],
    );
    assert.match(items[0]?.faults[0]?.zh ?? "", /没有标题/);
    const again = await harvested(source);
    assert.deepEqual([again.isUntouched, again.seen, again.gone], [true, 0, 0]);
  });
});

describe("a catalog in RDF", () => {
  const page = (number: number, next: string) => `@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix hydra: <http://www.w3.org/ns/hydra/core#> .
<${portal.url}/catalog.ttl?page=${number}> a hydra:PagedCollection; hydra:totalItems 4 ${next} .
<https://x.example/${number}a> a dcat:Dataset; dct:title "第${number}页甲"; dct:description "说明" .
<https://x.example/${number}b> a dcat:Dataset; dct:title "第${number}页乙"; dct:description "说明" .`;

  test("is followed from page to page as hydra says, round a circle once", async () => {
    portal.on("/catalog.ttl", ({ searchParams }) => {
      const number = Number(searchParams.get("page") ?? "1");
      return {
        headers: { "content-type": "text/turtle" },
        body: page(number, `; hydra:next <?page=${number === 1 ? 2 : 1}>`),
      };
    });
    const source = await created({ name: "分页目录", kind: "dcat", url: `${portal.url}/catalog.ttl?page=1` });
    const run = await harvested(source);
    assert.deepEqual([run.state, run.announced, run.seen, run.created], ["done", 4, 4, 4], JSON.stringify(run.problem));
  });
});

describe("a listing that is uploaded", () => {
  test("is looked at, mapped and harvested; a new edition changes only its rows", async () => {
    const upload = async (name: string, text: string) =>
      (
        await officer.upload<{ fileId: string }>(
          `/api/harvest/files?name=${encodeURIComponent(name)}`,
          new TextEncoder().encode(text),
        )
      ).body.fileId;
    const one = await upload(
      "清单.csv",
      "数据集名称,提供部门,网址\n停车场,交通局,https://x.example/1\n公园,园林局,https://x.example/2\n",
    );
    const look = await officer.post<{ proposed: SourceFields["mapping"]; total: number }>("/api/harvest/look", {
      fileId: one,
    });
    assert.deepEqual(
      [look.body.total, look.body.proposed?.columns],
      [2, { title: "数据集名称", publisher: "提供部门", landingPage: "网址" }],
    );
    const source = await created({
      name: "清单",
      kind: "listing",
      url: null,
      fileId: one,
      mapping: look.body.proposed,
    });
    assert.deepEqual(counts(await harvested(source)), {
      seen: 2,
      created: 2,
      changed: 0,
      unchanged: 0,
      refused: 0,
      gone: 0,
    });
    const two = await upload("清单.csv", "数据集名称,提供部门,网址\n停车场名录,交通局,https://x.example/1\n,园林局,\n");
    const {
      id,
      version,
      fileName: _name,
      createdAt: _at,
      entries: _entries,
      nextAt: _next,
      lastRun: _run,
      ...fields
    } = source;
    const edited = await officer.put<HarvestSource>(
      `/api/harvest/sources/${id}`,
      { ...fields, fileId: two },
      { ifMatch: version },
    );
    assert.equal(edited.status, 200, edited.text);
    assert.deepEqual(counts(await harvested(source)), {
      seen: 2,
      created: 0,
      changed: 1,
      unchanged: 0,
      refused: 1,
      gone: 1,
    });
  });
});

describe("where the hub may be sent", () => {
  test("an address that serves keys to machines is refused when the source is registered", async () => {
    const answer = await officer.post("/api/harvest/sources", {
      ...plain,
      name: "坏地址",
      url: "http://169.254.169.254/",
    });
    assert.deepEqual([answer.status, answer.body.code], [422, "intake.host-refused"]);
  });

  test("a redirect to it ends the run with a sentence and no entry", async () => {
    portal.on("/sly.json", () => ({ status: 302, headers: { location: "http://169.254.169.254/latest/meta-data" } }));
    const run = await harvested(await created({ name: "转走的", kind: "dcatus", url: `${portal.url}/sly.json` }));
    assert.deepEqual([run.state, run.problem?.code, run.seen], ["failed", "intake.host-refused", 0]);
  });

  test("neither an address nor a file, or both, is no source; nor is a listing without a title column", async () => {
    for (const fields of [{ url: null }, { kind: "listing", url: portal.url }]) {
      const answer = await officer.post("/api/harvest/sources", { ...plain, name: "不全", ...fields });
      assert.deepEqual([answer.status, answer.body.code], [422, "harvest.place-unfit"], answer.text);
    }
  });
});
