import type { RouteInput } from "#contract/route";
import type { gateRoutes } from "#contract/gate";
import type { Call } from "#kernel/call";
import type { RawAnswer, RequestFacts } from "#kernel/http/route";
import { castOf } from "./condition-sql.ts";
import { type Ask, askerOf, type Asker, chooseGrant, isDenial, noteDelivery, refuse, whyNotNow } from "./delivery.ts";
import { jsonRows } from "./emit.ts";
import type { Plan, PlanItem } from "./plan.ts";
import { canonical, type Question, readQuestion } from "./question.ts";
import { readByKey, wholeKey } from "./read-by-key.ts";
import { countRows, run, selectKeys, selectRows, type ServedRow } from "./read-rows.ts";
import { digest, receiptOf } from "./receipt.ts";
import { denialProblem, deny, type Denial } from "./refusals.ts";
import { readAgain } from "./replaced.ts";
import type { GateRuntime } from "./runtime.ts";
import { waitForServing } from "./wait-serving.ts";

type RecordsInput = RouteInput<typeof gateRoutes.records>;
type BatchInput = RouteInput<typeof gateRoutes.recordsBatch>;

/**
 * Rows by key or filter, a page at a time. Decided, masked and on the ledger before the first byte leaves; the receipt in
 * the answer's header says which entry that is.
 */
export async function lookUp(
  gate: GateRuntime,
  call: Call,
  { params, query }: RecordsInput,
  request: Pick<RequestFacts, "remoteAddress" | "line" | "header">,
): Promise<RawAnswer> {
  const ask: Ask = {
    operation: "gate.look-up",
    key: params.code,
    mode: "api",
    named: request.header("weir-grant") ?? null,
    isTrial: true,
  };
  const asker = await admitted(gate, call, ask, request);
  const chosen = await chooseGrant(gate, call, ask, asker, (plan) => readQuestion(query, plan.types));
  if ("denial" in chosen) throw await refuse(gate, call, ask, chosen.denial, chosen.about);
  const { plan, wanted } = chosen;
  const fail = async (denial: Denial) => refuse(gate, call, ask, denial, plan);
  const over = await whyNotNow(gate, plan, asker, 1);
  if (over) throw await fail(over);
  const ready = await waitForServing(gate, call, plan);
  if (!ready) throw await fail(deny("preparing", { name: plan.facts.name }));
  const after = afterOf(ready, query.cursor);
  if (after === null) throw await fail(deny("cursor-outdated"));
  const projection = projectionOf(ready, wanted.items);
  const rows = await readAgain(gate, call, ready, (now) =>
    rowsOf(gate, now, projection, wanted, { after, limit: query.limit + 1 }),
  );
  const hasMore = rows.length > query.limit;
  const page = hasMore ? rows.slice(0, query.limit) : rows;
  const isWhole = !hasMore && after === 0;
  const total = isWhole ? page.length : query.count === "true" ? await count(gate, ready, wanted) : null;
  const next = hasMore ? cursorOf(ready, page.at(-1)?.[0] ?? 0) : null;
  const body = `{"items":[${page.map(jsonRows(projection)).join(",")}],"next":${JSON.stringify(next)},"total":${total},${ready.foot}}`;
  if (page.length > 1) await gate.quotas.add(plan.grant.id, plan.grant.terms, asker.today, page.length - 1);
  return deliver(gate, call, ask, asker, {
    plan: ready,
    projection,
    rows: page.length,
    body,
    request: digest(request.line),
    keys: keyHashes(gate, ready, wanted),
    filters: wanted.conditions.map((condition) => condition.item),
  });
}

/** What most callers ask for, all items of one key, shares its round trip; the rest goes by itself. */
async function rowsOf(
  gate: GateRuntime,
  plan: Plan,
  projection: readonly PlanItem[],
  { conditions }: Question,
  page: { readonly after: number; readonly limit: number },
): Promise<ServedRow[]> {
  const key = projection === plan.items && page.after === 0 ? wholeKey(plan, conditions) : null;
  const rows = key && (await readByKey(gate.pipeline, plan, key, page.limit));
  return rows ?? run<ServedRow>(gate.pool, selectRows(plan, projection, conditions, page));
}

/** Up to 1,000 keys in one call and one ledger entry. */
export async function lookUpBatch(
  gate: GateRuntime,
  call: Call,
  { params, body }: BatchInput,
  request: RequestFacts,
): Promise<RawAnswer> {
  const ask: Ask = {
    operation: "gate.look-up-batch",
    key: params.code,
    mode: "api",
    named: request.header("weir-grant") ?? null,
    isTrial: true,
  };
  const asker = await admitted(gate, call, ask, request);
  const asked = body.items ?? [];
  const chosen = await chooseGrant(gate, call, ask, asker, (plan) => {
    const keys = readKeys(plan, body.keys);
    return isDenial(keys) ? keys : { items: asked, conditions: keyConditions(plan, keys) };
  });
  if ("denial" in chosen) throw await refuse(gate, call, ask, chosen.denial, chosen.about);
  const fail = async (denial: Denial) => refuse(gate, call, ask, denial, chosen.plan);
  const over = await whyNotNow(gate, chosen.plan, asker, body.keys.length);
  if (over) throw await fail(over);
  const plan = await waitForServing(gate, call, chosen.plan);
  if (!plan) throw await fail(deny("preparing", { name: chosen.plan.facts.name }));
  const keys = readKeys(plan, body.keys);
  if (isDenial(keys)) throw await fail(keys);
  const projection = projectionOf(plan, asked);
  const rows = await readAgain(gate, call, plan, (now) =>
    run<ServedRow>(
      gate.pool,
      selectKeys(now, projection, keys, (item) => castOf(item.type.kind)),
    ),
  );
  const write = jsonRows(projection);
  const byKey = Map.groupBy(rows, (row) => row[0]);
  const items = body.keys.map(
    (key, at) => `{"key":${JSON.stringify(key)},"records":[${(byKey.get(at + 1) ?? []).map(write).join(",")}]}`,
  );
  return deliver(gate, call, ask, asker, {
    plan,
    projection,
    rows: rows.length,
    body: `{"items":[${items.join(",")}],${plan.foot}}`,
    request: digest(`${request.line}\n${JSON.stringify(body)}`),
    keys: keys.flatMap((key) => plan.keys.map((item, at) => gate.keyHash(hashedAs(plan, item), key[at] ?? ""))),
    filters: plan.facts.keys,
  });
}

