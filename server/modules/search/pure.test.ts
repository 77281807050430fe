import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createCutter } from "./cutting.ts";
import { docOf } from "./doc.ts";
import { readTexts, textsOf, writeTexts } from "./texts.ts";
import { fold, stem } from "./fold.ts";
import { gramsOf, lexemesOf } from "./lexemes.ts";
import { marked, reasonsOf, snippet } from "./marks.ts";
import { type Question, readQuestion } from "./question.ts";
import { closeness, placeOf, scoreOf, type Standing } from "./score.ts";
import { slipsBetween } from "./slips.ts";
import { initialsOf, readPinyin, syllablesOf } from "./sound.ts";
import { entryNamed } from "./test-entries.ts";
import { queryOfWords } from "./tsquery.ts";

const cutter = createCutter();
const now = new Date("2026-03-18T02:42:00Z");
const bare: Standing = {
  kind: "resource",
  hasData: false,
  loadedAt: null,
  updateCycle: null,
  quality: null,
  uses: 0,
};
const ask = (text: string): Question => readQuestion(text, cutter);
const rank = (question: Question, name: string, standing: Partial<Standing> = {}) =>
  scoreOf(question, textsOf(entryNamed(name)), { ...bare, ...standing }, now).score;

test("full width, large letters and traditional characters are folded to one spelling", () => {
  assert.equal(fold("ＰＭ２．５ 登革熱病媒蚊 ABC"), "pm2.5 登革热病媒蚊 abc");
});

test("what a search compares is read back as it was written, whatever people type", () => {
  const text = fc.string({ unit: "grapheme" });
  const item = fc.record({ zh: text, en: text, field: text });
  fc.assert(
    fc.property(text, fc.array(text), fc.array(item, { maxLength: 3 }), (name, aliases, items) => {
      const texts = textsOf(entryNamed(name.replaceAll("\u0001", ""), { aliases, items }));
      const read = readTexts(writeTexts(texts));
      assert.deepEqual([read.folded.name, read.about, read.sound], [texts.folded.name, texts.about, texts.sound]);
    }),
  );
});

test("folding twice is folding once", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => fold(fold(text)) === fold(text)));
});

test("whatever stands inside a name is found by its pairs, however it would be cut", () => {
  const characters = "市场主体登记信息公共和服务婚姻不动产".split("");
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...characters), { minLength: 2, maxLength: 12 }),
      fc.nat(),
      fc.nat(),
      (list, a, b) => {
        const name = list.join("");
        const start = a % (name.length - 1);
        const part = name.slice(start, start + 2 + (b % (name.length - start - 1)));
        const terms = new Set(lexemesOf(entryNamed(name)));
        assert.ok(gramsOf({ script: "han", text: part }).every((gram) => terms.has(gram) && terms.has(`^${gram}`)));
      },
    ),
  );
});

test("plural and singular of an English word are one", () => {
  assert.deepEqual(["taxpayers", "licences", "cities", "address", "status"].map(stem), [
    "taxpayer",
    "licence",
    "city",
    "address",
    "status",
  ]);
});

test("letters are read as pinyin, also with a last syllable that is only begun", () => {
  assert.deepEqual(readPinyin("hunyin")[0]?.syllables, ["hun", "yin"]);
  assert.deepEqual(readPinyin("hunyind"), [{ syllables: ["hun", "yin"], begun: "d" }]);
  assert.deepEqual(readPinyin("taxpayer"), []);
});

test("what letters can mean twice is read twice", () => {
  assert.deepEqual(
    readPinyin("xian").map(({ syllables }) => syllables.join(" ")),
    ["xian", "xi an"],
  );
});

test("the name read aloud is always one of the readings of its pinyin", () => {
  for (const name of ["公共租赁住房", "空气质量", "市场主体登记", "女职工", "西安"]) {
    const letters = syllablesOf(name).join("");
    assert.ok(
      readPinyin(letters).some(({ syllables }) => syllables.join(" ") === syllablesOf(name).join(" ")),
      name,
    );
  }
  assert.equal(initialsOf("公民身份号码"), "gmsfhm");
});

test("a slip is a letter too many, missing, wrong or exchanged, and slips are counted alike both ways", () => {
  assert.deepEqual(
    ["resturant", "restaurantt", "restourant"].map((word) => slipsBetween(word, "restaurant", 2)),
    [1, 1, 1],
  );
  assert.equal(slipsBetween("hostipal", "hospital", 2), 2);
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
  fc.assert(fc.property(word, word, (a, b) => slipsBetween(a, b, 9) === slipsBetween(b, a, 9)));
});

