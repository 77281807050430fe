import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { Parser, Store } from "n3";
import Validator from "rdf-validate-shacl";
import type { HarvestKind } from "#contract/harvest";
import type { PublicDataset } from "#contract/portal";
import type { Problem } from "#kernel/problem";
import { faultsOf } from "../server/modules/doors/dcat/validate.ts";
import { parseRdf } from "../server/modules/doors/test-rdf.ts";
import { stationTerms } from "../server/modules/portal/test-ground.ts";
import { ckanClient, type Found, noCkanapi, type Package, runCkanapi } from "./kit/ckan-client.ts";
import { dcatusFaults } from "./kit/dcatus-rules.ts";
import { testPolice } from "./kit/hub.ts";
import { harvestInto } from "./kit/harvest-examples.ts";
import { startOpenSide, unopened } from "./kit/open-side.ts";
import { readXml } from "./kit/read-xml.ts";

// The open data under the addresses that programs of others know, asked by programs of others.

const ground = await startOpenSide();
const { url, hub } = ground;
const visitor = ground.asVisitor();
const officer = await ground.as("data-officer");
const stations = (await visitor.get<PublicDataset>("/api/portal/datasets/charging-stations")).body;
const openCodes = ["charging-stations", "stations-by-agreement"];
const extras = 120;

const csvOf = ({ resources }: Package): string => resources.find(({ format }) => format === "CSV")?.id ?? "";

describe("the client ckan of npm", () => {
  const client = ckanClient(url);

  test("lists, searches and shows what is open, and nothing else", async () => {
    assert.deepEqual(await client.ask<string[]>("package_list"), openCodes);
    const found = await client.ask<Found>("package_search", {
      q: "充电站",
      fq: 'res_format:CSV AND tags:"新能源"',
      "facet.field": ["organization", "res_format"],
    });
    assert.deepEqual([found.count, found.results[0]?.name, found.results[0]?.private], [1, "charging-stations", false]);
    assert.deepEqual(found.search_facets["res_format"]?.items.map(({ name }) => name).toSorted(), [
      "CSV",
      "GEOJSON",
      "JSON",
      "PARQUET",
      "XLSX",
    ]);
    const shown = await client.ask<Package>("dataset_show", { id: stations.id });
    assert.equal(shown.title, "公共充电站在哪里");
    const organization = await client.ask<{ package_count: number }>("organization_show", {
      id: shown.organization.name,
    });
    assert.equal(organization.package_count, 2);
  });

  test("reads rows by filter and order, with types it knows, as the gate lets them out", async () => {
    const csv = csvOf(await client.ask<Package>("package_show", { id: "charging-stations" }));
    const found = await client.rows({
      resource_id: csv,
      filters: [{ type: "term", field: "district", term: "锦江区" }],
      sort: [{ field: "station_no", order: "desc" }],
      size: 2,
      from: 1,
    });
    assert.equal(found.total, 3);
    assert.deepEqual(
      found.hits.map((row) => [row["station_no"], row["users"]]),
      [
        ["S-2", null],
        ["S-1", 120],
      ],
    );
    assert.deepEqual(
      found.fields.filter(({ id }) => id === "users" || id === "longitude").map(({ id, type }) => [id, type]),
      [
        ["longitude", "float"],
        ["users", "integer"],
      ],
    );
  });

  test("is told what is wrong", async () => {
    await assert.rejects(client.ask("package_show", { id: "stations-draft" }), /HTTP code 404[^]*Not Found Error/);
    await assert.rejects(client.ask("package_create", { name: "of-others" }), /HTTP code 403[^]*Authorization Error/);
    await assert.rejects(client.ask("no_such_action"), /HTTP code 400[^]*Action name not known: no_such_action/);
    await assert.rejects(client.ask("package_search", { fq: "field:[broken" }), /HTTP code 400[^]*Search Query Error/);
    await assert.rejects(client.ask("datastore_search", {}), /HTTP code 409[^]*Missing value/);
  });
});

