import type { HeldTable, Zone } from "#contract/intake-agents";
import type { Page } from "#contract/page";
import type { Call } from "#kernel/call";
import { readSourceCursor, writeSourceCursor } from "../cursors.ts";
import type { IntakeParts } from "../parts.ts";
import { standingReleases, zoneTables } from "./release-store.ts";
import { heldView } from "./release-view.ts";
import { zonesOf } from "./store.ts";
import { zoneViews } from "./views.ts";

export async function listZones(parts: IntakeParts, call: Call): Promise<{ items: Zone[]; port: number | null }> {
  const zones = await zonesOf(call.db, call.actor.departments);
  return { items: await zoneViews(parts, call, zones), port: parts.agents.port };
}

export async function listHeldTables(
  call: Call,
  query: {
    limit: number;
    cursor?: string | undefined;
    zoneId?: string | undefined;
    resourceId?: string | undefined;
    isReleased?: "true" | "false" | undefined;
  },
): Promise<Page<HeldTable>> {
  const after = readSourceCursor(query.cursor);
  const { rows, total } = await zoneTables(call.db, call.actor.departments, query, query.limit + 1, after);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const releases = await standingReleases(
    call.db,
    shown.map(({ resourceId }) => resourceId),
  );
  const next =
    rows.length > query.limit && last ? writeSourceCursor({ name: last.resourceName, id: last.resourceId }) : null;
  return { items: shown.map((table) => heldView(call, table, releases)), total, next };
}
