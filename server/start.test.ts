import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { loadConfig } from "#kernel/config";
import { silentLogger } from "#kernel/log";
import { Problem } from "#kernel/problem";
import { startHub } from "./start.ts";

const folder = mkdtempSync(path.join(tmpdir(), "weir-start-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const refusal = async (environment: Record<string, string>): Promise<Problem> => {
  try {
    const running = await startHub(
      loadConfig({ WEIR_DATA: path.join(folder, "data"), ...environment }),
      silentLogger(),
    );
    await running.stop();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  return assert.fail("it started");
};

test("a database that is not there is told with its address and without its password", async () => {
  const told = await refusal({ WEIR_DATABASE_URL: "postgres://weir:hunter2@127.0.0.1:1/weir" });
  assert.equal(told.code, "start.database-unreachable");
  assert.match(told.sentence("en"), /127\.0\.0\.1:1.*ECONNREFUSED/);
  assert.doesNotMatch(told.sentence("zh") + told.sentence("en"), /hunter2/);
});

test("a data folder that cannot be made is told with the mend", async () => {
  const file = path.join(folder, "a-file");
  writeFileSync(file, "");
  const told = await refusal({ WEIR_DATA: path.join(file, "data") });
  assert.equal(told.code, "start.folder-unusable");
  assert.match(told.sentence("zh"), /WEIR_DATA/);
});

test("a port that is taken is told, and everything opened before is closed again", async () => {
  const squatter = createServer().listen(0, "127.0.0.1");
  after(() => squatter.close());
  await new Promise((resolve) => squatter.once("listening", resolve));
  const { port } = squatter.address() as AddressInfo;
  const environment = { WEIR_PORT: String(port), WEIR_SAMPLE: "0", WEIR_DATA: path.join(folder, "taken") };
  assert.equal((await refusal(environment)).code, "start.port-taken");
  // The folder and its PostgreSQL are free: the next start gets as far as the port again.
  assert.equal((await refusal(environment)).code, "start.port-taken");
});

test("a second hub on the same folder is refused while the first one runs", async () => {
  const environment = { WEIR_PORT: "0", WEIR_SAMPLE: "0", WEIR_DATA: path.join(folder, "shared") };
  const first = await startHub(loadConfig(environment), silentLogger());
  try {
    const told = await refusal(environment);
    assert.equal(told.code, "folder.in-use");
    assert.ok(told.sentence("en").includes(first.url));
  } finally {
    await first.stop();
  }
});
