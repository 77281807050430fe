import { type Commitment, openStates } from "#contract/clock";
import type { Call } from "#kernel/call";
import { clockActs } from "./clock-acts.ts";
import type { CatalogDeps } from "./deps.ts";
import { type CatalogNews, catalogPublished, catalogSubmitted } from "./events.ts";
import type { StoredResource } from "./store.ts";

type ClockKind = "catalog-update" | "catalog-review";

/** What the clock calls a catalog entry. */
export const clockSubject = ({ id, code, fields }: StoredResource) => ({
  module: "catalog",
  id,
  title: fields.name,
  number: code ?? "",
  href: `/catalog/${id}`,
});

export const newsOf = (call: Call, { id, department, fields }: StoredResource): CatalogNews => ({
  resourceId: id,
  name: fields.name,
  department,
  at: call.now.toISOString(),
});

export const isOpen = ({ state }: Commitment): boolean => openStates.some((one) => one === state);

const promisesOf = (call: Call, { clock }: Pick<CatalogDeps, "clock">, id: string): Promise<Commitment[]> =>
  clock.commitmentsOf(call, { module: "catalog", id });

export async function openPromise(
  call: Call,
  deps: Pick<CatalogDeps, "clock">,
  id: string,
  kind: ClockKind,
): Promise<Commitment | undefined> {
  return (await promisesOf(call, deps, id)).find((one) => one.kind === kind && isOpen(one));
}

/**
 * `isReturned`: the bureau or the head sent it back. The promises of art. 17 follow the stage, in the step's own transaction;
 * what happened is told upward.
 */
export async function followClocks(
  call: Call,
  deps: CatalogDeps,
  before: StoredResource,
  after: StoredResource,
  { isReturned }: { readonly isReturned: boolean },
): Promise<void> {
  if (before.stage === after.stage) return;
  const acts = clockActs(before.stage, after.stage, isReturned);
  const { clock, events } = deps;
  const promises = await promisesOf(call, deps, after.id);
  const open = (kind: ClockKind) => promises.filter((one) => one.kind === kind && isOpen(one));
  const evidence = after.stage === "published" ? `第 ${after.publishedVersion} 版已发布` : "主管部门退回修改";
  for (const { id } of acts.meetsUpdate ? open("catalog-update") : [])
    await clock.meet(call, id, { evidence: "更新后的目录已报送主管部门" });
  for (const { id } of acts.meetsReview ? open("catalog-review") : []) await clock.meet(call, id, { evidence });
  for (const { id } of acts.dropsReview ? open("catalog-review") : []) await clock.drop(call, id, "内容有变，无须再审");
  for (const { id } of acts.dropsUpdate ? open("catalog-update") : []) await clock.drop(call, id, "资源已撤回");
  if (acts.owesUpdateAgain && wasUpdate(promises, after)) await startUpdate(call, deps, after, call.now);
  if (acts.startsReview) await startReview(call, deps, after);
  if (acts.startsReview) await events.publish(call, catalogSubmitted, newsOf(call, after));
  if (after.publishedVersion > before.publishedVersion)
    await events.publish(call, catalogPublished, { ...newsOf(call, after), version: after.publishedVersion });
}

/** True where an update that was owed had been sent in since the last publication. */
const wasUpdate = (promises: readonly Commitment[], { publishedAt }: StoredResource): boolean =>
  promises.some(
    ({ kind, state, endedAt }) =>
      kind === "catalog-update" &&
      (state === "met" || state === "met-late") &&
      endedAt !== null &&
      (publishedAt === null || new Date(endedAt) >= publishedAt),
  );

/** Ten working days from the day of the change (art. 17). */
export const startUpdate = (
  call: Call,
  { clock }: Pick<CatalogDeps, "clock">,
  resource: StoredResource,
  startsAt: Date,
): Promise<Commitment> =>
  clock.start(call, {
    kind: "catalog-update",
    subject: clockSubject(resource),
    owedBy: resource.department,
    owedTo: null,
    owedToName: "政务数据共享主管部门",
    startsAt,
  });

/** Two working days for the bureau that looks after the department; none where no bureau is known. */
async function startReview(call: Call, deps: CatalogDeps, resource: StoredResource): Promise<void> {
  const { division = "" } = (await deps.registry.departments(call)).get(resource.department) ?? {};
  const bureau = await deps.registry.bureauOf(call, division);
  if (bureau === null) return;
  const subject = clockSubject(resource);
  await deps.clock.start(call, { kind: "catalog-review", subject, owedBy: bureau, owedTo: resource.department });
}
