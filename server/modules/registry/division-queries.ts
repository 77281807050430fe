import { type Division, divisionLevels, type registryRoutes } from "#contract/registry";
import type { Page } from "#contract/page";
import type { RouteAnswer } from "#contract/route";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { prefixesOf, shortened } from "./division-code.ts";
import * as store from "./division-store.ts";
import type { NameIndex } from "./name-index.ts";
import type { RegistryParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { divisionView } from "./views.ts";

export async function listDivisions(
  call: Call,
  query: {
    parent?: string | undefined;
    status?: Division["status"] | undefined;
    limit: number;
    cursor?: string | undefined;
  },
): Promise<Page<Division>> {
  const parent = query.parent === undefined ? null : (await divisionAt(call, query.parent)).code;
  const isCurrent = query.status !== "retired";
  const [rows, total] = await Promise.all([
    store.pageBelow(call.db, parent, isCurrent, query.limit + 1, query.cursor),
    store.countBelow(call.db, parent, isCurrent),
  ]);
  const shown = rows.slice(0, query.limit);
  const names = await namesOf(
    call,
    shown.flatMap(({ successors }) => successors),
  );
  const items = shown.map((row) => divisionView(row, names));
  return { items, total, next: rows.length > query.limit ? (items.at(-1)?.code ?? null) : null };
}

export async function getDivision(call: Call, code: string): Promise<RouteAnswer<typeof registryRoutes.getDivision>> {
  const row = await divisionAt(call, code);
  const names = await namesOf(call, [...row.successors, ...prefixesOf(row.code)]);
  return { ...divisionView(row, names), ancestors: ancestorsOf(row.code, names) };
}

export async function searchDivisions(
  parts: RegistryParts,
  call: Call,
  query: { q: string; under?: string | undefined; limit: number },
): Promise<RouteAnswer<typeof registryRoutes.searchDivisions>> {
  const index = await parts.register.names(call.db);
  const { q, limit } = query;
  const isCode = /^\d{1,12}$/.test(q);
  const under = query.under === undefined ? undefined : (await divisionAt(call, query.under)).code;
  const codes = isCode ? codesBeginning(index, q, under, limit) : index.findByName(q, { under, limit });
  const wanted = [...new Set(codes)];
  // What they lie in is known from the codes: one look-up for everything.
  const rows = await store.findDivisions(call.db, [...new Set(wanted.flatMap((code) => [code, ...prefixesOf(code)]))]);
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const found = wanted.flatMap((code) => byCode.get(code) ?? []).slice(0, limit);
  const successors = await namesOf(
    call,
    found.flatMap((row) => row.successors),
  );
  const names = new Map(rows.map(({ code, name }) => [code, name]));
  return {
    items: found.map((row) => {
      const path = ancestorsOf(row.code, names).map(({ name }) => name);
      return Object.assign(divisionView(row, successors), { path });
    }),
  };
}

/** The division of exactly this code first, with or without the zeros it may be filled up with. */
function codesBeginning(index: NameIndex, digits: string, under: string | undefined, limit: number): string[] {
  const exact = [digits, shortened(digits)].filter((code) => under === undefined || code.startsWith(under));
  if (under === undefined || digits.startsWith(under)) return [...exact, ...index.findByCode(digits, limit)];
  return under.startsWith(digits) ? index.findByCode(under, limit) : exact;
}

export async function divisionCounts(call: Call): Promise<RouteAnswer<typeof registryRoutes.divisionCounts>> {
  const edition = await store.newestEdition(call.db);
  const counts = new Map(edition?.levels.map((level) => [level.level, level]));
  return {
    levels: divisionLevels.map((level) => counts.get(level) ?? { level, current: 0, retired: 0 }),
    loadedAt: edition?.loadedAt.toISOString() ?? null,
    source: edition?.source ?? "",
  };
}

/**
 * As it stands, or without the zeros it was filled up with.
 *
 * @throws Problem registry.division-not-found
 */
export async function divisionAt(call: Call, code: string): Promise<store.DivisionRow> {
  const short = shortened(code);
  const row =
    (await store.findDivision(call.db, code)) ??
    (short === code ? undefined : await store.findDivision(call.db, short));
  if (!row) throw problem(problems["division-not-found"], { code });
  return row;
}

async function namesOf(call: Call, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await store.findDivisions(call.db, [...new Set(codes)]);
  return new Map(rows.map(({ code, name }) => [code, name]));
}

/** Province first; levels the register does not have are passed over. */
function ancestorsOf(code: string, names: ReadonlyMap<string, string>): { code: string; name: string }[] {
  return prefixesOf(code).flatMap((above) => {
    const name = names.get(above);
    return name === undefined ? [] : [{ code: above, name }];
  });
}
