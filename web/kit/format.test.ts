import assert from "node:assert/strict";
import { test } from "node:test";
import { formatIn } from "./format.ts";

const zh = formatIn("zh");
const en = formatIn("en");

test("a Chinese day names month, day and weekday, and the year where it is another one", () => {
  assert.equal(zh.day("2020-03-18"), "2020年3月18日 周三");
  assert.match(zh.day(new Date()), /^\d{1,2}月\d{1,2}日 周[日一二三四五六]$/);
});

test("an instant is shown on the calendar of China, whatever the zone of the machine", () => {
  assert.equal(zh.instant("2026-03-17T16:30:00Z"), "2026年3月18日 00:30");
  assert.equal(en.instant("2026-03-17T16:30:00Z"), "18 Mar 2026, 00:30");
});

test("a date without a time stays that date", () => {
  assert.equal(zh.date("2026-03-01"), "2026年3月1日");
});

test("today and yesterday are said in words", () => {
  assert.match(zh.moment(new Date()), /^今天 \d\d:\d\d$/);
  assert.match(en.moment(new Date(Date.now() - 86_400_000)), /^yesterday \d\d:\d\d$/);
});

test("numbers are grouped by threes and a minus is a minus sign", () => {
  assert.equal(zh.number(1_284_306), "1,284,306");
  assert.equal(zh.number(-3), "−3");
});

test("rough numbers count in wan and yi, or in millions", () => {
  assert.equal(zh.rough(318_000_000), "3.18 亿");
  assert.equal(zh.rough(21_900), "2.19 万");
  assert.equal(en.rough(318_000_000), "318 million");
  assert.equal(zh.rough(9_999), "9,999");
});

test("a score has one decimal and no trailing zero", () => {
  assert.equal(zh.score(98.14), "98.1");
  assert.equal(zh.score(100), "100");
});

test("a duration names its two largest units", () => {
  assert.equal(zh.duration(56_000), "56 秒");
  assert.equal(zh.duration(200_000), "3 分 20 秒");
  assert.equal(en.duration(7_500_000), "2 h 5 min");
  assert.equal(zh.duration(120), "0.1 秒");
});

test("sizes step up at 1024", () => {
  assert.equal(zh.bytes(0), "0 B");
  assert.equal(zh.bytes(1_258_291), "1.2 MB");
});

test("ledger numbers are grouped by thin spaces", () => {
  assert.equal(zh.entry(48_213), "#48\u202f213");
});

test("a score is never rounded up: 100 means that nothing failed", () => {
  assert.equal(zh.score(99.99), "99.9");
  assert.equal(zh.score(98.1), "98.1");
});

test("a day on an axis has no weekday", () => {
  assert.equal(zh.monthDay("2026-03-18"), "3月18日");
  assert.equal(en.monthDay("2026-03-18"), "18 Mar");
});
