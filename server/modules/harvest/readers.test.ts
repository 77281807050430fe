import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Found, hashOf } from "./found.ts";
import { judge } from "./judge.ts";
import { bounded, emptyDataset, linkOf, momentOf, withoutMarkup } from "./plain.ts";
import { packageFound, pageOf } from "./readers/ckan.ts";
import { parseDcat } from "./readers/dcat.ts";
import { parseDcatus } from "./readers/dcatus.ts";
import { fieldsOf, parseListing, proposeMapping, tableOf } from "./readers/listing.ts";
import { Problem } from "#kernel/problem";

const samples = path.resolve(import.meta.dirname, "..", "..", "..", "..", "shared", "data", "gov-sample");
const whereSamplesAre = existsSync(samples) ? {} : { skip: "../shared/data/gov-sample is not here" };
const sample = (name: string): Buffer => readFileSync(path.join(samples, name));

const good = (found: readonly Found[]) => found.flatMap((one) => ("dataset" in one ? [one.dataset] : []));
const rules = (found: readonly Found[]) =>
  found.flatMap((one) => ("faults" in one ? [one.faults.map(({ rule }) => rule)] : []));

describe("a data.json", whereSamplesAre, () => {
  const dcatus = (name: string) => parseDcatus(sample(`harvest/dcatus/${name}.json`), name);

  for (const [name, count] of [
    ["dcatus", 7],
    ["dcatus_2", 3],
    ["dcatus_same_title", 2],
    ["dcatus_single_record", 1],
    ["dcatus_single_record_non-federal", 1],
    ["dcatus_long_description", 1],
    ["dcatus_spatial_no_translate", 1],
    ["dcatus3_0", 4],
    ["dcatus3_0_nested_catalog", 3],
    ["dcatus3_0_series_with_members", 2],
    ["dcatus3_0_series_member_also_top_level", 2],
    ["dcatus3_0_service_serves_dataset", 1],
    ["dcatus3_0_warning", 3],
    ["dcatus3_0_with_records", 1],
    ["dcatus3_0_with_services", 1],
  ] as const)
    test(`${name}: all of its ${count} datasets are read`, () => {
      const found = dcatus(name);
      assert.deepEqual(rules(found), []);
      assert.equal(good(found).length, count);
      for (const { originId, title, publisher } of good(found)) assert.ok(originId && title && publisher);
    });

  for (const [name, wanted] of [
    ["dcatus_no_identifier", ["identifier-missing"]],
    ["missing_title", ["title-missing"]],
    ["dcatus_bad_license_uri", ["dcatus.license-unfit"]],
    ["dcatus_multiple_invalid", ["dcatus.license-unfit", "dcatus.url-unfit", "dcatus.contact-unfit"]],
    ["dcatus3_0_no_identifier", ["identifier-missing"]],
    ["dcatus3_0_invalid", ["dcatus.contactPoint-missing"]],
  ] as const)
    test(`${name}: the broken dataset is refused by ${wanted.join(", ")}`, () => {
      assert.deepEqual(rules(dcatus(name)), [[...wanted]]);
    });

  test("no file of the folder is left untried", () => {
    assert.equal(readdirSync(path.join(samples, "harvest", "dcatus")).length, 24);
  });

  test("what is no data.json is refused as a whole, by a sentence", () => {
    assert.throws(
      () => parseDcatus(Buffer.from("<html>"), "http://x"),
      (error: unknown) => error instanceof Problem && error.code === "harvest.answer-unfit",
    );
  });
});

test("an export of CKAN as it was in 2013 is read, with tags and groups as bare names", whereSamplesAre, () => {
  const { packages } = pageOf("export", JSON.parse(sample("harvest/ckan_export_2013.json").toString("utf8")));
  const found = packages.map((one) => packageFound(one, "https://dataportals.example"));
  assert.equal(good(found).length, 390);
  const annArbor = good(found).find(({ title }) => title === "Ann Arbor, Michigan");
  assert.deepEqual(
    [annArbor?.keywords, annArbor?.theme, annArbor?.language, annArbor?.modifiedAt],
    [["ctic"], "unitedstates", "en", "2012-12-18T06:24:02.918Z"],
  );
});

