import type { searchRoutes, SearchFacet, SearchHit, SearchKind } from "#contract/search";
import { searchFacets, searchKindNames } from "#contract/search";
import type { RouteAnswer, RouteInput } from "#contract/route";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { readCursor, writeCursor } from "./cursor.ts";
import {
  type Candidate,
  countFacets,
  countHits,
  departmentNames,
  type HitFilter,
  mostLooked,
  preferIndex,
  readCandidates,
  refsOf,
  readShown,
  type Shown,
} from "./find-store.ts";
import { marked, reasonsOf, snippet } from "./marks.ts";
import type { SearchParts } from "./parts.ts";
import { planOf } from "./plan.ts";
import { type Question, readQuestion } from "./question.ts";
import { type Scored, scoreOf } from "./score.ts";
import { elementTerms } from "./store.ts";

type FindQuery = RouteInput<typeof searchRoutes.find>["query"];
type Found = RouteAnswer<typeof searchRoutes.find>;
type Counted = RouteAnswer<typeof searchRoutes.count>;

/** Beyond these a person narrows down instead of reading on. */
const mostRanked = 200;

const nothing = { items: [], next: null, total: 0, isTotalExact: true, stage: "all" } as const;

export async function find(
  call: Call,
  parts: SearchParts,
  { q, limit, cursor, ...filters }: FindQuery,
): Promise<Found> {
  const asked = await questionOf(call, parts, q);
  const words = asked.words.map(({ text }) => text);
  if (words.length === 0) return { ...nothing, items: [], words };
  const filter: HitFilter = { ...filters, scope: call.actor.departments };
  return inTransaction(call, async ({ db }) => {
    await preferIndex(db);
    const { question, stage, query, numbers, total } = await planOf(db, asked, filter);
    if (query === null) return { ...nothing, items: [], words };
    const read = await readCandidates(db, numbers);
    const counted = total ?? (await countHits(db, query, filter));
    const ranked = read
      .map((candidate) => ({ candidate, scored: scoreOf(question, candidate.texts, candidate, call.now) }))
      .filter(({ scored }) => scored.score > 0)
      .toSorted((a, b) => b.scored.score - a.scored.score || a.candidate.number - b.candidate.number)
      .slice(0, mostRanked);
    const start = cursor === undefined ? 0 : readCursor(cursor);
    const page = ranked.slice(start, start + limit);
    const shown = await readShown(
      db,
      page.map(({ candidate }) => candidate.number),
    );
    const items = page.flatMap(({ candidate, scored }) => {
      const own = shown.get(candidate.number);
      return own ? [hitView(call, candidate, own, scored)] : [];
    });
    return {
      items,
      next: ranked.length > start + limit ? writeCursor(start + limit) : null,
      total: counted,
      isTotalExact: counted < mostLooked,
      stage,
      words,
    };
  });
}

/** Beyond these nothing is counted or filtered by whoever asks for refs. */
const mostRefs = 20_000;

/** What `find` would answer, as refs alone: the best 200 in their order, then the rest of the hits. */
export async function refs(
  call: Call,
  parts: SearchParts,
  { q, kind }: { readonly q: string; readonly kind: SearchKind },
): Promise<string[]> {
  const asked = await questionOf(call, parts, q);
  if (asked.words.length === 0) return [];
  const filter: HitFilter = { kind, scope: call.actor.departments };
  return inTransaction(call, async ({ db }) => {
    await preferIndex(db);
    const { question, query, numbers } = await planOf(db, asked, filter);
    if (query === null) return [];
    const ranked = (await readCandidates(db, numbers))
      .map((candidate) => ({ candidate, scored: scoreOf(question, candidate.texts, candidate, call.now) }))
      .filter(({ scored }) => scored.score > 0)
      .toSorted((a, b) => b.scored.score - a.scored.score || a.candidate.number - b.candidate.number)
      .map(({ candidate }) => candidate.ref);
    return [...new Set([...ranked, ...(await refsOf(db, query, filter, mostRefs))])];
  });
}

/** The first question of a process teaches the cutter the dictionary's terms. */
async function questionOf({ db }: Call, { cutter }: SearchParts, q: string): Promise<Question> {
  if (cutter.isNew) cutter.learn(await elementTerms(db));
  return readQuestion(q, cutter);
}

function hitView(
  call: Call,
  { kind, ref, department, shareClass, grade, hasData, loadedAt, quality, uses }: Candidate,
  { doc, departmentName: name }: Shown,
  { meetings }: Scored,
): SearchHit {
  return {
    kind,
    ref,
    name: marked(doc.name, meetings),
    nameEn: doc.nameEn,
    code: doc.code,
    abstract: snippet(doc.abstract, meetings),
    theme: doc.theme,
    department,
    departmentName: (call.language === "en" ? name?.en || name?.zh : name?.zh) ?? department ?? "",
    shareClass: shareClass as SearchHit["shareClass"],
    grade: grade as SearchHit["grade"],
    hasData,
    loadedAt: loadedAt?.toISOString() ?? null,
    quality: quality === null ? null : Math.round(quality * 10) / 10,
    uses,
    reasons: reasonsOf(doc, meetings),
  };
}

const mostChoices = 30;

export async function count(
  call: Call,
  parts: SearchParts,
  { q, ...filters }: RouteInput<typeof searchRoutes.count>["query"],
): Promise<Counted> {
  const asked = await questionOf(call, parts, q);
  const filter: HitFilter = { ...filters, scope: call.actor.departments };
  return inTransaction(call, async ({ db }) => {
    await preferIndex(db);
    const { query, stage } = await planOf(db, asked, filter);
    const rows = query === null ? [] : await countFacets(db, query, filter, mostChoices);
    const departments = rows.filter(({ facet }) => facet === "department").map(({ value }) => value);
    const names = await departmentNames(db, departments);
    const label = (facet: SearchFacet, value: string): string => {
      const name = names.get(value);
      if (facet === "department") return (call.language === "en" && name?.en ? name.en : name?.zh) ?? value;
      return facet === "kind" ? searchKindNames[value as SearchHit["kind"]][call.language] : value;
    };
    const choices = (facet: SearchFacet) =>
      rows
        .filter((row) => row.facet === facet)
        .map(({ value, count: own }) => ({ value, label: label(facet, value), count: own }));
    return {
      total: rows.find(({ facet }) => facet === "total")?.count ?? 0,
      stage,
      facets: Object.fromEntries(searchFacets.map((facet) => [facet, choices(facet)])) as Counted["facets"],
    };
  });
}
