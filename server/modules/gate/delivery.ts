import type { GateMode } from "#contract/gate";
import { type Call, mayTouch } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import type { RequestFacts } from "#kernel/http/route";
import type { Problem } from "#kernel/problem";
import type { AskedCondition } from "./conditions.ts";
import { decide } from "./decide.ts";
import type { Known, LiveGrant, LiveResource } from "./memory.ts";
import { firstDelivery } from "./events.ts";
import type { GateRuntime } from "./runtime.ts";
import type { Plan } from "./plan.ts";
import { type Denial, denialProblem, deny } from "./refusals.ts";
import { noteFirstDelivery } from "./store.ts";

/** Roles with which a person may take data for the department; service clients need none. */
const usingRoles: ReadonlySet<string> = new Set([
  "department-user",
  "department-steward",
  "sharing-head",
  "hall-clerk",
]);

/** Who asks, for what, from where; before anything is decided. */
export interface Asker {
  readonly department: string;
  readonly client: string | null;
  readonly zone: ReturnType<GateRuntime["directory"]["zoneOf"]>;
  readonly today: string;
}

export interface Ask {
  readonly operation: string;
  readonly key: string;
  readonly mode: GateMode;
  /** Grant by id or code, where the caller names one. */
  readonly named: string | null;
  /** A person who only tries sees what the dictionary demands; a file or table is the delivery itself. */
  readonly isTrial?: boolean;
}

const chinaMs = 8 * 3_600_000;
const dayMs = 86_400_000;
let lastDay = { number: Number.NaN, text: "" };

/** `YYYY-MM-DD` of China Standard Time. Written once a day: a busy gate asks thousands of times a second. */
export function dayOf(now: Date): string {
  const number = Math.floor((now.getTime() + chinaMs) / dayMs);
  if (number !== lastDay.number) lastDay = { number, text: new Date(number * dayMs).toISOString().slice(0, 10) };
  return lastDay.text;
}

/** Refuses on the ledger first, then to the caller. Values a caller sent do not go there. */
export async function refuse(gate: GateRuntime, call: Call, ask: Ask, denial: Denial, about?: About): Promise<Problem> {
  const { grant, resource } = about ?? {};
  // Outside the caller's transaction, which the refusal is about to undo.
  await gate.parts.ledger.recordNow(
    { ...call, db: gate.parts.database },
    {
      action: ask.operation,
      object: resource
        ? { kind: "resource", id: resource.core.id, name: resource.core.name }
        : { kind: "resource", id: ask.key.slice(0, 120), name: "" },
      ...(resource ? { owner: resource.core.department } : {}),
      ...(grant ? { grant: grant.id, purpose: grant.terms.purpose } : {}),
      outcome: "refused",
      facts: { code: `gate.${denial.code}`, mode: ask.mode },
    },
  );
  return denialProblem(denial);
}

interface About {
  readonly resource?: LiveResource | undefined;
  readonly grant?: LiveGrant | undefined;
}

/** Who this is, as far as grants are concerned. */
export function askerOf(gate: GateRuntime, call: Call, request: Pick<RequestFacts, "remoteAddress">): Asker | Denial {
  const { actor } = call;
  if (actor.kind === "visitor") return deny("not-signed-in");
  if (actor.department === null) return deny("no-department");
  if (actor.kind !== "client" && !actor.roles.some((role) => usingRoles.has(role))) return deny("role-not-allowed");
  return {
    department: actor.department,
    client: actor.kind === "client" ? actor.id : null,
    zone: gate.directory.zoneOf(request),
    today: dayOf(call.now),
  };
}

export interface Wanted {
  readonly items: readonly string[];
  readonly conditions: readonly AskedCondition[];
}

export const isDenial = (value: object): value is Denial => "code" in value && "facts" in value;

/**
 * Finds the grant of a question. One that the caller names; else the only one that has not ended; else the only one that
 * allows it. Two that both allow it have two purposes, and the caller must say for which one the data is used.
 *
 * @param wanted reads the question against the types of the resource; a denial where a value is wrong
 */
export async function chooseGrant(
  gate: GateRuntime,
  call: Call,
  ask: Ask,
  asker: Asker,
  wanted: (plan: Plan) => Wanted | Denial,
): Promise<Choice> {
  const chosen = await choose(gate, call, ask, asker, wanted);
  if ("denial" in chosen) return chosen;
  const { grant, resource } = chosen.plan;
  // A grant says who may have the rows; whether they may leave their data zone at all is another officer's word.
  const zone = await gate.parts.intake.zoneHolding({ ...call, db: gate.parts.database }, resource.core.id);
  if (zone === null) return chosen;
  return { denial: deny("not-released", { name: resource.core.name, zone }), about: { resource, grant } };
}

