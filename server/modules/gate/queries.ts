import type { GateVerdict, Grant } from "#contract/gate";
import type { RouteAnswer, RouteInput } from "#contract/route";
import type { gateRoutes } from "#contract/gate";
import type { Page } from "#contract/page";
import { type Call, mayTouch } from "#kernel/call";
import { problem } from "#kernel/problem";
import { askedOf } from "./conditions.ts";
import { chooseGrant, dayOf } from "./delivery.ts";
import type { GrantFilter, Question } from "./door.ts";
import { grantView } from "./grant-view.ts";
import type { GateParts } from "./parts.ts";
import { ownProblems } from "./problems.ts";
import { deny, refusalOf } from "./refusals.ts";
import type { GateRuntime } from "./runtime.ts";
import * as store from "./store.ts";
import { usageOf } from "./usage-store.ts";

export async function visibleGrant(call: Call, id: string): Promise<store.GrantRow> {
  const row = await store.findGrant(call.db, id);
  if (!row || !(mayTouch(call.actor, row.department) || mayTouch(call.actor, row.provider)))
    throw problem(ownProblems["grant-not-found"], { id });
  return row;
}

export const getGrant = async (parts: GateParts, call: Call, id: string): Promise<Grant> =>
  grantView(parts, call, await visibleGrant(call, id));

export async function getGrantWithHistory(
  parts: GateParts,
  call: Call,
  id: string,
): Promise<RouteAnswer<typeof gateRoutes.getGrant>> {
  const grant = await getGrant(parts, call, id);
  const today = dayOf(call.now);
  const month = today.slice(0, 7);
  const [versions, usage] = await Promise.all([store.versionsOf(call.db, id), usageOf(call.db, id, [today, month])]);
  return {
    ...grant,
    history: versions.map(({ version, state, terms, reason, byId, byName, at }) => ({
      version,
      state,
      terms,
      reason,
      by: { id: byId, name: byName },
      at: at.toISOString(),
    })),
    usage: { today: usage.get(today) ?? 0, thisMonth: usage.get(month) ?? 0 },
  };
}

export async function listGrants(
  parts: GateParts,
  call: Call,
  query: RouteInput<typeof gateRoutes.listGrants>["query"],
): Promise<Page<Grant>> {
  const { limit, cursor, state, endingWithinDays, ...rest } = query;
  const filter: store.ListFilter = {
    ...rest,
    departments: call.actor.departments,
    ...(state === undefined ? {} : { states: [state] }),
    ...(endingWithinDays === undefined
      ? {}
      : { untilAtMost: dayOf(new Date(call.now.getTime() + endingWithinDays * 86_400_000)) }),
  };
  const before = cursor === undefined ? undefined : Number(cursor);
  const [rows, total] = await Promise.all([
    store.pageOfGrants(call.db, filter, limit + 1, Number.isSafeInteger(before) ? before : undefined),
    store.countGrants(call.db, filter),
  ]);
  const page = rows.slice(0, limit);
  const items = await Promise.all(page.map((row) => grantView(parts, call, row)));
  return { items, total, next: rows.length > limit ? String(page.at(-1)?.number) : null };
}

export async function grantsOf(parts: GateParts, call: Call, filter: GrantFilter): Promise<Grant[]> {
  const { limit = 200, ...rest } = filter;
  const rows = await store.pageOfGrants(call.db, { ...rest, departments: call.actor.departments }, limit);
  return Promise.all(rows.map((row) => grantView(parts, call, row)));
}

/** The decision without the data and without a ledger entry. */
export async function why(gate: GateRuntime, call: Call, question: Question): Promise<GateVerdict> {
  const own = call.actor.department;
  const asked = question.department ?? own;
  const department = asked !== null && (asked === own || mayTouch(call.actor, asked)) ? asked : own;
  if (department === null) return { isAllowed: false, grant: null, refusal: refusalOf(deny("no-department")) };
  const ownDivision = (await gate.parts.registry.departments(call)).get(department)?.division ?? "";
  const chosen = await chooseGrant(
    gate,
    call,
    { operation: "gate.why", key: question.resource, mode: question.mode ?? "api", named: null },
    {
      department,
      client: question.client ?? null,
      zone: question.zone ?? gate.directory.zoneOf({ remoteAddress: "" }),
      today: dayOf(call.now),
    },
    () => ({
      items: question.items ?? [],
      conditions: (question.filters ?? []).map((filter) => askedOf(filter, ownDivision)),
    }),
  );
  const grant = "plan" in chosen ? chosen.plan.grant : chosen.about?.grant;
  return {
    isAllowed: "plan" in chosen,
    grant: grant
      ? { id: grant.id, code: grant.code, purpose: grant.terms.purpose, validUntil: grant.terms.validUntil }
      : null,
    refusal: "plan" in chosen ? null : refusalOf(chosen.denial),
  };
}
