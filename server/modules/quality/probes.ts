import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Call } from "#kernel/call";
import type { QualityDeps } from "./deps.ts";
import type { TableRule } from "./rule.ts";
import { keepProbe } from "./state-store.ts";
import type { TableLook } from "./table-tests.ts";

/** Knocks at the addresses of these rules, one after another, and remembers how it went. */
export async function probeAll(
  call: Call,
  deps: QualityDeps,
  resourceId: string,
  rules: readonly TableRule[],
): Promise<Map<string, TableLook>> {
  const looks = new Map<string, TableLook>();
  for (const { id, test } of rules) {
    if (test.kind !== "reachable") continue;
    const begun = performance.now();
    const status = await knock(deps, test.url, test.timeoutMs, call.signal);
    const probe = {
      resourceId,
      rule: id,
      at: deps.now(),
      isReached: status !== null && status < 400,
      status,
      durationMs: Math.round(performance.now() - begun),
    };
    looks.set(id, { probes: await keepProbe(call.db, probe, test.window) });
  }
  return looks;
}

/** The status of a GET whose body is left unread; null where nobody answered in time, or the machine is closed to the hub. */
export async function knock(
  deps: Pick<QualityDeps, "hosts">,
  url: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<number | null> {
  const { protocol, hostname } = new URL(url);
  let address: string | undefined;
  try {
    // Connected to by address: a name that answers differently the second time gains nothing.
    [address] = await deps.hosts.refuseOutside(hostname);
  } catch {
    return null;
  }
  const open = protocol === "https:" ? httpsRequest : httpRequest;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const family = address?.includes(":") === true ? 6 : 4;
  return new Promise((resolve) => {
    const lookup = (_: string, options: { all?: boolean }, done: (...answer: never[]) => void) => {
      const answer = options.all === true ? [null, [{ address, family }]] : [null, address, family];
      (done as (...given: unknown[]) => void)(...answer);
    };
    const request = open(url, { method: "GET", signal: limit, lookup }, (response) => {
      resolve(response.statusCode ?? null);
      response.destroy();
    });
    request.on("error", () => resolve(null));
    request.end();
  });
}
