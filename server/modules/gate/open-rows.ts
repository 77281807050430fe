import { publicReader } from "#contract/gate";
import type { Call } from "#kernel/call";
import type { RequestFacts } from "#kernel/http/route";
import type { AskedCondition } from "./conditions.ts";
import { type Ask, type Asker, chooseGrant, dayOf, noteDelivery, refuse, type Wanted, whyNotNow } from "./delivery.ts";
import { emitRow } from "./emit.ts";
import type { OpenRowsAsk, OpenRowsFound, OpenUnder } from "./open-door.ts";
import type { Plan } from "./plan.ts";
import { readQuestion } from "./question.ts";
import { readFilters } from "./read-filters.ts";
import { countRows, run, selectRows, type ServedRow, type Value } from "./read-rows.ts";
import { deny, type Denial } from "./refusals.ts";
import { readAgain } from "./replaced.ts";
import type { GateRuntime } from "./runtime.ts";
import { waitForServing } from "./wait-serving.ts";

/** Everybody, from where they ask; the client of an agreement where the portal has seen its key. */
export const publicAsker = (
  gate: GateRuntime,
  call: Call,
  { client }: OpenUnder,
  from: Pick<RequestFacts, "remoteAddress">,
): Asker => ({ department: publicReader, client, zone: gate.directory.zoneOf(from), today: dayOf(call.now) });

/** Rows under an open grant: decided, read, masked, on the ledger, then answered. */
export async function readOpenRows(
  gate: GateRuntime,
  call: Call,
  asked: OpenRowsAsk,
  from: Pick<RequestFacts, "remoteAddress">,
): Promise<OpenRowsFound> {
  const ask: Ask = { operation: "gate.read-open", key: asked.resourceId, mode: "api", named: asked.grantId };
  const asker = publicAsker(gate, call, asked, from);
  const chosen = await chooseGrant(gate, call, ask, asker, (plan) => wantedOf(plan, asked));
  if ("denial" in chosen) throw await refuse(gate, call, ask, chosen.denial, chosen.about);
  const { wanted } = chosen;
  const fail = async (denial: Denial) => refuse(gate, call, ask, denial, chosen.plan);
  const over = await whyNotNow(gate, chosen.plan, asker, Math.max(1, asked.limit));
  if (over) throw await fail(over);
  const plan = await waitForServing(gate, call, chosen.plan);
  if (!plan) throw await fail(deny("preparing", { name: chosen.plan.facts.name }));
  const unordered = whyNotOrder(plan, asked);
  if (unordered) throw await fail(unordered);
  const projection =
    wanted.items.length === 0 ? plan.items : plan.items.filter((item) => wanted.items.includes(item.field));
  const order = asked.order.map((one) => ({
    ...one,
    hidesNumbers: plan.items.some(({ field, hidesNumbers }) => hidesNumbers && field === one.field),
  }));
  const page = { after: 0, limit: asked.limit, offset: asked.offset, order };
  const { rows, total } = await readAgain(gate, call, plan, async (now) => ({
    rows: await run<ServedRow>(gate.pool, selectRows(now, projection, wanted.conditions, page)),
    total: await totalOf(gate, now, wanted.conditions),
  }));
  const { grant, resource } = plan;
  const entry = await gate.parts.ledger.recordNow(call, {
    action: ask.operation,
    object: { kind: "resource", id: resource.core.id, name: resource.core.name },
    owner: resource.core.department,
    items: projection.map((item) => item.field),
    grant: grant.id,
    purpose: grant.terms.purpose,
    rows: rows.length,
    facts: {
      mode: ask.mode,
      zone: asker.zone,
      dataset: asked.dataset,
      client: asked.client,
      filters: wanted.conditions.map(({ item }) => item),
    },
  });
  await noteDelivery(gate, call, plan, rows.length, entry);
  return { items: rows.map((row) => objectOf(projection, row)), total, loadedAt: resource.serving?.loadedAt ?? null };
}

const objectOf = (projection: Plan["items"], row: ServedRow): Record<string, Value> => {
  const values = emitRow(projection, row);
  return Object.fromEntries(projection.map(({ field }, at) => [field, values[at] ?? null]));
};

async function totalOf(gate: GateRuntime, plan: Plan, asked: readonly AskedCondition[]): Promise<number> {
  const { serving } = plan.resource;
  if (serving && plan.conditions.length === 0 && asked.length === 0) return serving.rowCount;
  const [row] = await run<[number]>(gate.pool, countRows(plan, asked));
  return row?.[0] ?? 0;
}

function wantedOf(plan: Plan, asked: OpenRowsAsk): Wanted | Denial {
  const { fields, filters, query, text } = asked;
  const unknown = whyUnknown(plan, asked);
  if (unknown) return unknown;
  const read = readFilters(filters, fields, plan);
  if ("code" in read) return read;
  const said = readQuestion(query, plan.types);
  if ("code" in said) return said;
  const named = [...read.conditions, ...said.conditions];
  return { items: fields, conditions: [...named, ...withoutNumbers(plan, named), ...containing(plan, text)] };
}

/** Where a number inside a value is hidden, the row does not answer to filters on that column either. */
const withoutNumbers = (plan: Plan, named: readonly AskedCondition[]): AskedCondition[] =>
  plan.items
    .filter(({ field, hidesNumbers }) => hidesNumbers && named.some(({ item }) => item === field))
    .map(({ field }) => ({ item: field, op: "no-number" }));

/** Words are looked for in columns that leave as they are. */
function containing(plan: Plan, text: string): AskedCondition[] {
  if (text === "") return [];
  const [item, ...others] = plan.items
    .filter(({ field, type }) => type.kind === "text" && !plan.facts.masked.has(field))
    .map(({ field }) => field);
  if (item === undefined) return plan.items.slice(0, 1).map(({ field }) => ({ item: field, op: "in", values: [] }));
  return [{ item, op: "contains", value: text, others }];
}

/** A column that is not given out is as unknown as one that is not there: nobody learns what else the department keeps. */
function whyUnknown(plan: Plan, { fields, filters, query, order }: OpenRowsAsk): Denial | null {
  const named = [
    ...fields,
    ...filters.map(({ item }) => item),
    ...Object.keys(query).map((name) => name.replace(/\.(?:gte|lte|prefix)$/, "")),
    ...order.map(({ field }) => field),
  ];
  const unknown = [...new Set(named.filter((field) => !plan.fields.includes(field)))];
  return unknown.length === 0
    ? null
    : deny("item-unknown", { name: plan.facts.name, items: unknown.join("、").slice(0, 400) });
}

/** An order by what is hidden would tell it. */
function whyNotOrder(plan: Plan, { order }: OpenRowsAsk): Denial | null {
  const hidden = order.find(({ field }) => plan.facts.masked.has(field));
  return hidden ? deny("filter-on-masked", { items: hidden.field }) : null;
}
