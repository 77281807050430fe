import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { after, test } from "node:test";
import { Problem } from "../problem.ts";
import { openFileStore } from "./file-store.ts";
import { lockFolder } from "./folder-lock.ts";

const folder = mkdtempSync(path.join(tmpdir(), "weir-files-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const filesUnder = (at: string) =>
  readdirSync(at, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;

test("a stored file has the bytes, the size and the hash of what came", async () => {
  const store = await openFileStore(path.join(folder, "a"));
  const bytes = Buffer.from("证件号码,姓名\r\n".repeat(1000));
  const stored = await store.put(Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]));
  assert.equal(stored.sizeBytes, bytes.length);
  assert.equal(stored.sha256, createHash("sha256").update(bytes).digest("hex"));
  assert.deepEqual(readFileSync(store.pathOf(stored.id)), bytes);
});

test("a file over the limit is refused and leaves nothing", async () => {
  const at = path.join(folder, "b");
  const store = await openFileStore(at);
  const refusal = (error: unknown) => error instanceof Problem && error.code === "http.too-large";
  await assert.rejects(store.put(Readable.from([Buffer.alloc(3 << 20)]), 1 << 20), refusal);
  assert.equal(filesUnder(at), 0);
});

test("an upload cut short leaves nothing", async () => {
  const at = path.join(folder, "c");
  const store = await openFileStore(at);
  const broken = Readable.from(
    (function* () {
      yield Buffer.from("half");
      throw new Error("connection lost");
    })(),
  );
  await assert.rejects(store.put(broken), /connection lost/);
  assert.equal(filesUnder(at), 0);
});

test("a draft of a process that was killed is gone after the next start", async () => {
  const at = path.join(folder, "d");
  const store = await openFileStore(at);
  const draft = await store.draft();
  writeFileSync(draft.path, "half");
  const again = await openFileStore(at);
  assert.equal(filesUnder(at), 0);
  assert.equal(await again.has(draft.id), false);
});

const holdFolder = `
  import { lockFolder } from ${JSON.stringify(path.join(import.meta.dirname, "folder-lock.ts"))};
  lockFolder(process.argv[1]).announce({ pid: process.pid, url: "http://127.0.0.1:1" });
  // The lock lasts though nothing here refers to it.
  globalThis.gc();
  process.stdout.write("held");
  setInterval(() => {}, 1000);
`;

test("a folder in use is refused with who holds it; after kill -9 it is free", async (t) => {
  const at = path.join(folder, "locked");
  const holder = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "--expose-gc", "--input-type=module", "-e", holdFolder, at],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  t.after(() => holder.kill("SIGKILL"));
  await once(holder.stdout, "data");
  assert.throws(
    () => lockFolder(at),
    (error) =>
      error instanceof Problem && error.code === "folder.in-use" && error.sentence("en").includes(String(holder.pid)),
  );
  holder.kill("SIGKILL");
  await once(holder, "exit");
  lockFolder(at).release();
});
