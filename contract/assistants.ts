import { z } from "zod";
import { ProblemDocument } from "./problem.ts";
import { route } from "./route.ts";

/** One JSON-RPC message of the Model Context Protocol; the protocol's own library reads the rest. */
const Message = z.looseObject({ jsonrpc: z.literal("2.0") });

/**
 * What every tool answers, as structured content and, word for word, as text. Either `answer` or `problem` is null.
 */
export const AssistantAnswer = z.object({
  /** Where it comes from: this node, the operation of its API, and the call that gives the same to a program. */
  source: z.object({ node: z.string(), operation: z.string(), call: z.string() }),
  at: z.iso.datetime(),
  /** Entry of the ledger that records the answer; null where a flood was refused. Rows of data: the gate's own entry. */
  entry: z.int().nullable(),
  /** Rows of data: `weir verify --receipt` checks it; `answer` as JSON without spaces is what it speaks of. */
  receipt: z.string().nullable(),
  answer: z.record(z.string(), z.unknown()).nullable(),
  /** Given as `cursor`, the same question goes on; null on the last page. */
  next: z.string().nullable(),
  problem: ProblemDocument.nullable(),
});
export type AssistantAnswer = z.infer<typeof AssistantAnswer>;

export const assistantRoutes = {
  answer: route({
    method: "POST",
    path: "/mcp",
    operation: "assistants.answer",
    summary: {
      zh: "智能助手接入（MCP，streamable HTTP，逐次应答）",
      en: "Assistants (Model Context Protocol over streamable HTTP, one answer for each message)",
    },
    body: z.union([Message, z.array(Message).min(1).max(20)]),
    answers: "raw",
    readsOnly: true,
  }),
  /** Nothing is sent unasked: the protocol wants 405 here. */
  listen: route({
    method: "GET",
    path: "/mcp",
    operation: "assistants.listen",
    summary: { zh: "不主动推送（405）", en: "No messages unasked (405)" },
    answers: "raw",
  }),
};
