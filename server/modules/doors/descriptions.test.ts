import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import fc from "fast-check";
import { Parser, Store } from "n3";
import Validator from "rdf-validate-shacl";
import { openFormats } from "#contract/portal";
import { newId } from "#kernel/id";
import { datasetsOfFile, idOfFile, idOfName } from "./derived-id.ts";
import { negotiated } from "./dcat/answer.ts";
import { describeDataset } from "./dcat/describe.ts";
import { faultsOf, validateDescription } from "./dcat/validate.ts";
import { writeRdf, type Syntax } from "./dcat/write.ts";
import { parseRdf } from "./test-rdf.ts";
import { wholeDataset } from "./test-datasets.ts";

const origin = "https://data.city.example";
const conformance = path.resolve(import.meta.dirname, "../../../../shared/data/conformance/dcat-ap");

function storeOf(...sets: ReturnType<typeof wholeDataset>[]): Store {
  const store = new Store();
  for (const set of sets) describeDataset(store, origin, set);
  return store;
}

describe("DCAT-AP's own shapes", { skip: !existsSync(conformance) && "../shared/data/conformance is not here" }, () => {
  for (const file of ["shacl-dcat-ap-SHACL.ttl", "shacl-ranges.ttl", "html-shacl-shapes.ttl", "html-shacl-range.ttl"])
    test(`${file}: a whole dataset and a bare one violate none of them`, async () => {
      const shapes = new Parser().parse(readFileSync(path.join(conformance, file), "utf8"));
      const validator = new Validator(new Store(shapes));
      const bare = wholeDataset({
        code: "bare",
        keywords: [],
        distributions: [],
        rowsPath: null,
        access: "conditional",
      });
      const faults = await faultsOf(validator, storeOf(wholeDataset(), bare));
      assert.deepEqual(
        faults.filter(({ isSerious }) => isSerious),
        [],
      );
    });

  test("hold a description without its title against us as our shapes do", async () => {
    const text = readFileSync(path.join(conformance, "html-shacl-shapes.ttl"), "utf8");
    const validator = new Validator(new Store(new Parser().parse(text)));
    const store = storeOf(wholeDataset());
    for (const quad of store.getQuads(null, "http://purl.org/dc/terms/title", null, null)) store.removeQuad(quad);
    assert.ok((await faultsOf(validator, store)).some(({ isSerious, path: at }) => isSerious && at.endsWith("title")));
  });
});

describe("a description before it is published", () => {
  test("has nothing wrong where all is said", async () => {
    assert.deepEqual(await validateDescription(wholeDataset()), []);
  });

  test("may be short in English, which is beside the Chinese", async () => {
    const description = { zh: "全市公共停车场的名称和地址。", en: "Car parks" };
    assert.deepEqual(await validateDescription(wholeDataset({ description })), []);
  });

  test("is told what is missing, in both languages, and whether that is serious", async () => {
    const faults = await validateDescription(
      wholeDataset({ title: { zh: "停", en: "" }, description: { zh: "短", en: "" }, keywords: [] }),
    );
    assert.deepEqual(
      faults.map(({ isSerious, zh }) => `${isSerious ? "!" : "?"} ${zh}`).toSorted(),
      ["? 没有关键词，不容易被找到", "! 标题不能空", "! 说明至少 10 个字"].toSorted(),
    );
    assert.ok(faults.every(({ en }) => /^[\x20-\x7e]+$/.test(en)));
  });
});

describe("the three ways of writing", () => {
  const same = async (syntax: Syntax, store: Store) => {
    const again = await parseRdf(await writeRdf(store, syntax), syntax);
    const lines = (one: Store) =>
      one
        .getQuads(null, null, null, null)
        .filter(({ subject, object }) => subject.termType !== "BlankNode" && object.termType !== "BlankNode")
        .map(
          ({ subject, predicate, object }) =>
            `${subject.value} ${predicate.value} ${object.value} ${"language" in object ? object.language : ""}`,
        )
        .toSorted();
    assert.equal(again.size, store.size);
    assert.deepEqual(lines(again), lines(store));
  };

  for (const syntax of ["ttl", "jsonld", "rdf"] as const)
    test(`${syntax} says all that was said and nothing else`, () => same(syntax, storeOf(wholeDataset())));

  test("whatever a title holds, RDF/XML can be read again", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }), async (zh) => {
        const store = storeOf(wholeDataset({ title: { zh: `甲${zh}`, en: "" } }));
        assert.equal((await parseRdf(await writeRdf(store, "rdf"), "rdf")).size, store.size);
      }),
      { numRuns: 25 },
    );
  });
});

describe("what a caller likes best", () => {
  for (const [accept, syntax] of [
    [undefined, "ttl"],
    ["*/*", "ttl"],
    ["text/turtle", "ttl"],
    ["application/ld+json", "jsonld"],
    ["application/rdf+xml;q=0.9, text/turtle;q=0.1", "rdf"],
    ["text/html,application/xhtml+xml,*/*;q=0.8", null],
    ["text/html;q=0.2, application/ld+json", "jsonld"],
  ] as const)
    test(`${accept ?? "nothing said"} → ${syntax ?? "the page"}`, () => assert.equal(negotiated(accept), syntax));
});

describe("ids that CKAN wants", () => {
  test("of a file lead back to its dataset and format, and no two are the same", () => {
    const dataset = newId();
    const ids = openFormats.map((format) => idOfFile(dataset, format));
    assert.equal(new Set([dataset, ...ids]).size, openFormats.length + 1);
    for (const format of openFormats)
      assert.ok(
        datasetsOfFile(idOfFile(dataset, format)).some((one) => one.datasetId === dataset && one.format === format),
      );
  });

  test("of a name stay the same", () => {
    assert.equal(idOfName("tag", "停车"), idOfName("tag", "停车"));
    assert.notEqual(idOfName("tag", "停车"), idOfName("group", "停车"));
    assert.match(idOfName("tag", "停车"), /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });
});
