import { createReadStream, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Catalog } from "#catalog";
import type { Clock } from "#clock";
import type { Dictionary } from "#dictionary";
import type { Gate } from "#gate";
import type { Identity } from "#identity";
import type { Intake } from "#intake";
import type { Call } from "#kernel/call";
import type { Config } from "#kernel/config";
import type { Jobs, Progress } from "#kernel/jobs/jobs";
import type { Libraries } from "#libraries";
import { loadDivisions, waitForJob } from "#operations";
import type { Portal } from "#portal";
import type { Registry } from "#registry";
import type { Sharing } from "#sharing";
import { generateSample, type SampleManifest, type SampleTable } from "#sample";
import { decideColumns } from "./columns.ts";
import { prepareLibraries } from "./libraries.ts";
import { followSystems } from "./follows.ts";
import { type Cast, makePeople } from "./people.ts";
import { openTable } from "./opening.ts";
import { playVisitors } from "./open-voices.ts";
import { declarationOf, publish } from "./publish.ts";
import { playSharing } from "./sharing.ts";
import { type SampleSystems, startSampleSystems } from "./systems.ts";

export interface SampleDeps {
  readonly config: Config;
  readonly jobs: Jobs;
  readonly identity: Identity;
  readonly registry: Registry;
  readonly dictionary: Dictionary;
  readonly catalog: Catalog;
  readonly intake: Intake;
  readonly clock: Clock;
  readonly sharing: Sharing;
  readonly gate: Gate;
  readonly libraries: Libraries;
  readonly portal: Pick<Portal, "life" | "visitors">;
}

const job = "sample.set-up";
const seed = 20_260_101;
/** Loads under way at once; the others wait in the queue. */
const atOnce = 2;

/**
 * Sample mode: the invented city's departments, people and data, brought in through the hub's own doors. Every step looks
 * first whether it is done, so that a set-up that was killed goes on where it was.
 */
export function createSampleMode(deps: SampleDeps): SampleMode {
  let systems: Promise<SampleSystems | null> | undefined;
  let clerk: NodeJS.Timeout | undefined;
  const open = (call: Call) => (systems ??= openSystems(deps.config, call));
  deps.jobs.define<object, { tables: number }>({
    name: job,
    concurrency: 1,
    handler: async (call, _input, report) => setUp(deps, call, report, await open(call)),
  });
  return {
    async start(call) {
      clerk ??= setInterval(() => void open(call).then((opened) => work(opened, call)), clerkPaceMs).unref();
      void open(call);
      const { rows } = await deps.jobs.list(call, { name: job, limit: 1 });
      const [last] = rows;
      if (last && last.state !== "failed" && last.state !== "cancelled") return;
      await deps.jobs.start(call, job, {}, { title: { zh: "装入示例城市的数据", en: "Load the sample city's data" } });
    },
    async close() {
      clearInterval(clerk);
      await (await systems)?.close();
    },
  };
}

export interface SampleMode {
  start(call: Call): Promise<void>;
  /** Stops the departments' database; once nothing reads it any more. */
  close(): Promise<void>;
}

/** Something happens in the sample city once a minute. */
const clerkPaceMs = 60_000;

/** The hub's sample stands without them: a machine that cannot run a second server says so and goes on. */
async function openSystems({ data, sampleSystems }: Config, { log }: Call): Promise<SampleSystems | null> {
  if (!sampleSystems) return null;
  return startSampleSystems(data, log).catch((error: unknown) => {
    log.warn({ err: error }, "The sample departments' own database did not start; their tables are not followed.");
    return null;
  });
}

/** Before its tables are filled there is nothing to work on. */
async function work(systems: SampleSystems | null, { log }: Call): Promise<void> {
  await systems?.workALittle().catch((error: unknown) => log.debug({ err: error }, "sample systems"));
}

