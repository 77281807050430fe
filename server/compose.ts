import path from "node:path";
import type { FastifyInstance } from "fastify";
import { hubActor, type Call } from "#kernel/call";
import type { Config } from "#kernel/config";
import type { Database } from "#kernel/db/db";
import type { FileStore } from "#kernel/files/file-store";
import { forgetKeysNightly } from "#kernel/http/idempotency";
import { createMetrics, type Metrics } from "#kernel/http/metrics";
import { openApiOf } from "#kernel/http/openapi";
import { addPages } from "#kernel/http/pages";
import type { Route } from "#kernel/http/route";
import { createHttpServer } from "#kernel/http/server";
import { newRequestId } from "#kernel/id";
import { createEvents } from "#kernel/jobs/events";
import { createJobs, type Jobs } from "#kernel/jobs/jobs";
import { createQueue } from "#kernel/jobs/queue";
import type { Lake } from "#kernel/lake/lake";
import type { Logger } from "#kernel/log";
import type { ProblemDefinition } from "#kernel/problem";
import { problems as httpProblems } from "#kernel/problems";
import { type Catalog, catalogProblems, createCatalog } from "#catalog";
import { type Clock, clockProblems, createClock } from "#clock";
import { createDictionary, type Dictionary, dictionaryProblems, maskValue } from "#dictionary";
import { createIdentity, type Identity, identityProblems } from "#identity";
import { createGate, type Gate, gateProblems } from "#gate";
import { createLedger, type Ledger, ledgerProblems } from "#ledger";
import { createOperations, operationsProblems } from "#operations";
import { createIntake, type Intake, intakeLoaded, intakeProblems } from "#intake";
import { openSealer } from "#kernel/crypto/seal";
import { createSampleMode } from "./sample-mode/index.ts";
import { createRegistry, type Registry, registryProblems } from "#registry";

export const version = "0.1.0";

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

export interface Hub {
  readonly app: FastifyInstance;
  readonly routes: readonly Route[];
  readonly ledger: Ledger;
  readonly identity: Identity;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly dictionary: Dictionary;
  readonly catalog: Catalog;
  readonly intake: Intake;
  readonly gate: Gate;
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

/** Builds every module in order: the whole wiring on one page. A module receives only the doors below it. */
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

  const keyFolder = path.join(config.data, "keys");
  const ledger = createLedger({ keyFolder, origin: "weir.local/ledger" });
  const identity = createIdentity({
    ledger,
    database,
    config,
    keyFolder,
    // Identity stands below the registry and learns of departments through this.
    departments: {
      expand: (inner, department, scope, several) => registry.departmentsIn(inner, department, scope, several),
      nameOf: async (inner, department) => (await registry.departments(inner)).get(department)?.name ?? null,
    },
  });
  const registry = createRegistry({ ledger, database, lake: ground.lake, files: ground.files });
  const clock = createClock({ ledger, identity, registry, events, jobs, queue, hubCall: call });
  const dictionary = createDictionary({ ledger, registry });
  const catalog = createCatalog({ ledger, registry, dictionary, maskValue, lake: ground.lake });
  const intake = createIntake({
    ledger,
    jobs,
    lake: ground.lake,
    files: ground.files,
    sealer: openSealer(keyFolder),
    registry,
    dictionary,
    catalog,
    workFolder: path.join(config.data, "work"),
    uploadLimitBytes: config.uploadLimitMb * 1_048_576,
    now,
    events,
  });
  const gate = createGate({
    ...{ ledger, database, jobs, events, registry, dictionary, catalog, keyFolder, now },
    lake: ground.lake,
    files: ground.files,
    sealer: openSealer(keyFolder),
    workFolder: path.join(config.data, "gate"),
  });
  events.on(intakeLoaded, "gate", (inner, news) => gate.heardOfLoad(inner, news));
  const operations = createOperations({
    ...{ jobs, ledger, identity, registry, dictionary, catalog, intake, config, database, version },
    lake: ground.lake,
    startedAt: now(),
    webFolder: ground.webFolder,
  });
  const sampleMode = createSampleMode({ config, jobs, identity, registry, dictionary, catalog, intake });

  const modules = [ledger, identity, registry, dictionary, catalog, intake, gate, operations];
  const routes = modules.flatMap((module) => module.routes);
  const problemTables: Readonly<Record<string, ProblemDefinition>>[] = [
    httpProblems,
    ledgerProblems,
    identityProblems,
    registryProblems,
    clockProblems,
    dictionaryProblems,
    catalogProblems,
    intakeProblems,
    gateProblems,
    operationsProblems,
  ];

  await ledger.open(call());
  const { firstPassword } = await identity.open(call());
  await registry.open(call());
  await clock.open(call());
  await dictionary.open(call());
  await catalog.open(call());
  await intake.open();
  await gate.open(call());
  await jobs.open();
  await clock.startTimers();

  const app = await createHttpServer({
    routes,
    db: database,
    log,
    metrics,
    authenticate: (inner, credentials) => identity.authenticate(inner, credentials),
    admit: (actor, route) => identity.admit(actor, route),
    now,
    secureCookies: config.secureCookies,
    uploadLimitBytes: config.uploadLimitMb * 1_048_576,
    shutdown: shutdown.signal,
  });
  await addPages(app, {
    openApi: () => openApiOf(routes, { title: "Weir 堰", version }),
    problemTables,
    metrics,
    notReady: async () => (shutdown.signal.aborted ? "draining" : null),
    webFolder: ground.webFolder,
  });

  return {
    app,
    routes,
    ledger,
    identity,
    registry,
    clock,
    dictionary,
    catalog,
    intake,
    gate,
    startSample: () => sampleMode.start(call()),
    firstPassword,
    jobs,
    metrics,
    call,
    async drain() {
      shutdown.abort();
      await app.close();
      await jobs.drain();
      await gate.close();
    },
  };
}
