import { execFileSync } from "node:child_process";
import { chmodSync, closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import path from "node:path";

/** A file system in memory of a few megabytes, to be filled to its last byte. Only root may mount one. */
export interface SmallDisk extends Disposable {
  fill(): void;
  /** Frees what `fill` took. */
  empty(): void;
}

/** Why tests on full disks are left out here, or false. */
export const noSmallDisk = process.getuid?.() !== 0 && "a small file system can be mounted by root only";

export function mountSmallDisk(folder: string, megabytes: number): SmallDisk {
  mkdirSync(folder, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0711`, "tmpfs", folder]);
  chmodSync(folder, 0o711);
  const filler = path.join(folder, "filler");
  return {
    fill() {
      const file = openSync(filler, "a");
      try {
        for (const size of [1_048_576, 4096]) writeUntilFull(file, Buffer.alloc(size));
      } finally {
        closeSync(file);
      }
    },
    empty: () => rmSync(filler, { force: true }),
    [Symbol.dispose]: () => void execFileSync("umount", ["--lazy", folder]),
  };
}

function writeUntilFull(file: number, block: Buffer): void {
  for (;;) {
    try {
      if (writeSync(file, block) < block.length) return;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOSPC") return;
      throw error;
    }
  }
}
