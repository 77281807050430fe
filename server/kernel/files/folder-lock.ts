import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { problem, problemTable } from "../problem.ts";

const problems = problemTable("folder", {
  "in-use": {
    status: 409,
    zh: "数据文件夹 {folder} 正被另一个进程（{holder}）使用。同一文件夹只能运行一个 Weir；请先停掉它，或用 WEIR_DATA 另指一个文件夹。",
    en: "The data folder {folder} is in use by another process ({holder}). One folder, one Weir: stop that one, or point WEIR_DATA elsewhere.",
  },
});

export interface FolderLock {
  readonly folder: string;
  /** Tells other processes where to reach the holder. */
  announce(facts: { pid: number; url: string }): void;
  release(): void;
}

export interface Holder {
  readonly pid: number;
  readonly url: string;
}

/** A database that nobody refers to is closed when memory is tidied up, and its lock would end with it. */
const held = new Set<DatabaseSync>();

/**
 * Takes the data folder for this process. The lock is the operating system's own file lock, held through an open SQLite
 * transaction: it ends with the process however that ends, so a `kill -9` leaves no stale lock behind, and no clock or
 * heartbeat is involved.
 *
 * @throws Problem folder.in-use
 */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const database = new DatabaseSync(path.join(folder, "hub.lock"), { timeout: 0 });
  try {
    database.exec("pragma journal_mode = memory; begin exclusive");
  } catch (cause) {
    database.close();
    const holder = readHolder(folder);
    throw problem(problems["in-use"], { folder, holder: holder ? `${holder.pid}，${holder.url}` : "?" }, { cause });
  }
  held.add(database);
  const note = path.join(folder, "hub.json");
  return {
    folder,
    announce: (facts) => writeFileSync(note, JSON.stringify(facts), { mode: 0o600 }),
    release: () => {
      writeFileSync(note, "{}", { mode: 0o600 });
      database.exec("rollback");
      database.close();
      held.delete(database);
    },
  };
}

/** Who holds the folder, as far as it has announced itself. */
export function readHolder(folder: string): Holder | null {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path.join(folder, "hub.json"), "utf8"));
    if (typeof parsed !== "object" || parsed === null || !("pid" in parsed) || !("url" in parsed)) return null;
    return typeof parsed.pid === "number" && typeof parsed.url === "string"
      ? { pid: parsed.pid, url: parsed.url }
      : null;
  } catch {
    return null;
  }
}
