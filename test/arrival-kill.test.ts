import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { Source } from "#contract/intake";
import type { Follow, Run } from "#contract/intake-follow";
import type { Place } from "#contract/intake-place";
import { followedKeys } from "#test/follow-lake";
import { type HubProcess, startHubProcess } from "#test/hub-process";
import { noNats, startNats } from "#test/nats";
import { startSftpServer } from "#test/sftp-server";

/**
 * Files arrive in a folder and on an SFTP server, messages in a stream, and the hub is killed with `kill -9` at random moments
 * and started again. In the end every row that was sent is in the lake, each once. WEIR_TEST_KILLS says how often (2 unless said).
 */
const kills = Number(process.env["WEIR_TEST_KILLS"] ?? "2");
const rowsOfFile = 2000;

const folder = mkdtempSync(path.join(tmpdir(), "weir-arrival-kill-"));
const open = new AsyncDisposableStack();
let hub: HubProcess | undefined;
after(async () => {
  await hub?.stop();
  await open.disposeAsync();
  rmSync(folder, { recursive: true, force: true });
});

let seed = 20_261_124;
const random = (below: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * below);
};

test("killed at any moment, every file and every message is in once", { skip: noNats }, async (t) => {
  const [watched, served] = [path.join(folder, "watched"), path.join(folder, "served")];
  for (const one of [watched, served]) mkdirSync(one);
  const sftp = open.use(await startSftpServer(served));
  const nats = open.use(await startNats());
  await nats.makeStream("NEWS");
  const start = () => startHubProcess(path.join(folder, "data"), { WEIR_WATCHED_FOLDERS: watched });
  hub = await start();
  const { body } = await hub.client.get<{ items: { code: string }[] }>("/api/registry/departments");
  const department = body.items[0]?.code ?? "";

  let files = 0;
  const arrive = (): void => {
    files += 1;
    const lines = Array.from({ length: rowsOfFile }, (_, index) => `${files}-${index},户 ${index}\n`).join("");
    for (const place of [watched, served]) {
      writeFileSync(path.join(place, `${files}.csv.part`), `编号,名称\n${lines}`);
      renameSync(path.join(place, `${files}.csv.part`), path.join(place, `${files}.csv`));
    }
  };
  let messages = 0;
  const send = async (count: number): Promise<void> => {
    for (let sent = 0; sent < count; sent += 1) {
      messages += 1;
      await nats.send("news.a", { 编号: String(messages), 名称: "甲" });
    }
  };
  arrive();
  await send(20);
  const follows: Follow[] = [];
  const begin = async (place: Place, secret: string, table: string, plan: object): Promise<void> => {
    const client = hub?.client;
    if (!client) return;
    const source = await client.post<Source>("/api/intake/place-sources", {
      name: `来源 ${follows.length}`,
      department,
      place,
      secret,
    });
    assert.equal(source.status, 201, source.text);
    const made = await client.post<Follow>("/api/intake/follows", {
      sourceId: source.body.id,
      table,
      resourceName: `到达 ${follows.length}`,
      plan,
    });
    assert.equal(made.status, 201, made.text);
    follows.push(made.body);
  };
  const plan = { mode: "files", files: { settleSeconds: 0 }, retry: { attempts: 10, waitSeconds: 1 } };
  await begin({ kind: "folder", path: watched }, "", "*.csv", plan);
  const address = { kind: "sftp", host: "127.0.0.1", port: sftp.port, user: "weir", path: "/", hostKey: null } as const;
  await begin(address, "sftp-password-1", "*.csv", plan);
  const stream = { mode: "stream", retry: { attempts: 10, waitSeconds: 1 } };
  await begin({ kind: "nats", host: "127.0.0.1", port: nats.port, user: "", isEncrypted: false }, "", "NEWS", stream);

  /** In how many of the kills a run of the follow was under way. */
  const struck = new Map<string, number>();
  const runAll = async (): Promise<void> => {
    for (const { id } of follows.slice(0, 2)) await hub?.client.post(`/api/intake/follows/${id}/run`, {});
  };
  for (let round = 0; round < kills; round += 1) {
    for (let count = 0; count < 4; count += 1) arrive();
    await runAll();
    await Promise.all([send(60), delay(random(900))]);
    await hub.kill();
    hub = await start();
    for (const { id } of follows) {
      const last = await hub.client.get<{ items: Run[] }>(`/api/intake/runs?followId=${id}&limit=1`);
      const run = last.body.items[0];
      if (run?.startedAt && !run.endedAt) struck.set(id, (struck.get(id) ?? 0) + 1);
    }
  }
  arrive();
  await send(5);
  const expected = [files * rowsOfFile, files * rowsOfFile, messages];
  const seen = async (): Promise<(number | null)[]> => {
    const found: (number | null)[] = [];
    for (const { id, plan: own } of follows) {
      const last = await hub?.client.get<{ items: Run[] }>(`/api/intake/runs?followId=${id}&limit=1`);
      const run = last?.body.items[0];
      if (own.mode === "stream") found.push(Number(/"number":(\d+)/.exec(run?.position ?? "")?.[1] ?? 0));
      else if (run?.endedAt) {
        await hub?.client.post(`/api/intake/follows/${id}/run`, {});
        const follow = await hub?.client.get<Follow>(`/api/intake/follows/${id}`);
        found.push(follow?.body.rowCount ?? 0);
      } else found.push(null);
    }
    return found;
  };
  let found: (number | null)[] = [];
  for (let tries = 0; tries < 1500 && found.join() !== expected.join(); tries += 1) {
    found = await seen();
    await delay(200);
  }
  assert.deepEqual(found, expected);
  await hub.stop();
  // Keys each once: `followedKeys` throws where one stands twice.
  const { good } = await followedKeys(path.join(folder, "data", "lake"));
  assert.deepEqual(
    good.map((own) => own.length).toSorted((a, b) => a - b),
    expected.toSorted((a, b) => a - b),
  );
  for (const { id, resourceName } of follows)
    t.diagnostic(`${resourceName}: ${kills} kills, ${struck.get(id) ?? 0} in a run`);
});
