import { problem } from "#kernel/problem";
import { hasMessages, type MessagePlace, secretOf } from "./open-place.ts";
import type { IntakeParts } from "./parts.ts";
import { placeProblems } from "./place-problems.ts";
import { openKafka } from "./readers/kafka-place.ts";
import type { MessageServer } from "./readers/message-server.ts";
import { openNats } from "./readers/nats-place.ts";
import type { SourceRow } from "./store.ts";

export async function openMessageServer(
  parts: Pick<IntakeParts, "hosts">,
  place: MessagePlace,
  secret: string,
): Promise<MessageServer> {
  const [address = place.host] = await parts.hosts.refuseOutside(place.host);
  return place.kind === "nats" ? openNats(place, secret, address) : openKafka(place, secret, parts.hosts);
}

/** @throws Problem intake.not-a-place */
export function openMessagesOf(
  parts: Pick<IntakeParts, "hosts" | "sealer">,
  source: SourceRow,
): Promise<MessageServer> {
  if (!source.place || !hasMessages(source.place)) throw problem(placeProblems["not-a-place"], { name: source.name });
  return openMessageServer(parts, source.place, secretOf(parts, source));
}
