import type {
  Collected,
  Library,
  LibraryRun,
  librariesRoutes,
  LibrarySource,
  LibrarySummary,
  SourceProposal,
} from "#contract/libraries";
import type { Page } from "#contract/page";
import type { RouteAnswer } from "#contract/route";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { allHoldings } from "./conflict-store.ts";
import { cursorOf, positionOf } from "./cursor.ts";
import { allLibraries, type LibraryRow, type SourceRow, sourcesOf } from "./library-store.ts";
import { mustFind } from "./must-find.ts";
import type { LibrariesParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { isAboutSubject, mappingOf } from "./propose-sources.ts";
import { readsOf } from "./reads.ts";
import { countPairs, findRun, latestRun, latestRuns, listRunRows, type RunRow } from "./run-store.ts";
import { holds, keepers, recordReaders, reviewers } from "./who.ts";

interface PageAsk {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

async function summaryOf(
  call: Call,
  parts: LibrariesParts,
  library: LibraryRow,
  sources: readonly SourceRow[],
  run: RunRow | undefined,
): Promise<LibrarySummary> {
  const { name, kind, title, description, fields } = library;
  const figures = run?.figures;
  const filled = fields.map(({ field }) => figures?.fields.find((one) => one.field === field)?.filled ?? 0);
  const cells = (figures?.records ?? 0) * fields.length;
  const reads = await readsOf(call, parts, name);
  return {
    name,
    kind,
    title,
    description,
    sourceCount: sources.length,
    records: figures?.records ?? null,
    openPairs: await countPairs(call.db, name, call.actor),
    conflicts: figures?.conflicts ?? null,
    refreshedAt: run?.endedAt?.toISOString() ?? null,
    departments: [...new Set(sources.map(({ department }) => department))],
    coverage: cells === 0 ? null : filled.reduce((sum, one) => sum + one, 0) / cells,
    confidence: figures?.confidence ?? null,
    readers: new Set(reads.map(({ department }) => department)).size,
  };
}

export async function listLibraries(
  call: Call,
  parts: LibrariesParts,
): Promise<RouteAnswer<typeof librariesRoutes.listLibraries>> {
  const sources = await sourcesOf(call.db);
  const runs = await latestRuns(call.db);
  const items: LibrarySummary[] = [];
  for (const library of await allLibraries(call.db)) {
    const own = sources.filter((source) => source.library === library.name);
    items.push(await summaryOf(call, parts, library, own, runs.get(library.name)));
  }
  return { items, may: { create: holds(call.actor, keepers) } };
}

export async function libraryView(call: Call, parts: LibrariesParts, name: string): Promise<Library> {
  const library = await mustFind(call, name);
  const sources = await sourcesOf(call.db, name);
  const run = await latestRun(call.db, name);
  const views: LibrarySource[] = [];
  for (const source of sources) views.push(await sourceView(call, parts, source));
  return {
    ...(await summaryOf(call, parts, library, sources, run)),
    fields: library.fields,
    rule: library.rule,
    refresh: library.refresh,
    sources: views,
    latestRun: run ? runSummary(run) : null,
    version: library.version,
    may: {
      edit: holds(call.actor, keepers),
      run: holds(call.actor, keepers) && sources.length > 0,
      seeRecords: holds(call.actor, recordReaders),
      review: holds(call.actor, reviewers),
    },
  };
}

/** A source is named to everybody who reads the library, also where its resource is not published. */
export async function sourceView(call: Call, parts: LibrariesParts, source: SourceRow): Promise<LibrarySource> {
  const { id, resourceId, department, items, rank, version } = source;
  const resource = (await resourcesById(call, parts)).get(resourceId);
  const departments = await parts.registry.departments(call);
  return {
    id,
    resourceId,
    resourceName: resource?.name ?? resourceId,
    department,
    departmentName: departments.get(department)?.name ?? department,
    items,
    rank,
    rowCount: resource?.rowCount ?? null,
    loadedAt: resource?.loadedAt?.toISOString() ?? null,
    version,
  };
}

/** All resources: their names and dates, whoever asks; rows are another matter. */
export async function resourcesById(call: Call, parts: Pick<LibrariesParts, "catalog">) {
  const all = await parts.catalog.resources({ ...call, actor: { ...call.actor, departments: "all" } });
  return new Map(all.map((resource) => [resource.id, resource]));
}

/** Resources with data that fit the model and are no sources yet: the authority of an element before others. */
export async function proposeSources(
  call: Call,
  parts: LibrariesParts,
  name: string,
): Promise<{ items: SourceProposal[] }> {
  const library = await mustFind(call, name);
  const taken = new Set((await sourcesOf(call.db, name)).map(({ resourceId }) => resourceId));
  const elements = await parts.dictionary.elements(call);
  const departments = await parts.registry.departments(call);
  const byField = new Map([...elements.values()].map((element) => [element.field, element]));
  const found = (await parts.catalog.resources(call, { hasData: true })).flatMap((resource) => {
    if (taken.has(resource.id) || !isAboutSubject(library.fields, resource, elements)) return [];
    const items = mappingOf(library.fields, resource, elements);
    if (items === null) return [];
    const decided = library.fields.filter(
      (one) => byField.get(one.elements[0] ?? "")?.source?.resourceId === resource.id,
    );
    return [{ resource, items, decided: decided.length, width: Object.keys(items).length }];
  });
  const ordered = found.toSorted(
    (a, b) => b.decided - a.decided || b.width - a.width || (b.resource.rowCount ?? 0) - (a.resource.rowCount ?? 0),
  );
  return {
    items: ordered.map(({ resource, items, decided, width }, at) => ({
      resourceId: resource.id,
      resourceName: resource.name,
      department: resource.department,
      departmentName: departments.get(resource.department)?.name ?? resource.department,
      items,
      rank: taken.size + at + 1,
      reason: {
        zh: `有模型 ${library.fields.length} 个字段中的 ${width} 个${decided > 0 ? `，是其中 ${decided} 个的数源` : ""}`,
        en: `Has ${width} of the model's ${library.fields.length} fields${decided > 0 ? `, and is the source of ${decided}` : ""}`,
      },
    })),
  };
}

export const runSummary = (run: RunRow): Omit<LibraryRun, "matching"> => ({
  id: run.id,
  jobId: run.jobId,
  state: run.state,
  startedBy: run.startedBy,
  queuedAt: run.queuedAt.toISOString(),
  endedAt: run.endedAt?.toISOString() ?? null,
  durationMs: run.endedAt && run.startedAt ? run.endedAt.getTime() - run.startedAt.getTime() : null,
  figures: run.figures,
  entry: run.entry,
});

export async function listRuns(call: Call, name: string, ask: PageAsk): Promise<Page<Omit<LibraryRun, "matching">>> {
  await mustFind(call, name);
  const { rows, total } = await listRunRows(call.db, name, { limit: ask.limit + 1, after: positionOf(ask.cursor) });
  const items = rows.slice(0, ask.limit);
  const last = items.at(-1);
  const next = rows.length > ask.limit && last ? cursorOf(last.queuedAt, last.id) : null;
  return { items: items.map(runSummary), total, next };
}

export async function getRun(call: Call, { name, id }: { name: string; id: string }): Promise<LibraryRun> {
  const library = await mustFind(call, name);
  const run = await findRun(call.db, name, id);
  if (!run) throw problem(problems["run-not-found"], { name: library.title.zh });
  return { ...runSummary(run), matching: run.matching };
}

/** The latest check of duplicate collection, by element. */
export async function listCollection(
  call: Call,
  parts: LibrariesParts,
  onlyAgain: boolean,
): Promise<{ items: Collected[]; checkedAt: string | null }> {
  const rows = await allHoldings(call.db);
  const elements = await parts.dictionary.elements(call);
  const departments = await parts.registry.departments(call);
  const resources = await resourcesById(call, parts);
  const nameOf = (code: string) => departments.get(code)?.name ?? code;
  const items = [...Map.groupBy(rows, ({ element }) => element)].flatMap(([id, holders]): Collected[] => {
    const element = elements.get(id);
    if (!element || (onlyAgain && !holders.some(({ isAgain }) => isAgain))) return [];
    const { source } = element;
    return [
      {
        element: id,
        elementName: element.name,
        source: source && {
          department: source.department,
          departmentName: nameOf(source.department),
          resourceId: source.resourceId,
        },
        holders: holders.map(({ resourceId, department, field, overlap, sampled, measuredBy, agreement, isAgain }) => ({
          resourceId,
          resourceName: resources.get(resourceId)?.name ?? resourceId,
          department,
          departmentName: nameOf(department),
          field,
          overlap,
          sampled,
          by: measuredBy,
          agreement,
          isAgain,
        })),
        checkedAt: (holders[0]?.checkedAt ?? call.now).toISOString(),
      },
    ];
  });
  return { items, checkedAt: rows[0]?.checkedAt.toISOString() ?? null };
}
