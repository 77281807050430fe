import type { RequestFacts } from "#kernel/http/route";

/** `https://data.city.gov.cn`, without a slash. A host that is none falls back to the machine's own. */
export function originOf(publicUrl: string | null, facts: Pick<RequestFacts, "header">): string {
  if (publicUrl !== null) return publicUrl.replace(/\/+$/, "");
  const host = facts.header("host") ?? "localhost";
  const url = `http://${host}`;
  return /^[\w.:[\]-]{1,255}$/.test(host) && URL.canParse(url) ? new URL(url).origin : "http://localhost";
}

/** A path of this site, or an address elsewhere as it is. */
export const absolute = (origin: string, pathOrUrl: string): string =>
  pathOrUrl.startsWith("/") ? `${origin}${pathOrUrl}` : pathOrUrl;

export const pageOf = (origin: string, code: string): string => `${origin}/open/datasets/${code}`;
