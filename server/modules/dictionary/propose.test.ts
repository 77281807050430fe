import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ColumnHint, Proposal } from "#contract/dictionary";
import type { CheckFacts, CodeList, Element } from "./door.ts";
import { packCodeSets, packElements } from "./pack/pack.ts";
import { learnedCases, type ProposalCase, tunedCases, unseenCases } from "./proposal-cases.ts";
import { makers, samplesOf } from "./proposal-samples.ts";
import { proposalGround, proposeFor } from "./propose.ts";

const lists = new Map<string, CodeList>(
  packCodeSets.map(({ id, versions }) => {
    const { name, codes } = versions.at(-1) ?? { name: { zh: "", en: "" }, codes: [] };
    return [id, { id, version: versions.length, name, codes }];
  }),
);
const elements: readonly Element[] = packElements.map((fields) => ({
  ...fields,
  status: fields.field === "former_name" ? "retired" : "active",
  source: null,
  version: 1,
}));
const ground = proposalGround(elements, (id) => lists.get(id));
const counties = new Set("510104 510105 510106 510107 510108 510112 510681 511602 513401".split(" "));
const facts: CheckFacts = {
  today: "2026-03-18",
  isDivision: (code) => counties.has(code.slice(0, 6)) || code === "5101",
};

const proposals = (hint: Partial<ColumnHint> & { name: string }): Proposal[] =>
  proposeFor(ground, { comment: "", samples: [], ...hint }, facts);
const likely = 0.6;

interface Figures {
  readonly named: number;
  readonly first: number;
  readonly amongThree: number;
  readonly decoys: number;
  readonly fooled: number;
}

function measure(cases: readonly ProposalCase[]): Figures {
  const outcomes = cases.map(({ column, samples, expected }, index) => {
    const found = proposals({ name: column, samples: samplesOf(samples, index + 1) });
    return { expected, best: found[0], rank: found.findIndex(({ field }) => field === expected) };
  });
  const named = outcomes.filter(({ expected }) => expected !== null);
  const decoys = outcomes.filter(({ expected }) => expected === null);
  return {
    named: named.length,
    first: named.filter(({ rank }) => rank === 0).length / named.length,
    amongThree: named.filter(({ rank }) => rank >= 0 && rank < 3).length / named.length,
    decoys: decoys.length,
    fooled: decoys.filter(({ best }) => (best?.confidence ?? 0) >= likely).length,
  };
}

test("columns of twelve departments the weights were set on lead to their elements", (context) => {
  const figures = measure(tunedCases.filter(({ expected }) => expected !== "former_name"));
  context.diagnostic(JSON.stringify(figures));
  assert.ok(figures.named >= 150);
  assert.ok(figures.first >= 0.97 && figures.amongThree >= 0.98 && figures.fooled === 0, JSON.stringify(figures));
});

test("columns whose words the pack has learned lead to their elements", (context) => {
  const figures = measure(learnedCases);
  context.diagnostic(JSON.stringify(figures));
  assert.ok(figures.first >= 0.95 && figures.amongThree >= 0.97 && figures.fooled === 0, JSON.stringify(figures));
});

test("four in five columns nobody had seen lead to their elements", (context) => {
  const figures = measure(unseenCases);
  context.diagnostic(JSON.stringify(figures));
  assert.ok(figures.first >= 0.8 && figures.amongThree >= 0.8, JSON.stringify(figures));
  assert.ok(figures.fooled / figures.decoys <= 0.25, JSON.stringify(figures));
});

test("a reason names what was seen, with figures, in both languages", () => {
  const samples = samplesOf("id", 7).map((value, index) => (index === 3 ? "51010419491231" : value));
  const [best] = proposals({ name: "gmsfhm", samples });
  assert.equal(best?.field, "citizen_id");
  assert.match(best?.reason.zh ?? "", /^列名是别名“gmsfhm”；抽 \d+ 行，9\d(\.\d)?% 通过校验。$/);
  assert.match(
    best?.reason.en ?? "",
    /^The column's name is the synonym gmsfhm; 9\d(\.\d)?% of \d+ sampled rows pass the check\.$/,
  );
});

