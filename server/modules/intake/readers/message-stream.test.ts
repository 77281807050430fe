import assert from "node:assert/strict";
import { test } from "node:test";
import { readMessage, streamOf } from "./message-stream.ts";

const at = new Date(0);
const read = (body: string) => readMessage({ number: 7, subject: "s", at, isDelete: false, body });

test("members of a message are cells as they were written, long numbers too", () => {
  const row = read('{"编号":12345678901234567890,"额":1.10,"有":true,"空":null,"内":{"a":[1]}}');
  assert.ok(row.kind === "row");
  const { _seq: number, ...rest } = row.values;
  assert.equal(number, "7");
  assert.deepEqual(rest, {
    _subject: "s",
    _time: "1970-01-01T00:00:00.000Z",
    编号: "12345678901234567890",
    额: "1.10",
    有: "true",
    空: null,
    内: '{"a":[1]}',
  });
});

test("what is no JSON object is no row", () => {
  for (const body of ["", "[1]", "7", "{", "null"]) assert.equal(read(body).kind, "unreadable", body);
});

test("a stream may be followed by a part of its subjects", () => {
  assert.deepEqual(streamOf("ORDERS"), { stream: "ORDERS", subject: null });
  assert.deepEqual(streamOf("ORDERS: orders.new.>"), { stream: "ORDERS", subject: "orders.new.>" });
});
