import type { Release } from "#contract/intake-agents";
import { type Call, mayTouch } from "#kernel/call";
import { inTransaction, isSqlState } from "#kernel/db/db";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { agentProblems } from "../agent/problems.ts";
import { releaseStatement } from "../agent/release-statement.ts";
import { findRelease, insertRelease, standingReleases, updateRelease, zoneTables } from "../agent/release-store.ts";
import { releaseView } from "../agent/release-view.ts";
import { findPublished } from "../dirty-store.ts";
import type { IntakeParts } from "../parts.ts";

export interface ReleaseOrder {
  readonly scope: "load" | "table";
  readonly loadId: string;
  readonly reason: string;
}

/**
 * An officer's word that rows of a data zone may be used outside it: over what, how many rows with which sum, signed with the
 * ledger's key. The rows are counted where they stand, before the transaction.
 *
 * @throws Problem intake.held-not-found, intake.load-moved-on, intake.followed-is-table, intake.already-released
 */
export async function releaseTable(
  parts: IntakeParts,
  call: Call,
  resourceId: string,
  { scope, loadId, reason }: ReleaseOrder,
): Promise<Release> {
  const { rows } = await zoneTables(call.db, call.actor.departments, { resourceId }, 1);
  const [table] = rows;
  if (!table) throw problem(agentProblems["held-not-found"], { id: resourceId });
  const name = table.resourceName;
  if (table.isFollowed && scope === "load") throw problem(agentProblems["followed-is-table"], { name });
  const counted = await countRows(parts, call, resourceId, loadId);
  if (table.loadId !== loadId || !counted) throw problem(agentProblems["load-moved-on"], { name });
  const facts = {
    zone: table.zoneName,
    resourceId,
    resourceName: name,
    scope,
    loadId,
    ...counted,
    officerId: call.actor.id,
    officerName: call.actor.name,
    at: call.now,
  };
  const statement = releaseStatement(facts);
  const signed = await parts.ledger.countersign(statement);
  return inTransaction(call, async (inner) => {
    const standing = (await standingReleases(inner.db, [resourceId])).find(
      (one) => one.scope === "table" || one.loadId === loadId,
    );
    if (standing) throw problem(agentProblems["already-released"], { name, number: standing.number });
    // Last but for the release itself: the ledger's head is held until the commit.
    const entry = await parts.ledger.seal(inner, {
      action: "intake.release-table",
      object: { kind: "resource", id: resourceId, name },
      owner: table.department,
      rows: counted.rowCount,
      facts: { zone: table.zoneName, scope, load: loadId, rows: counted.rowCount, checksum: counted.checksum, reason },
    });
    const release = { ...facts, zoneId: table.zoneId, department: table.department };
    const { zone: _zone, ...row } = release;
    try {
      const made = await insertRelease(inner.db, {
        ...row,
        id: newId(inner.now),
        statement,
        signature: signatureText(signed),
        reason,
        entry,
        withdrawnAt: null,
        withdrawnBy: null,
        withdrawnBecause: null,
      });
      return releaseView(made);
    } catch (error) {
      // Two officers at once: the first one's word stands.
      if (isSqlState(error, "23505"))
        throw problem(agentProblems["already-released"], { name, number: "?" }, { cause: error });
      throw error;
    }
  });
}

/** The rows go back behind the zone's wall at once. @throws Problem intake.release-not-found */
export async function withdrawRelease(parts: IntakeParts, call: Call, id: string, reason: string): Promise<Release> {
  const release = await findRelease(call.db, id);
  if (!release || !mayTouch(call.actor, release.department)) throw problem(agentProblems["release-not-found"], { id });
  const change = { withdrawnAt: call.now, withdrawnBy: call.actor.name, withdrawnBecause: reason };
  if (!release.withdrawnAt) await updateRelease(call.db, id, change);
  parts.ledger.record(call, {
    action: "intake.withdraw-release",
    object: { kind: "resource", id: release.resourceId, name: release.resourceName },
    owner: release.department,
    facts: { release: release.number, reason },
  });
  return releaseView(release.withdrawnAt ? release : { ...release, ...change });
}

/** Rows and their sum, whatever their order; null where the table holds another load's rows by now. */
async function countRows(
  parts: IntakeParts,
  call: Call,
  resourceId: string,
  loadId: string,
): Promise<{ rowCount: number; checksum: string } | null> {
  const resource = await parts.catalog.resource(call, resourceId);
  await using session = await parts.lake.session(call.signal);
  await session.begin();
  try {
    if ((await findPublished(session, resourceId))?.load !== loadId) return null;
    const [row] = await session.read<{ n: number; sum: string | null }>(
      `select count(*) as n, sum(('0x' || md5(cast(t as varchar))[1:15])::bigint)::varchar as sum from ${resource.table} t`,
    );
    return { rowCount: row?.n ?? 0, checksum: row?.sum ?? "0" };
  } finally {
    await session.rollback();
  }
}

const signatureText = ({
  index,
  size,
  hashes,
  signature,
}: Awaited<ReturnType<IntakeParts["ledger"]["countersign"]>>): string => {
  const path = Buffer.concat(hashes).toString("base64url");
  return `index=${index};size=${size};path=${path};sig=${Buffer.from(signature).toString("base64url")}`;
};
