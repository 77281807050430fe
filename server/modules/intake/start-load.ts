import type { ResourceFields, ResourceItem } from "#contract/catalog";
import { databaseKinds, type Inspection, type MappedColumn, type TextOptions } from "#contract/intake";
import type { ResourceCore } from "#catalog";
import type { Call } from "#kernel/call";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { followOfResource } from "./follow/store.ts";
import { insertLoad, runningLoad, updateLoad } from "./load-store.ts";
import type { IntakeParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { refuseOutside } from "./scope.ts";
import { findFile, type LoadRow, saveMapping } from "./store.ts";

export interface LoadRequest {
  readonly department: string;
  readonly fileId: string | null;
  readonly sourceId: string | null;
  readonly table: string;
  readonly text: TextOptions | null;
  readonly format: Inspection["format"];
  readonly encoding: string | null;
  readonly columns: readonly MappedColumn[];
  /** An existing resource, or what a new one is started with. */
  readonly resource: string | (Pick<ResourceFields, "name"> & Partial<ResourceFields> & { isInvented?: boolean });
}

export const loadJob = "intake.load";

/**
 * Makes or updates the resource, saves the mapping and queues the load, all in the transaction of `call`.
 *
 * @throws Problem intake.is-followed, intake.load-running, intake.nothing-to-load, catalog.title-taken
 */
export async function startLoad(
  parts: IntakeParts,
  call: Call,
  request: LoadRequest,
  action: string,
): Promise<LoadRow> {
  const loaded = request.columns.filter((column) => column.action === "load");
  if (loaded.length === 0) throw problem(problems["nothing-to-load"]);
  const resource = await resourceFor(parts, call, request, loaded);
  if (await followOfResource(call.db, resource.id)) throw problem(problems["is-followed"], { name: resource.name });
  const busy = await runningLoad(call.db, resource.id);
  if (busy) throw problem(problems["load-running"], { name: resource.name, number: busy.number });
  await saveMapping(call.db, {
    resourceId: resource.id,
    sourceId: request.sourceId,
    tablePath: request.table,
    textOptions: request.text,
    columns: [...request.columns],
    updatedAt: call.now,
  });
  const file = request.fileId === null ? undefined : await findFile(call.db, request.fileId);
  const load = await insertLoad(call.db, {
    id: newId(call.now),
    resourceId: resource.id,
    resourceName: resource.name,
    department: resource.department,
    sourceId: request.sourceId,
    fileId: request.fileId,
    tablePath: request.table,
    textOptions: request.text,
    format: request.format,
    encoding: request.encoding,
    state: "queued",
    jobId: null,
    columns: [...request.columns],
    rowsRead: null,
    rowsLoaded: null,
    rowsRejected: null,
    sourceCount: null,
    cleaning: [],
    sha256: file?.sha256 ?? null,
    actorId: call.actor.id,
    startedBy: call.actor.name,
    createdAt: call.now,
    startedAt: null,
    endedAt: null,
    entry: null,
    problem: null,
  });
  if (!load) throw problem(problems["load-running"], { name: resource.name, number: "?" });
  const jobId = await parts.jobs.start(
    call,
    loadJob,
    { loadId: load.id },
    {
      title: { zh: `归集：${resource.name}`, en: `Load: ${resource.name}` },
      department: resource.department,
      subject: resource.id,
    },
  );
  await updateLoad(call.db, load.id, { jobId });
  parts.ledger.record(call, {
    action,
    object: { kind: "resource", id: resource.id, name: resource.name },
    owner: resource.department,
    items: loaded.map((column) => column.field),
    facts: { load: load.number, file: file?.name ?? null, sha256: file?.sha256 ?? null, table: request.table },
  });
  return { ...load, jobId };
}

export async function resourceFor(
  parts: IntakeParts,
  call: Call,
  request: Pick<LoadRequest, "department" | "format" | "resource">,
  loaded: readonly MappedColumn[],
): Promise<ResourceCore> {
  const elements = await parts.dictionary.elements(call);
  const items = loaded.map((column): ResourceItem => {
    const element = column.element === null ? undefined : elements.get(column.element);
    return {
      field: column.field,
      name: column.name,
      element: column.element,
      type: column.type,
      isKey: column.isKey,
      isMandatory: column.isMandatory,
      grade: element?.grade ?? "1",
      isPersonal: element?.isPersonal ?? false,
      description: column.source === column.name.zh ? "" : `来源列：${column.source}`,
    };
  });
  if (typeof request.resource === "string") {
    const { department } = await parts.catalog.resource(call, request.resource);
    refuseOutside(call, department);
    return parts.catalog.setItems(call, request.resource, items);
  }
  return parts.catalog.draftFor(call, {
    department: request.department,
    format: dataFormatOf(request.format),
    ...request.resource,
    items,
  });
}

function dataFormatOf(format: Inspection["format"]): ResourceFields["format"] {
  if (databaseKinds.some((kind) => kind === format) || format === "sqlite" || format === "parquet") return "database";
  if (format === "xlsx" || format === "xls") return "spreadsheet";
  if (format === "geojson") return "geojson";
  return format === "csv" ? "csv" : "json";
}
