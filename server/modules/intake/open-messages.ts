import { problem } from "#kernel/problem";
import { secretOf } from "./open-place.ts";
import type { MessagePlace } from "./open-place.ts";
import type { IntakeParts } from "./parts.ts";
import { placeProblems } from "./place-problems.ts";
import { type MessageServer, openNats } from "./readers/nats-place.ts";
import type { SourceRow } from "./store.ts";

export async function openMessageServer(
  parts: Pick<IntakeParts, "hosts">,
  place: MessagePlace,
  secret: string,
): Promise<MessageServer> {
  const [address = place.host] = await parts.hosts.refuseOutside(place.host);
  return openNats(place, secret, address);
}

/** @throws Problem intake.not-a-place */
export function openMessagesOf(
  parts: Pick<IntakeParts, "hosts" | "sealer">,
  source: SourceRow,
): Promise<MessageServer> {
  if (source.place?.kind !== "nats") throw problem(placeProblems["not-a-place"], { name: source.name });
  return openMessageServer(parts, source.place, secretOf(parts, source));
}
