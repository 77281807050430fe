import type { LedgerEntry } from "#contract/ledger";
import { type Call, hubActor } from "#kernel/call";
import { digestEntries } from "./digest.ts";
import { nodeOf } from "./node-id.ts";
import type { GraphParts } from "./parts.ts";
import * as store from "./store.ts";

/** Under which our datasets and jobs stand in OpenLineage; a dataset's name is `resource/<id>` or `library/<name>`. */
export const ownNamespace = "weir";

const specification = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
const facetOf = (name: string, version: string) => ({
  _producer: producer,
  _schemaURL: `https://openlineage.io/spec/facets/${version}/${name}.json#/$defs/${name}`,
});
const producer = "https://github.com/weir-hub/weir";

/** A page of the hub's own loads and library runs as OpenLineage run events, in the order of the ledger. */
export async function ownLineage(
  call: Call,
  parts: GraphParts,
  { after, limit }: { after: number; limit: number },
): Promise<{ events: Record<string, unknown>[]; next: number | null }> {
  const entries = await parts.ledger.after({ ...call, actor: hubActor }, after, limit);
  const events: Record<string, unknown>[] = [];
  for (const entry of entries) {
    const event = await eventOf(call, entry);
    if (event) events.push(event);
  }
  return { events, next: entries.at(-1)?.number ?? null };
}

async function eventOf(call: Call, entry: LedgerEntry): Promise<Record<string, unknown> | null> {
  const { loads, runs } = digestEntries([entry]);
  const [resource] = loads.keys();
  const [library] = runs.keys();
  const to =
    resource === undefined ? (library === undefined ? null : nodeOf.library(library)) : nodeOf.resource(resource);
  if (to === null) return null;
  const at = new Date(entry.at);
  const inward = await store.edgesAt(call.db, { side: "to", nodes: [to], at, limit: 500 });
  const edges = inward.filter(({ kind }) => kind === (resource === undefined ? "feeds" : "loads"));
  const [output] = await store.nodesNamed(call.db, [to]);
  const fields = await store.fieldsOf(
    call.db,
    edges.map(({ id }) => id),
  );
  const froms = new Map(edges.map((edge) => [edge.id, { namespace: ownNamespace, name: datasetName(edge.fromNode) }]));
  const names = [...new Set(fields.map(({ toField }) => toField))];
  return {
    eventType: "COMPLETE",
    eventTime: entry.at,
    producer,
    schemaURL: specification,
    run: { runId: runIdOf(entry.number) },
    job: { namespace: ownNamespace, name: `${entry.action}/${datasetName(to)}` },
    inputs: [...froms.values()],
    outputs: [
      {
        namespace: ownNamespace,
        name: datasetName(to),
        facets: {
          documentation: {
            ...facetOf("DocumentationDatasetFacet", "1-1-0"),
            description: output?.name ?? entry.object?.name ?? "",
          },
          schema: { ...facetOf("SchemaDatasetFacet", "1-1-1"), fields: names.map((name) => ({ name })) },
          columnLineage: {
            ...facetOf("ColumnLineageDatasetFacet", "1-2-0"),
            fields: Object.fromEntries(
              names.map((name) => [
                name,
                {
                  inputFields: fields
                    .filter(({ toField }) => toField === name)
                    .flatMap(({ edge, fromField }) => {
                      const from = froms.get(edge);
                      return from ? [{ ...from, field: fromField }] : [];
                    }),
                },
              ]),
            ),
          },
        },
        outputFacets: {
          outputStatistics: {
            ...facetOf("OutputStatisticsOutputDatasetFacet", "1-0-2"),
            ...(entry.rows === null ? {} : { rowCount: entry.rows }),
          },
        },
      },
    ],
  };
}

const datasetName = (node: string): string => node.replace(":", "/");

/** A run is an entry: its number in the form of a UUID (version 8, RFC 9562: free to fill). */
const runIdOf = (entry: number): string => `00000000-0000-8000-8000-${entry.toString(16).padStart(12, "0")}`;