test("the pinyin of a name is enough of a name", () => {
  const fieldOf = (name: string) => proposals({ name })[0]?.field;
  assert.equal(fieldOf("zhuceziben"), "registered_capital");
  assert.equal(fieldOf("FDDBRXM"), "legal_representative");
  assert.equal(fieldOf("hedingzaikeshu"), "seat_count");
});

test("a comment speaks where the name does not", () => {
  const [best] = proposals({ name: "f_0013", comment: "统一社会信用代码；18 位" });
  assert.equal(best?.field, "credit_code");
  assert.match(best?.reason.zh ?? "", /^注释/);
});

test("values that a check proves need no name", () => {
  for (const [kind, field] of [
    ["id", "citizen_id"],
    ["credit", "credit_code"],
    ["plate", "plate_number"],
    ["ethnic", "ethnic_code"],
  ] as const) {
    const [best] = proposals({ name: "col7", samples: samplesOf(kind, 3) });
    assert.equal(best?.field, field);
    assert.ok((best?.confidence ?? 0) >= likely, `${field} ${best?.confidence}`);
  }
});

test("a name that the values contradict is not believed", () => {
  const [best] = proposals({ name: "sfzh", samples: samplesOf("mobile", 5) });
  assert.notEqual(best?.field, "citizen_id");
  const named = proposals({ name: "出生日期", samples: samplesOf("company", 5) }).find(
    ({ field }) => field === "birth_date",
  );
  assert.ok((named?.confidence ?? 0) < likely);
});

test("a column called name is no name of persons where the values name places, stations or offices", () => {
  for (const kind of ["station", "hospital", "dept", "countyname", "town", "company", "item"]) {
    const person = proposals({ name: "name", samples: samplesOf(kind, 9) }).find(
      ({ field }) => field === "person_name",
    );
    assert.ok((person?.confidence ?? 0) < 0.2, `${kind} ${person?.confidence}`);
  }
  const [best] = proposals({ name: "name", samples: samplesOf("name", 9) });
  assert.ok(best?.field === "person_name" && best.confidence >= likely);
});

test("names of persons that no list of family names knows do not speak against their column", () => {
  const samples = ["阿卜杜热合曼", "吉克阿牛", "买买提·艾力", "José Pérez", "沙马拉且"];
  const [best] = proposals({ name: "姓名", samples });
  assert.ok(best?.field === "person_name" && best.confidence >= likely, String(best?.confidence));
});

test("a common ending alone, such as date, leads to no element of that ending with confidence", () => {
  assert.ok(proposals({ name: "date", samples: samplesOf("date", 2) }).every(({ confidence }) => confidence < likely));
});

test("a retired element is not proposed", () => {
  assert.ok(proposals({ name: "曾用名" }).every(({ field }) => field !== "former_name"));
});

test("a type that fits is never enough to be sure", () => {
  const ofType = [
    "money",
    "count",
    "date",
    "datetime",
    "smallint",
    "sequence",
    "area",
    "year",
    "flag",
    "percent",
    "small",
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...ofType),
      fc.nat(),
      fc.constantFrom("col1", "f2", "列3", "unnamed: 4", "x9q"),
      (kind, seed, name) => {
        for (const { field, confidence, reason } of proposals({ name, samples: samplesOf(kind, seed) })) {
          assert.ok(confidence < likely, `${kind} → ${field} ${confidence} ${reason.zh}`);
        }
      },
    ),
    { numRuns: 120 },
  );
});

test("proposals are at most five, in order, between 0 and 1, each with a reason", () => {
  const names = [...tunedCases, ...learnedCases].map(({ column }) => column);
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.constantFrom(...Object.keys(makers)), fc.nat(), (name, kind, seed) => {
      const found = proposals({ name, samples: samplesOf(kind, seed) });
      assert.ok(found.length <= 5);
      for (const [index, { confidence, reason }] of found.entries()) {
        assert.ok(confidence > 0 && confidence < 1 && confidence <= (found[index - 1]?.confidence ?? 1));
        assert.ok(reason.zh.length > 1 && reason.en.length > 1);
      }
    }),
    { numRuns: 150 },
  );
});