describe("ckanapi of Python", { skip: noCkanapi }, () => {
  const run = (script: string) => runCkanapi(url, script);

  test("reads as from any CKAN, by POST and by GET", async () => {
    const said = await run(`
found = site.action.package_search(q='充电站', rows=5)
shown = site.action.package_show(id='charging-stations')
rows = site.action.datastore_search(resource_id=[r['id'] for r in shown['resources'] if r['datastore_active']][0], limit=2, sort='station_no')
plain = ckanapi.RemoteCKAN(sys.argv[1], get_only=True)
print(json.dumps([plain.action.package_list(), found['count'], rows['total'], [r['station_no'] for r in rows['records']]]))`);
    assert.deepEqual(said, [openCodes, 2, 5, ["S-1", "S-2"]]);
  });

  test("raises its own exceptions", async () => {
    assert.deepEqual(
      await run(`
names = []
for name, data in [('package_show', {'id': 'no-such'}), ('package_create', {'name': 'x'}), ('datastore_search', {}), ('package_search', {'fq': 'a:[b'}), ('unheard_of', {})]:
    try:
        site.call_action(name, data)
    except Exception as error:
        names.append(type(error).__name__)
print(json.dumps(names))`),
      ["NotFound", "NotAuthorized", "ValidationError", "SearchQueryError", "CKANAPIError"],
    );
  });
});

describe("CKAN over plain HTTP", () => {
  test("answers in its envelope, by GET and by POST, with and without the version", async () => {
    const answers = await Promise.all([
      visitor.get<{ help: string; success: boolean; result: Found }>("/api/3/action/package_search?rows=1&sort=id asc"),
      visitor.get("/api/action/package_search?rows=1&sort=id%20asc"),
      visitor.post("/api/3/action/package_search", { rows: 1, sort: "id asc" }),
      visitor.post("/api/action/package_search", { rows: 1, sort: "id asc" }),
    ]);
    const [first] = answers;
    assert.equal(first.body.help, `${url}/api/3/action/help_show?name=package_search`);
    assert.deepEqual([first.body.success, first.body.result.count, first.body.result.results.length], [true, 2, 1]);
    for (const { text } of answers) assert.equal(text, first.text);
    assert.deepEqual((await visitor.get<{ version: number }>("/api/3")).body, { version: 3 });
  });

  test("a bad body is told in a bare sentence, and a form is read like JSON", async () => {
    const post = (type: string, body: string) =>
      fetch(`${url}/api/3/action/package_show`, { method: "POST", headers: { "content-type": type }, body });
    const broken = await post("application/json", "{");
    assert.deepEqual([broken.status, typeof (await broken.json())], [400, "string"]);
    const form = await post("application/x-www-form-urlencoded", "id=charging-stations");
    assert.equal(((await form.json()) as { result: Package }).result.id, stations.id);
  });

  test("what is open by agreement is told of, with neither a file nor a row", async () => {
    const { result } = (await visitor.get<{ result: Package }>("/api/3/action/package_show?id=stations-by-agreement"))
      .body;
    assert.deepEqual(result.resources, []);
    for (const id of ["stations-by-agreement", result.id]) {
      assert.equal((await visitor.get(`/api/3/action/datastore_search?resource_id=${id}`)).status, 404);
      assert.equal((await visitor.get(`/datastore/dump/${id}`)).status, 404);
    }
  });

  test("a whole table is the file that the portal gives", async () => {
    const dump = await fetch(`${url}/datastore/dump/${stations.id}`);
    const file = await fetch(`${url}/api/portal/datasets/charging-stations/files/csv`);
    assert.equal(await dump.text(), await file.text());
  });
});

const conformance = path.resolve(import.meta.dirname, "../../shared/data/conformance/dcat-ap");
const hydra = "http://www.w3.org/ns/hydra/core#";

