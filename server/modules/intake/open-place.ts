import { type Call, mayTouch } from "#kernel/call";
import { type MessagePlaceKind, messagePlaceKinds, type Place } from "#contract/intake-place";
import { problem } from "#kernel/problem";
import type { IntakeParts } from "./parts.ts";
import { placeProblems } from "./place-problems.ts";
import { problems } from "./problems.ts";
import type { FilePlace } from "./readers/file-place.ts";
import { openFolderPlace } from "./readers/folder-place.ts";
import { openHttpPlace } from "./readers/http-place.ts";
import { openSftpPlace } from "./readers/sftp-place.ts";
import { findSource, type SourceRow } from "./store.ts";

export type FilesPlace = Exclude<Place, { kind: MessagePlaceKind }>;
export type MessagePlace = Extract<Place, { kind: MessagePlaceKind }>;

export const hasMessages = (place: Place): place is MessagePlace =>
  messagePlaceKinds.some((kind) => kind === place.kind);

/** @throws Problem intake.host-refused, intake.folder-closed and what the place says */
export async function openFilePlace(
  parts: Pick<IntakeParts, "hosts" | "watchedFolders">,
  place: FilesPlace,
  secret: string,
): Promise<FilePlace> {
  switch (place.kind) {
    case "folder":
      return openFolderPlace(place.path, parts.watchedFolders);
    case "sftp": {
      const [address = place.host] = await parts.hosts.refuseOutside(place.host);
      return openSftpPlace(place, secret, address);
    }
    case "http":
      return openHttpPlace(place, secret, parts.hosts);
  }
}

export const secretOf = (parts: Pick<IntakeParts, "sealer">, { secret }: Pick<SourceRow, "secret">): string =>
  secret ? parts.sealer.open(secret) : "";

/** @throws Problem intake.not-a-place */
export function filesPlaceOf({ place, name }: Pick<SourceRow, "place" | "name">): FilesPlace {
  if (!place || hasMessages(place)) throw problem(placeProblems["not-a-place"], { name });
  return place;
}

/** @throws Problem intake.source-not-found, intake.not-a-place */
export async function visiblePlace(call: Call, id: string): Promise<SourceRow & { readonly place: Place }> {
  const source = await findSource(call.db, id);
  if (!source || !mayTouch(call.actor, source.department)) throw problem(problems["source-not-found"], { id });
  if (!source.place) throw problem(placeProblems["not-a-place"], { name: source.name });
  return { ...source, place: source.place };
}

/** A place as a person would write it. */
export function placeWords(place: Place): string {
  switch (place.kind) {
    case "folder":
      return place.path;
    case "sftp":
      return `sftp://${place.user}@${place.host}:${place.port}${place.path}`;
    case "http":
      return place.url;
    case "nats":
    case "kafka":
      return `${place.kind}://${place.host}:${place.port}`;
  }
}
