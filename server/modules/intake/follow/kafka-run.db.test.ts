import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { Source } from "#contract/intake";
import type { PlaceLook } from "#contract/intake-arrivals";
import type { Follow, Run } from "#contract/intake-follow";
import { startTestHub, testBureau } from "#test/hub";
import { noKafka, startKafka } from "#test/kafka";
import { followGround } from "./test-ground.ts";

const hub = noKafka ? null : await startTestHub();
const broker = noKafka ? null : await startKafka();
after(() => broker?.[Symbol.asyncDispose]());

describe("a topic of Kafka", { skip: noKafka }, async () => {
  if (!hub || !broker) return;
  const officer = await hub.as("data-officer");
  const ground = followGround(hub, officer);
  const place = { kind: "kafka", host: "127.0.0.1", port: broker.port } as const;

  async function follow(topic: string, key: string[]): Promise<Follow> {
    const source = await officer.post<Source>("/api/intake/place-sources", {
      name: `主题来源 ${topic}`,
      department: testBureau,
      place,
    });
    assert.equal(source.status, 201, source.text);
    const made = await officer.post<Follow>("/api/intake/follows", {
      sourceId: source.body.id,
      table: topic,
      resourceName: `主题 ${topic}`,
      plan: { mode: "stream", key, retry: { attempts: 10, waitSeconds: 1 } },
    });
    assert.equal(made.status, 201, made.text);
    return made.body;
  }

  /** Until the table holds these rows. */
  async function comeTo(of: Follow, expected: string[]): Promise<void> {
    let found: string[] = [];
    for (let tries = 0; tries < 600; tries += 1) {
      const rows = await ground.lakeRows(of, ["a", "b"]).catch(() => []);
      found = rows.map(({ a, b }) => `${a} ${b}`).toSorted();
      if (found.join() === expected.join()) return;
      await delay(100);
    }
    const { body } = await officer.get<{ items: Run[] }>(`/api/intake/runs?followId=${of.id}&limit=1`);
    assert.deepEqual(found, expected, JSON.stringify(body.items[0]?.problem));
  }
  const pause = async (of: Follow): Promise<Run> => {
    await officer.post(`/api/intake/follows/${of.id}/pause`, { reason: "试" });
    return ground.ended(of);
  };

  test("all partitions come in, by key; a tombstone deletes; what came while it was paused comes once", async () => {
    await broker.makeTopic("people");
    await broker.send("people", 0, "1", { 编号: "1", 名称: "甲" });
    await broker.send("people", 1, "2", { 编号: "2", 名称: "乙" });
    await broker.send("people", 3, "3", { 编号: "3", 名称: "丙" });
    const followed = await follow("people", ["编号"]);
    await comeTo(followed, ["1 甲", "2 乙", "3 丙"]);
    await broker.send("people", 0, "1", { 编号: "1", 名称: "改" });
    await broker.send("people", 1, JSON.stringify({ 编号: "2" }), null);
    await comeTo(followed, ["1 改", "3 丙"]);
    const first = await pause(followed);
    await broker.send("people", 2, "4", { 编号: "4", 名称: "丁" });
    await broker.send("people", 3, "3", "不是 JSON");
    await officer.post(`/api/intake/follows/${followed.id}/resume`, {});
    await comeTo(followed, ["1 改", "3 丙", "4 丁"]);
    const second = await pause(followed);
    assert.deepEqual([first.counts.read, second.counts.read, second.counts.rejected], [5, 2, 1]);
    const { lanes } = JSON.parse(second.position ?? "{}") as { lanes: unknown };
    assert.deepEqual(lanes, { p0: 2, p1: 2, p2: 1, p3: 2 });
  });

  test("without a key every message is a row, also where partitions number alike", async () => {
    await broker.makeTopic("events");
    await broker.send("events", 0, null, { 编号: "1", 名称: "甲" });
    await broker.send("events", 1, null, { 编号: "1", 名称: "甲" });
    const followed = await follow("events", []);
    await comeTo(followed, ["1 甲", "1 甲"]);
    await pause(followed);
  });

  test("a cluster shows its topics before anything is followed, and one that is not there is told", async () => {
    const look = (port: number) =>
      officer.post<PlaceLook>("/api/intake/places/try", { department: testBureau, place: { ...place, port } });
    const { body } = await look(broker.port);
    assert.ok(
      body.items.some(({ name, count }) => name === "people" && count === 7),
      JSON.stringify(body),
    );
    const away = await look(1);
    assert.equal(away.status, 502);
    assert.match(away.text, /intake\.place-unreachable/);
  });
});
