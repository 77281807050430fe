import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Zone } from "#contract/intake-agents";
import type { Follow, FollowMode, Reconciliation, Run } from "#contract/intake-follow";
import { type AgentProcess, freePort, startAgentProcess } from "#test/agent-process";
import { cutProxy } from "#test/cut-proxy";
import { debianPostgres, noDebianPostgres } from "#test/debian-postgres";
import { lakeLines } from "#test/follow-lake";
import { type HubProcess, startHubProcess } from "#test/hub-process";
import { seeded } from "#test/random";

/**
 * Tables of a real server are followed through an agent while they change; agent and hub are killed with `kill -9` and the network
 * between them is cut or hangs, at random moments. In the end source and lake must be equal row by row. WEIR_TEST_KILLS says how
 * often (6 unless said).
 */
const kills = Number(process.env["WEIR_TEST_KILLS"] ?? "6");
const rows = 2000;
const folder = mkdtempSync(path.join(tmpdir(), "weir-agent-kill-"));
chmodSync(folder, 0o711);
const open = new AsyncDisposableStack();
const random = seeded(20_261_123);
let hub: HubProcess | undefined;
let agent: AgentProcess | undefined;

after(async () => {
  await agent?.kill();
  await hub?.stop();
  await open.disposeAsync();
  rmSync(folder, { recursive: true, force: true });
});

const modes: readonly FollowMode[] = ["capture", "watermark", "compare"];

test(
  "agent, hub and network killed at any moment leave neither gap nor double",
  { skip: noDebianPostgres },
  async () => {
    const server = open.use(await debianPostgres(["wal_level=logical"]));
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    open.defer(() => client.end());
    const host = new URL(server.url).searchParams.get("host") ?? "";
    const connection = { host, port: 5432, database: "postgres", user: "weir", password: "", schema: "public" };
    const settings = { WEIR_AGENT_PORT: String(await freePort()), WEIR_AGENT_HOSTS: "127.0.0.1" };
    const network = open.use(await cutProxy(Number(settings.WEIR_AGENT_PORT)));
    hub = await startHubProcess(folder, settings);
    const { client: first } = hub;
    const departments = await first.get<{ items: { code: string }[] }>("/api/registry/departments");
    const department = departments.body.items[0]?.code ?? "";
    const zone = (await first.post<Zone>("/api/intake/zones", { name: "高敏区", department })).body;
    const code = await first.post<{ token: string }>(`/api/intake/zones/${zone.id}/enrolments`, { name: "前置机" });
    const own = ["--hub", `https://127.0.0.1:${network.port}`, "--folder", path.join(folder, "agent")];
    agent = await startAgentProcess([...own, "--token", code.body.token]);

    const follows = new Map<FollowMode, Follow>();
    for (const mode of modes) {
      await client.query(`create table ${mode} (serial integer primary key, title text, changed timestamp not null)`);
      await client.query(`insert into ${mode} select g, '户 ' || g, now() from generate_series(1, ${rows}) g`);
      const begun = await first.post<{ follow: Follow }>("/api/intake/quick-follow", {
        department,
        kind: "postgres",
        connection,
        zoneId: zone.id,
        table: mode,
        mode,
        ...(mode === "watermark" ? { watermark: "changed" } : {}),
      });
      assert.equal(begun.status, 201, begun.text);
      follows.set(mode, begun.body.follow);
    }

    /** By watermark rows are never removed, as the mode demands. */
    const change = async (mode: FollowMode): Promise<void> => {
      const at = random(rows);
      await client.query("begin");
      await client.query(`update ${mode} set title = '改 ${random(1e6)}', changed = now() where serial = ${at}`);
      await client.query(`insert into ${mode} select max(serial) + 1, ' 新 ', now() from ${mode}`);
      if (mode !== "watermark") await client.query(`delete from ${mode} where serial = ${at + 7}`);
      await client.query("commit");
    };
    const runTimed = async (): Promise<void> => {
      for (const [mode, { id }] of follows)
        if (mode !== "capture") await hub?.client.post(`/api/intake/follows/${id}/run`, {});
    };
    const harms = [
      async () => {
        await agent?.kill();
        agent = await startAgentProcess(own);
      },
      async () => {
        await hub?.kill();
        hub = await startHubProcess(folder, settings);
      },
      async () => network.cut(),
      async () => {
        network.hang(true);
        await delay(1000);
        network.hang(false);
      },
    ];
    for (let count = 0; count < kills; count += 1) {
      for (const mode of modes) await change(mode);
      await runTimed();
      await Promise.all([change("capture"), delay(random(800))]);
      await harms[count % harms.length]?.();
    }
    for (const mode of modes) await change(mode);
    for (const [mode, { id }] of follows) {
      const expected = await client.query<{ line: string }>(
        `select concat_ws('|', serial, trim(title)) as line from ${mode} order by serial`,
      );
      const last = await agreed(id, mode);
      assert.ok(last.isMatching, `${mode}: ${last.text.zh}`);
      assert.equal(last.sourceCount, expected.rows.length);
    }
    await hub.stop();
    const inLake = await lakeLines(path.join(folder, "lake"));
    for (const mode of modes) {
      const source = await client.query<{ line: string }>(
        `select concat_ws('|', serial, trim(title)) as line from ${mode}`,
      );
      const lines = source.rows.map(({ line }) => line).toSorted((a, b) => (a < b ? -1 : 1));
      assert.ok(inLake.has(lines.join("\n")), `${mode}: rows differ`);
    }
  },
);

/** Two comparisons one after the other: that of the second is of a moment after now. */
async function agreed(followId: string, mode: FollowMode): Promise<Reconciliation> {
  await agreedOnce(followId, mode);
  return agreedOnce(followId, mode);
}

async function agreedOnce(followId: string, mode: FollowMode): Promise<Reconciliation> {
  const asked = Date.now();
  for (let tries = 0; tries < 1200; tries += 1) {
    if (!hub) break;
    const { body: runs } = await hub.client.get<{ items: Run[] }>(`/api/intake/runs?followId=${followId}&limit=1`);
    const isFree = mode === "capture" || runs.items[0]?.endedAt;
    if (tries % 40 === 0 && isFree) await hub.client.post(`/api/intake/follows/${followId}/reconcile`, {});
    const { body } = await hub.client.get<{ items: Reconciliation[] }>(
      `/api/intake/follows/${followId}/reconciliations?limit=1`,
    );
    const [last] = body.items;
    if (last && Date.parse(last.at) > asked && isFree) return last;
    await delay(50);
  }
  const runs = await hub?.client.get<{ items: Run[] }>(`/api/intake/runs?followId=${followId}&limit=4`);
  const story = runs?.body.items.map(({ number, state, attempt, waitsFor, problem }) => ({
    number,
    state,
    attempt,
    waitsFor: waitsFor?.zh,
    problem: problem?.zh,
  }));
  throw new Error(`${mode} does not come to agree: ${JSON.stringify(story)} ${agent?.printed()}`);
}
