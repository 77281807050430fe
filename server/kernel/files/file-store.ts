import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { newId } from "../id.ts";
import { problem } from "../problem.ts";
import { problems } from "../problems.ts";

export interface StoredFile {
  readonly id: string;
  readonly sizeBytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** Uploads, exports and archives. An id is never reused, and a file appears under its id only when it is whole and on disk. */
export interface FileStore {
  put(content: Readable, limitBytes?: number): Promise<StoredFile>;
  /** A path for a program that writes the file itself; `keep` makes it appear. Ended without it, nothing stays on the disk. */
  draft(): Promise<AsyncDisposable & { id: string; path: string; keep(): Promise<void> }>;
  /** Local path of a stored file, for engines that read files. */
  pathOf(id: string): string;
  has(id: string): Promise<boolean>;
  remove(id: string): Promise<void>;
}

export async function openFileStore(folder: string): Promise<FileStore> {
  const drafts = path.join(folder, "drafts");
  await rm(drafts, { recursive: true, force: true });
  await mkdir(drafts, { recursive: true, mode: 0o700 });
  // Ids begin with the time; the random tail spreads files evenly over 256 folders.
  const pathOf = (id: string) => path.join(folder, id.slice(-2), id);
  const keep = async (from: string, id: string) => {
    await mkdir(path.dirname(pathOf(id)), { recursive: true, mode: 0o700 });
    await syncToDisk(from);
    await rename(from, pathOf(id));
  };
  return {
    pathOf,
    async put(content, limitBytes = Number.POSITIVE_INFINITY) {
      const id = newId();
      const draft = path.join(drafts, id);
      const hash = createHash("sha256");
      let sizeBytes = 0;
      const count = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          sizeBytes += chunk.length;
          hash.update(chunk);
          done(
            sizeBytes > limitBytes
              ? problem(problems["too-large"], { limitMb: Math.round(limitBytes / 1_048_576) })
              : null,
            chunk,
          );
        },
      });
      try {
        await pipeline(content, count, createWriteStream(draft, { mode: 0o600 }));
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      await keep(draft, id);
      return { id, sizeBytes, sha256: hash.digest("hex") };
    },
    async draft() {
      const id = newId();
      const draft = path.join(drafts, id);
      return {
        id,
        path: draft,
        keep: () => keep(draft, id),
        [Symbol.asyncDispose]: () => rm(draft, { force: true }),
      };
    },
    has: async (id) => (await stat(pathOf(id)).catch(() => null)) !== null,
    remove: (id) => rm(pathOf(id), { force: true }),
  };
}

async function syncToDisk(file: string): Promise<void> {
  const handle = await open(file, "r+");
  await handle.datasync();
  await handle.close();
}
