import { LineageEvent } from "#contract/graph";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { receiveEvent } from "./lineage.ts";
import type { GraphParts } from "./parts.ts";
import { problems } from "./problems.ts";

/** @throws Problem graph.lineage-nobody */
export async function receiveOne(call: Call, parts: GraphParts, event: LineageEvent): Promise<{ status: "success" }> {
  const { isNew } = await receiveEvent(call, event);
  parts.ledger.record(call, {
    action: "graph.receive-lineage",
    owner: call.actor.department,
    facts: { events: 1, known: isNew ? 0 : 1 },
  });
  return { status: "success" };
}

interface BatchAnswer {
  status: "success" | "partial_success";
  summary: { received: number; successful: number; failed: number; retriable: number };
  failed_events: { index: number; reason: string; retriable: boolean }[];
}

/** The good ones are taken; each other is named by its place with what is wrong. */
export async function receiveBatch(call: Call, parts: GraphParts, events: readonly unknown[]): Promise<BatchAnswer> {
  const failed: BatchAnswer["failed_events"] = [];
  let known = 0;
  for (const [index, given] of events.entries()) {
    const event = LineageEvent.safeParse(given);
    if (!event.success) {
      const [issue] = event.error.issues;
      const facts = { index, where: issue?.path.join(".") || "$", what: issue?.message ?? "" };
      failed.push({
        index,
        reason: problem(problems["lineage-wrong"], facts).sentence(call.language),
        retriable: false,
      });
    } else if (!(await receiveEvent(call, event.data)).isNew) known += 1;
  }
  const successful = events.length - failed.length;
  parts.ledger.record(call, {
    action: "graph.receive-lineage-batch",
    owner: call.actor.department,
    facts: { events: events.length, successful, known },
  });
  return {
    status: failed.length === 0 ? "success" : "partial_success",
    summary: { received: events.length, successful, failed: failed.length, retriable: 0 },
    failed_events: failed,
  };
}
