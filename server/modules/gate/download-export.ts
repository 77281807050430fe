import { createReadStream } from "node:fs";
import type { Call } from "#kernel/call";
import type { RawAnswer, RequestFacts } from "#kernel/http/route";
import { problem } from "#kernel/problem";
import { type Ask, askerOf, chooseGrant, isDenial, noteDelivery, refuse } from "./delivery.ts";
import { visibleExport } from "./export-view.ts";
import { ownProblems } from "./problems.ts";
import { deny } from "./refusals.ts";
import type { GateRuntime } from "./runtime.ts";

export interface ByteRange {
  readonly start: number;
  /** The last byte, included. */
  readonly end: number;
}

/**
 * One range of RFC 9110 §14; null for none (or several, which are answered with the whole), `wrong` where it lies outside.
 */
export function readRange(header: string | undefined, size: number): ByteRange | null | "wrong" {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match) return null;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return null;
  if (first === "") {
    const count = Math.min(Number(last), size);
    return count === 0 ? "wrong" : { start: size - count, end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  return start >= size || start > end ? "wrong" : { start, end };
}

const types: Readonly<Record<string, string>> = {
  csv: "text/csv; charset=utf-8",
  ndjson: "application/x-ndjson",
  parquet: "application/vnd.apache.parquet",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** A file, or the rest of it. The grant is asked again each time, and each time stands on the ledger before the first byte. */
export async function downloadExport(
  gate: GateRuntime,
  call: Call,
  id: string,
  request: RequestFacts,
): Promise<RawAnswer> {
  const ask: Ask = {
    operation: "gate.download-export",
    key: id,
    mode: call.actor.kind === "client" ? "batch" : "file",
    named: null,
  };
  const asker = askerOf(gate, call, request);
  if (isDenial(asker)) throw await refuse(gate, call, ask, asker);
  const row = await visibleExport(call, id);
  const chosen = await chooseGrant(gate, call, { ...ask, key: row.resourceId, named: row.grantId }, asker, () => ({
    items: [],
    conditions: [],
  }));
  if ("denial" in chosen) throw await refuse(gate, call, ask, chosen.denial, chosen.about);
  const { plan } = chosen;
  if (row.state === "expired" || (row.state === "ready" && row.expiresAt < call.now))
    throw await refuse(gate, call, ask, deny("export-expired"), plan);
  const { fileId, sizeBytes, sha256 } = row;
  if (row.state !== "ready" || fileId === null || sizeBytes === null || sha256 === null)
    throw await refuse(gate, call, ask, deny("export-not-ready", { state: row.state }), plan);
  const etag = `"${sha256}"`;
  const resumed = request.header("if-range");
  const range = resumed === undefined || resumed === etag ? readRange(request.header("range"), sizeBytes) : null;
  if (range === "wrong") throw problem(ownProblems["range-wrong"], { size: sizeBytes });
  const { start, end } = range ?? { start: 0, end: sizeBytes - 1 };
  const entry = await gate.parts.ledger.recordNow(call, {
    action: ask.operation,
    object: { kind: "export", id, name: row.resourceName },
    owner: plan.resource.core.department,
    grant: plan.grant.id,
    purpose: plan.grant.terms.purpose,
    rows: row.rowCount ?? 0,
    facts: { mode: ask.mode, zone: asker.zone, format: row.format, sha256, from: start, to: end },
  });
  await noteDelivery(gate, call, plan, row.rowCount ?? 0, entry);
  return {
    status: range ? 206 : 200,
    headers: {
      "content-type": types[row.format] ?? "application/octet-stream",
      "content-length": String(end - start + 1),
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(row.fileName)}`,
      "accept-ranges": "bytes",
      "repr-digest": `sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:`,
      etag,
      ...(range ? { "content-range": `bytes ${start}-${end}/${sizeBytes}` } : {}),
    },
    body: createReadStream(gate.parts.files.pathOf(fileId), { start, end }),
  };
}
