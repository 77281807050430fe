import type { Connection, DatabaseKind, Source } from "#contract/intake";
import type { Call } from "#kernel/call";
import { isSqlState } from "#kernel/db/db";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { visibleZoneId } from "../agent/visible.ts";
import type { IntakeParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { refuseOutside } from "../scope.ts";
import { sourceView } from "../source-view.ts";
import { insertSource, type SourceRow } from "../store.ts";

export interface NewSource {
  readonly name: string;
  readonly kind: DatabaseKind;
  readonly department: string;
  readonly systemId: string | null;
  /** The hub reads it itself where there is none. */
  readonly zoneId?: string | null | undefined;
  readonly connection: Connection & { readonly password: string };
}

/** @throws Problem intake.department-outside, intake.source-name-taken, intake.zone-not-found, registry.department-not-found */
export async function createSource(parts: IntakeParts, call: Call, given: NewSource): Promise<Source> {
  const row = await addSource(parts, call, given);
  parts.ledger.record(call, {
    action: "intake.create-source",
    object: { kind: "source", id: row.id, name: row.name },
    owner: row.department,
    facts: sourceFacts(given),
  });
  return sourceView(parts, call, row);
}

export const sourceFacts = ({ kind, connection: { host, port, database } }: NewSource) => ({
  kind,
  host,
  port,
  database,
});

/** Registers the source; the caller records the act it belongs to. */
export async function addSource(parts: IntakeParts, call: Call, given: NewSource): Promise<SourceRow> {
  refuseOutside(call, given.department);
  await parts.registry.department(call, given.department);
  const { password, ...connection } = given.connection;
  try {
    return await insertSource(call.db, {
      id: newId(call.now),
      name: given.name,
      kind: given.kind,
      department: given.department,
      systemId: given.systemId,
      connection,
      place: null,
      secret: parts.sealer.seal(password),
      zoneId: await visibleZoneId(call, given.zoneId ?? null),
      createdAt: call.now,
    });
  } catch (error) {
    if (isSqlState(error, "23505"))
      throw problem(problems["source-name-taken"], { name: given.name }, { cause: error });
    throw error;
  }
}
