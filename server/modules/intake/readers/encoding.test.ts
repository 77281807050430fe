import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import iconv from "iconv-lite";
import { detectEncoding, rewriteAsUtf8 } from "./encoding.ts";

const folder = mkdtempSync(path.join(tmpdir(), "weir-encoding-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, "t.txt");
const target = path.join(folder, "out.txt");

const simplified =
  "站点名称,所在地区,联系电话\n成都地震基准台,四川省成都市郫都区,02887781111\n松潘地震台,四川省阿坝藏族羌族自治州松潘县,08377232222\n".repeat(
    20,
  );
const traditional =
  "資料名稱,提供機關,更新頻率\n臺南市登革熱病媒蚊密度調查,臺南市政府衛生局,每月\n桃園市公共圖書館資料,桃園市政府文化局,不定期\n".repeat(
    20,
  );

const cases = [
  ["UTF-8", Buffer.from(simplified), simplified],
  ["GB18030", iconv.encode(simplified, "gb18030"), simplified],
  ["Big5", iconv.encode(traditional, "big5"), traditional],
  ["UTF-16LE", iconv.encode(simplified, "utf16le", { addBOM: true }), simplified],
  [
    "UTF-16BE",
    iconv.encode("id,name\n1,Chengdu\n2,Songpan\n", "utf16be", { addBOM: false }),
    "id,name\n1,Chengdu\n2,Songpan\n",
  ],
] as const;

for (const [encoding, bytes, text] of cases) {
  test(`${encoding} is recognised and read as it was written`, async () => {
    writeFileSync(file, bytes);
    assert.equal((await detectEncoding(file)).encoding, encoding);
    assert.equal(await rewriteAsUtf8(file, target, { encoding, quoteForLineEnds: null }), 0);
    assert.equal(readFileSync(target, "utf8"), text);
  });
}

test("Chinese that begins behind a megabyte of plain ASCII is still recognised", async () => {
  writeFileSync(file, Buffer.concat([Buffer.from("1,abc\n".repeat(300_000)), iconv.encode(simplified, "gb18030")]));
  assert.equal((await detectEncoding(file)).encoding, "GB18030");
});

test("a UTF-8 file with one damaged line stays UTF-8 and is told to be damaged", async () => {
  writeFileSync(file, Buffer.concat([Buffer.from(simplified), Buffer.of(0xb3, 0xc9, 0x0a), Buffer.from(simplified)]));
  assert.deepEqual(await detectEncoding(file), { encoding: "UTF-8", hasBom: false, isDamaged: true });
});

test("line ends become one kind outside quotes and stay inside them, across chunk borders too", async () => {
  const filler = "x".repeat((1 << 20) - 3);
  writeFileSync(file, `${filler},"a\r\nb"\r\n1,2\r3,4\n`);
  await rewriteAsUtf8(file, target, { encoding: "UTF-8", quoteForLineEnds: '"' });
  assert.equal(readFileSync(target, "utf8").slice(filler.length), ',"a\r\nb"\n1,2\n3,4\n');
});
