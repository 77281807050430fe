import type { Call } from "#kernel/call";
import type { Progress } from "#kernel/jobs/jobs";
import { Problem, problem } from "#kernel/problem";
import { type Ask, type Asker, chooseGrant, dayOf, noteDelivery, refuse, whyNotNow } from "./delivery.ts";
import { emitRow } from "./emit.ts";
import { codeOfGrant } from "./grant-code.ts";
import { pushJob } from "./job-names.ts";
import type { Plan } from "./plan.ts";
import { ownProblems } from "./problems.ts";
import { openMysqlTarget } from "./push-mysql.ts";
import { openPostgresTarget } from "./push-postgres.ts";
import { findPush, type PushRow, updatePush } from "./push-store.ts";
import { differenceOf, type PushedRow, type PushState, type TargetTable } from "./push-target.ts";
import { digest } from "./receipt.ts";
import { deny } from "./refusals.ts";
import type { GateRuntime } from "./runtime.ts";
import { findGrant } from "./store.ts";
import { streamByKey } from "./stream-by-key.ts";
import { waitForServing } from "./wait-serving.ts";

/** Before `jobs.open`. */
export function definePushJob(gate: GateRuntime): void {
  gate.parts.jobs.define<{ grantId: string }, { rows: number }>({
    name: pushJob,
    concurrency: 2,
    handler: async (call, { grantId }, report) => ({ rows: await pushGrant(gate, call, grantId, report) }),
  });
}

async function pushGrant(gate: GateRuntime, call: Call, grantId: string, report: Progress): Promise<number> {
  const [push, grant] = await Promise.all([findPush(call.db, grantId), findGrant(call.db, grantId)]);
  if (!push || !grant) throw problem(ownProblems["push-not-set"], { grant: codeOfGrant(grant?.number ?? 0) });
  await updatePush(call.db, grantId, { state: "running", problem: null });
  try {
    const rows = await run(gate, call, push, report);
    await updatePush(call.db, grantId, { state: "idle", lastAt: gate.parts.now(), lastRows: rows, problem: null });
    return rows;
  } catch (error) {
    const told = error instanceof Problem ? error : failed(push, error);
    await updatePush(call.db, grantId, {
      state: "failed",
      problem: { code: told.code, zh: told.sentence("zh"), en: told.sentence("en") },
    });
    throw error instanceof Problem || call.signal.aborted ? error : told;
  }
}

const failed = ({ target }: PushRow, cause: unknown): Problem =>
  problem(
    ownProblems["push-failed"],
    {
      target: `${target.host}:${target.port}/${target.database}`,
      reason: cause instanceof Error ? cause.message : String(cause),
    },
    { cause },
  );

/** The grant as it is now; asked again with every batch, so that a suspended one stops in the middle. */
async function decided(gate: GateRuntime, call: Call, push: PushRow): Promise<{ plan: Plan; ask: Ask; asker: Asker }> {
  const grant = await findGrant(call.db, push.grantId);
  if (!grant) throw problem(ownProblems["push-not-set"], { grant: "" });
  const ask: Ask = { operation: pushJob, key: grant.resourceId, mode: "push", named: grant.id };
  const zone = gate.directory.zoneOf({ remoteAddress: push.target.host });
  const asker = { department: grant.department, client: null, zone, today: dayOf(gate.parts.now()) };
  const chosen = await chooseGrant(gate, call, ask, asker, () => ({ items: [], conditions: [] }));
  if ("denial" in chosen) throw await refuse(gate, call, ask, chosen.denial, chosen.about);
  return { plan: chosen.plan, ask, asker };
}

/**
 * Brings the requester's table to what the serving table says under the grant, batch by batch in the order of keys:
 *
 *   rows of a batch + hashes there ──▶ difference ──▶ one transaction there: rows and position
 *
 * A kill between two batches goes on behind the position; a kill inside one leaves nothing of it. A run that is done is
 * not run again until the data or the grant has changed.
 */
async function run(gate: GateRuntime, call: Call, push: PushRow, report: Progress): Promise<number> {
  const first = await decided(gate, call, push);
  const plan = await waitForServing(gate, call, first.plan);
  if (!plan) throw await refuse(gate, call, first.ask, deny("preparing", { name: first.plan.facts.name }), first.plan);
  const grant = await findGrant(call.db, push.grantId);
  const runName = `${plan.resource.serving?.tableName ?? ""}:${grant?.version ?? 0}:${push.version}`;
  await using target = await openTarget(gate, push, plan);
  await target.prepare();
  let state = await target.state(push.grantId);
  if (state?.run === runName && state.isDone) return 0;
  const entry = await record(gate, call, plan, first.asker, { run: runName, phase: "begun" });
  let changed = 0;
  let position = state?.run === runName ? state.position : "";
  for await (const batch of streamByKey(gate.pool, plan, gate.traceKey, position, call.signal)) {
    const { ask, asker } = await decided(gate, call, push);
    const over = await whyNotNow(gate, plan, asker, 1);
    if (over) throw await refuse(gate, call, ask, over, plan);
    const rows = batch.map(({ key, row }): PushedRow => {
      const values = emitRow(plan.items, row);
      return { key, values, hash: digest(JSON.stringify(values)) };
    });
    const upTo = rows.at(-1)?.key ?? position;
    const next: PushState = { run: runName, position: upTo, isDone: false };
    const written = await advance(target, push, state, rows, next, position, upTo);
    await gate.quotas.add(plan.grant.id, plan.grant.terms, asker.today, written - 1);
    changed += written;
    state = next;
    position = upTo;
    report({ phase: { zh: "推送", en: "Pushing" }, done: changed });
  }
  changed += await advance(target, push, state, [], { run: runName, position, isDone: true }, position, null);
  await record(gate, call, plan, first.asker, { run: runName, phase: "done" }, changed);
  await noteDelivery(gate, call, plan, Math.max(changed, plan.resource.serving?.rowCount ?? 0), entry);
  return changed;
}

async function advance(
  target: TargetTable,
  push: PushRow,
  before: PushState | null,
  rows: readonly PushedRow[],
  after: PushState,
  from: string,
  upTo: string | null,
): Promise<number> {
  const batch = differenceOf(rows, await target.hashes(from, upTo), push.target.what);
  if (!(await target.write(push.grantId, before, batch, after)))
    throw new Error("Another process pushes this grant at the same time; this one leaves it to it.");
  return batch.upserts.length + batch.deletes.length;
}

async function record(
  gate: GateRuntime,
  call: Call,
  plan: Plan,
  asker: Asker,
  facts: { run: string; phase: "begun" | "done" },
  rows?: number,
): Promise<number> {
  const { grant, resource } = plan;
  return gate.parts.ledger.recordNow(
    { ...call, now: gate.parts.now() },
    {
      action: pushJob,
      object: { kind: "resource", id: resource.core.id, name: resource.core.name },
      owner: resource.core.department,
      items: plan.fields,
      grant: grant.id,
      purpose: grant.terms.purpose,
      ...(rows === undefined ? {} : { rows }),
      facts: { mode: "push", zone: asker.zone, to: asker.department, ...facts },
    },
  );
}

async function openTarget(gate: GateRuntime, push: PushRow, plan: Plan): Promise<TargetTable> {
  const password = push.secret ? gate.parts.sealer.open(push.secret) : "";
  return push.target.kind === "postgres"
    ? openPostgresTarget(push.target, password, plan.items)
    : openMysqlTarget(push.target, password, plan.items);
}
