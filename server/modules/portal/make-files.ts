import { dayOf } from "#contract/clock-days";
import { openFormatNames, openFormats } from "#contract/portal";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { newId } from "#kernel/id";
import type { Progress } from "#kernel/jobs/jobs";
import { asHub } from "./as-public.ts";
import { type KeptPicture, showFace } from "./face.ts";
import { hubClient } from "./grant-terms.ts";
import { rulesOn } from "./lists-store.ts";
import { findOpening, lockOpening, openOnesOf, type OpeningRow, updateOpening } from "./opening-store.ts";
import type { PortalParts } from "./parts.ts";
import { createPainter } from "./picture.ts";
import { forgetFiles, insertFile, insertVersion, latestVersion } from "./version-store.ts";

export const makeFilesJob = "portal.make-files";

/** Before `jobs.open`. A job broken off begins anew; what it left half done nobody sees. */
export function defineFilesJob(parts: PortalParts): void {
  parts.jobs.define<{ datasetId: string }, { version: number; rows: number } | null>({
    name: makeFilesJob,
    concurrency: 1,
    handler: (call, { datasetId }, report) => makeFiles(parts, asHub(call), datasetId, report),
  });
}

/** Queues the making of files in the caller's transaction. */
export async function startFiles(parts: PortalParts, call: Call, row: OpeningRow): Promise<string> {
  return parts.jobs.start(
    call,
    makeFilesJob,
    { datasetId: row.id },
    {
      title: { zh: `生成开放数据文件：${row.terms.title.zh}`, en: `Open data files: ${row.code}` },
      department: row.department,
      subject: row.id,
    },
  );
}

/** A load brought other rows: every open dataset made of the resource follows. */
export async function followLoad(parts: PortalParts, call: Call, resourceId: string): Promise<void> {
  for (const row of await openOnesOf(call.db, resourceId)) {
    const jobId = await startFiles(parts, asHub(call), row);
    await updateOpening(call.db, row.id, { jobId });
  }
}

async function makeFiles(
  parts: PortalParts,
  call: Call,
  datasetId: string,
  report: Progress,
): Promise<{ version: number; rows: number } | null> {
  const row = await findOpening(call.db, datasetId);
  if (!row || row.state !== "open" || row.grantId === null) return null;
  const resource = await parts.catalog.resource(call, row.resourceId);
  const departments = await parts.registry.departments(call);
  const painter = createPainter(row.terms);
  const made = await parts.gate.public.writeFiles(
    call,
    {
      grantId: row.grantId,
      resourceId: row.resourceId,
      client: row.terms.access === "open" ? null : hubClient,
      dataset: row.id,
      formats: openFormats,
      point: row.terms.point,
      about: [
        ["数据集", row.terms.title.zh],
        ["代号", row.code],
        ["提供部门", departments.get(row.department)?.name ?? row.department],
        ["说明", row.terms.description.zh],
        ["归集时间", resource.loadedAt?.toISOString() ?? ""],
        ["生成时间", call.now.toISOString()],
        ["许可", row.terms.licence],
        ["地址", `/open/datasets/${row.code}`],
      ],
      see: (fields, values) => painter.see(fields, values),
    },
    report,
  );
  const picture: KeptPicture = { ...painter.done(), columns: made.columns };
  const forgotten = await inTransaction(call, async (inner) => {
    const locked = await lockOpening(inner.db, datasetId);
    if (!locked || locked.state !== "open" || locked.grantId !== row.grantId) return null;
    const before = await latestVersion(inner.db, datasetId);
    const version = (before?.version ?? 0) + 1;
    await insertVersion(inner.db, {
      datasetId,
      version,
      loadId: made.loadId,
      loadedAt: made.loadedAt,
      at: inner.now,
      rowCount: made.rowCount,
      picture,
    });
    for (const { fileId, format, sizeBytes, sha256, rowCount, entry } of made.files)
      await insertFile(inner.db, {
        id: newId(inner.now),
        datasetId,
        version,
        format,
        fileId,
        fileName: `${row.code}-v${version}.${format}`,
        sizeBytes,
        sha256,
        rowCount,
        entry,
        at: inner.now,
      });
    await showFace(parts, inner, locked);
    parts.ledger.record(inner, {
      action: makeFilesJob,
      object: { kind: "open-dataset", id: row.id, name: row.terms.title.zh },
      owner: row.department,
      facts: {
        version,
        rowCount: made.rowCount,
        formats: made.files.map(({ format }) => openFormatNames[format].en),
      },
    });
    const rules = await rulesOn(inner.db, dayOf(inner.now));
    return { version, old: await forgetFiles(inner.db, datasetId, rules.get("versions-kept") ?? 12) };
  });
  // Withdrawn or changed meanwhile: what was made is nobody's.
  const gone = forgotten ? forgotten.old : made.files.map(({ fileId }) => fileId);
  for (const fileId of gone) await parts.files.remove(fileId);
  return forgotten ? { version: forgotten.version, rows: made.rowCount } : null;
}