/** The asker, or a refusal on the ledger. */
async function admitted(
  gate: GateRuntime,
  call: Call,
  ask: Ask,
  request: Pick<RequestFacts, "remoteAddress">,
): Promise<Asker> {
  const asker = askerOf(gate, call, request);
  if (!isDenial(asker)) return asker;
  if (asker.code === "not-signed-in") {
    const waitSeconds = await gate.strangers.tooMany(request.remoteAddress);
    if (waitSeconds !== null) throw denialProblem(deny("too-many-strangers", { retryAfterSeconds: waitSeconds }));
  }
  throw await refuse(gate, call, ask, asker);
}

const projectionOf = (plan: Plan, asked: readonly string[]): readonly PlanItem[] =>
  asked.length === 0 ? plan.items : plan.items.filter((item) => asked.includes(item.field));

async function count(gate: GateRuntime, plan: Plan, { conditions }: Question): Promise<number> {
  const [row] = await run<[number]>(gate.pool, countRows(plan, conditions));
  return row?.[0] ?? 0;
}

/** A cursor holds the table it was made on: row numbers mean nothing after another load. */
const cursorOf = (plan: Plan, row: number): string =>
  Buffer.from(`${plan.resource.serving?.tableName ?? ""} ${row}`).toString("base64url");

function afterOf(plan: Plan, cursor: string | undefined): number | null {
  if (cursor === undefined) return 0;
  const [table, row] = Buffer.from(cursor, "base64url").toString("utf8").split(" ");
  const after = Number(row);
  return table === plan.resource.serving?.tableName && Number.isSafeInteger(after) && after > 0 ? after : null;
}

/** Keys as values of the key items in their order. */
function readKeys(plan: Plan, keys: readonly Readonly<Record<string, string>>[]): string[][] | Denial {
  const named = deny("no-key", { items: plan.facts.keys.join("、") });
  if (plan.keys.length === 0) return named;
  const asked: string[][] = [];
  for (const key of keys) {
    const values: string[] = [];
    if (Object.keys(key).length !== plan.keys.length) return named;
    for (const item of plan.keys) {
      const text = key[item.field];
      if (text === undefined) return named;
      const found = canonical(item, text);
      if ("denial" in found) return found.denial;
      values.push(found.value);
    }
    asked.push(values);
  }
  return asked;
}

const keyConditions = (plan: Plan, keys: readonly (readonly string[])[]) =>
  plan.keys.map((item, at) => ({ item: item.field, op: "in" as const, values: keys.map((key) => key[at] ?? "") }));

const hashedAs = (plan: Plan, item: PlanItem): string => item.element ?? `${plan.resource.core.id}.${item.field}`;

function keyHashes(gate: GateRuntime, plan: Plan, { conditions }: Question): string[] {
  return conditions.flatMap((condition) => {
    const item = plan.keys.find((key) => key.field === condition.item);
    return item && condition.op === "in"
      ? condition.values.map((value) => gate.keyHash(hashedAs(plan, item), value))
      : [];
  });
}

interface Delivery {
  readonly plan: Plan;
  readonly projection: readonly PlanItem[];
  readonly rows: number;
  readonly body: string;
  readonly request: string;
  readonly keys: readonly string[];
  readonly filters: readonly string[];
}

/** The entry is on disk, then the answer leaves. */
async function deliver(gate: GateRuntime, call: Call, ask: Ask, asker: Asker, out: Delivery): Promise<RawAnswer> {
  const { plan, body } = out;
  const { grant, resource } = plan;
  const answer = digest(body);
  const entry = await gate.parts.ledger.recordNow(call, {
    action: ask.operation,
    object: { kind: "resource", id: resource.core.id, name: resource.core.name },
    owner: resource.core.department,
    items: out.projection === plan.items ? plan.fields : out.projection.map((item) => item.field),
    grant: grant.id,
    purpose: grant.terms.purpose,
    rows: out.rows,
    facts: { mode: ask.mode, zone: asker.zone, keys: out.keys, filters: out.filters, request: out.request, answer },
  });
  if (!grant.isDelivered) await noteDelivery(gate, call, plan, out.rows, entry);
  const receipt = await receiptOf(gate.parts.ledger, { entry, grant: grant.id, request: out.request, answer });
  return {
    status: 200,
    headers: { "content-type": "application/json; charset=utf-8", "weir-receipt": receipt, "weir-grant": grant.code },
    body,
  };
}
