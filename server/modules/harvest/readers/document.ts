import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { problem } from "#kernel/problem";
import type { Batch, Found, Mark, Position, Reader } from "../found.ts";
import { problems } from "../problems.ts";
import { documentLimitMb, type Fetching, fetchDocument, refuseUnlessFound } from "./fetch.ts";

export type Place =
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "file"; readonly path: string; readonly name: string };

/** What to read of one document that holds all records. */
export interface DocumentPlan {
  readonly place: Place;
  readonly accept: string;
  /** Of the last run that went through; empty reads in any case. */
  readonly mark: Mark;
  readonly parse: (bytes: Buffer, place: string, contentType: string) => Found[] | Promise<Found[]>;
}

const batchSize = 200;

/**
 * A document that holds the whole catalog. It is read anew after a kill: the same bytes go on behind the last batch, other
 * bytes from the beginning.
 */
export function documentReader(fetching: Fetching, { place, accept, mark, parse }: DocumentPlan): Reader {
  let seen: Mark = mark;
  let isUntouched = false;
  return {
    isWhole: true,
    isUntouched: () => isUntouched,
    mark: () => seen,
    async *batches(from: Position | null): AsyncGenerator<Batch> {
      const document = await documentAt(fetching, place, accept, from === null ? mark : {});
      const sha256 = document === null ? null : createHash("sha256").update(document.bytes).digest("hex");
      if (document === null || (from === null && sha256 === mark["sha256"])) {
        isUntouched = true;
        return;
      }
      const found = await parse(document.bytes, nameOf(place), document.contentType);
      const start = from?.["sha256"] === sha256 ? Number(from?.["index"] ?? 0) : 0;
      for (let index = start; index < found.length; index += batchSize) {
        const batch = found.slice(index, index + batchSize);
        const position = { sha256: sha256 ?? "", index: index + batch.length };
        yield { found: batch, position, announced: found.length };
      }
      seen = { sha256: sha256 ?? "", ...(document.etag === "" ? {} : { etag: document.etag }) };
    },
  };
}

const nameOf = (place: Place): string => (place.kind === "url" ? place.url : place.name);

interface Document {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly etag: string;
}

/** Null where the server says that nothing has changed. */
async function documentAt(fetching: Fetching, place: Place, accept: string, mark: Mark): Promise<Document | null> {
  if (place.kind === "file") {
    const { size } = await stat(place.path);
    if (size > documentLimitMb * 1_048_576)
      throw problem(problems["too-large"], { place: place.name, limitMb: documentLimitMb });
    return { bytes: await readFile(place.path), contentType: "", etag: "" };
  }
  const headers = { accept, ...(mark["etag"] ? { "if-none-match": mark["etag"] } : {}) };
  const fetched = await fetchDocument(fetching, place.url, headers);
  if (fetched.status === 304) return null;
  refuseUnlessFound(place.url, fetched);
  return {
    bytes: fetched.body,
    contentType: fetched.headers["content-type"] ?? "",
    etag: fetched.headers.etag ?? "",
  };
}
