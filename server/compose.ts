import type { FastifyInstance } from "fastify";
import { type Call, hubActor } from "#kernel/call";
import type { Config } from "#kernel/config";
import type { Database } from "#kernel/db/db";
import type { FileStore } from "#kernel/files/file-store";
import { forgetKeysNightly } from "#kernel/http/idempotency";
import { createMetrics, type Metrics } from "#kernel/http/metrics";
import { openApiOf } from "#kernel/http/openapi";
import { addPages } from "#kernel/http/pages";
import type { Route } from "#kernel/http/route";
import { closeWithin, createHttpServer } from "#kernel/http/server";
import { newRequestId } from "#kernel/id";
import { createEvents } from "#kernel/jobs/events";
import { createJobs, type Jobs } from "#kernel/jobs/jobs";
import { createQueue } from "#kernel/jobs/queue";
import type { Lake } from "#kernel/lake/lake";
import type { Logger } from "#kernel/log";
import { createModules, type Modules, openModules, problemTables, routesOf } from "./modules.ts";
import { createSampleMode } from "./sample-mode/index.ts";

export const version = "0.1.0";

const drainRequestsMs = 10_000;

/** What the hub stands on; tests give their own. */
export interface Ground {
  readonly config: Config;
  readonly database: Database;
  readonly lake: Lake;
  readonly files: FileStore;
  readonly log: Logger;
  readonly now: () => Date;
  /** True where no other process works on this database. */
  readonly isOnlyWorker: boolean;
  readonly webFolder: string;
}

export interface Hub extends Modules {
  readonly app: FastifyInstance;
  readonly routes: readonly Route[];
  /** Queues the set-up of the sample city, once. */
  startSample(): Promise<void>;
  /** The first administrator's password where this start made it up: printed once, stored nowhere. */
  readonly firstPassword: { readonly login: string; readonly password: string } | null;
  readonly jobs: Jobs;
  readonly metrics: Metrics;
  /** A call by the hub itself. */
  call(): Call;
  /** Stops taking requests, lets running ones end, stops jobs where they can be resumed. */
  drain(): Promise<void>;
}

/** Kernel, modules, HTTP: everything a hub is, on the ground it is given. */
export async function compose(ground: Ground): Promise<Hub> {
  const { config, database, log, now } = ground;
  const shutdown = new AbortController();
  const metrics = createMetrics();
  const queue = createQueue(database, log);
  const events = createEvents(queue, { database, log, now });
  const { isOnlyWorker } = ground;
  const jobs = createJobs(queue, { database, log, metrics, now, workers: config.workers, isOnlyWorker });
  forgetKeysNightly(jobs);
  const call = (): Call => ({
    actor: hubActor,
    now: now(),
    db: database,
    log,
    signal: shutdown.signal,
    language: "zh",
    requestId: newRequestId(),
  });
  const modules = createModules({ ...ground, jobs, queue, events, version, call });
  const sampleMode = createSampleMode({ config, jobs, ...modules });
  const { firstPassword } = await openModules(modules, call);
  await jobs.open();
  await modules.clock.startTimers();
  await modules.intake.startTimers();
  await modules.graph.startTimers();
  await modules.portal.startTimers();
  const routes = routesOf(modules);
  const app = await createApp(ground, { modules, routes, metrics, shutdown: shutdown.signal });
  return {
    ...modules,
    app,
    routes,
    startSample: () => sampleMode.start(call()),
    firstPassword,
    jobs,
    metrics,
    call,
    async drain() {
      shutdown.abort();
      await closeWithin(app, drainRequestsMs);
      await jobs.drain();
      await modules.intake.close();
      await modules.gate.close();
      await sampleMode.close();
    },
  };
}

async function createApp(
  { config, database, log, now, webFolder }: Ground,
  { modules, routes, metrics, shutdown }: HttpParts,
): Promise<FastifyInstance> {
  return createHttpServer({
    routes,
    db: database,
    log,
    metrics,
    authenticate: (call, credentials) => modules.identity.authenticate(call, credentials),
    admit: (actor, route) => modules.identity.admit(actor, route),
    now,
    secureCookies: config.secureCookies,
    uploadLimitBytes: config.uploadLimitMb * 1_048_576,
    shutdown,
    addPages: (app) =>
      addPages(app, {
        openApi: () => openApiOf(routes, { title: "Weir 堰", version }),
        problemTables,
        metrics,
        notReady: () => whatIsMissing(database, shutdown),
        webFolder,
      }),
  });
}

interface HttpParts {
  readonly modules: Modules;
  readonly routes: readonly Route[];
  readonly metrics: Metrics;
  readonly shutdown: AbortSignal;
}

async function whatIsMissing(database: Database, shutdown: AbortSignal): Promise<string | null> {
  if (shutdown.aborted) return "draining";
  return database.pool.query("select 1").then(
    () => null,
    () => "database",
  );
}
