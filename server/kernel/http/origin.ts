import type { RequestFacts } from "./route.ts";

/** Where the site stands for the world. */
export interface Site {
  /** `https://data.city.gov.cn`; null: as the request names it. */
  readonly publicUrl: string | null;
  /** Whether browsers reach it by HTTPS. */
  readonly isSecure: boolean;
}

/**
 * Beginning of the addresses that are written for others to keep, without a slash at the end. What a request says of itself
 * counts only where nothing is set, and then the host alone: shared caches keep answers by host, but not by the headers of
 * proxies, which anybody may send. A host that is none falls back to the machine's own.
 */
export function originOf({ publicUrl, isSecure }: Site, facts: Pick<RequestFacts, "header">): string {
  if (publicUrl !== null) return publicUrl.replace(/\/+$/, "");
  const scheme = isSecure ? "https" : "http";
  const host = facts.header("host") ?? "localhost";
  const url = `${scheme}://${host}`;
  return /^[\w.:[\]-]{1,255}$/.test(host) && URL.canParse(url) ? new URL(url).origin : `${scheme}://localhost`;
}
