import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkNames, type ValueType, valueKinds } from "#contract/dictionary";
import { dateText, pad } from "./calendar.ts";
import { realDay, textChecks, valuesFor } from "./checks/arbitraries.ts";
import { cleanValue } from "./clean-value.ts";
import { type CleanHint, cleaningKinds, type CodeList } from "./door.ts";

const list: CodeList = {
  id: "CS-X",
  version: 1,
  name: { zh: "x", en: "x" },
  codes: ["01", "02", "10"].map((code, index) => ({
    code,
    name: { zh: `名称${index}`, en: `Name ${index}` },
    aliases: [`别名${index}`, String(index)],
    status: "active",
  })),
};

const types: fc.Arbitrary<ValueType> = fc.record({
  kind: fc.constantFrom(...valueKinds),
  maxLength: fc.constantFrom(null, 5, 40),
  precision: fc.constantFrom(18, 10),
  scale: fc.constantFrom(0, 2, 6),
});
const hints: fc.Arbitrary<CleanHint> = fc.record({
  check: fc.constantFrom(null, ...checkNames),
  codes: fc.constantFrom(null, null, list),
  unit: fc.constantFrom(null, "元", "万元", "平方米", "%", "人"),
});

const piece = fc.constantFrom(
  ..."0 1 2 5 9 10 12 2022 44760 111 . , - / : 年 月 日 时 万 亿 元 m2 ㎡ % ( ) + e E T Z 08:00 民國 是 否 无 NULL N/A -- 男 别名1 名称0".split(
    " ",
  ),
  " ",
  "　",
  "\n",
  "\u200b",
  "１",
  "：",
);
const written = fc.array(piece, { maxLength: 9 }).map((parts: string[]) => parts.join(""));
const texts = fc.oneof(
  { weight: 6, arbitrary: written },
  { weight: 2, arbitrary: fc.constantFrom(...textChecks).chain(valuesFor) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 20 }) },
  { weight: 1, arbitrary: realDay.map(({ year, month, day }) => `${year}/${month}/${day}`) },
);

test("cleaning a cleaned value changes nothing", () => {
  fc.assert(
    fc.property(texts, types, hints, (text, type, hint) => {
      const once = cleanValue(text, type, hint);
      if (!once.ok || once.value === null) return;
      assert.deepEqual(cleanValue(once.value, type, hint), { ok: true, value: once.value, kinds: [] });
    }),
    { numRuns: 20_000 },
  );
});

test("a changed value says how it was changed, an unchanged one says nothing", () => {
  const isPadding = (type: ValueType, from: string, to: string) =>
    type.kind === "decimal" && Number(from) === Number(to);
  fc.assert(
    fc.property(texts, types, hints, (text, type, hint) => {
      const cleaned = cleanValue(text, type, hint);
      if (!cleaned.ok) return;
      assert.equal(new Set(cleaned.kinds).size, cleaned.kinds.length, "each kind once");
      assert.ok(cleaned.kinds.every((kind) => cleaningKinds.includes(kind)));
      if (cleaned.value === text) assert.deepEqual(cleaned.kinds, []);
      else if (cleaned.value !== null && !isPadding(type, text, cleaned.value) && text !== "-0")
        assert.notDeepEqual(cleaned.kinds, []);
    }),
    { numRuns: 20_000 },
  );
});

test("canonical values come back unchanged", () => {
  const type = (kind: ValueType["kind"]): ValueType => ({ kind, maxLength: null, precision: 18, scale: 2 });
  const noHint: CleanHint = { check: null, codes: null, unit: null };
  const canonical = fc.oneof(
    fc.tuple(fc.constant(type("integer")), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)),
    fc.tuple(
      fc.constant(type("decimal")),
      fc.integer({ min: 1 }).map((value) => (value / 100).toFixed(2)),
    ),
    fc.tuple(
      fc.constant(type("number")),
      fc
        .double({ noNaN: true, noDefaultInfinity: true })
        .filter((value) => !Object.is(value, -0))
        .map(String),
    ),
    fc.tuple(
      fc.constant(type("date")),
      realDay.map(({ year, month, day }) => dateText(year, month, day)),
    ),
    fc.tuple(
      fc.constant(type("datetime")),
      fc
        .tuple(realDay, fc.nat(23), fc.nat(59), fc.nat(59))
        .map(
          ([{ year, month, day }, hour, minute, second]) =>
            `${dateText(year, month, day)} ${pad(hour)}:${pad(minute)}:${pad(second)}`,
        ),
    ),
    fc.tuple(fc.constant(type("boolean")), fc.constantFrom("true", "false")),
    fc.tuple(
      fc.constant(type("text")),
      fc.string({ unit: fc.constantFrom(...Array.from("堰Weir1，。 x")) }).map((text) => text.trim()),
    ),
  );
  fc.assert(
    fc.property(canonical, ([valueType, value]) => {
      assert.deepEqual(cleanValue(value, valueType, noHint), { ok: true, value, kinds: [] });
    }),
    { numRuns: 5000 },
  );
});

test("every day, however it is written, reads as that day", () => {
  const forms = [
    (y: number, m: number, d: number) => `${y}/${m}/${d}`,
    (y: number, m: number, d: number) => `${y}.${m}.${d}`,
    (y: number, m: number, d: number) => `${y}${pad(m)}${pad(d)}`,
    (y: number, m: number, d: number) => `${y}年${m}月${d}日`,
    (y: number, m: number, d: number) => `${y}-${pad(m)}-${pad(d)}T00:00:00+08:00`,
    (y: number, m: number, d: number) => `民国${y - 1911}年${m}月${d}日`,
    (y: number, m: number, d: number) => `${y}/${m}/${pad(d)}08:10`,
    (y: number, m: number, d: number) => String((Date.UTC(y, m - 1, d) - Date.UTC(1899, 11, 30)) / 86_400_000),
  ];
  const days = realDay.filter(({ year }) => year >= 1928);
  const date: ValueType = { kind: "date", maxLength: null, precision: null, scale: null };
  fc.assert(
    fc.property(days, fc.constantFrom(...forms), ({ year, month, day }, form) => {
      const cleaned = cleanValue(form(year, month, day), date, { check: null, codes: null, unit: null });
      assert.equal(cleaned.ok && cleaned.value, dateText(year, month, day));
    }),
    { numRuns: 3000 },
  );
});
