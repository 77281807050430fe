import { type Distribution, openFormats, openMediaTypes } from "#contract/portal";
import type { FileRow } from "./version-store.ts";

/** A file as everybody sees it. */
export function distributionOf(code: string, row: FileRow, isNewest: boolean): Distribution {
  return {
    id: row.id,
    format: row.format,
    mediaType: openMediaTypes[row.format],
    fileName: row.fileName,
    path: `/api/portal/datasets/${code}/files/${row.format}${isNewest ? "" : `?version=${row.version}`}`,
    sizeBytes: row.sizeBytes,
    sha256: row.sha256,
    rowCount: row.rowCount,
    createdAt: row.at.toISOString(),
  };
}

/** Files of one version, in the order formats are offered. */
export const distributionsOf = (code: string, rows: readonly FileRow[], isNewest: boolean): Distribution[] =>
  rows
    .toSorted((a, b) => openFormats.indexOf(a.format) - openFormats.indexOf(b.format))
    .map((row) => distributionOf(code, row, isNewest));
