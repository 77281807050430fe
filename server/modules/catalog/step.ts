import type { Resource, ResourceAct, ResourceFields } from "#contract/catalog";
import { type Call, mayTouch } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { problem } from "#kernel/problem";
import { isSameContent } from "./changes.ts";
import { followClocks } from "./clocks.ts";
import type { CatalogDeps } from "./deps.ts";
import type { Approvals, Standing } from "./lifecycle.ts";
import { departmentName, type Lookups, lookupsOf } from "./lookups.ts";
import { whyNotThisPerson } from "./powers.ts";
import { problems } from "./problems.ts";
import { show } from "./search-entry.ts";
import { findVersion, lockResource, saveResource, type StoredResource } from "./store.ts";
import { subjectOf, viewOf, workingFace } from "./view.ts";

/** What a step decided; what is not named stays as it is. */
export interface Decision {
  readonly standing: Standing;
  readonly fields?: ResourceFields;
  readonly loadedItems?: StoredResource["loadedItems"];
  readonly code?: string;
  readonly publishedAt?: Date;
  /** For the ledger entry. Values of data items never stand in it. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

export interface Step {
  readonly id: string;
  readonly act: ResourceAct;
  /** Name of the operation: the action of the ledger entry. */
  readonly operation: string;
}

/**
 * The frame of every step: lock the resource, ask whether this person may, let `decide` ask the rules, store, show it in
 * lists, record. Two at once are one after the other, and the second sees what the first did.
 */
export async function takeStep(
  call: Call,
  deps: CatalogDeps,
  { id, act, operation }: Step,
  decide: (call: Call, resource: StoredResource, lookups: Lookups) => Promise<Decision> | Decision,
): Promise<Resource> {
  return inTransaction(call, async (inner) => {
    const resource = await lockResource(inner.db, id);
    if (!resource || !mayTouch(inner.actor, resource.department)) {
      throw problem(problems["resource-not-found"], { key: id });
    }
    const lookups = await lookupsOf(inner, deps);
    const why = whyNotThisPerson(act, inner.actor, subjectOf(inner, lookups, resource, workingFace(resource, lookups)));
    if (why) throw problem(problems["not-your-step"], { whyZh: why.zh, whyEn: why.en });
    const decision = await decide(inner, resource, lookups);
    const changed = await applyDecision(inner, deps, lookups, resource, decision);
    await followClocks(inner, deps, resource, changed, { isReturned: act === "return" });
    deps.ledger.record(inner, {
      action: operation,
      object: { kind: "resource", id, name: changed.fields.name },
      owner: changed.department,
      facts: { stage: changed.stage, ...decision.facts },
    });
    return viewOf(inner, lookups, changed, null);
  });
}

/** Stores a decision and shows it in lists; a decision that changes nothing keeps the edit number. */
export async function applyDecision(
  call: Call,
  deps: Pick<CatalogDeps, "search">,
  lookups: Lookups,
  resource: StoredResource,
  { standing, fields, loadedItems, code, publishedAt }: Decision,
): Promise<StoredResource> {
  if (standing === resource && fields === undefined) return resource;
  const changed: StoredResource = {
    ...resource,
    ...standing,
    fields: fields ?? resource.fields,
    loadedItems: loadedItems ?? resource.loadedItems,
    code: code ?? resource.code,
    publishedAt: publishedAt ?? resource.publishedAt,
    stageSince: standing.stage === resource.stage ? resource.stageSince : call.now,
    version: resource.version + 1,
  };
  const isSaved = await saveResource(call.db, changed);
  if (!isSaved) throw titleTaken(call, lookups, changed.fields);
  await show(call, deps, changed, "inside", workingFace(changed, lookups));
  return changed;
}

export const titleTaken = (call: Call, lookups: Lookups, { name, department }: ResourceFields) =>
  problem(problems["title-taken"], { name, department: departmentName(lookups, department, call.language) });

/** The approvals of the published version, where the content is that version's to the letter. */
export async function approvalsOfSame(
  call: Call,
  resource: StoredResource,
  fields: ResourceFields,
): Promise<Approvals | null> {
  const version = await findVersion(call.db, resource.id, resource.publishedVersion);
  return version && isSameContent(version.snapshot.fields, fields) ? version.snapshot : null;
}