test("idle words of a spoken question do not count, and stand where there is nothing else", () => {
  assert.deepEqual(
    ask("请问哪里可以查全市的出租车").words.map(({ text }) => text),
    ["出租车"],
  );
  assert.deepEqual(
    ask("哪里").words.map(({ text }) => text),
    ["哪里"],
  );
});

test("a wrong character that breaks its word is put together again", () => {
  assert.deepEqual(
    ask("停车厂").mended.map(({ text }) => text),
    ["停车厂"],
  );
});

test("any text becomes a question that PostgreSQL can read: every term is quoted", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
      const query = (queryOfWords(ask(text).words, "anywhere") ?? []).join(" & ");
      return query.replaceAll(/'(?:[^'\\]|''|\\\\)*'(?::\*)?/g, "").replaceAll(/[() &|]/g, "") === "";
    }),
  );
});

test("a Latin word is met at the beginning of a word, and fully where it ends there", () => {
  assert.equal(placeOf("tax", "syntax of taxes"), 10);
  assert.deepEqual([closeness("tax", "taxi"), closeness("tax", "tax return"), closeness("tax", "syntax")], [0.7, 1, 0]);
});

test("a name that is the question stands before one that begins with it, and that before one that holds it", () => {
  const question = ask("婚姻登记");
  const scores = ["婚姻登记", "婚姻登记信息", "本市居民历年办理的婚姻登记明细汇总"].map((name) => rank(question, name));
  assert.deepEqual(
    scores,
    scores.toSorted((a, b) => b - a),
  );
});

test("between equal texts the one with data, used by more and in better quality stands first", () => {
  const question = ask("婚姻登记");
  const plain = rank(question, "婚姻登记信息");
  assert.ok(rank(question, "婚姻登记信息", { hasData: true }) > plain);
  assert.ok(rank(question, "婚姻登记信息", { uses: 3 }) > plain);
  assert.ok(rank(question, "婚姻登记信息", { quality: 90 }) > rank(question, "婚姻登记信息", { quality: 60 }));
  assert.ok(
    rank(question, "婚姻登记信息", { loadedAt: now, updateCycle: "daily" }) >
      rank(question, "婚姻登记信息", { loadedAt: new Date("2026-03-01"), updateCycle: "daily" }),
  );
});

test("no standing lifts an entry that meets a word above one that meets both", () => {
  const question = ask("婚姻登记");
  assert.ok(
    rank(question, "婚姻登记信息") >
      rank(question, "登记机关", { hasData: true, uses: 500, quality: 100, loadedAt: now }),
  );
});

test("what was met is marked: as typed, by sound, by initials, in traditional characters", () => {
  const mark = (text: string, name: string) => {
    const question = ask(text);
    return marked(name, scoreOf(question, textsOf(entryNamed(name)), bare, now).meetings).marks;
  };
  assert.deepEqual(mark("婚姻", "历年婚姻登记"), [[2, 4]]);
  assert.deepEqual(mark("hunyin", "历年婚姻登记"), [[2, 4]]);
  assert.deepEqual(mark("hydj", "历年婚姻登记"), [[2, 6]]);
  assert.deepEqual(mark("登革热", "臺南市登革熱專區"), [[3, 6]]);
});

test("a reason names the data item that was met", () => {
  const entry = entryNamed("实有人口", { items: [{ zh: "婚姻状况", en: "Marital status", field: "marital" }] });
  const { meetings } = scoreOf(ask("婚姻状况"), textsOf(entry), bare, now);
  assert.deepEqual(reasonsOf(docOf(entry), meetings)[0], {
    field: "item",
    how: "text",
    said: "婚姻状况",
    found: { text: "婚姻状况", marks: [[0, 4]] },
  });
});

test("a long abstract is shown around the place that was met", () => {
  const { meetings } = scoreOf(ask("婚姻"), textsOf(entryNamed("婚姻")), bare, now);
  const { text, marks } = snippet(`${"字".repeat(200)}婚姻${"字".repeat(200)}`, meetings);
  assert.ok(text.length < 130);
  assert.deepEqual(
    marks.map(([start, end]) => text.slice(start, end)),
    ["婚姻"],
  );
});
