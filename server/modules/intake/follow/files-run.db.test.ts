import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import type { Source } from "#contract/intake";
import type { ArrivedFile, PlaceLook } from "#contract/intake-arrivals";
import type { Follow, Run } from "#contract/intake-follow";
import type { ArrivalPlan, Place } from "#contract/intake-place";
import { startTestHub, testBureau } from "#test/hub";
import { startSftpServer } from "#test/sftp-server";
import { followGround } from "./test-ground.ts";

const root = mkdtempSync(path.join(tmpdir(), "weir-arrivals-"));
after(() => {
  rmSync(root, { recursive: true, force: true });
});
const hub = await startTestHub({ watchedFolders: root });
const officer = await hub.as("data-officer");
const ground = followGround(hub, officer);

let count = 0;
const fresh = (): string => {
  count += 1;
  const folder = path.join(root, `f${count}`);
  mkdirSync(folder);
  return folder;
};
/** Files with times of their own, so that their order is known. */
let minute = 0;
function put(folder: string, name: string, content: string): void {
  writeFileSync(path.join(folder, name), content);
  minute += 1;
  const at = new Date(Date.UTC(2026, 0, 1, 0, minute));
  utimesSync(path.join(folder, name), at, at);
}
const csv = (...rows: string[]): string => `编号,名称\n${rows.map((row) => `${row}\n`).join("")}`;

async function register(place: Place, secret = ""): Promise<Source> {
  count += 1;
  const made = await officer.post<Source>("/api/intake/place-sources", {
    name: `文件来源 ${count}`,
    department: testBureau,
    place,
    secret,
  });
  assert.equal(made.status, 201, made.text);
  return made.body;
}

interface Wanted extends Partial<ArrivalPlan> {
  readonly key?: string[];
  readonly table?: null;
  readonly pattern?: string;
  readonly schedule?: Follow["plan"]["schedule"];
  readonly keepsHistory?: boolean;
}

async function follow(source: Source, { key = [], pattern = "*.csv", schedule, keepsHistory, ...files }: Wanted = {}) {
  count += 1;
  const made = await officer.post<Follow>("/api/intake/follows", {
    sourceId: source.id,
    table: pattern,
    resourceName: `文件 ${count}`,
    plan: {
      mode: "files",
      key,
      files: { settleSeconds: 0, ...files },
      schedule: schedule ?? { kind: "manual" },
      keepsHistory: keepsHistory ?? false,
      retry: { attempts: 0, waitSeconds: 1 },
    },
    starts: false,
  });
  assert.equal(made.status, 201, made.text);
  return made.body;
}

/** The run behind the first, when it has ended. */
async function secondRun(of: Follow): Promise<Run> {
  for (let run = await ground.ended(of); ; run = await ground.ended(of)) if (run.followNumber > 1) return run;
}

const rows = async (of: Follow): Promise<string[]> =>
  (await ground.lakeRows(of, ["a", "b"])).map(({ a, b }) => `${a} ${b}`).toSorted();
const done = (run: Run, ...taken: number[]): void => {
  assert.deepEqual([run.state, run.problem], ["done", null]);
  assert.deepEqual([run.counts.inserted, run.counts.updated, run.counts.deleted], taken);
};

