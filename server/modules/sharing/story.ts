import type { StoryLine } from "#contract/sharing";
import type { Call } from "#kernel/call";
import { relatedTo, storyOf } from "./file-store.ts";
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
  const [lines, related] = await Promise.all([storyOf(call.db, file.id), relatedTo(call.db, file)]);
  const entryOf = new Map<string, number>();
  // A line may have come of an act on another file: the application it began with, a case or dispute about it.
  for (const id of related)
    for (const entry of await parts.ledger.entries(call, { objectId: id, limit: 500 }))
      entryOf.set(entry.request, entry.number);
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
