import { createReadStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { after } from "node:test";
import type { Library, SourceProposal } from "#contract/libraries";
import { generateSample, type SampleManifest, type SampleTable } from "#sample";
import { hubActor } from "#kernel/call";
import { decideColumns } from "../../server/sample-mode/columns.ts";
import { declarationOf, publish } from "../../server/sample-mode/publish.ts";
import type { TestClient } from "./client.ts";
import type { TestHub } from "./hub.ts";

/** A sample city's registers in a hub, with the truth beside them. */
export interface LibraryCity {
  readonly folder: string;
  readonly manifest: SampleManifest;
  /** Resource by key of the sample's table. */
  readonly resources: ReadonlyMap<string, string>;
  /** Record number → who it is about, of a table. */
  readonly truthOf: (key: string) => Map<number, string | null>;
  /** Loads a table again, its file changed first. */
  readonly reload: (key: string, change: (text: string) => string) => Promise<void>;
}

export interface CityOptions {
  readonly people: number;
  readonly seed: number;
  readonly dirt: number;
  /** Keys of the tables to load. */
  readonly tables: readonly string[];
}

/** Generates a city and loads these tables of it. Ask at the top of the file or in `before`. */
export async function loadCity(ground: TestHub, { people, seed, dirt, tables }: CityOptions): Promise<LibraryCity> {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-library-city-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const manifest = await generateSample({ folder, people, seed, asOf: "2026-03-01", dirt });
  const { hub } = ground;
  for (const { code, name, shortName, nameEn, division } of manifest.departments)
    await hub.registry.ensureDepartment(hub.call(), { code, name, shortName, nameEn, division, isInvented: true });
  const resources = new Map<string, string>();
  for (const key of tables) {
    const table = manifest.tables.find((one) => one.key === key);
    if (!table) throw new Error(`The sample has no table ${key}.`);
    resources.set(key, await loadTable(ground, table, path.join(folder, table.file)));
  }
  return {
    folder,
    manifest,
    resources,
    truthOf: (key) => linksOf(path.join(folder, "truth/rows", `${key}.csv`)),
    async reload(key, change) {
      const table = manifest.tables.find((one) => one.key === key);
      if (!table) throw new Error(`The sample has no table ${key}.`);
      const file = path.join(folder, table.file);
      await loadTable(ground, table, file, Readable.from([change(readFileSync(file, "utf8"))]));
    },
  };
}

async function loadTable(
  { hub }: TestHub,
  table: SampleTable,
  file: string,
  content = createReadStream(file) as Readable,
): Promise<string> {
  const { department } = table;
  const call = hub.call();
  const { fileId } = await hub.intake.upload(call, { name: path.basename(file), department }, content);
  const existing = await hub.catalog.find(call, table.name.zh, department);
  const started = await hub.intake.quickLoad(call, {
    department,
    fileId,
    as: table.name.zh,
    ...(table.path === null ? {} : { table: table.path }),
    ...(existing ? {} : { resource: declarationOf(table, null) }),
    adjust: await decideColumns(hub.dictionary, call, table),
  });
  await jobEnded({ hub }, started.jobId ?? "");
  return started.resourceId;
}

/** Takes a loaded resource to publication in the names of its department's people and of the bureau. */
export async function publishResource({ hub }: TestHub, resourceId: string): Promise<void> {
  const { department } = await hub.catalog.resource(hub.call(), resourceId);
  const actor = (role: string) => ({ ...hubActor, kind: "person" as const, roles: [role], department });
  const cast = { steward: actor("department-steward"), head: actor("sharing-head"), officer: actor("data-officer") };
  await publish(hub.catalog, hub.call(), cast, resourceId, true);
}

/** Waits for the job; throws where it does not succeed. */
export async function jobEnded({ hub }: Pick<TestHub, "hub">, id: string): Promise<void> {
  const end = Date.now() + 180_000;
  for (;;) {
    const job = await hub.jobs.find(hub.call(), id);
    if (job?.endedAt) {
      if (job.state !== "succeeded") throw new Error(`${job.name}: ${JSON.stringify(job.problem)}`);
      return;
    }
    if (Date.now() > end) throw new Error(`Job ${id} does not end.`);
    await delay(25);
  }
}

/** Record → its subject. */
function linksOf(file: string): Map<number, string | null> {
  const lines = readFileSync(file, "utf8").trim().split("\n").slice(1);
  return new Map(
    lines.map((line) => {
      const [row = "", about = ""] = line.split(",");
      return [Number(row), about === "" ? null : about];
    }),
  );
}

/** Takes what the library proposes of these resources as its sources, in this order of authority. */
export async function takeSources(officer: TestClient, library: string, resources: readonly string[]): Promise<void> {
  const { body } = await officer.get<{ items: SourceProposal[] }>(`/api/libraries/${library}/proposals`);
  for (const [at, resourceId] of resources.entries()) {
    const proposal = body.items.find((one) => one.resourceId === resourceId);
    if (!proposal) throw new Error(`${resourceId} is not proposed: ${JSON.stringify(body.items)}`);
    const added = await officer.post(`/api/libraries/${library}/sources`, {
      resourceId,
      items: proposal.items,
      rank: at + 1,
    });
    if (added.status !== 201) throw new Error(added.text);
  }
}

/** Runs a library to the end and answers it as it is then. */
export async function runToEnd(ground: TestHub, officer: TestClient, library: string): Promise<Library> {
  const started = await officer.post<{ jobId: string }>(`/api/libraries/${library}/runs`, undefined);
  if (started.status !== 202) throw new Error(started.text);
  await jobEnded(ground, started.body.jobId);
  return (await officer.get<Library>(`/api/libraries/${library}`)).body;
}

export { until } from "../../server/modules/quality/test-hub.ts";
