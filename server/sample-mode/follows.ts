import type { Catalog } from "#catalog";
import { FollowPlan } from "#contract/intake-follow";
import type { Intake } from "#intake";
import type { Call } from "#kernel/call";
import type { Registry } from "#registry";
import type { SampleManifest, SampleTable } from "#sample";
import type { Cast } from "./people.ts";
import type { SampleSystems } from "./systems.ts";

interface Deps {
  readonly registry: Registry;
  readonly catalog: Catalog;
  readonly intake: Intake;
}

type PlanGiven = Parameters<(typeof FollowPlan)["parse"]>[0];

/** One table of each way of following, by the key of the sample's table; what is not named stays as it was loaded. */
const plans: Readonly<Record<string, PlanGiven>> = {
  "residence-permits": { mode: "capture", schedule: { kind: "always" } },
  "market-entities": {
    mode: "watermark",
    watermark: { column: "S_EXT_TIMESTAMP" },
    schedule: { kind: "cron", cron: "*/30 * * * *" },
  },
  "food-licences": { mode: "compare", schedule: { kind: "cron", cron: "30 2 * * *" }, keepsHistory: true },
  population: { mode: "full", schedule: { kind: "cron", cron: "0 3 * * 0" } },
};

/** Registers the departments' database and follows its tables into the resources that their files made. */
export async function followSystems(
  deps: Deps,
  call: Call,
  systems: SampleSystems,
  { manifest, casts, systemIds }: Sample,
): Promise<void> {
  const copies = manifest.databases.filter(({ kind }) => kind === "postgres");
  if (copies.length === 0) return;
  await systems.openTo([...new Set(copies.map(({ schema }) => schema))]);
  for (const copy of copies) {
    const table = manifest.tables.find(({ key }) => key === copy.of);
    const plan = table && plans[table.key];
    const cast = table && casts.get(table.department);
    if (!table || !plan || !cast) continue;
    const own: Call = { ...call, actor: cast.steward };
    const sourceId = await ensureSource(deps.intake, own, systems, {
      name: nameOfSource(manifest, table),
      department: table.department,
      systemId: systemIds.get(table.system) ?? null,
      schema: copy.schema,
    });
    await follow(deps, own, { sourceId, path: copy.table, table, plan });
  }
}

interface Sample {
  readonly manifest: SampleManifest;
  readonly casts: ReadonlyMap<string, Cast>;
  readonly systemIds: ReadonlyMap<string, string>;
}

function nameOfSource({ departments }: SampleManifest, { department, system }: SampleTable): string {
  const systems = departments.find(({ code }) => code === department)?.systems ?? [];
  return `${systems.find(({ key }) => key === system)?.name ?? system}数据库`;
}

async function ensureSource(
  intake: Intake,
  call: Call,
  { readBy }: SampleSystems,
  given: { name: string; department: string; systemId: string | null; schema: string },
): Promise<string> {
  const { schema, ...named } = given;
  const known = await intake.sourceNamed(call, given.department, given.name);
  if (known) return known.id;
  const made = await intake.createSource(call, { ...named, kind: "postgres", connection: { ...readBy, schema } });
  return made.id;
}

async function follow(
  { catalog, intake }: Deps,
  call: Call,
  given: { sourceId: string; path: string; table: SampleTable; plan: PlanGiven },
): Promise<void> {
  const resource = await catalog.find(call, given.table.name.zh, given.table.department);
  if (!resource || (await intake.isFollowed(call, resource.id))) return;
  await intake.createFollow(call, {
    sourceId: given.sourceId,
    table: given.path,
    resourceId: resource.id,
    resourceName: given.table.name.zh,
    mapping: null,
    plan: FollowPlan.parse(given.plan),
    starts: true,
  });
}
