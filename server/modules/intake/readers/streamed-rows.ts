import type { Readable } from "node:stream";

/** Rows of a driver's object stream in groups; left early, the stream is destroyed. */
export async function* streamedRows<Row>(
  open: () => Readable,
  explain: (cause: unknown) => Error,
  atOnce: number,
): AsyncGenerator<Row[]> {
  let group: Row[] = [];
  try {
    for await (const row of open()) {
      group.push(row as Row);
      if (group.length < atOnce) continue;
      yield group;
      group = [];
    }
  } catch (cause) {
    throw explain(cause);
  }
  if (group.length > 0) yield group;
}