describe("files of a watched folder", () => {
  test("appended files make one table, each once, and a changed one replaces its own rows", async () => {
    const folder = fresh();
    put(folder, "1.csv", csv("1,甲", "1,甲"));
    put(folder, "2.csv", csv("2,乙", "3,丙"));
    const followed = await follow(await register({ kind: "folder", path: folder }));
    const first = await ground.run(followed);
    done(first, 4, 0, 0);
    assert.equal(first.batches, 2);
    assert.equal(first.reconciliation?.isMatching, true, first.reconciliation?.text.zh);
    done(await ground.run(followed), 0, 0, 0);
    put(folder, "2.csv", csv("2,乙", "3,改", "4,丁"));
    const again = await ground.run(followed);
    done(again, 1, 1, 0);
    assert.equal(again.reconciliation?.isMatching, true, again.reconciliation?.text.zh);
    assert.deepEqual(await rows(followed), ["1 甲", "1 甲", "2 乙", "3 改", "4 丁"]);
    const { body } = await officer.get<{ items: ArrivedFile[]; total: number }>(
      `/api/intake/follows/${followed.id}/files?limit=1`,
    );
    assert.deepEqual([body.total, body.items[0]?.name, body.items[0]?.times, body.items[0]?.rows], [2, "2.csv", 2, 3]);
  });

  test("by key, later files win in the order of their time, and rows that are no rows stand aside", async () => {
    const folder = fresh();
    put(folder, "b.csv", csv("1,甲", "2,乙"));
    put(folder, "a.csv", csv("2,改", "3,丙,多"));
    const followed = await follow(await register({ kind: "folder", path: folder }), {
      policy: "by-key",
      key: ["编号"],
    });
    const run = await ground.run(followed);
    assert.deepEqual([run.state, run.problem, run.counts.rejected], ["done", null, 1]);
    assert.deepEqual(await rows(followed), ["1 甲", "2 改"]);
    const { body } = await officer.get<{ items: { place: { zh: string }; values: object }[] }>(
      `/api/intake/loads/${run.loadId}/dirty`,
    );
    assert.equal(body.items[0]?.place.zh, "第 3 行");
  });

  test("as a snapshot, each file is the table: what it no longer holds is gone", async () => {
    const folder = fresh();
    put(folder, "day1.csv", csv("1,甲", "2,乙"));
    const source = await register({ kind: "folder", path: folder });
    const followed = await follow(source, { policy: "snapshot", key: ["编号"], keepsHistory: true });
    done(await ground.run(followed), 2, 0, 0);
    put(folder, "day2.csv", csv("2,改", "3,丙"));
    const run = await ground.run(followed);
    done(run, 1, 1, 1);
    assert.equal(run.reconciliation?.isMatching, true, run.reconciliation?.text.zh);
    assert.deepEqual(await rows(followed), ["2 改", "3 丙"]);
  });

  test("a file that is still written, has no sign, or is written under another name is waited for", async () => {
    const folder = fresh();
    put(folder, "a.csv", csv("1,甲"));
    put(folder, "a.csv.ok", "");
    put(folder, "b.csv", csv("2,乙"));
    put(folder, "c.csv.part", csv("3,丙"));
    const source = await register({ kind: "folder", path: folder });
    const signed = await follow(source, { mark: ".ok" });
    done(await ground.run(signed), 1, 0, 0);
    const slow = await follow(source, { settleSeconds: 1 });
    const begun = officer.post<Run>(`/api/intake/follows/${slow.id}/run`, {});
    await begun;
    const writing = setInterval(() => {
      appendFileSync(path.join(folder, "b.csv"), "9,增\n");
    }, 100);
    const run = await ground.ended(slow);
    clearInterval(writing);
    done(run, 1, 0, 0);
    assert.deepEqual(await rows(slow), ["1 甲"]);
  });

  test("the same bytes written again load nothing; the button loads them again and changes nothing", async () => {
    const folder = fresh();
    put(folder, "a.csv", csv("1,甲"));
    const followed = await follow(await register({ kind: "folder", path: folder }));
    await ground.run(followed);
    put(folder, "a.csv", csv("1,甲"));
    const run = await ground.run(followed);
    assert.deepEqual([run.counts.read, run.state], [0, "done"]);
    const again = await ground.run(followed, { rereads: true });
    assert.deepEqual([again.counts.read, again.counts.unchanged, again.counts.inserted], [1, 1, 0]);
    assert.deepEqual(await rows(followed), ["1 甲"]);
  });

  test("a file that is no table stops the follow, names the file, and leaves those before it in", async () => {
    const folder = fresh();
    put(folder, "a.csv", csv("1,甲"));
    const followed = await follow(await register({ kind: "folder", path: folder }));
    put(folder, "b.csv", "%PDF-1.7");
    put(folder, "c.csv", csv("3,丙"));
    const run = await ground.run(followed);
    assert.deepEqual([run.state, run.problem?.code], ["failed", "intake.file-refused"]);
    assert.match(run.problem?.zh ?? "", /b\.csv/);
    assert.deepEqual(await rows(followed), ["1 甲"]);
    rmSync(path.join(folder, "b.csv"));
    done(await ground.run(followed), 1, 0, 0);
  });

  test("a new column is told and harms nothing", async () => {
    const folder = fresh();
    put(folder, "a.csv", csv("1,甲"));
    const followed = await follow(await register({ kind: "folder", path: folder }));
    await ground.run(followed);
    put(folder, "b.csv", "编号,名称,新增\n2,乙,x\n");
    done(await ground.run(followed), 1, 0, 0);
    const { drift } = await ground.seen(followed);
    assert.deepEqual(
      drift?.changes.map(({ kind, column }) => [kind, column]),
      [["added", "新增"]],
    );
  });

  test("only folders the operator has opened are watched, whatever the path or link says", async () => {
    const folder = fresh();
    symlinkSync("/etc", path.join(folder, "out"));
    writeFileSync(path.join(root, "secret.txt"), "a,b\n1,2\n");
    symlinkSync(path.join(root, "secret.txt"), path.join(folder, "link.csv"));
    for (const outside of ["/etc", `${root}/../..`, path.join(folder, "out"), "relative"]) {
      const { body, status } = await officer.post<{ code: string }>("/api/intake/places/try", {
        department: testBureau,
        place: { kind: "folder", path: outside },
      });
      assert.deepEqual([status, body.code], [422, "intake.folder-closed"], outside);
    }
    const { body } = await officer.post<PlaceLook>("/api/intake/places/try", {
      department: testBureau,
      place: { kind: "folder", path: folder },
    });
    assert.equal(body.total, 0);
  });

  test("a file's arrival starts a run, and one after another run follows it", async () => {
    const folder = fresh();
    put(folder, "a.csv", csv("1,甲"));
    const source = await register({ kind: "folder", path: folder });
    const first = await follow(source, { schedule: { kind: "arrival" } });
    const second = await follow(source, { schedule: { kind: "after", followId: first.id } });
    await hub.hub.intake.tick(hub.hub.call());
    const run = await ground.ended(first);
    assert.equal(run.trigger, "arrival");
    const next = await ground.ended(second);
    assert.deepEqual([next.trigger, next.counts.inserted], ["after", 1]);
    await hub.hub.intake.tick(hub.hub.call());
    assert.equal((await ground.ended(first)).id, run.id);
    assert.deepEqual([run.followNumber, next.followNumber], [1, 1]);
    // Reading one again reads again what builds on it.
    await ground.run(first, { rereads: true });
    const refilled = await secondRun(second);
    assert.deepEqual([refilled.trigger, refilled.followNumber, refilled.counts.unchanged], ["backfill", 2, 1]);
    const circle = await officer.patch<{ code: string; title: string }>(
      `/api/intake/follows/${first.id}`,
      { plan: { ...first.plan, schedule: { kind: "after", followId: second.id } } },
      { ifMatch: (await ground.seen(first)).version },
    );
    assert.deepEqual([circle.status, circle.body.code], [422, "intake.after-circle"]);
  });
});

