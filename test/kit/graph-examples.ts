import type { RouteExample } from "./route-ground.ts";

const event = (job: string) => ({
  eventType: "COMPLETE",
  eventTime: "2026-03-18T10:00:00+08:00",
  producer: "https://github.com/apache/airflow",
  schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
  run: { runId: crypto.randomUUID() },
  job: { namespace: "etl", name: job },
  inputs: [{ namespace: "postgres://db:5432", name: `${job}.from` }],
  outputs: [{ namespace: "postgres://db:5432", name: `${job}.to` }],
});

export const graphExamples = (): Readonly<Record<string, RouteExample>> => ({
  "graph.receive-lineage": {
    as: "department-steward",
    make: async ({ fresh }) => ({ body: event(fresh("job")) }),
  },
  "graph.receive-lineage-batch": {
    as: "department-steward",
    make: async ({ fresh }) => ({ body: [event(fresh("job")), event(fresh("job"))] as never }),
  },
});