describe("a listing", whereSamplesAre, () => {
  const proposed = (name: string) => {
    const bytes = sample(`catalogs/${name}`);
    const table = tableOf(bytes, name, { hasHeading: true, encoding: "" });
    return { bytes, table, mapping: proposeMapping(table, "") };
  };

  test("of Hong Kong: the columns are proposed and every row is a dataset", () => {
    const { bytes, mapping } = proposed("hongkong_catalog_20180604_en.csv");
    assert.deepEqual(mapping.columns, {
      title: "Name",
      abstract: "Description",
      publisher: "Organization",
      theme: "Category",
      format: "Data Format",
      updateCycle: "Update Frequency",
    });
    const datasets = good(parseListing(bytes, "hk", mapping));
    assert.equal(datasets.length, 627);
    assert.equal(new Set(datasets.map(({ publisher }) => publisher)).size, 58);
  });

  test("of Taoyuan (XLS): departments, columns, keywords and formats come out of their free texts", () => {
    const { bytes, mapping } = proposed("taoyuan_catalog.xls");
    const datasets = good(parseListing(bytes, "ty", mapping));
    assert.equal(datasets.length, 1429);
    assert.equal(new Set(datasets.map(({ publisher }) => publisher)).size, 34);
    const dengue = datasets.find(({ title }) => title === "桃園市登革熱確診個案分布");
    assert.deepEqual(
      [dengue?.publisher, dengue?.theme, dengue?.keywords, dengue?.fields.length, dengue?.fields[1]],
      ["衛生局", "就醫", ["個案", "登革熱"], 9, "通報日期(通報日期)"],
    );
    assert.deepEqual(
      [dengue?.modifiedAt, dengue?.licence, dengue?.distributions[0]?.format],
      ["2018-03-02T18:40:48.000Z", "政府資料開放授權條款－第1版", "CSV"],
    );
  });

  test("of Tainan, which has no heading: columns are named by their place, links are made whole", () => {
    const mapping = { hasHeading: false, encoding: "", columns: { title: "#1", abstract: "#2", landingPage: "#3" } };
    const datasets = good(
      parseListing(sample("catalogs/tainan_catalog_20180320.csv"), "tn", mapping, "http://data.tainan.gov.tw"),
    );
    assert.equal(datasets.length, 665);
    assert.equal(datasets[0]?.landingPage, "http://data.tainan.gov.tw/dataset/pubpipe");
  });

  test("a column that is not there is named, with those that are", () => {
    assert.throws(
      () =>
        parseListing(Buffer.from("名称,部门\n甲,乙\n"), "x", {
          hasHeading: true,
          encoding: "",
          columns: { title: "标题" },
        }),
      (error: unknown) =>
        error instanceof Problem && /标题/.test(error.sentence("zh")) && /名称、部门/.test(error.sentence("zh")),
    );
  });
});

test("a listing in GB18030 is read without being told", () => {
  const text = Buffer.from(
    "c3fbb3c62cb2bfc3c50ac3f1b4cbb5c7bcc72cc3f1d5febed60acab3bed3b5e3cbd12cd7cabdcbbed60a",
    "hex",
  );
  const { columns } = tableOf(text, "x", { hasHeading: true, encoding: "gb18030" });
  assert.deepEqual(columns, ["名称", "部门"]);
});

test("commas inside brackets do not part two columns", () => {
  assert.deepEqual(fieldsOf("分類(境外移入,或本土)、通報日期;「年齡」"), ["分類(境外移入,或本土)", "通報日期", "年齡"]);
});

