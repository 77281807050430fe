import type { Catalog } from "#catalog";
import type { Call } from "#kernel/call";
import type { Feed, Libraries } from "#libraries";
import type { SampleManifest } from "#sample";

/** Which of the sample's tables feed which base library, the authority first. */
const feeds: readonly {
  readonly library: string;
  readonly tables: readonly string[];
  /** Items that mean the field better than the first of their element, by table. */
  readonly instead?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}[] = [
  {
    library: "population",
    tables: ["population", "residence-permits", "medical-insured", "insured-persons"],
    // Where people live, down to the village, and not where they are registered.
    instead: { population: { division_code: "residence_village_code" } },
  },
  { library: "legal-entity", tables: ["market-entities", "taxpayers"] },
  { library: "places", tables: ["parcels"] },
  { library: "credit", tables: ["market-entities", "taxpayers", "pollutant-permits"] },
  { library: "e-licence", tables: ["food-licences", "residence-permits", "transport-drivers", "health-practitioners"] },
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
  for (const { library, tables, instead } of feeds) {
    const sources: Feed[] = [];
    for (const key of tables) {
      const table = manifest.tables.find((one) => one.key === key);
      const found = table && (await catalog.find(call, table.name.zh, table.department));
      if (found) sources.push({ resourceId: found.id, items: instead?.[key] ?? {} });
    }
    await libraries.takeProposed(call, library, sources);
  }
  await libraries.checkCollection(call);
}
