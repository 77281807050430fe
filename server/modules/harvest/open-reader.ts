import type { HarvestRun } from "#contract/harvest";
import type { Call } from "#kernel/call";
import type { Found, Reader } from "./found.ts";
import type { HarvestParts } from "./parts.ts";
import { ckanReader, packageFound, pageOf } from "./readers/ckan.ts";
import { dcatReader, parseDcat } from "./readers/dcat.ts";
import { parseDcatus } from "./readers/dcatus.ts";
import { documentReader, type Place } from "./readers/document.ts";
import { parseJson } from "./readers/fetch.ts";
import { parseListing } from "./readers/listing.ts";
import { rdfAccept } from "./readers/rdf.ts";
import type { SourceWithFile } from "./store.ts";

/** The reader that understands this source. A full run reads all, whatever was known before. */
export async function openReader(
  call: Call,
  { hosts, files }: Pick<HarvestParts, "hosts" | "files">,
  source: SourceWithFile,
  mode: HarvestRun["mode"],
): Promise<Reader> {
  const reader = await bareReader({ hosts, signal: call.signal }, files, source, mode === "full" ? {} : source.mark);
  return source.licence === "" ? reader : withLicence(reader, source.licence);
}

async function bareReader(
  fetching: Parameters<typeof ckanReader>[0],
  files: HarvestParts["files"],
  { kind, url, fileId, fileName, filter, mapping }: SourceWithFile,
  mark: SourceWithFile["mark"],
): Promise<Reader> {
  if (url !== null && kind === "ckan") return ckanReader(fetching, { url, filter, mark });
  if (url !== null && kind === "dcat") return dcatReader(fetching, url);
  const place: Place =
    url === null ? { kind: "file", path: files.pathOf(fileId ?? ""), name: fileName ?? "" } : { kind: "url", url };
  const document = (accept: string, parse: Parameters<typeof documentReader>[1]["parse"]) =>
    documentReader(fetching, { place, accept, mark, parse });
  switch (kind) {
    case "ckan":
      return document("application/json", (bytes, name) =>
        pageOf(name, parseJson(name, bytes)).packages.map((one) => packageFound(one, "")),
      );
    case "dcat":
      return document(rdfAccept, parseDcat);
    case "dcatus":
      return document("application/json", (bytes, name) => parseDcatus(bytes, name));
    case "listing":
      return document("text/csv, */*;q=0.8", (bytes, name) =>
        parseListing(bytes, name, mapping ?? { hasHeading: true, encoding: "", columns: {} }, url ?? undefined),
      );
  }
}

/** What holds where a record says nothing of its licence. */
function withLicence(reader: Reader, licence: string): Reader {
  const licensed = (found: Found): Found =>
    "dataset" in found && found.dataset.licence === "" && found.dataset.licenceUrl === ""
      ? { dataset: { ...found.dataset, licence } }
      : found;
  return {
    ...reader,
    async *batches(from) {
      for await (const batch of reader.batches(from)) yield { ...batch, found: batch.found.map(licensed) };
    },
  };
}
