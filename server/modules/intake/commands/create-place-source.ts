import type { Source } from "#contract/intake";
import type { Place } from "#contract/intake-place";
import type { Call } from "#kernel/call";
import { inTransaction, isSqlState } from "#kernel/db/db";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { placeWords } from "../open-place.ts";
import type { IntakeParts } from "../parts.ts";
import { lookInto } from "../place-look.ts";
import { problems } from "../problems.ts";
import { refuseOutside } from "../scope.ts";
import { sourceView } from "../source-view.ts";
import { insertSource } from "../store.ts";

export interface NewPlaceSource {
  readonly name: string;
  readonly department: string;
  readonly systemId: string | null;
  readonly place: Place;
  readonly secret: string;
}

/**
 * Registers a place of files or messages. An SFTP server is asked once for its key: from then on no other is spoken to.
 *
 * @throws Problem intake.department-outside, intake.source-name-taken, registry.department-not-found, intake.folder-closed,
 *   intake.host-refused, intake.place-unreachable
 */
export async function createPlaceSource(parts: IntakeParts, call: Call, given: NewPlaceSource): Promise<Source> {
  refuseOutside(call, given.department);
  await parts.registry.department(call, given.department);
  const { hostKey } = await lookInto(parts, given.place, given.secret, "", call.signal);
  const place = given.place.kind === "sftp" ? { ...given.place, hostKey: given.place.hostKey ?? hostKey } : given.place;
  return inTransaction(call, (inner) => inserted(parts, inner, { ...given, place }));
}

async function inserted(parts: IntakeParts, call: Call, { place, ...given }: NewPlaceSource): Promise<Source> {
  try {
    const row = await insertSource(call.db, {
      id: newId(call.now),
      name: given.name,
      kind: place.kind,
      department: given.department,
      systemId: given.systemId,
      connection: null,
      place,
      secret: given.secret === "" ? null : parts.sealer.seal(given.secret),
      createdAt: call.now,
    });
    parts.ledger.record(call, {
      action: "intake.create-place-source",
      object: { kind: "source", id: row.id, name: row.name },
      owner: row.department,
      facts: { kind: place.kind, place: placeWords(place) },
    });
    return await sourceView(parts, call, row);
  } catch (error) {
    if (isSqlState(error, "23505"))
      throw problem(problems["source-name-taken"], { name: given.name }, { cause: error });
    throw error;
  }
}