describe("files of an SFTP server", () => {
  test("are taken once, by the key that was learned at registering, and no other server is spoken to", async () => {
    const folder = fresh();
    put(folder, "a.csv", csv("1,甲"));
    const server = await startSftpServer(folder);
    after(() => server[Symbol.asyncDispose]());
    const address = { kind: "sftp", host: "127.0.0.1", port: server.port, user: "weir", path: "/" } as const;
    const source = await register({ ...address, hostKey: null }, "sftp-password-1");
    assert.equal(source.place?.kind === "sftp" && source.place.hostKey, server.hostKey);
    const followed = await follow(source);
    done(await ground.run(followed), 1, 0, 0);
    put(folder, "b.csv", csv("2,乙"));
    done(await ground.run(followed), 1, 0, 0);
    assert.deepEqual(await rows(followed), ["1 甲", "2 乙"]);
    const another = `SHA256:${createHash("sha256").update("another").digest("base64").replace(/=+$/, "")}`;
    const logins = server.logins;
    const posed = await officer.post<{ code: string }>("/api/intake/places/try", {
      department: testBureau,
      place: { ...address, hostKey: another },
      secret: "sftp-password-1",
    });
    assert.deepEqual([posed.status, posed.body.code, server.logins], [409, "intake.host-key-changed", logins]);
  });
});

describe("files of a web address", async () => {
  const state = { tag: '"1"', body: csv("1,甲"), asked: [] as string[], to: "" };
  const server = http.createServer((request, response) => {
    state.asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? "-"}`);
    if (request.url === "/data/moved.csv") {
      response.writeHead(302, { location: state.to }).end();
      return;
    }
    if (request.url !== "/data/a.csv") {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { etag: state.tag, "content-length": Buffer.byteLength(state.body) });
    response.end(request.method === "HEAD" ? undefined : state.body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  after(() => server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  test("are asked for by their entity tag and fetched when it is another", async () => {
    const source = await register({ kind: "http", url: `${origin}/data`, user: "weir" }, "web-password-1");
    const followed = await follow(source, { pattern: "a.csv", policy: "snapshot" });
    done(await ground.run(followed), 1, 0, 0);
    state.asked = [];
    done(await ground.run(followed), 0, 0, 0);
    assert.deepEqual(state.asked, [`HEAD /data/a.csv Basic ${btoa("weir:web-password-1")}`]);
    Object.assign(state, { tag: '"2"', body: csv("1,甲", "2,乙") });
    done(await ground.run(followed), 1, 0, 0);
    assert.deepEqual(await rows(followed), ["1 甲", "2 乙"]);
  });

  test("a redirect leads to no host that is closed, takes no password along, and a path stays below the address", async () => {
    const place = { kind: "http", url: `${origin}/data`, user: "weir" };
    const look = (pattern: string) =>
      officer.post<{ code: string; total: number }>("/api/intake/places/try", {
        department: testBureau,
        place,
        secret: "web-password-1",
        pattern,
      });
    state.to = "http://169.254.169.254/latest/meta-data/";
    assert.equal((await look("moved.csv")).body.code, "intake.host-refused");
    state.to = `${origin.replace("127.0.0.1", "localhost")}/data/a.csv`;
    state.asked = [];
    const moved = await look("moved.csv");
    assert.equal(moved.body.total, 1, moved.text);
    assert.match(state.asked[1] ?? "", /HEAD \/data\/a\.csv -$/);
    state.to = "file:///etc/passwd";
    assert.equal((await look("moved.csv")).body.code, "intake.redirect-refused");
    assert.equal((await look("../other.csv")).body.code, "intake.place-path-unfit");
    assert.equal((await look("http://localhost/a.csv")).body.code, "intake.place-path-unfit");
  });
});
