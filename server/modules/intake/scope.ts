import { type Call, mayTouch } from "#kernel/call";
import { problem } from "#kernel/problem";
import { problems } from "./problems.ts";

/** @throws Problem intake.department-outside */
export function refuseOutside(call: Call, department: string): void {
  if (!mayTouch(call.actor, department)) throw problem(problems["department-outside"], { department });
}
