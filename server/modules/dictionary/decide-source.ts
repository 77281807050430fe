import type { DataElement } from "#contract/dictionary";
import { type Call, mayTouch } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { dayOf } from "./calendar.ts";
import { beginChange } from "./changing.ts";
import { mustFind } from "./create-element.ts";
import type { Parts } from "./deps.ts";
import { replaceSource } from "./element-store.ts";
import { problems } from "./problems.ts";
import { elementView } from "./view.ts";

export interface SourceDecision {
  readonly department: string;
  readonly resourceId: string | null;
  readonly item: string | null;
  readonly basis: string;
}

/** One datum, one source: the decision in force ends, and stays in the history. */
export async function decideSource(
  call: Call,
  parts: Parts,
  id: string,
  decision: SourceDecision,
  version: number | null,
): Promise<DataElement> {
  await beginChange(call, parts);
  const element = await mustFind(call, id);
  refuseStale(version, element.version);
  if (element.status === "retired") throw problem(problems["element-retired"], { id });
  const department = (await parts.registry.departments(call)).get(decision.department);
  if (!department || !mayTouch(call.actor, department.code)) {
    throw problem(problems["department-not-found"], { code: decision.department });
  }
  await replaceSource(call.db, {
    ...decision,
    id: newId(call.now),
    element: id,
    decidedOn: dayOf(call.now),
    decidedBy: call.actor.id,
    decidedAt: call.now,
    supersededAt: null,
  });
  parts.ledger.record(call, {
    action: "dictionary.decide-source",
    object: { kind: "data-element", id, name: element.name.zh },
    owner: department.code,
    facts: { department: department.code, before: element.source?.department ?? null, basis: decision.basis },
  });
  return elementView(call.actor, await mustFind(call, id));
}
