import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { z } from "zod";
import { createHostGuard, enrol, runAgent } from "#intake";
import { CommandFailure, exitCodes, say } from "./output.ts";

interface Options {
  readonly hub: string;
  readonly token?: string;
  readonly folder: string;
  readonly cert?: string;
  readonly key?: string;
  readonly ca?: string;
  readonly allow: string;
  readonly passwords?: string;
}

/** What an agent has after it has enrolled; its key never leaves this folder. */
const files = { certificate: "agent.crt", key: "agent.key", authority: "hub-ca.crt", code: "code.sha256" } as const;

export const agentCommand = (): Command =>
  new Command("agent")
    .description("在归集区里读取来源，只向外连接节点 · read a zone's sources for a hub; dials out only")
    .requiredOption("--hub <address>", "https://host:port of the hub's agent port")
    .option("--token <code>", "enrolment code, used once; the certificate is then kept in --folder")
    .option("--folder <folder>", "where certificate and key are kept", "./weir-agent")
    .option("--cert <file>", "certificate, instead of the folder's")
    .option("--key <file>", "its private key")
    .option("--ca <file>", "certificate of the hub's authority")
    .option("--allow <hosts>", "machines of the zone that may be read: names, addresses, networks, apart by commas", "")
    .option("--passwords <file>", 'JSON {"user@host:port/database": "password"}: these never leave this machine')
    .action(agent);

async function agent(options: Options): Promise<void> {
  const hub = hubOf(options.hub);
  if (options.token !== undefined && isNewCode(options.token, options.folder))
    await keepEnrolled(hub, options.token, options.folder);
  const identity = {
    certificate: read(options.cert ?? path.join(options.folder, files.certificate)),
    key: read(options.key ?? path.join(options.folder, files.key)),
  };
  const authority = read(options.ca ?? path.join(options.folder, files.authority));
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stop.abort());
  await runAgent(
    {
      hub,
      identity,
      authority,
      hosts: createHostGuard(options.allow),
      passwords: passwordsOf(options.passwords),
      program: `weir ${process.version} ${process.platform}`,
      say,
    },
    stop.signal,
  );
}

function hubOf(address: string): { host: string; port: number } {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== "https:" || url.port === "")
    throw new CommandFailure(
      `--hub 要写成 https://主机:端口（节点的代理端口 WEIR_AGENT_PORT），现在是 ${address}。\n--hub is https://host:port of the hub's agent port (WEIR_AGENT_PORT), not ${address}.`,
      exitCodes.usage,
    );
  return { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port) };
}

async function keepEnrolled(hub: { host: string; port: number }, token: string, folder: string): Promise<void> {
  const { identity, authority, zone, name } = await enrol(hub, token).catch((cause: unknown) => {
    throw new CommandFailure(cause instanceof Error ? cause.message : String(cause));
  });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  keep(path.join(folder, files.key), identity.key);
  keep(path.join(folder, files.authority), authority);
  // Last: where they stand, everything stands.
  keep(path.join(folder, files.certificate), identity.certificate);
  keep(path.join(folder, files.code), markOf(token));
  say(`已登记为归集区“${zone}”的代理“${name}” · enrolled as ${name} of zone ${zone}`);
}

/**
 * The code stands in the command line of a service and is given at every start: it enrols once. Another code than the one the
 * certificate came by renews it.
 */
export function isNewCode(token: string, folder: string): boolean {
  if (!existsSync(path.join(folder, files.certificate))) return true;
  const kept = path.join(folder, files.code);
  return existsSync(kept) && readFileSync(kept, "utf8") !== markOf(token);
}

/** A used code is worth nothing; it is not kept all the same. */
const markOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Whole or not at all, readable by this user only. */
function keep(file: string, content: string): void {
  writeFileSync(`${file}.part`, content, { mode: 0o600 });
  renameSync(`${file}.part`, file);
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandFailure(
      `读不了 ${file}：${reason}。还没有登记的，请用 --token 加上归集区页面给的登记码。\nCannot read ${file}. Enrol first with --token and the code of the zones page.`,
    );
  }
}

function passwordsOf(file: string | undefined): ReadonlyMap<string, string> {
  if (file === undefined) return new Map();
  try {
    return new Map(Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(read(file)))));
  } catch (cause) {
    if (cause instanceof CommandFailure) throw cause;
    throw new CommandFailure(
      `${file} 应是 {"账号@主机:端口/库": "口令"} 这样的 JSON。\n${file} must be JSON like {"user@host:port/database": "password"}.`,
    );
  }
}
