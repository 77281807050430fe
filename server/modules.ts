import path from "node:path";
import { assistantProblems, type Assistants, createAssistants } from "#assistants";
import { type Catalog, catalogProblems, catalogPublished, createCatalog } from "#catalog";
import { type Clock, clockProblems, createClock } from "#clock";
import { createDictionary, type Dictionary, dictionaryProblems, maskValue } from "#dictionary";
import { createDoors, type Doors, validateDescription } from "#doors";
import { createGate, type Gate, gateProblems } from "#gate";
import { createGraph, type Graph, graphProblems } from "#graph";
import { createHarvest, type Harvest, harvestProblems } from "#harvest";
import { createIdentity, type Identity, identityProblems } from "#identity";
import { createHostGuard, createIntake, type Intake, intakeChanged, intakeLoaded, intakeProblems } from "#intake";
import type { PublicDataset } from "#contract/portal";
import type { Call } from "#kernel/call";
import { openSealer } from "#kernel/crypto/seal";
import type { Route } from "#kernel/http/route";
import type { Events } from "#kernel/jobs/events";
import type { Jobs } from "#kernel/jobs/jobs";
import type { Queue } from "#kernel/jobs/queue";
import type { ProblemDefinition } from "#kernel/problem";
import { problems as httpProblems } from "#kernel/problems";
import { createLibraries, type Libraries, librariesProblems } from "#libraries";
import { createLedger, type Ledger, ledgerProblems } from "#ledger";
import { createOperations, operationsProblems } from "#operations";
import { createPortal, portalProblems } from "#portal";
import { createQuality, qualityProblems } from "#quality";
import { createRegistry, type Registry, registryProblems } from "#registry";
import { createSearch, type Search } from "#search";
import { createSharing, openMailer, type Sharing, sharingProblems } from "#sharing";
import type { Ground } from "./compose.ts";
import { reachOf } from "./reach.ts";

/** What stands between the ground and the modules. */
export interface ModuleGround extends Ground {
  readonly jobs: Jobs;
  readonly queue: Queue;
  readonly events: Events;
  readonly version: string;
  /** A call by the hub itself. */
  readonly call: () => Call;
}

export interface Modules {
  readonly ledger: Ledger;
  readonly identity: Identity;
  readonly search: Search;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly dictionary: Dictionary;
  readonly catalog: Catalog;
  readonly intake: Intake;
  readonly quality: ReturnType<typeof createQuality>;
  readonly gate: Gate;
  readonly sharing: Sharing;
  readonly libraries: Libraries;
  readonly graph: Graph;
  readonly portal: ReturnType<typeof createPortal>;
  readonly harvest: Harvest;
  readonly doors: Doors;
  readonly operations: ReturnType<typeof createOperations>;
  readonly assistants: Assistants;
}

export const problemTables: readonly Readonly<Record<string, ProblemDefinition>>[] = [
  httpProblems,
  ledgerProblems,
  identityProblems,
  registryProblems,
  clockProblems,
  dictionaryProblems,
  catalogProblems,
  intakeProblems,
  qualityProblems,
  gateProblems,
  sharingProblems,
  librariesProblems,
  graphProblems,
  portalProblems,
  harvestProblems,
  operationsProblems,
  assistantProblems,
];

