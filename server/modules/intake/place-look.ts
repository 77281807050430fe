import type { PlaceLook } from "#contract/intake-arrivals";
import type { Place } from "#contract/intake-place";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { openMessageServer } from "./open-messages.ts";
import { hasMessages, openFilePlace, placeWords, secretOf, visiblePlace } from "./open-place.ts";
import type { IntakeParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { refuseOutside } from "./scope.ts";

const shownAtMost = 200;

/** What lies in a place; changes nothing there. */
export async function lookInto(
  parts: Pick<IntakeParts, "hosts" | "watchedFolders">,
  place: Place,
  secret: string,
  pattern: string,
  signal: AbortSignal,
): Promise<PlaceLook> {
  if (hasMessages(place)) {
    await using server = await openMessageServer(parts, place, secret);
    const streams = await server.streams();
    return lookOf(
      streams.map(({ name, count, sizeBytes, lastAt }) => ({ name, sizeBytes, modifiedAt: lastAt, count })),
      null,
      (count) => ({ zh: `有 ${count} 个消息流`, en: `${count} streams` }),
    );
  }
  await using files = await openFilePlace(parts, place, secret);
  const found = await files.list(pattern, signal);
  const things = found.map(({ name, sizeBytes, modifiedAt }) => ({ name, sizeBytes, modifiedAt, count: null }));
  return lookOf(things, files.hostKey, (count) =>
    pattern === "" && place.kind === "http"
      ? { zh: "写上文件名再看", en: "Say which file to look at" }
      : {
          zh: pattern === "" ? `有 ${count} 个文件` : `名称符合“${pattern}”的文件有 ${count} 个`,
          en: pattern === "" ? `${count} files` : `${count} files are named like ${pattern}`,
        },
  );
}

interface Found {
  readonly name: string;
  readonly sizeBytes: number | null;
  readonly modifiedAt: Date | null;
  readonly count: number | null;
}

function lookOf(found: readonly Found[], hostKey: string | null, say: (count: number) => PlaceLook["text"]): PlaceLook {
  const newest = found.toSorted((a, b) => (b.modifiedAt?.getTime() ?? 0) - (a.modifiedAt?.getTime() ?? 0));
  return {
    items: newest
      .slice(0, shownAtMost)
      .map((thing) => ({ ...thing, modifiedAt: thing.modifiedAt?.toISOString() ?? null })),
    total: found.length,
    hostKey,
    text: say(found.length),
  };
}

/** Before it is saved; without a secret, with the saved one of the source being edited. */
export async function tryPlace(
  parts: IntakeParts,
  call: Call,
  given: {
    readonly department: string;
    readonly sourceId: string | null;
    readonly place: Place;
    readonly secret?: string | undefined;
    readonly pattern: string;
  },
): Promise<PlaceLook> {
  refuseOutside(call, given.department);
  const saved = given.sourceId === null ? null : await visiblePlace(call, given.sourceId);
  if (saved && given.secret === undefined) refuseMovedSecret(saved.place, given.place);
  const secret = given.secret ?? (saved ? secretOf(parts, saved) : "");
  return lookInto(parts, given.place, secret, given.pattern, call.signal);
}

export async function lookIntoPlace(parts: IntakeParts, call: Call, id: string, pattern: string): Promise<PlaceLook> {
  const source = await visiblePlace(call, id);
  return lookInto(parts, source.place, secretOf(parts, source), pattern, call.signal);
}

/**
 * A saved secret is sent only where it was meant to go, as with databases (`refuseMovedPassword`).
 *
 * @throws Problem intake.password-needed
 */
export function refuseMovedSecret(before: Place, after: Place): void {
  if (goal(before) === goal(after)) return;
  const fault = {
    pointer: "/secret",
    zh: "换了主机、端口或账号，请重新填写口令",
    en: "Host, port or account changed: enter the secret again",
  };
  const user = "user" in after ? after.user : "";
  throw problem(problems["password-needed"], { host: placeWords(after), user }, { faults: [fault] });
}

function goal(place: Place): string {
  switch (place.kind) {
    case "folder":
      return "folder";
    case "sftp":
      // Without the known key the server could be anybody.
      return `${place.user}@${place.host}:${place.port} ${place.hostKey ?? ""}`;
    case "http":
      return `${place.user}@${new URL(place.url).origin}`;
    case "nats":
    case "kafka":
      return `${place.user}@${place.host}:${place.port} ${String(place.isEncrypted)}`;
  }
}