describe("DCAT-AP", () => {
  const written = async (file: string, syntax: "ttl" | "jsonld" | "rdf") =>
    parseRdf((await visitor.get(`/${file}`)).text, syntax);

  test("says the same in every syntax", async () => {
    const [ttl, jsonld, rdf] = [
      await written("dataset/charging-stations.ttl", "ttl"),
      await written("dataset/charging-stations.jsonld", "jsonld"),
      await written("dataset/charging-stations.rdf", "rdf"),
    ];
    assert.ok(ttl.size > 100, String(ttl.size));
    assert.deepEqual([jsonld.size, rdf.size], [ttl.size, ttl.size]);
  });

  test(
    "the catalog meets DCAT-AP's own shapes",
    { skip: !existsSync(conformance) && "../shared/data/conformance is not here" },
    async () => {
      const store = await written("catalog.ttl", "ttl");
      for (const file of ["shacl-dcat-ap-SHACL.ttl", "html-shacl-shapes.ttl", "html-shacl-range.ttl"]) {
        const shapes = new Store(new Parser().parse(readFileSync(path.join(conformance, file), "utf8")));
        const faults = await faultsOf(new Validator(shapes), store);
        assert.deepEqual(
          faults.filter(({ isSerious }) => isSerious),
          [],
          file,
        );
      }
    },
  );

  test("a program gets the syntax it asks for; a person is sent to the page", async () => {
    const ask = (address: string, accept: string) =>
      fetch(`${url}${address}`, { headers: { accept }, redirect: "manual" });
    for (const address of ["/dcat", "/dataset/charging-stations"]) {
      for (const [accept, type] of [
        ["text/turtle", "text/turtle"],
        ["application/ld+json", "application/ld+json"],
        ["application/rdf+xml, */*;q=0.1", "application/rdf+xml"],
      ] as const) {
        const answer = await ask(address, accept);
        assert.equal(answer.headers.get("content-type")?.split(";")[0], type, `${address} ${accept}`);
        assert.match(answer.headers.get("vary") ?? "", /accept(?:,|$)/i);
      }
      const person = await ask(address, "text/html,*/*;q=0.8");
      assert.equal(person.status, 303);
      const page = await fetch(new URL(person.headers.get("location") ?? "", url));
      assert.deepEqual([page.status, page.headers.get("content-type")?.split(";")[0]], [200, "text/html"]);
    }
  });

  test("unchanged, it is not sent again", async () => {
    for (const address of ["/catalog.ttl", "/dataset/charging-stations.jsonld"]) {
      const etag = (await fetch(`${url}${address}`)).headers.get("etag") ?? "";
      assert.notEqual(etag, "");
      const again = await fetch(`${url}${address}`, { headers: { "if-none-match": `"other", ${etag}` } });
      assert.deepEqual([again.status, await again.text()], [304, ""], address);
    }
  });
});

interface DcatusCatalog {
  readonly dataset: readonly Readonly<Record<string, unknown>>[];
}

describe("data.json", () => {
  test("meets the rules of DCAT-US 1.1 for each dataset", async () => {
    const { body } = await visitor.get<DcatusCatalog>("/data.json");
    assert.equal(body.dataset.length, 2);
    assert.deepEqual(dcatusFaults(body), []);
    assert.deepEqual(body.dataset.map(({ accessLevel }) => String(accessLevel)).toSorted(), [
      "public",
      "restricted public",
    ]);
  });

  test("the rules find what is wrong", () => {
    assert.equal(dcatusFaults({ conformsTo: "x", dataset: [{ title: "" }] }).length > 5, true);
  });
});

