import type { Assignment } from "#contract/identity";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { administratorsTogether, faultOf, firstRepeat, namesOf } from "./assignment-rules.ts";
import type { IdentityParts } from "./parts.ts";
import { problems } from "./problems.ts";

/** @throws Problem identity.assignment-wrong, identity.administrators-apart */
export async function refuseBadAssignments(
  parts: Pick<IdentityParts, "departments">,
  call: Call,
  held: readonly Assignment[],
  mayHoldAll = false,
): Promise<void> {
  for (const [index, assignment] of held.entries()) {
    const fault = faultOf(assignment) ?? (await unknownDepartment(parts, call, assignment));
    if (fault) throw problem(problems["assignment-wrong"], { number: index + 1, reason: fault.zh, reasonEn: fault.en });
  }
  const repeat = firstRepeat(held);
  if (repeat !== null) {
    throw problem(problems["assignment-wrong"], {
      number: repeat,
      reason: "同一部门的同一角色只能授予一次",
      reasonEn: "a role can be held once for a department",
    });
  }
  const together = mayHoldAll ? [] : administratorsTogether(held);
  if (together.length > 0) {
    const names = namesOf(together);
    throw problem(problems["administrators-apart"], { held: names.zh, heldEn: names.en });
  }
}

async function unknownDepartment(
  parts: Pick<IdentityParts, "departments">,
  call: Call,
  { department, departments }: Assignment,
): Promise<{ zh: string; en: string } | null> {
  for (const code of [...(department === null ? [] : [department]), ...departments]) {
    if ((await parts.departments.nameOf(call, code)) === null)
      return { zh: `没有代码为 ${code} 的部门`, en: `there is no department ${code}` };
  }
  return null;
}
