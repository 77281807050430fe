import type { Source } from "#contract/intake";
import type { Place } from "#contract/intake-place";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { refuseStale } from "#kernel/http/guard";
import { problem } from "#kernel/problem";
import { placeWords, secretOf, visiblePlace } from "../open-place.ts";
import type { IntakeParts } from "../parts.ts";
import { lookInto, refuseMovedSecret } from "../place-look.ts";
import { placeProblems } from "../place-problems.ts";
import { sourceView } from "../source-view.ts";
import { lockSource, type SourceRow, updateSource } from "../store.ts";

export interface PlaceChange {
  readonly name?: string | undefined;
  readonly place?: Place | undefined;
  readonly secret?: string | undefined;
}

/** A secret that is not given stays as it is, and goes nowhere it was not meant for. @throws Problem intake.password-needed */
export async function editPlaceSource(
  parts: IntakeParts,
  call: Call,
  id: string,
  change: PlaceChange,
  version: number | null,
): Promise<Source> {
  const source = await visiblePlace(call, id);
  refuseStale(version, source.version);
  if (change.place && change.place.kind !== source.kind)
    throw problem(placeProblems["place-path-unfit"], {
      path: placeWords(change.place),
      reason: "来源的种类不能更换，请另登记一个",
      reasonEn: "the kind of a source does not change: register another",
    });
  if (change.place && change.secret === undefined) refuseMovedSecret(source.place, change.place);
  const place =
    change.place && (await withHostKey(parts, call, change.place, change.secret ?? secretOf(parts, source)));
  return inTransaction(call, async (inner) => {
    await lockSource(inner.db, id);
    refuseStale(version, (await visiblePlace(inner, id)).version);
    return saved(parts, inner, source, { ...change, place });
  });
}

async function saved(
  parts: IntakeParts,
  call: Call,
  source: SourceRow & { readonly place: Place },
  { place, ...change }: PlaceChange,
): Promise<Source> {
  const { id } = source;
  await updateSource(call.db, id, {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(place ? { place } : {}),
    ...(change.secret === undefined ? {} : { secret: change.secret === "" ? null : parts.sealer.seal(change.secret) }),
  });
  parts.ledger.record(call, {
    action: "intake.edit-place-source",
    object: { kind: "source", id, name: change.name ?? source.name },
    owner: source.department,
    facts: { changed: Object.keys(change), place: placeWords(place ?? source.place) },
  });
  return sourceView(parts, call, await visiblePlace(call, id));
}

async function withHostKey(parts: IntakeParts, call: Call, place: Place, secret: string): Promise<Place> {
  const { hostKey } = await lookInto(parts, place, secret, "", call.signal);
  return place.kind === "sftp" ? { ...place, hostKey: place.hostKey ?? hostKey } : place;
}