const bees = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
<https://x.example/ds/1> a dcat:Dataset; dct:title "蜜蜂"@zh, "Bees"@en; dct:description "养蜂场"@zh; dcat:keyword "蜂"@zh;
  dct:publisher [ a foaf:Agent; foaf:name "农业局"@zh ]; dct:modified "2024-05-06"^^<http://www.w3.org/2001/XMLSchema#date>;
  dcat:distribution [ a dcat:Distribution; dcat:accessURL <https://x.example/ds/1.csv>; dct:format <http://publications.europa.eu/resource/authority/file-type/CSV>;
    dct:license <https://creativecommons.org/licenses/by/4.0/> ] .
<https://x.example/ds/2> a dcat:Dataset; dct:title "没有说明"@zh .`;

describe("a catalog in RDF", () => {
  const jsonld = JSON.stringify({
    "@context": {
      dcat: "http://www.w3.org/ns/dcat#",
      dct: "http://purl.org/dc/terms/",
      foaf: "http://xmlns.com/foaf/0.1/",
    },
    "@id": "https://x.example/ds/1",
    "@type": "dcat:Dataset",
    "dct:title": [
      { "@value": "蜜蜂", "@language": "zh" },
      { "@value": "Bees", "@language": "en" },
    ],
    "dct:description": { "@value": "养蜂场", "@language": "zh" },
    "dcat:keyword": { "@value": "蜂", "@language": "zh" },
    "dct:publisher": { "@type": "foaf:Agent", "foaf:name": { "@value": "农业局", "@language": "zh" } },
    "dct:modified": { "@value": "2024-05-06", "@type": "http://www.w3.org/2001/XMLSchema#date" },
    "dcat:distribution": {
      "dcat:accessURL": { "@id": "https://x.example/ds/1.csv" },
      "dct:format": { "@id": "http://publications.europa.eu/resource/authority/file-type/CSV" },
      "dct:license": { "@id": "https://creativecommons.org/licenses/by/4.0/" },
    },
  });
  const rdfxml = `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#"
    xmlns:dct="http://purl.org/dc/terms/" xmlns:foaf="http://xmlns.com/foaf/0.1/"><dcat:Dataset rdf:about="https://x.example/ds/1">
    <dct:title xml:lang="zh">蜜蜂</dct:title><dct:title xml:lang="en">Bees</dct:title><dct:description xml:lang="zh">养蜂场</dct:description>
    <dcat:keyword xml:lang="zh">蜂</dcat:keyword><dct:publisher><foaf:Agent><foaf:name xml:lang="zh">农业局</foaf:name></foaf:Agent></dct:publisher>
    <dct:modified rdf:datatype="http://www.w3.org/2001/XMLSchema#date">2024-05-06</dct:modified><dcat:distribution><dcat:Distribution>
    <dcat:accessURL rdf:resource="https://x.example/ds/1.csv"/><dct:format rdf:resource="http://publications.europa.eu/resource/authority/file-type/CSV"/>
    <dct:license rdf:resource="https://creativecommons.org/licenses/by/4.0/"/></dcat:Distribution></dcat:distribution></dcat:Dataset></rdf:RDF>`;

  test("says the same in Turtle, JSON-LD and RDF/XML", async () => {
    const [turtle, json, xml] = await Promise.all(
      [bees, jsonld, rdfxml].map(
        async (text) => good(await parseDcat(Buffer.from(text), "https://x.example/c", ""))[0],
      ),
    );
    assert.deepEqual(
      [
        turtle?.title,
        turtle?.titleEn,
        turtle?.publisher,
        turtle?.modifiedAt,
        turtle?.licenceUrl,
        turtle?.distributions,
      ],
      [
        "蜜蜂",
        "Bees",
        "农业局",
        "2024-05-06T00:00:00.000Z",
        "https://creativecommons.org/licenses/by/4.0/",
        [{ title: "", format: "CSV", mediaType: "", url: "https://x.example/ds/1.csv", sizeBytes: null }],
      ],
    );
    assert.deepEqual([json, xml], [turtle, turtle]);
  });

  test("a dataset without a description is refused by DCAT-AP's rule", async () => {
    assert.deepEqual(rules(await parseDcat(Buffer.from(bees), "x", "text/turtle")), [["dcat.description-missing"]]);
  });

  test("a JSON-LD context at another address is not fetched but refused", async () => {
    const text = JSON.stringify({ "@context": "http://169.254.169.254/context", "@type": "Dataset" });
    await assert.rejects(
      parseDcat(Buffer.from(text), "x", "application/ld+json"),
      (error: unknown) => error instanceof Problem && error.code === "harvest.answer-unfit",
    );
  });
});

describe("what arrives from outside", () => {
  for (const link of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "not a link", "//////x y"])
    test(`${link} is no link`, () => assert.equal(linkOf(link), ""));

  test("markup becomes text", () => {
    assert.equal(withoutMarkup("<p style='x'>甲 &amp; 乙<br>丙</p><script>1</script>"), "甲 & 乙\n丙\n1");
  });

  for (const [text, moment] of [
    ["2018-03-02 18:40:48", "2018-03-02T18:40:48.000Z"],
    ["2024-05-06T01:02:03.456789", "2024-05-06T01:02:03.456Z"],
    ["2017/8/18", "2017-08-18T00:00:00.000Z"],
    ["20201117", "2020-11-17T00:00:00.000Z"],
    ["2024-05-06T08:00:00+08:00", "2024-05-06T00:00:00.000Z"],
    ["2023-02-30", null],
    ["R/P1W", null],
    ["soon", null],
  ] as const)
    test(`“${text}” is ${moment ?? "no moment"}`, () => assert.equal(momentOf(text), moment));

  test("whatever a text holds, PostgreSQL can keep it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 700 }), (title) => {
        const kept = bounded({ ...emptyDataset, originId: "x", title });
        assert.ok(!kept.title.includes("\0") && kept.title.length <= 500);
      }),
      { numRuns: 40 },
    );
  });
});

describe("a batch is judged", () => {
  const dataset = (originId: string, title = "甲") => ({ dataset: { ...emptyDataset, originId, title } });
  const stored = (originId: string, title: string, lastRun = "before", isGone = false) =>
    [originId, { id: "e", originId, lastRun, isGone, hash: hashOf(dataset(originId, title).dataset) }] as const;
  const outcomes = (found: Found[], known: ReturnType<typeof stored>[]) =>
    judge(found, new Map(known), "now").map(({ outcome }) => outcome);

  test("new, same, other, come back", () => {
    assert.deepEqual(
      outcomes(
        [dataset("1"), dataset("2"), dataset("3"), dataset("4")],
        [stored("2", "甲"), stored("3", "乙"), stored("4", "甲", "before", true)],
      ),
      ["created", "unchanged", "changed", "created"],
    );
  });

  test("the second of one identifier is refused, in a batch and in a run", () => {
    assert.deepEqual(outcomes([dataset("1"), dataset("1"), dataset("2")], [stored("2", "甲", "now")]), [
      "created",
      "refused",
      "refused",
    ]);
  });
});
