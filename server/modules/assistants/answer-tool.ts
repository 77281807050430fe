import { createHash } from "node:crypto";
import { type AssistantAnswer, assistantRoutes } from "#contract/assistants";
import { languages } from "#contract/text";
import type { Call } from "#kernel/call";
import { parseRequest } from "#kernel/http/parse";
import type { RequestFacts } from "#kernel/http/route";
import { isUnreadable } from "#kernel/http/server";
import { Problem, problem } from "#kernel/problem";
import { problems as httpProblems } from "#kernel/problems";
import type { AssistantParts } from "./parts.ts";
import { problems } from "./problems.ts";
import type { Finding, Tool } from "./tool.ts";
import { tools } from "./tools/index.ts";

export interface Asked {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/**
 * Answers one question of an assistant, or says why not; either stands in the ledger before it leaves. Only what a flood
 * asks is not written down, lest it fill the ledger.
 */
export async function answerTool(
  parts: AssistantParts,
  outer: Call,
  asked: Asked,
  request: RequestFacts,
): Promise<AssistantAnswer> {
  const call = inLanguage(outer, asked.args["language"]);
  const waitSeconds = await parts.rates.tooMany(call.actor.id);
  if (waitSeconds !== null) {
    const facts = { most: parts.rates.perMinute, retryAfterSeconds: waitSeconds };
    return envelope(parts, call, { ...nothing, refusal: problem(problems["too-many"], facts) });
  }
  const outcome = await attempt(parts, call, asked, request);
  const { finding, refusal, tool } = outcome;
  const recorded = await parts.ledger.recordNow(call, {
    action: assistantRoutes.answer.operation,
    ...(finding?.about
      ? {
          object: { kind: "resource", id: finding.about.id, name: finding.about.name },
          owner: finding.about.department,
        }
      : {}),
    outcome: refusal ? "refused" : "done",
    facts: {
      tool: tool?.name ?? null,
      ...(refusal ? { code: refusal.code } : {}),
      ...(finding ? { answer: digest(finding.answer) } : {}),
      ...(finding?.entry === undefined ? {} : { entry: finding.entry }),
    },
  });
  return envelope(parts, call, { ...outcome, entry: finding?.entry ?? recorded });
}

interface Outcome {
  readonly tool: Tool | null;
  readonly finding: Finding | null;
  readonly refusal: Problem | null;
}
const nothing = { tool: null, finding: null, entry: null } as const;

async function attempt(
  parts: AssistantParts,
  call: Call,
  { tool: name, args }: Asked,
  request: RequestFacts,
): Promise<Outcome> {
  const tool = tools.find((one) => one.name === name) ?? null;
  try {
    if (!tool) throw problem(problems["tool-unknown"], { tool: name, tools: tools.map((one) => one.name).join("、") });
    const { body } = parseRequest(
      { ...assistantRoutes.answer, body: tool.input },
      { params: {}, query: {}, body: args },
    );
    const finding = await tool.run(
      {
        language: call.language,
        ask: (contract, given) => parts.read(call, contract, given, request),
      },
      body as never,
    );
    return { tool, finding, refusal: null };
  } catch (error) {
    return { tool, finding: null, refusal: refusalOf(call, error, args) };
  }
}

/** What is no refusal is a defect, and says nothing of itself. */
function refusalOf(call: Call, error: unknown, args: Asked["args"]): Problem {
  if (error instanceof Problem) return error;
  if ("cursor" in args && isUnreadable(error)) return problem(httpProblems["bad-cursor"], {}, { cause: error });
  call.log.error({ err: error, requestId: call.requestId }, "an assistant's question failed");
  return problem(httpProblems.defect, { requestId: call.requestId }, { cause: error });
}

function envelope(
  { nodeName: node }: AssistantParts,
  call: Call,
  { finding, refusal, entry }: Outcome & { readonly entry: number | null },
): AssistantAnswer {
  return {
    source: { node, operation: finding?.operation ?? assistantRoutes.answer.operation, call: finding?.line ?? "" },
    at: call.now.toISOString(),
    entry,
    receipt: finding?.receipt ?? null,
    answer: finding?.answer ?? null,
    next: finding?.next ?? null,
    problem: refusal?.toDocument(call.language) ?? null,
  };
}

const digest = (answer: unknown): string => createHash("sha256").update(JSON.stringify(answer)).digest("base64url");

function inLanguage(call: Call, asked: unknown): Call {
  const language = languages.find((one) => one === asked) ?? call.language;
  return { ...call, language };
}
