import type { GroupPortrait, Portrait } from "#contract/libraries";
import type { Bilingual } from "#contract/text";
import type { Call } from "#kernel/call";
import { name as quoted } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import { countCorrections } from "./conflict-store.ts";
import { tablesOf } from "./lake-tables.ts";
import { mustFind } from "./must-find.ts";
import type { LibraryRow } from "./library-store.ts";
import type { LibrariesParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { resourcesById, runSummary } from "./queries.ts";
import { readsOf } from "./reads.ts";
import { openRecords } from "./records.ts";
import { countPairs, latestRun } from "./run-store.ts";
import { suppressTable } from "./suppress.ts";

/** Portrait of a library (画像): coverage, freshness, quality, users, hot items; from the latest run and the ledger. */
export async function portrait(call: Call, parts: LibrariesParts, name: string): Promise<Portrait> {
  const library = await mustFind(call, name);
  const run = await latestRun(call.db, name);
  const figures = run?.figures;
  const records = Math.max(1, figures?.records ?? 0);
  const departments = await parts.registry.departments(call);
  const departmentName = (code: string) => departments.get(code)?.name ?? code;
  const resources = await resourcesById(call, parts);
  const { departments: scope } = call.actor;
  const corrections = await countCorrections(call.db, name);
  return {
    name,
    title: library.title,
    run: run ? runSummary(run) : null,
    coverage: library.fields.map(({ field, name: label }) => {
      const own = figures?.fields.find((one) => one.field === field);
      return { field, name: label, share: (own?.filled ?? 0) / records, confidence: own?.confidence ?? 0 };
    }),
    sources: (figures?.sources ?? []).map((source) => ({
      resourceId: source.resourceId,
      resourceName: resources.get(source.resourceId)?.name ?? source.resourceId,
      department: source.department,
      departmentName: departmentName(source.department),
      share: source.records / records,
      loadedAt: resources.get(source.resourceId)?.loadedAt?.toISOString() ?? null,
    })),
    quality: {
      confidence: figures?.confidence ?? null,
      openPairs: await countPairs(call.db, name, { departments: scope }),
      conflicts: figures?.conflicts ?? 0,
      ...corrections,
    },
    ...(await usesOf(call, parts, name, library.fields, departmentName)),
  };
}

async function usesOf(
  call: Call,
  parts: LibrariesParts,
  library: string,
  fields: readonly { field: string; name: { zh: string; en: string } }[],
  departmentName: (code: string) => string,
): Promise<Pick<Portrait, "users" | "hotItems">> {
  const reads = await readsOf(call, parts, library);
  const byDepartment = Map.groupBy(reads, ({ department }) => department);
  const items = reads.flatMap((one) => one.items);
  return {
    users: [...byDepartment]
      .map(([department, own]) => ({ department, departmentName: departmentName(department), reads: own.length }))
      .toSorted((a, b) => b.reads - a.reads || a.department.localeCompare(b.department)),
    hotItems: fields
      .map(({ field, name }) => ({ field, name, reads: items.filter((item) => item === field).length }))
      .filter(({ reads: times }) => times > 0)
      .toSorted((a, b) => b.reads - a.reads || a.field.localeCompare(b.field)),
  };
}

/** Classes a group portrait can have; more would be a list of people. */
const mostClasses = 40;

interface GroupAsk {
  readonly name: string;
  readonly division: string;
  readonly by: string;
  readonly digits: number;
  readonly under?: string | undefined;
}

/** How many there are in each division by another field, small cells suppressed. */
export async function groupPortrait(call: Call, parts: LibrariesParts, ask: GroupAsk): Promise<GroupPortrait> {
  const { name, division, by, digits, under = "" } = ask;
  await using session = await parts.lake.session(call.signal);
  const library = await openRecords(call, session, name);
  for (const field of [division, by])
    if (!library.fields.some((one) => one.field === field))
      throw problem(problems["field-unknown"], { name: library.title.zh, field });
  const { golden } = tablesOf(name);
  const [distinct] = await session.read<{ n: number }>(`select count(distinct g.${quoted(by)}) as n from ${golden} g`);
  if ((distinct?.n ?? 0) > mostClasses) throw problem(problems["not-person-class"], { field: by });
  const rows = await session.read<{ d: string; c: string; n: number }>(
    `select coalesce(substring(g.${quoted(division)}, 1, ${digits}), '') as d, coalesce(g.${quoted(by)}, '') as c, count(*) as n
     from ${golden} g where coalesce(g.${quoted(division)}, '') like $1 group by 1, 2 order by 1, 2`,
    [`${under}%`],
  );
  await session.commit();
  const { smallCell } = library.rule;
  const classes = [...new Set(rows.map(({ c }) => c))].toSorted();
  const places = [...Map.groupBy(rows, ({ d }) => d)];
  const hidden = suppressTable(
    places.map(([, own]) => classes.map((one) => own.find(({ c }) => c === one)?.n ?? 0)),
    smallCell,
  );
  return {
    division,
    by,
    classes,
    classNames: await classNames(call, parts, library, by, classes),
    smallCell,
    rows: places.map(([at], row) => ({
      division: at,
      counts: [...(hidden[row]?.counts ?? [])],
      total: hidden[row]?.total ?? null,
    })),
  };
}

/** Codes by their names; values that are no codes, or that the code set does not have, as they are. */
async function classNames(
  call: Call,
  { dictionary }: LibrariesParts,
  { fields }: LibraryRow,
  by: string,
  classes: readonly string[],
): Promise<Bilingual[]> {
  const wanted = fields.find(({ field }) => field === by)?.elements[0];
  const element = [...(await dictionary.elements(call)).values()].find(({ field }) => field === wanted);
  const list = element?.codeSet ? await dictionary.codeList(call, element.codeSet) : undefined;
  const names = new Map(list?.codes.map((one) => [one.code, one.name]));
  return classes.map((one) => names.get(one) ?? (one === "" ? noValue : { zh: one, en: one }));
}

const noValue: Bilingual = { zh: "未填", en: "Not stated" };
