import { constants } from "node:fs";
import { lstat, open, readdir, realpath } from "node:fs/promises";
import path from "node:path";
import { problem } from "#kernel/problem";
import { placeProblems } from "../place-problems.ts";
import { bringTo } from "./bring.ts";
import { type FilePlace, fitsName, markOf, type PlacedFile } from "./file-place.ts";

/**
 * A folder of this machine. What it is called must lie in a folder the operator has opened, and so must what it really is: a
 * link to somewhere else is not followed, neither to a folder nor to a file.
 *
 * @throws Problem intake.folder-closed, intake.place-unreachable
 */
export async function openFolderPlace(given: string, opened: readonly string[]): Promise<FilePlace> {
  const folder = await insideOf(given, opened);
  return {
    hostKey: null,
    async list(pattern) {
      const found: PlacedFile[] = [];
      for (const name of await readdir(folder).catch((error: unknown) => Promise.reject(unreachable(given, error)))) {
        if (!fitsName(pattern, name)) continue;
        const file = await placed(path.join(folder, name));
        if (file) found.push(file);
      }
      return found;
    },
    async bring(file, to, options) {
      const name = path.join(folder, path.basename(file.name));
      if ((await insideOf(given, opened)) !== folder) return undefined;
      const handle = await open(name, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => null);
      if (!handle) return undefined;
      try {
        const brought = await bringTo(to, handle.createReadStream({ autoClose: false }), options);
        const { size, mtimeMs } = await handle.stat();
        const there = await placed(name);
        const isSame = markOf(size, mtimeMs) === file.mark && there?.mark === file.mark;
        return isSame && brought.sizeBytes === file.sizeBytes ? brought : undefined;
      } finally {
        await handle.close();
      }
    },
    async [Symbol.asyncDispose]() {},
  };
}

async function placed(full: string): Promise<PlacedFile | undefined> {
  const facts = await lstat(full).catch(() => null);
  if (!facts?.isFile()) return undefined;
  const { size, mtimeMs, mtime } = facts;
  return { name: path.basename(full), sizeBytes: size, modifiedAt: mtime, mark: markOf(size, mtimeMs) };
}

/** The real folder behind `given`. */
async function insideOf(given: string, opened: readonly string[]): Promise<string> {
  const closed = () => problem(placeProblems["folder-closed"], { path: given });
  const isInside = (folder: string, root: string): boolean => {
    const way = path.relative(root, folder);
    return way === "" || (way !== ".." && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way));
  };
  if (!path.isAbsolute(given) || !opened.some((root) => isInside(path.normalize(given), path.normalize(root))))
    throw closed();
  const folder = await realpath(given).catch((error: unknown) => Promise.reject(unreachable(given, error)));
  const roots = await Promise.all(opened.map((root) => realpath(root).catch(() => null)));
  if (!roots.some((root) => root !== null && isInside(folder, root))) throw closed();
  return folder;
}

const unreachable = (place: string, cause: unknown) =>
  problem(
    placeProblems["place-unreachable"],
    { place, reason: cause instanceof Error ? cause.message : String(cause) },
    { cause },
  );