async function setUp(
  deps: SampleDeps,
  call: Call,
  report: Progress,
  systems: SampleSystems | null,
): Promise<{ tables: number }> {
  report({
    phase: { zh: "生成示例城市", en: "Making the sample city" },
    done: 0,
    total: null,
    facts: { unit: "steps" },
  });
  const folder = path.join(deps.config.data, "sample");
  const manifest = await manifestIn(folder, deps.config.samplePeople, call, systems?.url);
  const systemIds = await registerDepartments(deps, call, manifest);
  const castOf = await makePeople(deps.identity, call, manifest);
  const casts = new Map<string, Cast>();
  for (const department of manifest.departments) casts.set(department.code, await castOf(department));
  const bureau = manifest.departments.find((department) => department.key === "shujuju");
  if (!bureau) throw new Error("The sample has no data bureau.");
  await deps.identity.giveFirstAdministratorDepartment(call, bureau.code);

  const total = manifest.tables.length + 5;
  let done = 0;
  const step = (name: SampleTable["name"]) => report({ phase: name, done: (done += 1), total });
  const bureauCast = casts.get(bureau.code);
  if (!bureauCast) throw new Error("The data bureau has no people.");
  if (deps.registry.divisionTable() === null)
    await loadDivisions(deps, { ...call, actor: bureauCast.officer }, bureau.code, () => {});
  step({ zh: "行政区划", en: "Divisions" });

  const waiting = [...manifest.tables];
  const worker = async () => {
    for (let table = waiting.shift(); table; table = waiting.shift()) {
      const cast = casts.get(table.department);
      if (cast) await loadTable(deps, call, cast, folder, table, systemIds.get(table.system) ?? null);
      step(table.name);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  step({ zh: "跟踪部门数据库", en: "Following the departments' database" });
  if (systems) await followSystems(deps, call, systems, { manifest, casts, systemIds });
  for (const table of manifest.tables) {
    const cast = casts.get(table.department);
    if (cast) await openTable(deps, call, { ...cast, officer: bureauCast.officer }, table);
  }
  await playVisitors(deps, call, manifest, { officer: bureauCast.officer, castOf: (code) => casts.get(code) });
  step({ zh: "开放数据", en: "Open data" });
  step({ zh: "共享申请与调度", en: "Sharing requests and dispatch" });
  await playSharing(deps, call, manifest, casts);
  step({ zh: "基础库的来源", en: "Sources of the base libraries" });
  await prepareLibraries(deps, { ...call, actor: bureauCast.officer }, manifest);
  return { tables: manifest.tables.length };
}

/** The sample as it was made, or made now; a folder without a manifest was not finished. */
async function manifestIn(folder: string, people: number, call: Call, postgresUrl?: string): Promise<SampleManifest> {
  const file = path.join(folder, "manifest.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as SampleManifest;
  const asOf = `${call.now.toISOString().slice(0, 7)}-01`;
  return generateSample({ folder, people, seed, asOf, ...(postgresUrl === undefined ? {} : { postgresUrl }) });
}

/** Departments with their systems; answers the id of each system by its key. */
async function registerDepartments(
  { registry }: SampleDeps,
  call: Call,
  manifest: SampleManifest,
): Promise<Map<string, string>> {
  const systems = new Map<string, string>();
  for (const department of manifest.departments) {
    const { code, name, shortName, nameEn, division, duties, contacts } = department;
    await registry.ensureDepartment(call, {
      code,
      name,
      shortName,
      nameEn,
      division,
      duties,
      contacts,
      isInvented: true,
      isBureau: department.isBureau,
    });
    for (const { key, name: systemName, zone, description } of department.systems) {
      systems.set(key, await registry.ensureSystem(call, { department: code, name: systemName, zone, description }));
    }
  }
  return systems;
}

async function loadTable(
  deps: SampleDeps,
  call: Call,
  cast: Cast,
  folder: string,
  table: SampleTable,
  systemId: string | null,
): Promise<void> {
  const asSteward: Call = { ...call, actor: cast.steward };
  const existing = await deps.catalog.find(asSteward, table.name.zh, table.department);
  const resourceId = existing?.loadId ? existing.id : await load(deps, asSteward, folder, table, systemId);
  const resource = await deps.catalog.resource(asSteward, resourceId);
  await publish(
    deps.catalog,
    call,
    cast,
    resourceId,
    resource.items.some((item) => item.isPersonal),
  );
}

async function load(
  deps: SampleDeps,
  call: Call,
  folder: string,
  table: SampleTable,
  systemId: string | null,
): Promise<string> {
  const { department } = table;
  const { fileId } = await deps.intake.upload(
    call,
    { name: path.basename(table.file), department },
    createReadStream(path.join(folder, table.file)),
  );
  const started = await deps.intake.quickLoad(call, {
    department,
    fileId,
    as: table.name.zh,
    ...(table.path === null ? {} : { table: table.path }),
    resource: declarationOf(table, systemId),
    adjust: await decideColumns(deps.dictionary, call, table),
  });
  if (started.jobId === null) throw new Error("A load without a job.");
  const ended = await waitForJob(deps.jobs, call, started.jobId);
  if (ended.state !== "succeeded") throw new Error(`${table.name.en} did not load: ${JSON.stringify(ended.problem)}`);
  return started.resourceId;
}
