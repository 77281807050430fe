import type { ResourceItem } from "#contract/catalog";
import type { Element } from "#dictionary";
import type { ResourceCore } from "#catalog";
import { type Call, hubActor } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import type { Progress } from "#kernel/jobs/jobs";
import { type LakeSession, literal, name } from "#kernel/lake/lake";
import { type HoldingRow, replaceHoldings } from "./conflict-store.ts";
import type { LibrariesParts } from "./parts.ts";
import { folded } from "./lake-tables.ts";

export const collectionJob = "libraries.check-collection";

export interface Holder {
  readonly resource: ResourceCore;
  readonly item: ResourceItem;
}

/** Values, or subjects, taken from a holder to be looked for at the source. */
const sampled = 2000;
/** Share from which on two items hold the same datum. */
const sameFrom = 0.5;
/** Values of a code say nothing by being the same: subjects must be compared. */
const tellingFrom = 200;
const subjectElements = ["citizen_id", "credit_code"] as const;

/** Elements that items of several departments hold. */
export function heldBySeveral(resources: readonly ResourceCore[]): Map<string, Holder[]> {
  const holders = resources.flatMap((resource) =>
    resource.items.flatMap((item) => (item.element === null ? [] : [{ resource, item }])),
  );
  const byElement = Map.groupBy(holders, ({ item }) => item.element ?? "");
  return new Map([...byElement].filter(([, own]) => new Set(own.map(({ resource }) => resource.department)).size > 1));
}

/** Whom the others are compared with: the decided 数源, else the holder with most rows. */
export function mainHolder(holders: readonly Holder[], element: Element): Holder | undefined {
  const { source } = element;
  const decided =
    holders.find(
      ({ resource, item }) => resource.id === source?.resourceId && (source.item ?? item.field) === item.field,
    ) ?? holders.find(({ resource }) => resource.department === source?.department);
  return decided ?? holders.toSorted((a, b) => (b.resource.rowCount ?? 0) - (a.resource.rowCount ?? 0))[0];
}

/**
 * The duplicate-collection check: items of several departments with one element, confirmed by what they hold. Where both
 * tables tell people or firms by number, by subjects: who is in both, and do they say the same; else by values.
 */
export async function checkCollection(
  call: Call,
  parts: LibrariesParts,
  report: Progress,
): Promise<{ elements: number; again: number }> {
  const asHub: Call = { ...call, actor: hubActor };
  const elements = await parts.dictionary.elements(asHub);
  const held = heldBySeveral(await parts.catalog.resources(asHub, { hasData: true }));
  const rows: HoldingRow[] = [];
  await using session = await parts.lake.session(call.signal);
  let done = 0;
  for (const [id, holders] of held) {
    report({ phase: { zh: "比较取值", en: "Comparing values" }, done: (done += 1), total: held.size });
    const element = elements.get(id);
    const main = element && mainHolder(holders, element);
    if (!element || !main) continue;
    const isSupplied = element.source !== null && (await maySupply(asHub, parts, main.resource));
    for (const holder of holders)
      rows.push(await holding(session, call, { element, elements, main, holder, isSupplied }));
  }
  await inTransaction(call, async (inner) => {
    await replaceHoldings(inner.db, rows);
    await parts.ledger.seal(inner, {
      action: "libraries.check-collection-done",
      owner: null,
      facts: { elements: held.size, again: rows.filter(({ isAgain }) => isAgain).length },
    });
  });
  return { elements: held.size, again: rows.filter(({ isAgain }) => isAgain).length };
}

/** Published, and not withheld from sharing: what art. 19 forbids to collect again. */
async function maySupply(call: Call, { catalog }: LibrariesParts, { id, stage }: ResourceCore): Promise<boolean> {
  return stage === "published" && (await catalog.view(call, id)).shareClass !== "denied";
}

interface Compared {
  readonly element: Element;
  readonly elements: ReadonlyMap<string, Element>;
  readonly main: Holder;
  readonly holder: Holder;
  readonly isSupplied: boolean;
}

async function holding(session: LakeSession, call: Call, given: Compared): Promise<HoldingRow> {
  const { element, main, holder, isSupplied } = given;
  const isMain = holder.resource.id === main.resource.id && holder.item.field === main.item.field;
  const found = isMain ? null : await overlapOf(session, given);
  const isOther = holder.resource.department !== main.resource.department;
  return {
    element: element.id,
    resourceId: holder.resource.id,
    department: holder.resource.department,
    field: holder.item.field,
    overlap: found?.overlap ?? null,
    sampled: found?.sampled ?? 0,
    measuredBy: found?.by ?? null,
    agreement: found?.agreement ?? null,
    isAgain: isSupplied && isOther && (found?.overlap ?? 0) >= sameFrom,
    checkedAt: call.now,
  };
}

async function overlapOf(session: LakeSession, { elements, main, holder, element }: Compared) {
  const subject = subjectElements.find(
    (field) => field !== element.field && itemOf(main, elements, field) && itemOf(holder, elements, field),
  );
  const value = (alias: string, { item }: Holder) => folded(`cast(${alias}.${name(item.field)} as varchar)`);
  if (subject === undefined) {
    if ((await distinctOf(session, holder)) < tellingFrom) return null;
    const [row] = await session.read<{ n: number; both: number }>(
      `select count(*) as n, count_if(m.v is not null) as both from (${sampleSql(holder, value("t", holder))}) s
       left join (select distinct ${value("t", main)} as v from ${main.resource.table} t) m on m.v = s.v`,
    );
    const n = row?.n ?? 0;
    return n === 0 ? null : { overlap: (row?.both ?? 0) / n, sampled: n, by: "value" as const, agreement: null };
  }
  const key = (alias: string, one: Holder) =>
    folded(`cast(${alias}.${name(itemOf(one, elements, subject) ?? "")} as varchar)`);
  const [row] = await session.read<{ n: number; both: number; same: number }>(
    `select count(*) as n, count_if(m.v is not null) as both, count_if(m.v = s.x) as same
     from (${sampleSql(holder, key("t", holder), value("t", holder))}) s
     left join (select ${key("t", main)} as k, min(${value("t", main)}) as v from ${main.resource.table} t group by 1) m on m.k = s.v`,
  );
  const [n, both] = [row?.n ?? 0, row?.both ?? 0];
  if (n === 0) return null;
  return {
    overlap: both / n,
    sampled: n,
    by: "subject" as const,
    agreement: both === 0 ? null : (row?.same ?? 0) / both,
  };
}

/** Different values of a holder, spread by their digest, so that a check gives the same figure again. */
const sampleSql = ({ resource, item }: Holder, expression: string, value = "null"): string =>
  `select x.v, min(x.x) as x from (select ${expression} as v, ${value} as x from ${resource.table} t
     where t.${name(item.field)} is not null) x where x.v is not null group by x.v order by md5(x.v || ${literal(item.field)}) limit ${sampled}`;

const itemOf = ({ resource }: Holder, elements: ReadonlyMap<string, Element>, field: string): string | undefined => {
  const own = resource.items.filter(({ element }) => elements.get(element ?? "")?.field === field);
  return (own.find(({ isKey }) => isKey) ?? own[0])?.field;
};

async function distinctOf(session: LakeSession, { resource, item }: Holder): Promise<number> {
  const [row] = await session.read<{ n: number }>(
    `select count(distinct t.${name(item.field)}) as n from ${resource.table} t`,
  );
  return row?.n ?? 0;
}
