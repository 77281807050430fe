import type { GatePush, PushTarget } from "#contract/gate";
import { type Call, mayTouch } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { problem } from "#kernel/problem";
import { codeOfGrant } from "../grant-code.ts";
import { pushJob } from "../job-names.ts";
import type { GateParts } from "../parts.ts";
import { ownProblems } from "../problems.ts";
import { findPush, type PushRow, updatePush, writePush } from "../push-store.ts";
import { visibleGrant } from "../queries.ts";
import type { GrantRow } from "../store.ts";

/** The table pushed into is the requester's own affair: only its side sets and sees it. */
async function ownGrant(call: Call, id: string): Promise<GrantRow> {
  const row = await visibleGrant(call, id);
  if (!mayTouch(call.actor, row.department)) throw problem(ownProblems["grant-not-found"], { id });
  return row;
}

const viewOf = (push: PushRow): GatePush => ({
  target: push.target,
  state: push.state,
  jobId: push.jobId,
  lastAt: push.lastAt?.toISOString() ?? null,
  lastRows: push.lastRows,
  problem: push.problem,
  version: push.version,
});

export async function getPush(call: Call, id: string): Promise<GatePush> {
  const grant = await ownGrant(call, id);
  const push = await findPush(call.db, id);
  if (!push) throw problem(ownProblems["push-not-set"], { grant: codeOfGrant(grant.number) });
  return viewOf(push);
}

const versionOf = async (call: Call, id: string): Promise<number> => (await findPush(call.db, id))?.version ?? 0;

/** @param version the one it was read as; 0 where nothing had been set */
export async function setPush(
  parts: GateParts,
  call: Call,
  id: string,
  { password, ...target }: PushTarget & { password?: string | undefined },
  version: number | null,
): Promise<GatePush> {
  const grant = await ownGrant(call, id);
  const before = version ?? 0;
  if (!(await writePush(call.db, id, target, password === undefined ? null : parts.sealer.seal(password), before)))
    refuseStale(before, await versionOf(call, id));
  record(parts, call, "gate.set-push", grant, target);
  return getPush(call, id);
}

export async function runPush(parts: GateParts, call: Call, id: string): Promise<GatePush> {
  const grant = await ownGrant(call, id);
  const push = await getPush(call, id);
  await startPush(parts, call, grant);
  record(parts, call, "gate.run-push", grant, push.target);
  return getPush(call, id);
}

export async function startPush(parts: GateParts, call: Call, grant: GrantRow): Promise<void> {
  const jobId = await parts.jobs.start(
    call,
    pushJob,
    { grantId: grant.id },
    {
      title: { zh: `推送：${codeOfGrant(grant.number)}`, en: `Push: ${codeOfGrant(grant.number)}` },
      department: grant.department,
      subject: grant.id,
    },
  );
  await updatePush(call.db, grant.id, { state: "queued", jobId });
}

function record(parts: GateParts, call: Call, action: string, grant: GrantRow, target: PushTarget): void {
  parts.ledger.record(call, {
    action,
    object: { kind: "grant", id: grant.id, name: codeOfGrant(grant.number) },
    owner: grant.provider,
    grant: grant.id,
    purpose: grant.terms.purpose,
    facts: { host: target.host, port: target.port, database: target.database, table: target.table, what: target.what },
  });
}
