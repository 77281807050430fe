import type { HeldTable, Release } from "#contract/intake-agents";
import { type Call, mayTouch } from "#kernel/call";
import type { ReleaseRow, ZoneTable } from "./release-store.ts";

/** The officer who answers for what leaves the zone; who loads does not release. */
export const releasers = ["sharing-head"] as const;

export function releaseView(row: ReleaseRow): Release {
  const { withdrawnAt, withdrawnBy, withdrawnBecause } = row;
  return {
    id: row.id,
    number: row.number,
    zoneId: row.zoneId,
    resourceId: row.resourceId,
    resourceName: row.resourceName,
    scope: row.scope,
    loadId: row.loadId,
    rowCount: row.rowCount,
    checksum: row.checksum,
    statement: row.statement,
    signature: row.signature,
    officerName: row.officerName,
    reason: row.reason,
    at: row.at.toISOString(),
    entry: row.entry,
    withdrawn: withdrawnAt
      ? { at: withdrawnAt.toISOString(), by: withdrawnBy ?? "", because: withdrawnBecause ?? "" }
      : null,
  };
}

export function heldView(call: Call, table: ZoneTable, releases: readonly ReleaseRow[]): HeldTable {
  const release = releases.find(
    (one) =>
      one.resourceId === table.resourceId &&
      one.zoneId === table.zoneId &&
      (one.scope === "table" || one.loadId === table.loadId),
  );
  const may = mayTouch(call.actor, table.department) && releasers.some((role) => call.actor.roles.includes(role));
  return {
    ...table,
    loadedAt: table.loadedAt?.toISOString() ?? null,
    release: release ? releaseView(release) : null,
    may: { release: may && !release, withdraw: may && release !== undefined },
  };
}
