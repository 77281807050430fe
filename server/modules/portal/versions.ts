import type { DatasetVersion } from "#contract/portal";
import type { Call } from "#kernel/call";
import { distributionsOf } from "./distribution.ts";
import { getDataset } from "./queries.ts";
import { filesOf, versionsOf } from "./version-store.ts";

/** Newest first. What is conditional has versions, but no files for everybody. @throws Problem portal.dataset-not-found */
export async function datasetVersions(call: Call, key: string): Promise<DatasetVersion[]> {
  const dataset = await getDataset(call, key);
  const [rows, files] = await Promise.all([versionsOf(call.db, dataset.id), filesOf(call.db, dataset.id)]);
  return rows.map(({ version, at, loadedAt, rowCount }) => ({
    version,
    at: at.toISOString(),
    loadedAt: loadedAt?.toISOString() ?? null,
    rowCount,
    distributions:
      dataset.access === "conditional"
        ? []
        : distributionsOf(
            dataset.code,
            files.filter((file) => file.version === version),
            version === dataset.version,
          ),
  }));
}
