import { harvestKindNames, type SourceFields } from "#contract/harvest";
import type { Call } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import type { HarvestParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { findFile, insertSource, isTaken, lastRun, lockSource, updateRun, updateSource } from "../store.ts";

/** @throws Problem harvest.place-unfit, harvest.file-not-found, harvest.name-taken, intake.host-refused */
export async function createSource(parts: HarvestParts, call: Call, fields: SourceFields): Promise<string> {
  await refuseUnfit(parts, call, fields);
  const id = newId(call.now);
  const nextAt = fields.everyDays === null ? null : call.now;
  const row = { ...fields, id, version: 1, mark: {}, nextAt, createdAt: call.now };
  if (!(await insertSource(call.db, row))) throw problem(problems["name-taken"], { name: fields.name });
  record(parts, call, "harvest.create-source", { id, ...fields });
  return id;
}

/**
 * What was known of the source is forgotten: the next run reads all of it, and one that broke off does not go on.
 *
 * @throws Problem harvest.source-not-found, harvest.place-unfit, harvest.name-taken, intake.host-refused
 */
export async function editSource(
  parts: HarvestParts,
  call: Call,
  { id, version, fields }: { id: string; version: number | null; fields: SourceFields },
): Promise<void> {
  const before = await lockSource(call.db, id);
  if (!before) throw problem(problems["source-not-found"], { id });
  refuseStale(version, before.version);
  await refuseUnfit(parts, call, fields);
  const nextAt = fields.everyDays === null ? null : (before.nextAt ?? call.now);
  if (await isTaken(call.db, fields.name, id)) throw problem(problems["name-taken"], { name: fields.name });
  await updateSource(call.db, id, { ...fields, nextAt });
  const run = await lastRun(call.db, id);
  if (run && run.state !== "done") await updateRun(call.db, run.id, { position: null });
  record(parts, call, "harvest.edit-source", { id, ...fields });
}

function record(parts: HarvestParts, call: Call, action: string, source: SourceFields & { id: string }): void {
  parts.ledger.record(call, {
    action,
    object: { kind: "harvest-source", id: source.id, name: source.name },
    owner: call.actor.department,
    facts: { kind: source.kind, url: source.url, everyDays: source.everyDays },
  });
}

async function refuseUnfit(
  parts: HarvestParts,
  call: Call,
  { kind, url, fileId, mapping }: SourceFields,
): Promise<void> {
  const refuse = (reason: string, reasonEn: string) =>
    problem(problems["place-unfit"], { kind: harvestKindNames[kind].zh, reason, reasonEn });
  if ((url === null) === (fileId === null))
    throw refuse("要么填网址，要么上传文件，只取其一", "has either an address or a file");
  if (kind === "listing" && (mapping?.columns.title ?? "") === "")
    throw refuse("要说明哪一列是标题", "has to say which column is the title");
  if (fileId !== null && !(await findFile(call.db, fileId))) throw problem(problems["file-not-found"], { id: fileId });
  if (url !== null) await parts.hosts.refuseOutside(new URL(url).hostname);
}
