import type { Schedule } from "#contract/intake-follow";
import { type Call, mayTouch } from "#kernel/call";
import { problem } from "#kernel/problem";
import { placeProblems } from "../place-problems.ts";
import { problems } from "../problems.ts";
import { circleOf } from "./chain-rules.ts";
import { isContinuous } from "./modes.ts";
import { liveFollows } from "./store.ts";

/**
 * Refuses a schedule that could never run: after a follow that is not there, that never comes to an end, or that waits for this
 * one. `id` is null for a follow that is being made, which nothing can wait for yet.
 *
 * @throws Problem intake.follow-not-found, intake.plan-unfit, intake.after-circle
 */
export async function refuseCircle(call: Call, id: string | null, name: string, schedule: Schedule): Promise<void> {
  if (schedule.kind !== "after") return;
  const follows = await liveFollows(call.db);
  const first = follows.find((follow) => follow.id === schedule.followId);
  if (!first || !mayTouch(call.actor, first.department))
    throw problem(problems["follow-not-found"], { id: schedule.followId });
  if (isContinuous(first.plan.mode))
    throw problem(problems["plan-unfit"], {
      reason: `“${first.resourceName}”是持续跟踪，没有“运行完”的时候，不能接在它后面`,
      reasonEn: `${first.resourceName} is followed all the time and never ends, so nothing can run after it`,
    });
  if (id === null) return;
  const circle = circleOf(
    { id, name, schedule },
    follows.map((follow) => ({ id: follow.id, name: follow.resourceName, schedule: follow.plan.schedule })),
  );
  if (circle) throw problem(placeProblems["after-circle"], { chain: circle.map((one) => `“${one}”`).join(" ← ") });
}
