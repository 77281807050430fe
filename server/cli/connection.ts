import { readFileSync } from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import { ProblemDocument } from "#contract/problem";
import type { RouteAnswer, RouteContract, RouteRequest } from "#contract/route";
import { type JobView, operationsRoutes } from "#contract/operations";
import { type Config, loadConfig } from "#kernel/config";
import { readHolder } from "#kernel/files/folder-lock";
import { createLogger } from "#kernel/log";
import { CommandFailure, exitCodes, type ProgressShow } from "./output.ts";

type Given<R extends RouteContract> = Partial<RouteRequest<R>> & {
  readonly file?: Readable;
  /** For edits: the version read before. */
  readonly ifMatch?: number;
};

/** A hub to talk to, as the local operator or with a token. */
export interface HubConnection extends AsyncDisposable {
  readonly config: Config;
  call<R extends RouteContract>(contract: R, given?: Given<R>): Promise<RouteAnswer<R>>;
  /** The bytes of a route that answers a file. */
  download<R extends RouteContract>(contract: R, given?: Given<R>): Promise<Buffer>;
  /** Shows a job until it ends; throws its refusal. */
  follow(jobId: string, show: ProgressShow): Promise<JobView>;
}

/**
 * The hub of `WEIR_URL`; else the one that holds the data folder; else the folder is opened here for as long as the
 * command runs.
 */
export async function connect(environment: NodeJS.ProcessEnv): Promise<HubConnection> {
  const config = loadConfig(environment);
  if (config.url !== undefined) return connectionTo(config, config.url, config.token ?? "", async () => {});
  const holder = readHolder(config.data);
  if (holder && (await isAlive(holder.url)))
    return connectionTo(config, holder.url, operatorToken(config), async () => {});
  // Only here does a command need the whole hub, which takes as long to load as all the rest of most commands.
  const { startHub } = await import("../start.ts");
  const running = await startHub({ ...config, port: 0 }, createLogger(config.logLevel));
  return connectionTo(config, running.url, operatorToken(config), () => running.stop());
}

function operatorToken(config: Config): string {
  try {
    return readFileSync(path.join(config.data, "keys", "operator.token"), "utf8").trim();
  } catch (cause) {
    throw new CommandFailure(
      `读不到 ${config.data} 里的操作员令牌，请用运行系统的那个账号来执行。\nThe operator token in ${config.data} cannot be read; run this as the user that runs the hub. (${String(cause)})`,
    );
  }
}

async function isAlive(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
}

function connectionTo(config: Config, base: string, token: string, close: () => Promise<void>): HubConnection {
  const call: HubConnection["call"] = async (contract, given = {}) => {
    const response = await send(base, token, contract, given);
    if (!response.ok) throw await failureOf(response);
    return (response.status === 204 ? undefined : await response.json()) as RouteAnswer<typeof contract>;
  };
  return {
    config,
    call,
    download: async (contract, given = {}) => {
      const response = await send(base, token, contract, given);
      if (!response.ok) throw await failureOf(response);
      return Buffer.from(await response.arrayBuffer());
    },
    follow: async (jobId, show) => {
      for (;;) {
        const job = await call(operationsRoutes.getJob, { params: { id: jobId } });
        show.update(job);
        if (job.endedAt) return job;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
    [Symbol.asyncDispose]: close,
  };
}

async function send<R extends RouteContract>(
  base: string,
  token: string,
  contract: R,
  given: Given<R>,
): Promise<Response> {
  const url = new URL(base + fill(contract.path, given.params ?? {}));
  for (const [name, value] of Object.entries<unknown>(given.query ?? {})) {
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      url.searchParams.set(name, String(value));
  }
  const headers: Record<string, string> = { authorization: `Bearer ${token}`, "accept-language": "zh" };
  if (given.ifMatch !== undefined) headers["if-match"] = `"${given.ifMatch}"`;
  const body = given.file ?? (given.body === undefined ? undefined : JSON.stringify(given.body));
  if (body !== undefined) headers["content-type"] = given.file ? "application/octet-stream" : "application/json";
  try {
    return await fetch(url, {
      method: contract.method,
      headers,
      ...(body === undefined ? {} : { body: body as BodyInit, duplex: "half" as const }),
    });
  } catch (cause) {
    throw new CommandFailure(
      `连不上 ${base}。\nCannot reach ${base}. (${String((cause as Error).cause ?? cause)})`,
      exitCodes.unreachable,
    );
  }
}

const fill = (path_: string, params: object): string =>
  path_.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((params as Record<string, string>)[name])),
  );

async function failureOf(response: Response): Promise<CommandFailure> {
  const parsed = ProblemDocument.safeParse(await response.json().catch(() => null));
  if (!parsed.success) return new CommandFailure(`HTTP ${response.status}`);
  const { detail, code, errors } = parsed.data;
  return new CommandFailure(
    [`${detail} [${code}]`, ...(errors ?? []).map((error) => `  ${error.pointer}: ${error.detail}`)].join("\n"),
  );
}
