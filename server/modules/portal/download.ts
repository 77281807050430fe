import { type OpenFormat, openMediaTypes } from "#contract/portal";
import type { Call } from "#kernel/call";
import type { RawAnswer, RequestFacts } from "#kernel/http/route";
import { problem } from "#kernel/problem";
import type { PortalParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { underOf } from "./read-rows.ts";
import { filesOf } from "./version-store.ts";

/** A file of the newest version, or of the one named. @throws Problem portal.file-not-found, portal.agreement-needed */
export async function download(
  parts: PortalParts,
  call: Call,
  {
    code,
    format,
    version,
  }: { readonly code: string; readonly format: OpenFormat; readonly version?: number | undefined },
  request: Pick<RequestFacts, "remoteAddress" | "header">,
): Promise<RawAnswer> {
  const under = await underOf(call, code, request);
  const files = await filesOf(call.db, under.dataset);
  const newest = files[0]?.version;
  const file = files.find((one) => one.format === format && one.version === (version ?? newest));
  if (!file || file.fileId === null) throw problem(problems["file-not-found"], { code });
  const answer = await parts.gate.public.download(
    call,
    {
      ...under,
      format,
      rowCount: file.rowCount,
      file: {
        path: parts.files.pathOf(file.fileId),
        fileName: file.fileName,
        contentType: format === "csv" ? "text/csv; charset=utf-8" : openMediaTypes[format],
        sizeBytes: file.sizeBytes,
        sha256: file.sha256,
      },
    },
    request,
  );
  // A browser may keep it but asks each time whether it still holds: a withdrawn file is not served from a cache.
  return { ...answer, headers: { ...answer.headers, "cache-control": "no-cache", "access-control-allow-origin": "*" } };
}
