import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { Source } from "#contract/intake";
import type { PlaceLook } from "#contract/intake-arrivals";
import type { Follow, Run } from "#contract/intake-follow";
import { startTestHub, testBureau } from "#test/hub";
import { noNats, startNats } from "#test/nats";
import { followGround } from "./test-ground.ts";

describe("a message stream", { skip: noNats }, async () => {
  if (noNats) return;
  const hub = await startTestHub();
  const officer = await hub.as("data-officer");
  const ground = followGround(hub, officer);
  const server = await startNats();
  after(() => server[Symbol.asyncDispose]());

  let count = 0;
  async function follow(table: string, key: string[]): Promise<Follow> {
    count += 1;
    const source = await officer.post<Source>("/api/intake/place-sources", {
      name: `消息来源 ${count}`,
      department: testBureau,
      place: { kind: "nats", host: "127.0.0.1", port: server.port },
    });
    assert.equal(source.status, 201, source.text);
    const made = await officer.post<Follow>("/api/intake/follows", {
      sourceId: source.body.id,
      table,
      resourceName: `消息 ${count}`,
      plan: { mode: "stream", key, retry: { attempts: 10, waitSeconds: 1 } },
    });
    assert.equal(made.status, 201, made.text);
    return made.body;
  }
  async function rows(of: Follow): Promise<string[]> {
    try {
      return (await ground.lakeRows(of, ["a", "b"])).map(({ a, b }) => `${a} ${b}`).toSorted();
    } catch {
      // The table is not there yet.
      return [];
    }
  }
  /** Until the table holds these rows; then as long again, in which nothing more may come. */
  async function comeTo(of: Follow, expected: string[]): Promise<void> {
    let found: string[] = [];
    for (let tries = 0; tries < 200; tries += 1) {
      found = await rows(of);
      if (found.join() === expected.join()) break;
      await delay(100);
    }
    const { body } = await officer.get<{ items: Run[] }>(`/api/intake/runs?followId=${of.id}&limit=1`);
    assert.deepEqual(found, expected, JSON.stringify(body.items[0]?.problem));
  }
  /** Until a run has ended because the stream is another; the next is in the line. */
  async function lost(of: Follow): Promise<void> {
    for (let tries = 0; tries < 200; tries += 1) {
      const { body } = await officer.get<{ items: Run[] }>(`/api/intake/runs?followId=${of.id}&limit=2`);
      if (body.items.some(({ problem }) => problem?.code === "intake.position-lost")) return;
      await delay(50);
    }
    throw new Error("It is not told that the stream is another.");
  }
  const pause = async (of: Follow): Promise<void> => {
    await officer.post(`/api/intake/follows/${of.id}/pause`, { reason: "试" });
    await ground.ended(of);
  };

  test("by key, messages come to the newest row of each, and one marked so deletes it", async () => {
    await server.makeStream("PERSON");
    await server.send("person.new", { 编号: "1", 名称: "甲" });
    await server.send("person.new", { 编号: "2", 名称: "乙" });
    const followed = await follow("PERSON", ["编号"]);
    await comeTo(followed, ["1 甲", "2 乙"]);
    await server.send("person.new", { 编号: "1", 名称: "改", 新增: "x" });
    await server.send("person.gone", { 编号: "2" }, { "weir-op": "delete" });
    await comeTo(followed, ["1 改"]);
    await pause(followed);
    const { drift } = await ground.seen(followed);
    assert.deepEqual(
      drift?.changes.map(({ kind, column }) => [kind, column]),
      [["added", "新增"]],
    );
  });

  test("without a key every message is a row, once, however often the server is killed and sends it again", async () => {
    await server.makeStream("EVENT");
    await server.send("event.a", { 编号: "1", 名称: "甲" });
    const followed = await follow("EVENT:event.a", []);
    await server.send("event.b", { 编号: "0", 名称: "别的" });
    const expected = ["1 甲"];
    for (let round = 2; round < 5; round += 1) {
      await server.send("event.a", { 编号: String(round), 名称: "甲" });
      expected.push(`${round} 甲`);
      await server.killAndStart();
      await hub.hub.intake.tick({ ...hub.hub.call(), now: new Date(Date.now() + 60_000) });
    }
    for (let tries = 0; tries < 10; tries += 1)
      await hub.hub.intake.tick({ ...hub.hub.call(), now: new Date(Date.now() + 600_000) });
    await comeTo(followed, expected);
    await pause(followed);
  });

  test("a message that is no row stands among the rejected ones as it came, and holds up nothing", async () => {
    await server.makeStream("BAD");
    await server.send("bad.a", { 编号: "1", 名称: "甲" });
    const followed = await follow("BAD", ["编号"]);
    await comeTo(followed, ["1 甲"]);
    await server.send("bad.a", "不是 JSON");
    await server.send("bad.a", { 名称: "没有编号" });
    await server.send("bad.a", { 编号: "2", 名称: "乙" });
    await comeTo(followed, ["1 甲", "2 乙"]);
    await pause(followed);
    const run = await ground.ended(followed);
    assert.equal(run.counts.rejected, 2);
    const dirty = await officer.get<{ total: number; items: { faults: { rule: string }[] }[] }>(
      `/api/intake/loads/${run.loadId}/dirty`,
    );
    assert.deepEqual([dirty.body.total, dirty.body.items[0]?.faults[0]?.rule], [2, "shape.broken-json"]);
  });

  test("a stream made anew under its name is taken from its beginning, and what was taken stays", async () => {
    await server.makeStream("AGAIN");
    await server.send("again.a", { 编号: "1", 名称: "旧" });
    const followed = await follow("AGAIN", []);
    await comeTo(followed, ["1 旧"]);
    await pause(followed);
    await server.dropStream("AGAIN");
    await server.makeStream("AGAIN");
    await server.send("again.a", { 编号: "2", 名称: "新" });
    await officer.post(`/api/intake/follows/${followed.id}/resume`, {});
    await lost(followed);
    await hub.hub.intake.tick({ ...hub.hub.call(), now: new Date(Date.now() + 600_000) });
    await comeTo(followed, ["1 旧", "2 新"]);
    await pause(followed);
  });

  test("a server shows its streams before anything is followed", async () => {
    const { body, status } = await officer.post<PlaceLook>("/api/intake/places/try", {
      department: testBureau,
      place: { kind: "nats", host: "127.0.0.1", port: server.port },
    });
    assert.equal(status, 200);
    assert.ok(body.items.some(({ name, count: messages }) => name === "PERSON" && messages === 4));
  });
});
