import { once } from "node:events";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { type JSONRPCMessage, JSONRPCMessageSchema } from "@modelcontextprotocol/sdk/types.js";
import { Command, Option } from "commander";
import { z } from "zod";
import { assistantRoutes } from "#contract/assistants";
import { identityRoutes } from "#contract/identity";
import { ProblemDocument } from "#contract/problem";
import { languages } from "#contract/text";
import { loadConfig } from "#kernel/config";
import { readHolder } from "#kernel/files/folder-lock";
import { CommandFailure, exitCodes, note } from "./output.ts";

interface Options {
  readonly client?: string;
  readonly language: string;
}

export const mcpCommand = (): Command =>
  new Command("mcp")
    .description("让智能助手经标准输入输出提问（MCP） · lets an assistant ask over standard input and output (MCP)")
    .option("--client <id>", "WEIR_TOKEN is the secret of this service client; a personal token without it")
    .addOption(new Option("--language <language>", "of the answers").choices(languages).default("zh"))
    .action(mcp);

/**
 * Hands every message on to `/mcp` of a running hub and its answer back: what a token may not do there, it may not do
 * here. Standard output belongs to the protocol.
 */
async function mcp(options: Options): Promise<void> {
  const hub = hubOf(options);
  const line = new StdioServerTransport();
  const underway = new Set<Promise<void>>();
  line.onmessage = (message) => {
    const one: Promise<void> = pass(hub, line, message).finally(() => underway.delete(one));
    underway.add(one);
  };
  line.onerror = (error) => note(error.message);
  await line.start();
  if (!process.stdin.readableEnded) await once(process.stdin, "end");
  await Promise.all(underway);
  await line.close();
}

async function pass(hub: Hub, line: StdioServerTransport, message: JSONRPCMessage): Promise<void> {
  const id = "method" in message && "id" in message ? message.id : undefined;
  try {
    const answer = await hub.post(message);
    if (answer !== null) await line.send(answer);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    note(reason);
    if (id !== undefined) await line.send({ jsonrpc: "2.0", id, error: { code: -32_000, message: reason } });
  }
}

interface Hub {
  post(message: JSONRPCMessage): Promise<JSONRPCMessage | null>;
}

function hubOf({ client, language }: Options): Hub {
  const { url, data, token } = loadConfig(process.env);
  const base = url ?? readHolder(data)?.url;
  if (base === undefined)
    throw new CommandFailure(
      `没有运行中的节点：请用 WEIR_URL 说明节点地址，或先启动 ${data} 里的节点。\nNo hub is running: name one with WEIR_URL, or start that of ${data}.`,
      exitCodes.unreachable,
    );
  if (token === undefined)
    throw new CommandFailure(
      "助手代表某个人或某个系统提问：请把个人访问令牌写进 WEIR_TOKEN；用系统接入凭证的，写它的密钥并加 --client 编号。\nAn assistant asks for a person or a program: put a personal token into WEIR_TOKEN, or a service client's secret with --client ID.",
      exitCodes.usage,
    );
  const bearer = client === undefined ? async () => token : clientToken(base, client, token);
  let version: string | null = null;
  return {
    async post(message) {
      const response = await reach(
        base,
        assistantRoutes.answer.path,
        {
          authorization: `Bearer ${await bearer()}`,
          "accept-language": language,
          accept: "application/json, text/event-stream",
          "content-type": "application/json",
          ...(version === null ? {} : { "mcp-protocol-version": version }),
        },
        JSON.stringify(message),
      );
      if (!response.ok) throw await refusalOf(response);
      const text = await response.text();
      if (text === "") return null;
      const answer = JSONRPCMessageSchema.parse(JSON.parse(text));
      if ("result" in answer) version = Agreed.safeParse(answer.result).data?.protocolVersion ?? version;
      return answer;
    },
  };
}

/** What both sides settle on at the beginning; it goes with every later message. */
const Agreed = z.object({ protocolVersion: z.string(), serverInfo: z.unknown() });

/** A service client's token, got again before it ends. */
function clientToken(base: string, id: string, secret: string): () => Promise<string> {
  const earlyMs = 30_000;
  let held: { readonly token: string; readonly until: number } | null = null;
  return async () => {
    if (held && held.until > Date.now()) return held.token;
    const response = await reach(
      base,
      identityRoutes.issueToken.path,
      {
        authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      "grant_type=client_credentials",
    );
    if (!response.ok) throw await refusalOf(response);
    const { access_token: token, expires_in: seconds } = identityRoutes.issueToken.answer.parse(await response.json());
    held = { token, until: Date.now() + seconds * 1000 - earlyMs };
    return token;
  };
}

async function reach(base: string, path: string, headers: Record<string, string>, body: string): Promise<Response> {
  try {
    return await fetch(new URL(path, base), { method: "POST", headers, body });
  } catch (cause) {
    throw new Error(`连不上 ${base}。 Cannot reach ${base}.`, { cause });
  }
}

async function refusalOf(response: Response): Promise<Error> {
  const text = await response.text();
  const problem = ProblemDocument.safeParse(parsed(text));
  return new Error(
    problem.success ? `${problem.data.detail} [${problem.data.code}]` : `HTTP ${response.status} ${text}`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
