import type { Source } from "#contract/intake";
import { type Call, mayTouch } from "#kernel/call";
import { zoneNames } from "./agent/store.ts";
import { sourceStandings } from "./follow/source-standing.ts";
import { intakeRoles, type IntakeParts } from "./parts.ts";
import { sourceFacts, type SourceRow } from "./store.ts";

export async function sourceView(parts: IntakeParts, call: Call, row: SourceRow): Promise<Source> {
  const [view] = await sourceViews(parts, call, [row]);
  if (!view) throw new Error("A source has no view.");
  return view;
}

export async function sourceViews(parts: IntakeParts, call: Call, rows: readonly SourceRow[]): Promise<Source[]> {
  const departments = await parts.registry.departments(call);
  const facts = await sourceFacts(
    call.db,
    rows.map((row) => row.id),
  );
  const standings = await sourceStandings(
    call,
    rows.map((row) => row.id),
  );
  const zones = await zoneNames(
    call.db,
    rows.flatMap(({ zoneId }) => (zoneId === null ? [] : [zoneId])),
  );
  return rows.map((row): Source => {
    const { resources, last } = facts.get(row.id) ?? { resources: 0, last: null };
    const mayWork = mayTouch(call.actor, row.department) && intakeRoles.some((role) => call.actor.roles.includes(role));
    return {
      id: row.id,
      name: row.name,
      kind: row.kind,
      department: row.department,
      departmentName: departments.get(row.department)?.name ?? row.department,
      systemId: row.systemId,
      connection: row.connection,
      zone: row.zoneId === null ? null : { id: row.zoneId, name: zones.get(row.zoneId) ?? row.zoneId },
      place: row.place,
      resourceCount: resources,
      lastLoad: last
        ? {
            id: last.id,
            state: last.state,
            endedAt: last.endedAt?.toISOString() ?? null,
            rowsLoaded: last.rowsLoaded ?? 0,
          }
        : null,
      standing: standings.get(row.id) ?? null,
      isInvented: row.isInvented,
      version: row.version,
      may: { edit: mayWork, load: mayWork },
    };
  });
}