/** Builds every module in order: the whole wiring on one page. A module receives only the doors below it. */
export function createModules(ground: ModuleGround): Modules {
  const { config, database, lake, files, jobs, queue, events, now, version, webFolder } = ground;
  const keyFolder = path.join(config.data, "keys");
  const uploadLimitBytes = config.uploadLimitMb * 1_048_576;
  const hosts = createHostGuard(config.sourceHosts);
  const ledger = createLedger({ keyFolder, origin: "weir.local/ledger", database });
  const identity = createIdentity({
    ledger,
    database,
    config,
    keyFolder,
    // Identity stands below the registry and learns of departments through this.
    departments: {
      expand: (call, department, scope, several) => registry.departmentsIn(call, department, scope, several),
      nameOf: async (call, department) => (await registry.departments(call)).get(department)?.name ?? null,
    },
  });
  const search = createSearch();
  const registry = createRegistry({ ledger, identity, search, database, lake, files });
  const clock = createClock({ ledger, identity, registry, events, jobs, queue, hubCall: ground.call });
  const dictionary = createDictionary({ ledger, registry, search });
  const catalog = createCatalog({ ledger, search, registry, clock, events, dictionary, maskValue, lake });
  const intake = createIntake({
    ledger,
    jobs,
    lake,
    files,
    sealer: openSealer(keyFolder),
    registry,
    clock,
    dictionary,
    catalog,
    queue,
    hubCall: ground.call,
    workFolder: path.join(config.data, "work"),
    uploadLimitBytes,
    hosts,
    agentPort: { port: config.agentPort, hosts: config.agentHosts },
    watchedFolders: config.watchedFolders.split(",").flatMap((folder) => (folder.trim() === "" ? [] : [folder.trim()])),
    now,
    events,
    // Intake stands below those that use its tables and learns of them through this.
    reachOf: (_call, resourceId, fields) => reachOf({ gate, libraries }, ground.call(), resourceId, fields),
  });
  // The gate stands above quality, which learns through this who uses what.
  const users = () => gate.usersByResource;
  const belowBoth = { ledger, registry, clock, dictionary, catalog, intake };
  const quality = createQuality({ ...belowBoth, jobs, lake, maskValue, hosts, users, now });
  events.on(intakeLoaded, "quality", (call, loaded) => quality.checkAfterLoad(call, loaded));
  const gate = createGate({
    ledger,
    search,
    database,
    jobs,
    events,
    registry,
    dictionary,
    catalog,
    intake,
    keyFolder,
    now,
    lake,
    files,
    sealer: openSealer(keyFolder),
    workFolder: path.join(config.data, "gate"),
    loadIn: (session, resourceId) => intake.loadIn(session, resourceId),
  });
  events.on(intakeLoaded, "gate", (call, news) => gate.heardOfLoad(call, news));
  events.on(intakeChanged, "gate", (call, news) => gate.heardOfChange(call, news));
  const sharing = createSharing({
    ledger,
    identity,
    registry,
    clock,
    dictionary,
    catalog,
    gate,
    jobs,
    events,
    sealer: openSealer(keyFolder),
    mailer: config.smtpUrl === undefined ? null : openMailer(config.smtpUrl, config.mailFrom),
  });
  const libraries = createLibraries({ ...belowBoth, maskValue, sharing, jobs, lake, now });
  events.on(intakeLoaded, "libraries", (call, loaded) => libraries.heardOfLoad(call, loaded));
  const graph = createGraph({ ledger, registry, catalog, intake, gate, libraries, queue, hubCall: ground.call });
  const lower = { ledger, identity, search, registry, clock, dictionary, catalog, intake };
  const modules = { ...lower, quality, gate, sharing, libraries, graph, ...outward({ ...lower, gate }, ground, hosts) };
  const node = { jobs, config, database, lake, version, startedAt: now(), webFolder };
  const operations = createOperations({ ...modules, ...node });
  return { ...modules, operations, assistants: assistantsOver({ ...modules, operations }, ground) };
}

/** What assistants may ask is what there are routes for. */
const assistantsOver = (modules: Omit<Modules, "assistants">, { config, version }: ModuleGround): Assistants =>
  createAssistants({
    ledger: modules.ledger,
    identity: modules.identity,
    below: Object.values(modules).flatMap((module) => module.routes),
    nodeName: config.nodeName,
    version,
    callsPerMinute: config.assistantCallsPerMinute,
  });

type Below = Pick<Modules, "ledger" | "search" | "registry" | "clock" | "dictionary" | "catalog" | "gate">;

/** What faces the world outside: the portal, catalogs of others read in, and the portal under addresses that others know. */
function outward(
  below: Below,
  { jobs, files, queue, config, events, call, now }: ModuleGround,
  hosts: ReturnType<typeof createHostGuard>,
): Pick<Modules, "portal" | "harvest" | "doors"> {
  const { nodeName } = config;
  const site = { publicUrl: config.publicUrl ?? null, isSecure: config.secureCookies };
  const sealer = openSealer(path.join(config.data, "keys"));
  const descriptionFaults = (set: PublicDataset) => validateDescription(set);
  const portal = createPortal({
    ...below,
    jobs,
    files,
    sealer,
    nodeName,
    site,
    queue,
    hubCall: call,
    descriptionFaults,
  });
  events.on(intakeLoaded, "portal", (inner, loaded) => portal.heardOfLoad(inner, loaded));
  events.on(catalogPublished, "portal", (inner, news) => portal.heardOfPublishing(inner, news));
  const { ledger, search } = below;
  const uploadLimitBytes = config.uploadLimitMb * 1_048_576;
  const harvest = createHarvest({ ledger, search, files, jobs, hosts, now, uploadLimitBytes });
  const doors = createDoors({ portal, nodeName, site, mail: config.mailFrom });
  return { portal, harvest, doors };
}

/** In order, because a module may ask those below it. */
export async function openModules(
  modules: Modules,
  call: () => Call,
): Promise<{ firstPassword: { login: string; password: string } | null }> {
  await modules.ledger.open(call());
  const { firstPassword } = await modules.identity.open(call());
  await modules.registry.open(call());
  await modules.clock.open(call());
  await modules.dictionary.open(call());
  await modules.catalog.open(call());
  await modules.intake.open();
  await modules.quality.open();
  await modules.gate.open(call());
  await modules.sharing.open(call());
  await modules.libraries.open(call());
  return { firstPassword };
}

export const routesOf = (modules: Modules): Route[] => Object.values(modules).flatMap((module) => module.routes);
