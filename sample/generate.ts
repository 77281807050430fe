import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type DatabaseCopy, makeSchemas, openCopies } from "./databases.ts";
import { type DepartmentSpec, type FileSpec, tablesOf } from "./department.ts";
import { departments } from "./departments/index.ts";
import { TableRun } from "./emit.ts";
import { capOf, openFile, type OpenFile } from "./files.ts";
import { type FinishedTable, makeManifest, type SampleManifest } from "./manifest.ts";
import type { Table } from "./table.ts";
import { type LinkWriter, openLinks, openTruth, type TruthWriter } from "./truth.ts";
import { openWorld, type World } from "./world/world.ts";
import { openEntityTruth, openPeopleTruth, type WorldTruth } from "./world-truth.ts";
import type { TableWriter } from "./writers/writer.ts";

export interface SampleOptions {
  readonly folder: string;
  /** Residents, from 100 to many millions. */
  readonly people: number;
  readonly seed: number;
  /** `YYYY-MM-DD`: the day up to which the data reach. */
  readonly asOf: string;
  /** All rates of `dirt.ts` times this; 1 where absent, 0 for clean data. */
  readonly dirt?: number;
  readonly onProgress?: (progress: { department: string; table: string; rows: number }) => void;
  /** Makes the schemas `weir_sample_…` anew in this PostgreSQL. */
  readonly postgresUrl?: string;
  /** Makes the databases `weir_sample_…` anew on this MariaDB or MySQL. */
  readonly mysqlUrl?: string;
  /** Ends the work; the folder is then left without a manifest. */
  readonly signal?: AbortSignal;
}

/** What a thread can be told. */
export type PlainOptions = Omit<SampleOptions, "onProgress" | "signal">;
type OnProgress = NonNullable<SampleOptions["onProgress"]>;

