import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after } from "node:test";
import { compose, type Hub } from "#compose";
import { type Config, loadConfig } from "#kernel/config";
import { openDatabase } from "#kernel/db/db";
import { openFileStore } from "#kernel/files/file-store";
import { openDuckdb } from "#kernel/lake/duckdb";
import { silentLogger } from "#kernel/log";
import { freshDatabaseUrl } from "./database.ts";

export interface TestHub {
  readonly hub: Hub;
  readonly url: string;
  readonly config: Config;
}

/**
 * A whole hub on a database, lake and folder of its own, listening on a free port; stopped when the test file ends. Ask
 * at the top of the file.
 */
export async function startTestHub(overrides: Partial<Config> = {}): Promise<TestHub> {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-hub-"));
  const config = loadConfig(
    {},
    { data: folder, port: 0, sample: false, adminPassword: "admin-password-1", ...overrides },
  );
  const database = openDatabase({ url: await freshDatabaseUrl() });
  const lake = await openDuckdb({ folder: path.join(folder, "lake"), memoryMb: 1024 });
  const hub = await compose({
    config,
    database,
    lake,
    files: await openFileStore(path.join(folder, "files")),
    log: silentLogger(),
    now: () => new Date(),
    isOnlyWorker: true,
    webFolder: path.resolve(import.meta.dirname, "..", "..", "dist", "web"),
  });
  const url = await hub.app.listen({ port: 0, host: "127.0.0.1" });
  after(async () => {
    await hub.drain();
    await lake.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { hub, url, config };
}
