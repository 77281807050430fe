import { setTimeout as delay } from "node:timers/promises";
import type { Call } from "#kernel/call";
import { asHub } from "./memory.ts";
import type { Plan } from "./plan.ts";
import type { GateRuntime } from "./runtime.ts";
import { buildServing } from "./serving.ts";

const making = new Map<string, Promise<unknown>>();
/** Tables that calls wait for are made one after another: many at once would only take the machine from each other. */
let lastMade: Promise<unknown> = Promise.resolve();
const waitMs = 15_000;
const never = new AbortController().signal;

/**
 * The plan with a table to read from. Where the first call comes before the table is made, it is made now and waited for
 * a while; null where there is nothing to make it of, or it takes longer.
 */
export async function waitForServing(gate: GateRuntime, call: Call, plan: Plan): Promise<Plan | null> {
  if (plan.resource.serving) return plan;
  const { resourceId } = plan.grant;
  const started =
    making.get(resourceId) ??
    lastMade
      .then(() => buildServing(gate.parts, { ...asHub(call, gate.parts), signal: never }, resourceId))
      .catch((error: unknown) => call.log.error({ err: error, resourceId }, "serving table not made"))
      .finally(() => {
        making.delete(resourceId);
        gate.directory.forgetResource(resourceId);
      });
  if (!making.has(resourceId)) {
    making.set(resourceId, started);
    lastMade = started;
  }
  await Promise.race([started, delay(waitMs, undefined, { ref: false })]);
  gate.directory.forgetResource(resourceId);
  const resource = await gate.directory.resource(call, resourceId);
  if (!resource.serving) return null;
  const elements = await gate.parts.dictionary.elements(asHub(call, gate.parts));
  return gate.planOf(plan.grant, resource, elements, call.actor.kind === "client" ? "client" : "person");
}
