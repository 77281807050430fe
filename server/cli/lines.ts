import { createReadStream } from "node:fs";

/**
 * Lines of a file as they stand between line feeds; nothing else ends a line (`node:readline` also splits at carriage
 * returns and at U+2028, which may stand inside an entry).
 */
export async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(file, { encoding: "utf8" }) as AsyncIterable<string>) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
