import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/ajv";
import { z } from "zod";
import { AssistantAnswer } from "#contract/assistants";
import type { Bilingual, Language } from "#contract/text";
import type { Call } from "#kernel/call";
import type { RawAnswer, RequestFacts } from "#kernel/http/route";
import { answerTool } from "./answer-tool.ts";
import type { AssistantParts } from "./parts.ts";
import { inputSchema, type Tool } from "./tool.ts";
import { tools } from "./tools/index.ts";

/**
 * Answers what stands in one request and forgets it: every message brings its own credential, so any process of the hub
 * answers the next one, and a credential that was revoked ends at once.
 */
export async function serve(
  parts: AssistantParts,
  call: Call,
  body: unknown,
  request: RequestFacts,
): Promise<RawAnswer> {
  const mcp = serverFor(parts, call, request);
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await mcp.connect(transport);
  try {
    const response = await Promise.race([
      transport.handleRequest(webRequest(request), { parsedBody: body }),
      // Whoever cancels a question and waits for its answer ends the wait by going away.
      gone(call.signal),
    ]);
    return {
      status: response.status,
      headers: { "content-type": response.headers.get("content-type") ?? "application/json" },
      body: await response.text(),
    };
  } finally {
    await mcp.close();
  }
}

function serverFor(parts: AssistantParts, call: Call, request: RequestFacts): McpServer {
  const mcp = new McpServer(
    { name: "weir", title: parts.nodeName, version: parts.version },
    { capabilities: { tools: {} }, instructions: instructions[call.language], jsonSchemaValidator },
  );
  mcp.server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listed[call.language] }));
  mcp.server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const asked = { tool: params.name, args: params.arguments ?? {} };
    const answer = await answerTool(parts, call, asked, request);
    return {
      content: [{ type: "text", text: JSON.stringify(answer) }],
      structuredContent: answer,
      isError: answer.problem !== null,
    };
  });
  return mcp;
}

/** Costs milliseconds to make, and nothing is asked of an assistant that it would check. */
const jsonSchemaValidator = new AjvJsonSchemaValidator();

const outputSchema = { ...z.toJSONSchema(AssistantAnswer, { target: "draft-7" }), type: "object" as const };

const listedIn = (language: Language) => tools.map((tool) => listedTool(tool, language));
const listedTool = (tool: Tool, language: Language) => ({
  name: tool.name,
  title: tool.title[language],
  description: tool.about[language],
  inputSchema: inputSchema(tool, language),
  outputSchema,
  annotations: { readOnlyHint: true, openWorldHint: false },
});
const listed = { zh: listedIn("zh"), en: listedIn("en") };

const instructions: Bilingual = {
  zh: "这是一个政务数据枢纽。您代表令牌所属的人或系统提问，能看到的和在网站上一样，不能多。先 search，再 describe；要数据行时先 explain_why_not，再 query。引用任何数字时，请写明来源（source.call）、时间（at）和账号（entry）。problem 里写明了为什么不行和怎么办，请照原话告诉提问的人。",
  en: "A government data hub. You ask for the person or system the token belongs to and see what they see on the site, no more. Search, then describe; for rows, explain_why_not, then query. Cite each figure with its source (source.call), time (at) and ledger entry (entry). A problem says why not and what to do: pass it on as it stands.",
};

function webRequest(request: RequestFacts): Request {
  const headers = new Headers();
  for (const name of ["accept", "content-type", "mcp-protocol-version"]) {
    const value = request.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  return new Request("http://hub.invalid/mcp", { method: "POST", headers });
}

function gone(signal: AbortSignal): Promise<Response> {
  const { promise, resolve } = Promise.withResolvers<Response>();
  const end = () => resolve(new Response(null, { status: 202 }));
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
  return promise;
}
