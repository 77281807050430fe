import type { StoryLine } from "#contract/sharing";
import type { Call } from "#kernel/call";
import { storyOf } from "./file-store.ts";
import type { File, Kind } from "./files.ts";
import { type Names, nameOf } from "./names.ts";
import type { SharingParts } from "./parts.ts";

/** What happened to a file, oldest first, each line with the ledger's entry of the same call. */
export async function storyView(
  call: Call,
  parts: Pick<SharingParts, "ledger">,
  names: Names,
  file: File<Kind>,
): Promise<StoryLine[]> {
  const [lines, own, parent] = await Promise.all([
    storyOf(call.db, file.id),
    parts.ledger.entries(call, { objectKind: file.kind, objectId: file.id, limit: 500 }),
    // A request begins in the act that signs its application.
    file.about === null ? [] : parts.ledger.entries(call, { objectId: file.about, limit: 500 }),
  ]);
  const entryOf = new Map([...parent, ...own].map((entry) => [entry.request, entry.number]));
  return lines.map((line) => ({
    at: line.at.toISOString(),
    by: line.byName,
    department: line.department,
    departmentName: nameOf(names, line.department),
    action: line.action,
    title: { zh: line.titleZh, en: line.titleEn },
    note: line.note,
    entry: entryOf.get(line.request) ?? null,
  }));
}
