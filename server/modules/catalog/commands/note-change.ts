import type { Resource } from "#contract/catalog";
import { dayOf } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { problem } from "#kernel/problem";
import { newsOf, openPromise, startUpdate } from "../clocks.ts";
import type { CatalogDeps } from "../deps.ts";
import { catalogChangeNoted } from "../events.ts";
import { whyNoChange } from "../powers.ts";
import { problems } from "../problems.ts";
import { takeStep } from "../step.ts";

interface Change {
  readonly id: string;
  readonly reason: string;
  /** `YYYY-MM-DD`. */
  readonly happenedOn: string;
}

/**
 * A law, a regulation, a State Council decision or a duty has changed: the entry is to follow within ten working days of that
 * day (Order 809 art. 17). The promise is kept when the updated entry reaches the bureau.
 */
export async function noteChange(
  call: Call,
  deps: CatalogDeps,
  { id, reason, happenedOn }: Change,
): Promise<Resource & { update: { commitmentId: string; dueOn: string | null } }> {
  return inTransaction(call, async (outer) => {
    let update: { commitmentId: string; dueOn: string | null } = { commitmentId: "", dueOn: null };
    const step = { id, act: "noteChange", operation: "catalog.note-change" } as const;
    const resource = await takeStep(outer, deps, step, async (inner, stored) => {
      const why = whyNoChange(stored);
      if (why) {
        const facts = { stage: stored.stage, actZh: "记下变化", actEn: "note a change", whyZh: why.zh, whyEn: why.en };
        throw problem(problems["wrong-stage"], facts);
      }
      if (happenedOn > dayOf(inner.now)) throw problem(problems["change-in-future"], { on: happenedOn });
      const open = await openPromise(inner, deps, id, "catalog-update");
      if (open) throw problem(problems["change-noted"], { name: stored.fields.name, due: open.dueOn ?? "" });
      const started = await startUpdate(inner, deps, stored, new Date(`${happenedOn}T00:00:00+08:00`));
      update = { commitmentId: started.id, dueOn: started.dueOn };
      const news = { ...newsOf(inner, stored), happenedOn, dueOn: started.dueOn };
      await deps.events.publish(inner, catalogChangeNoted, news);
      return { standing: stored, facts: { reason, happenedOn, commitment: started.id } };
    });
    return { ...resource, update };
  });
}
