import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type iconv from "iconv-lite";

export type Encoding = "UTF-8" | "UTF-8-BOM" | "GB18030";

export interface TextFile {
  write(text: string): void;
  close(): void;
}

const bufferedCharacters = 1 << 15;

/** Only GB18030 needs the library, which is CommonJS. */
const encoder = (): typeof iconv => createRequire(import.meta.url)("iconv-lite") as typeof iconv;

/** A file written from the front in one encoding; holds at most 64 K characters of it. Folders are made. */
export function openTextFile(file: string, encoding: Encoding = "UTF-8"): TextFile {
  mkdirSync(path.dirname(file), { recursive: true });
  const handle = openSync(file, "w");
  const library = encoding === "GB18030" ? encoder() : null;
  const room = Buffer.allocUnsafe(library ? 0 : 3 * 2 * bufferedCharacters);
  let waiting = encoding === "UTF-8-BOM" ? "\ufeff" : "";
  const bytesOf = (text: string): Uint8Array =>
    library ? library.encode(text, "gb18030") : room.subarray(0, room.write(text, "utf8"));
  const flush = (): void => {
    const bytes = bytesOf(waiting);
    for (let done = 0; done < bytes.length;) done += writeSync(handle, bytes, done);
    waiting = "";
  };
  return {
    write(text) {
      if (waiting.length + text.length > 2 * bufferedCharacters) throw new Error("A line longer than the buffer.");
      waiting += text;
      if (waiting.length >= bufferedCharacters) flush();
    },
    close() {
      flush();
      closeSync(handle);
    },
  };
}