async function choose(
  gate: GateRuntime,
  call: Call,
  ask: Ask,
  asker: Asker,
  wanted: (plan: Plan) => Wanted | Denial,
): Promise<Choice> {
  const waiting = gate.directory.fresh();
  if (waiting) await waiting;
  const { directory } = gate;
  const known = directory.known(asker.department, ask.key);
  const chosen = judge(
    gate,
    call,
    ask,
    asker,
    wanted,
    known ?? (await directory.gather(call, asker.department, ask.key)),
  );
  if ("plan" in chosen) return chosen;
  // Nobody is refused for what changed a moment ago.
  await directory.askNow();
  return judge(gate, call, ask, asker, wanted, await directory.gather(call, asker.department, ask.key));
}

type Choice = { readonly plan: Plan; readonly wanted: Wanted } | { readonly denial: Denial; readonly about?: About };

function judge(
  gate: GateRuntime,
  call: Call,
  ask: Ask,
  asker: Asker,
  wanted: (plan: Plan) => Wanted | Denial,
  found: Known | null,
): Choice {
  const unknown = { denial: deny("resource-unknown", { resource: ask.key.slice(0, 120) }) };
  if (!found) return unknown;
  const { resource, grants, elements } = found;
  if (resource.core.code === null && grants.length === 0 && !mayTouch(call.actor, resource.core.department))
    return unknown;
  const name = { department: asker.department, name: resource.core.name };
  const living = grants.filter((grant) => grant.state !== "ended");
  const pool =
    ask.named === null
      ? living.length > 0
        ? living
        : grants.slice(0, 1)
      : grants.filter((grant) => grant.id === ask.named || grant.code === ask.named);
  if (pool.length === 0) {
    const denial =
      ask.named === null ? deny("no-grant", name) : deny("grant-unknown", { ...name, grant: ask.named.slice(0, 80) });
    return { denial, about: { resource } };
  }
  const judged = pool.map((grant) => {
    const plan = gate.planOf(
      grant,
      resource,
      elements,
      ask.isTrial === true && asker.client === null ? "person" : "client",
    );
    const question = wanted(plan);
    const denial = isDenial(question) ? question : decide(grant, plan.facts, { ...asker, ...question, mode: ask.mode });
    return { plan, question, denial };
  });
  const allowed = judged.filter(({ denial }) => denial === null);
  const [chosen] = allowed.length > 0 ? allowed : judged;
  if (!chosen) return { denial: deny("no-grant", name), about: { resource } };
  if (allowed.length > 1) {
    const codes = allowed.map(({ plan }) => plan.grant.code).join("、");
    return { denial: deny("which-grant", { ...name, grants: codes }), about: { resource } };
  }
  const about = { resource, grant: chosen.plan.grant };
  if (chosen.denial) return { denial: chosen.denial, about };
  return isDenial(chosen.question)
    ? { denial: chosen.question, about }
    : { plan: chosen.plan, wanted: chosen.question };
}

/** Rate and quota of a call that was allowed. */
export async function whyNotNow(gate: GateRuntime, plan: Plan, asker: Asker, count: number): Promise<Denial | null> {
  const { id, code, terms } = plan.grant;
  const taken = gate.takeCall(id, terms.ratePerSecond);
  if (!(typeof taken === "boolean" ? taken : await taken) && terms.ratePerSecond !== null)
    return deny("rate-exceeded", { grant: code, limit: terms.ratePerSecond, retryAfterSeconds: 1 });
  if (terms.quotaPerDay === null && terms.quotaPerMonth === null) return null;
  if (gate.quotas.takeLeased(id, terms, asker.today, count)) return null;
  const over = await gate.quotas.take(id, terms, asker.today, count);
  if (!over) return null;
  const words =
    over.kind === "day" ? { period: "今日", periodEn: "today" } : { period: "本月", periodEn: "this month" };
  return deny("quota-exceeded", { grant: code, limit: over.limit, ...words, retryAfterSeconds: 60 });
}

/** Tells whoever waits for it that the first rows have left under a grant; once, whatever happens. */
export async function noteDelivery(
  gate: GateRuntime,
  call: Call,
  plan: Plan,
  rows: number,
  entry: number,
): Promise<void> {
  const { grant } = plan;
  if (grant.isDelivered || rows === 0 || gate.delivered.has(grant.id)) return;
  gate.delivered.add(grant.id);
  await inTransaction({ ...call, db: gate.parts.database }, async (inner) => {
    if (!(await noteFirstDelivery(inner.db, grant.id, call.now, entry))) return;
    await gate.parts.events.publish(inner, firstDelivery, {
      grantId: grant.id,
      at: call.now.toISOString(),
      ledgerEntry: entry,
      request: grant.terms.request,
    });
  });
}
