import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createNameIndex, indexOfLines, type NameIndex } from "./name-index.ts";

const register: readonly (readonly [number, string])[] = [
  [44, "广东省"],
  [51, "四川省"],
  [4420, "中山市"],
  [5101, "成都市"],
  [210202, "中山区"],
  [510104, "锦江区"],
  [510104020, "锦官驿街道"],
  [510104020002, "大慈寺社区居委会"],
  [510104020003, "中山路社区居委会"],
  [659012001001, "孙中山村"],
];

function indexOf(rows: readonly (readonly [number, string])[]): NameIndex {
  const lines = rows.map(([code, name]) => `${code}\t${name}\n`).join("");
  return indexOfLines(Buffer.from(`\n${lines}`));
}
const index = indexOf(register);

test("a whole name comes before names that begin with it, and these before names that hold it", () => {
  const rows = [...register, [659012001002, "中山"]] as const;
  const found = indexOf(rows).findByName("中山", { limit: 10 });
  assert.deepEqual(found, ["659012001002", "4420", "210202", "510104020003", "659012001001"]);
});

test("a search under a division finds what lies in it and itself, at every level", () => {
  assert.deepEqual(index.findByName("锦", { under: "51", limit: 10 }), ["510104", "510104020"]);
  assert.deepEqual(index.findByName("中山", { under: "510104", limit: 10 }), ["510104020003"]);
  assert.deepEqual(index.findByName("四川", { under: "51", limit: 10 }), ["51"]);
});

test("a name that holds the fragment several times takes one place", () => {
  const rows = [
    [510104020001, "村村村村"],
    [510104020002, "中村村"],
    [510104020003, "山村"],
  ] as const;
  assert.deepEqual(indexOf(rows).findByName("村", { limit: 3 }), ["510104020001", "510104020002", "510104020003"]);
});

test("the beginning of a code finds larger divisions first", () => {
  assert.deepEqual(index.findByCode("5101", 3), ["5101", "510104", "510104020"]);
  assert.deepEqual(index.findByCode("5", 2), ["51", "5101"]);
  assert.deepEqual(index.findByCode("99", 2), []);
});

test("nothing is found in an empty register, nor for a fragment that is none", () => {
  assert.deepEqual(createNameIndex(new Float64Array(), "\n").findByName("中", { limit: 5 }), []);
  assert.deepEqual(index.findByName("", { limit: 5 }), []);
  assert.deepEqual(index.findByName("市\n成", { limit: 5 }), []);
});

test("names and codes that do not belong together are refused", () => {
  assert.throws(() => createNameIndex(Float64Array.of(11, 12), "\n北京市\n"));
});

test("it finds what looking at every name finds", () => {
  const word = fc.string({ unit: fc.constantFrom("中", "山", "村", "𡐓"), minLength: 1, maxLength: 5 });
  const code = fc
    .tuple(fc.constantFrom(2, 4, 6, 9, 12), fc.integer({ min: 11, max: 13 }), fc.nat(99))
    .map(([length, head, tail]) => Number(`${head}`.padEnd(length, "0")) + (length > 2 ? tail : 0));
  const rows = fc
    .uniqueArray(fc.tuple(code, word), { selector: ([first]) => first, maxLength: 40 })
    .map((list) => list.toSorted(([a], [b]) => a - b));
  fc.assert(
    fc.property(
      rows,
      word,
      fc.option(fc.constantFrom("11", "1200", "130000"), { nil: undefined }),
      (list, fragment, under) => {
        const naive = list
          .filter(([, name]) => name.includes(fragment))
          .map(([number]) => String(number))
          .filter((text) => under === undefined || text.startsWith(under));
        const found = indexOf(list).findByName(fragment, { under, limit: 1000 });
        assert.deepEqual(found.toSorted(), naive.toSorted());
      },
    ),
  );
});