/** The whole work, in this thread; after an error the thread is to be ended, which closes what stands open. */
export async function generateHere(options: PlainOptions, onProgress: OnProgress): Promise<SampleManifest> {
  refuseTooFew(options.people);
  const world = openWorld(options);
  emptyFolder(options.folder);
  const truth = openTruth(path.join(options.folder, "truth"));
  const worldTruth = [openPeopleTruth(world, options.folder), openEntityTruth(world, options.folder)];
  await makeSchemas(departments, options);
  const city: StartedFile[] = [];
  for (const department of departments) {
    for (const file of department.files) city.push(await startFile(department, file, { options, world, truth }));
  }
  const tables = city.flatMap(({ started }) => started);
  await runPeople(world, tables, worldTruth, onProgress);
  await runEntities(world, tables, worldTruth, onProgress);
  for (const table of tables.filter(({ table: { over } }) => over === "list")) await runList(world, table, onProgress);
  for (const file of city) await file.close();
  for (const open of [truth, ...worldTruth]) open.close();
  const manifest = makeManifest({
    world,
    asOf: options.asOf,
    dirt: options.dirt ?? 1,
    finished: tables,
    databases: tables.flatMap(({ copies, table, run }) =>
      copies.map((copy) => ({
        kind: copy.kind,
        schema: copy.schema,
        table: copy.table,
        of: table.key,
        rowCount: run.rows,
      })),
    ),
  });
  writeFileSync(path.join(options.folder, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
  return manifest;
}

const fewestPeople = 100;

function refuseTooFew(people: number): void {
  if (Number.isSafeInteger(people) && people >= fewestPeople) return;
  throw new Error(
    `人口数至少 ${fewestPeople}，给的是 ${people}。The sample needs at least ${fewestPeople} people; asked for were ${people}.`,
  );
}

const ownEntries: ReadonlySet<string> = new Set(["data", "truth", "manifest.json"]);

/** Takes away an older sample, and nothing else. */
function emptyFolder(folder: string): void {
  const entries = existsSync(folder) ? readdirSync(folder) : [];
  const strange = entries.find((entry) => !ownEntries.has(entry));
  if (strange !== undefined) {
    throw new Error(
      `文件夹 ${folder} 里有别的东西（${strange}），示例只写进空文件夹。The folder ${folder} holds something else (${strange}); choose an empty one.`,
    );
  }
  // The manifest first: while it is absent, the folder is not a complete sample.
  for (const entry of ["manifest.json", "data", "truth"])
    rmSync(path.join(folder, entry), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

interface StartedTable extends FinishedTable {
  readonly writers: readonly TableWriter[];
  readonly copies: readonly DatabaseCopy[];
  readonly links: LinkWriter;
}

interface StartedFile {
  readonly started: readonly StartedTable[];
  close(): Promise<void>;
}

interface Surroundings {
  readonly options: PlainOptions;
  readonly world: World;
  readonly truth: TruthWriter;
}

async function startFile(department: DepartmentSpec, file: FileSpec, around: Surroundings): Promise<StartedFile> {
  const open = openFile(path.join(around.options.folder, "data", department.key), file);
  const started: StartedTable[] = [];
  for (const table of tablesOf(file)) started.push(await startOne(department, file, table, open, around));
  return {
    started,
    async close() {
      for (const { run, writers, links } of started) {
        run.finish();
        for (const writer of writers) await writer.close();
        links.close();
      }
      open.close();
    },
  };
}

async function startOne(
  department: DepartmentSpec,
  file: FileSpec,
  table: Table,
  open: OpenFile,
  { options, world, truth }: Surroundings,
): Promise<StartedTable> {
  const links = openLinks(options.folder, table);
  const copies = await openCopies(department, file, table, options);
  const writers = [open.writerOf(table), ...copies.map(({ writer }) => writer)];
  const run = new TableRun({
    world,
    department: department.key,
    dirt: department.dirt * (options.dirt ?? 1),
    table,
    writers,
    truth,
    links,
    format: file.format,
    cap: capOf(file),
  });
  return { department, file, table, run, writers, copies, links };
}

/** Indexes handled between two turns of the event loop: few enough that the people a firm has to do with stay at hand. */
const strides = { people: 256, entities: 48, list: 256 } as const;

/** All tables about people go through the city together, so that everybody is made once. */
async function runPeople(
  world: World,
  tables: readonly StartedTable[],
  truths: readonly WorldTruth[],
  onProgress: OnProgress,
): Promise<void> {
  const own = tables.filter(({ table }) => table.over === "people");
  const { start, end } = world.outsiders;
  const ranges = [
    [0, world.people],
    [start, end],
  ] as const;
  for (const [from, to] of ranges) await runRange({ from, to, stride: strides.people }, own, truths[0], onProgress);
}

async function runEntities(
  world: World,
  tables: readonly StartedTable[],
  truths: readonly WorldTruth[],
  onProgress: OnProgress,
): Promise<void> {
  const own = tables.filter(({ table }) => table.over === "entities");
  await runRange({ from: 0, to: world.entities.count, stride: strides.entities }, own, truths[1], onProgress);
}

async function runList(world: World, started: StartedTable, onProgress: OnProgress): Promise<void> {
  await runRange(
    { from: 0, to: started.table.count?.(world) ?? 0, stride: strides.list },
    [started],
    undefined,
    onProgress,
  );
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly stride: number;
}

async function runRange(
  { from, to, stride }: Range,
  tables: readonly StartedTable[],
  truth: WorldTruth | undefined,
  onProgress: OnProgress,
): Promise<void> {
  for (let start = from; start < to; start += stride) {
    const end = Math.min(to, start + stride);
    for (const { run, writers } of tables) {
      for (let index = start; index < end; index += 1) run.emit(index);
      for (const writer of writers) await writer.drain?.();
    }
    for (let index = start; index < end; index += 1) truth?.write(index);
    await nextTurn();
  }
  for (const { department, table, run } of tables)
    onProgress({ department: department.key, table: table.key, rows: run.rows });
}
