import type { StandingAnswer } from "#contract/libraries";
import type { Page } from "#contract/page";
import type { Call } from "#kernel/call";
import type { LakeSession } from "#kernel/lake/lake";
import { type AnswerRow, listAnswerRows } from "./answer-store.ts";
import { cursorOf, positionOf } from "./cursor.ts";
import { hasTables, tablesOf } from "./lake-tables.ts";
import { mustFind } from "./must-find.ts";
import type { LibrariesParts } from "./parts.ts";
import { resourcesById } from "./queries.ts";
import { holds, keepers } from "./who.ts";

interface Place {
  readonly key: string;
  readonly recordId: string;
  readonly resourceId: string;
  readonly department: string;
}

/** In which golden record each of these records of sources is since the latest run; none where there was no run. */
export async function placesOf(
  session: LakeSession,
  library: string,
  keys: readonly string[],
): Promise<Map<string, Place>> {
  if (keys.length === 0 || !(await hasTables(session, library))) return new Map();
  const wanted = keys.map((_, at) => `$${at + 1}`).join(", ");
  const rows = await session.read<{ key: string; record: string; resource: string; department: string }>(
    `select m._record as key, m.record_id as record, m.resource_id as resource, m.department
     from ${tablesOf(library).member} m where m._record in (${wanted})`,
    keys,
  );
  return new Map(
    rows.map(({ key, record, resource, department }) => [
      key,
      { key, recordId: record, resourceId: resource, department },
    ]),
  );
}

/** Whether two records are one subject's since the latest run; null where one of them is gone. */
export function areOneIn(places: ReadonlyMap<string, Place>, a: string, b: string): boolean | null {
  const [left, right] = [places.get(a), places.get(b)];
  return left && right ? left.recordId === right.recordId : null;
}

/** What people said of records and stands, newest first, with what it has changed. */
export async function listAnswers(
  call: Call,
  parts: LibrariesParts,
  name: string,
  ask: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<StandingAnswer>> {
  await mustFind(call, name);
  const { rows, total } = await listAnswerRows(call.db, name, { limit: ask.limit + 1, after: positionOf(ask.cursor) });
  const items = rows.slice(0, ask.limit);
  const last = items.at(-1);
  const next = rows.length > ask.limit && last ? cursorOf(last.answeredAt, last.id) : null;
  return { items: await answerViews(call, parts, name, items), total, next };
}

export async function answerViews(
  call: Call,
  parts: LibrariesParts,
  library: string,
  rows: readonly AnswerRow[],
): Promise<StandingAnswer[]> {
  await using session = await parts.lake.session(call.signal);
  const places = await placesOf(session, library, [...new Set(rows.flatMap(({ a, b }) => [a, b]))]);
  const resources = await resourcesById(call, parts);
  const departments = await parts.registry.departments(call);
  const mayWithdraw = holds(call.actor, keepers);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    verdict: row.verdict,
    left: row.a,
    right: row.b,
    reason: row.reason,
    by: row.answeredBy,
    at: row.answeredAt.toISOString(),
    wasOne: row.wasOne,
    isOne: areOneIn(places, row.a, row.b),
    places: [row.a, row.b].flatMap((key) => {
      const place = places.get(key);
      if (!place) return [];
      const { recordId, resourceId, department } = place;
      return [
        {
          key,
          recordId,
          department,
          departmentName: departments.get(department)?.name ?? department,
          resourceName: resources.get(resourceId)?.name ?? resourceId,
        },
      ];
    }),
    may: { withdraw: mayWithdraw },
  }));
}
