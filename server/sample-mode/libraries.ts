import type { Catalog } from "#catalog";
import type { Call } from "#kernel/call";
import type { Libraries } from "#libraries";
import type { SampleManifest } from "#sample";

/** Which of the sample's tables feed which base library, the authority first. */
const feeds: readonly { readonly library: string; readonly tables: readonly string[] }[] = [
  { library: "population", tables: ["population", "residence-permits", "medical-insured", "insured-persons"] },
  { library: "legal-entity", tables: ["market-entities", "taxpayers"] },
];

/**
 * Gives the population and legal-entity libraries their sources and queues their first runs, and the check of duplicate
 * collection: they go on in the background, the city is ready without them.
 */
export async function prepareLibraries(
  { catalog, libraries }: { readonly catalog: Catalog; readonly libraries: Libraries },
  call: Call,
  manifest: SampleManifest,
): Promise<void> {
  for (const { library, tables } of feeds) {
    const resources: string[] = [];
    for (const key of tables) {
      const table = manifest.tables.find((one) => one.key === key);
      const found = table && (await catalog.find(call, table.name.zh, table.department));
      if (found) resources.push(found.id);
    }
    await libraries.takeProposed(call, library, resources);
  }
  await libraries.checkCollection(call);
}