describe("feeds", () => {
  test("RSS tells what is new and what is gone", async () => {
    const rss = readXml((await visitor.get("/feeds/datasets.rss")).text);
    const items = rss.find("item").map((item) => item.textOf("title"));
    assert.equal(items.length, 3);
    assert.ok(items.includes("已撤下：撤回的充电站"), items.join("\n"));
    for (const item of rss.find("item")) {
      assert.ok(!Number.isNaN(Date.parse(item.textOf("pubDate"))));
      assert.notEqual(item.textOf("guid"), "");
    }
  });

  test("Atom gives each change an id, a time and an author", async () => {
    const atom = readXml((await visitor.get("/feeds/datasets.atom")).text);
    const entries = atom.find("entry");
    assert.equal(new Set(entries.map((entry) => entry.textOf("id"))).size, 3);
    for (const entry of entries) {
      assert.match(entry.textOf("updated"), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
      assert.notEqual(entry.textOf("name"), "");
    }
  });
});

test("no door shows what nobody has opened, a value that does not leave, or a dataset that is gone", async () => {
  const addresses = [
    "/api/3/action/package_search?rows=1000",
    "/api/3/action/current_package_list_with_resources",
    "/api/3/action/package_list",
    "/api/3/action/datastore_search?resource_id=charging-stations",
    "/api/3/action/datastore_search?resource_id=_table_metadata",
    "/catalog.ttl",
    "/catalog.jsonld",
    "/catalog.rdf",
    "/data.json",
    "/feeds/datasets.rss",
    "/feeds/datasets.atom",
  ];
  for (const address of addresses) {
    const { status, text } = await visitor.get(address);
    assert.equal(status, 200, address);
    for (const secret of [unopened, "stations-draft", "stations-waiting", "张三丰", "owner_name"])
      assert.ok(!text.includes(secret), `${address} shows ${secret}`);
    if (!address.startsWith("/feeds/")) assert.ok(!text.includes("stations-gone"), `${address} shows what is gone`);
  }
  for (const code of ["stations-draft", "stations-waiting", "stations-gone"])
    for (const address of [
      `/api/3/action/package_show?id=${code}`,
      `/api/3/action/datastore_search?resource_id=${code}`,
      `/dataset/${code}.ttl`,
      `/datastore/dump/${code}`,
    ])
      assert.equal((await visitor.get(address)).status, 404, address);
});

test("a description that the shapes refuse is not published, and its sentence says why", async () => {
  const call = hub.call();
  const roles = ["department-steward"] as const;
  const steward = { ...call, actor: { ...call.actor, kind: "person" as const, roles, department: testPolice } };
  const { life } = hub.portal;
  const draft = await life.create(steward, {
    resourceId: ground.resourceId,
    code: "hardly-described",
    terms: stationTerms({ description: { zh: "短", en: "" } }),
  });
  await assert.rejects(life.submit(steward, draft.id), (error: Problem) => {
    assert.equal(error.code, "portal.description-unfit");
    assert.match(error.sentence("zh"), /说明至少 10 个字/);
    return true;
  });
  assert.equal((await life.of(steward, ground.resourceId)).find(({ id }) => id === draft.id)?.state, "draft");
});

describe("harvested by the hub itself", () => {
  const places: readonly (readonly [HarvestKind, string])[] = [
    ["ckan", ""],
    ["dcat", "/catalog.ttl"],
    ["dcat", "/catalog.jsonld"],
    ["dcat", "/catalog.rdf"],
    ["dcatus", "/data.json"],
  ];
  for (const [kind, place] of places)
    test(`${place === "" ? "CKAN" : place} gives the same records again`, async () => {
      const entries = await harvestInto(ground, officer, kind, `${url}${place}`, "往返");
      assert.equal(entries.length, 2);
      const entry = entries.find(({ landingPage }) => landingPage.endsWith("/charging-stations"));
      assert.ok(entry, JSON.stringify(entries));
      assert.deepEqual(
        {
          title: entry.title,
          abstract: entry.abstract,
          publisher: entry.publisher,
          keywords: entry.keywords.toSorted(),
          modifiedAt: entry.modifiedAt,
          files: entry.distributions.map((one) => one.url).toSorted(),
        },
        {
          title: stations.title.zh,
          abstract: stations.description.zh,
          publisher: stations.department.name,
          keywords: stations.keywords.toSorted(),
          modifiedAt: stations.modified,
          files: stations.distributions.map((one) => `${url}${one.path}`).toSorted(),
        },
      );
    });
});

describe("many datasets", () => {
  test("by hydra every page leads to the next, and together they hold each dataset once", async () => {
    await ground.repeated("charging-stations", extras);
    const seen: string[] = [];
    let next: string | undefined = `${url}/catalog.ttl`;
    let pages = 0;
    while (next !== undefined) {
      const store: Store = new Store(new Parser().parse(await (await fetch(next)).text()));
      pages += 1;
      const datasets = store.getSubjects(
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        "http://www.w3.org/ns/dcat#Dataset",
        null,
      );
      seen.push(...datasets.map(({ value }) => value));
      assert.equal(store.getObjects(null, `${hydra}totalItems`, null)[0]?.value, String(extras + 2));
      next = store.getObjects(null, `${hydra}next`, null)[0]?.value;
    }
    assert.deepEqual([pages, seen.length, new Set(seen).size], [2, extras + 2, extras + 2]);
  });

  test("by the id's order and offsets CKAN's harvester gets each dataset once", async () => {
    const seen: string[] = [];
    for (let start = 0; ; start += 50) {
      const { body } = await visitor.get<{ result: Found }>(
        `/api/3/action/package_search?rows=50&start=${start}&sort=id asc`,
      );
      assert.equal(body.result.count, extras + 2);
      if (body.result.results.length === 0) break;
      seen.push(...body.result.results.map(({ id }) => id));
    }
    assert.deepEqual(seen, [...new Set(seen)].toSorted());
    assert.equal(seen.length, extras + 2);
  });

  for (const [kind, place] of [
    ["ckan", ""],
    ["dcat", "/catalog.ttl"],
  ] as const)
    test(`all of them are harvested through ${place === "" ? "CKAN" : place}, page by page`, async () => {
      assert.equal((await harvestInto(ground, officer, kind, `${url}${place}`, "全部")).length, extras + 2);
    });
});
