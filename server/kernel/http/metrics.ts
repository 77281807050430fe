import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** Prometheus metrics of this process; `/metrics` prints them. */
export interface Metrics {
  observeRequest(operation: string, status: number, seconds: number): void;
  countJob(name: string, outcome: string): void;
  /** A value read when the metrics are asked for. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
  print(): Promise<string>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "weir_" });
  const requests = new Histogram({
    name: "weir_http_request_seconds",
    help: "Time to answer, by operation and status",
    labelNames: ["operation", "status"],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const jobs = new Counter({
    name: "weir_jobs_total",
    help: "Background jobs ended, by name and outcome",
    labelNames: ["name", "outcome"],
    registers: [registry],
  });
  const known = new Map<string, ReturnType<typeof requests.labels>>();
  return {
    observeRequest(operation, status, seconds) {
      const name = `${operation} ${status}`;
      let series = known.get(name);
      if (!series) known.set(name, (series = requests.labels({ operation, status: String(status) })));
      series.observe(seconds);
    },
    countJob: (name, outcome) => jobs.inc({ name, outcome }),
    gauge: (name, help, read) => {
      const gauge = new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          gauge.set(await read());
        },
      });
    },
    print: () => registry.metrics(),
  };
}
