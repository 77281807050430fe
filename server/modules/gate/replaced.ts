import type { Call } from "#kernel/call";
import { isSqlState } from "#kernel/db/db";
import type { Plan } from "./plan.ts";
import type { GateRuntime } from "./runtime.ts";

/** Reads; where the table was replaced and dropped since the plan was made, once more with the one that serves now. */
export async function readAgain<Read>(
  gate: GateRuntime,
  call: Call,
  plan: Plan,
  act: (plan: Plan) => Promise<Read>,
): Promise<Read> {
  try {
    return await act(plan);
  } catch (error) {
    if (!isSqlState(error, "42P01")) throw error;
    gate.directory.forgetResource(plan.grant.resourceId);
    const resource = await gate.directory.resource(call, plan.grant.resourceId);
    return act({ ...plan, resource });
  }
}
