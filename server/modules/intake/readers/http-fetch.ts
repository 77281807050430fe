import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { problem } from "#kernel/problem";
import type { HostGuard } from "../hosts.ts";
import { placeProblems } from "../place-problems.ts";

const redirectsAtMost = 5;
const silentAfterMs = 60_000;

export interface Asking {
  readonly method: "HEAD" | "GET";
  readonly headers: Readonly<Record<string, string>>;
  /** Sent to the first server only. */
  readonly authorization: string | null;
  readonly signal: AbortSignal;
}

/**
 * Asks for an address, following redirects by itself: every host on the way is looked at by the guard, the connection goes to
 * the very address that was looked at, credentials go to no other server, and nothing goes from https back to http.
 *
 * @throws Problem intake.host-refused, intake.redirect-refused, intake.place-unreachable
 */
export async function ask(hosts: HostGuard, first: URL, asking: Asking): Promise<http.IncomingMessage> {
  let url = first;
  for (let redirects = 0; ; redirects += 1) {
    const addresses = await hosts.refuseOutside(url.hostname);
    const isHome = url.origin === first.origin;
    const answer = await send(url, addresses, {
      ...asking,
      authorization: isHome ? asking.authorization : null,
    });
    const { location } = answer.headers;
    if (![301, 302, 303, 307, 308].includes(answer.statusCode ?? 0) || location === undefined) return answer;
    answer.destroy();
    const target = URL.canParse(location, url) ? new URL(location, url) : null;
    const refuse = (reason: string, reasonEn: string) =>
      problem(placeProblems["redirect-refused"], { url: url.href, target: location, reason, reasonEn });
    if (!target || !/^https?:$/.test(target.protocol)) throw refuse("不是网址", "it is no web address");
    if (url.protocol === "https:" && target.protocol === "http:")
      throw refuse("从加密转到了不加密", "it leads from https to http");
    if (redirects === redirectsAtMost) throw refuse("转了太多次", "there were too many redirects");
    target.username = "";
    target.password = "";
    url = target;
  }
}

function send(
  url: URL,
  addresses: readonly string[],
  { method, headers, authorization, signal }: Asking,
): Promise<http.IncomingMessage> {
  const known = addresses.map((address) => ({ address, family: isIP(address) }));
  const lookup: LookupFunction = (_host, { all }, answer) => {
    const [only] = known;
    if (all) answer(null, known);
    else if (only) answer(null, only.address, only.family);
  };
  return new Promise((resolve, reject) => {
    const unreachable = (cause: Error) => {
      reject(problem(placeProblems["place-unreachable"], { place: url.href, reason: cause.message }, { cause }));
    };
    const request = (url.protocol === "https:" ? https : http).request(
      url,
      {
        method,
        lookup,
        signal,
        timeout: silentAfterMs,
        agent: false,
        headers: {
          "user-agent": "weir",
          "accept-encoding": "identity",
          ...headers,
          ...(authorization === null ? {} : { authorization }),
        },
      },
      resolve,
    );
    request.once("timeout", () => request.destroy(new Error("没有回音 / no answer")));
    request.on("error", unreachable);
    request.end();
  });
}
