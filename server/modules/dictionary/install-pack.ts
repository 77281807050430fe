import { isDeepStrictEqual } from "node:util";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { beginChange } from "./changing.ts";
import { allCodeSets, allVersions, insertCodeSet, insertVersion } from "./code-set-store.ts";
import type { Parts } from "./deps.ts";
import { allElements, insertElement, updateElement } from "./element-store.ts";
import { type PackedCodeSet, packCodeSets, packElements } from "./pack/pack.ts";
import { showElements } from "./search-entry.ts";
import { fieldsOf } from "./view.ts";

interface Installed {
  added: number;
  updated: number;
}

/**
 * Brings the shipped pack in: what is new is added, what a new release words otherwise is updated, and what people have
 * changed here is left alone. Twenty starters at once do it once, because changes take turns. Leaves an entry only where something changed.
 */
export async function installPack(call: Call, parts: Parts): Promise<void> {
  if (!(await isStale(call))) {
    // A hub older than the index brings its elements in at its first start.
    if (!(await parts.search.has(call, "element"))) await showElements(call, parts);
    return;
  }
  await inTransaction(call, async (inner) => {
    await beginChange(inner, parts);
    const sets = await installCodeSets(inner);
    const elements = await installElements(inner);
    await showElements(inner, parts);
    if (sets.added + sets.updated + elements.added + elements.updated === 0) return;
    parts.ledger.record(inner, {
      action: "dictionary.install-pack",
      object: { kind: "dictionary", id: "pack", name: "随系统发布的数据元" },
      facts: { elements, codeSets: sets },
    });
  });
}

/** A look without a lock: nearly every start finds the pack as it left it. */
async function isStale(call: Call): Promise<boolean> {
  const elements = new Map((await allElements(call.db)).map((element) => [element.id, element]));
  const versions = Map.groupBy(await allVersions(call.db), (version) => version.id);
  const heads = new Map((await allCodeSets(call.db)).map((head) => [head.id, head]));
  const isElementStale = packElements.some(({ id, ...fields }) => {
    const known = elements.get(id);
    return !known || (isOurs(known) && !isDeepStrictEqual(fieldsOf(known), fields));
  });
  const isSetStale = packCodeSets.some((set) => {
    const head = heads.get(set.id);
    return !head || (isOurs(head) && (versions.get(set.id)?.length ?? 0) < set.versions.length);
  });
  return isElementStale || isSetStale;
}

const isOurs = (row: { origin: string; isEdited: boolean }): boolean => row.origin === "pack" && !row.isEdited;

async function installElements(call: Call): Promise<Installed> {
  const stored = await allElements(call.db);
  const byId = new Map(stored.map((element) => [element.id, element]));
  const holders = new Map(stored.filter(({ status }) => status === "active").map(({ field, id }) => [field, id]));
  const installed: Installed = { added: 0, updated: 0 };
  for (const { id, ...fields } of packElements) {
    const known = byId.get(id);
    // A field name that people have given to an element of their own stays theirs.
    const isTaken = (holders.get(fields.field) ?? id) !== id;
    if (!known) {
      const status = isTaken ? "retired" : "active";
      await insertElement(call.db, { id, fields, status, origin: "pack", at: call.now });
      installed.added += 1;
    } else if (isOurs(known) && !isTaken && !isDeepStrictEqual(fieldsOf(known), fields)) {
      await updateElement(call.db, id, { fields, status: known.status, isEdited: false, at: call.now });
      installed.updated += 1;
    }
  }
  return installed;
}

async function installCodeSets(call: Call): Promise<Installed> {
  const heads = new Map((await allCodeSets(call.db)).map((head) => [head.id, head]));
  const installed: Installed = { added: 0, updated: 0 };
  for (const set of packCodeSets) {
    const head = heads.get(set.id);
    if (!head) await insertCodeSet(call.db, { id: set.id, version: 1, origin: "pack", isEdited: false });
    if (head && !isOurs(head)) continue;
    const written = await writeMissing(call, set, head?.version ?? 0);
    if (!head) installed.added += 1;
    else if (written > 0) installed.updated += 1;
  }
  return installed;
}

/** A release only ever adds versions to a code set; those that were published stay as they are. */
async function writeMissing(call: Call, { id, versions }: PackedCodeSet, known: number): Promise<number> {
  const missing = versions.slice(known);
  for (const [index, version] of missing.entries()) {
    const row = { ...version, codes: [...version.codes], id, version: known + index + 1 };
    await insertVersion(call.db, { ...row, createdBy: call.actor.id, createdAt: call.now, isEdited: false });
  }
  return missing.length;
}
