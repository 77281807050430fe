import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Language } from "#contract/text";
import { hasAlready } from "#gate";
import type { Call } from "#kernel/call";
import { originOf } from "#kernel/http/origin";
import type { RawAnswer, RequestFacts } from "#kernel/http/route";
import { Problem } from "#kernel/problem";
import type { PageContext } from "./pages/element.ts";
import { pageHtml, type PageParts } from "./pages/frame.ts";
import { gonePage } from "./pages/receipt-pages.ts";
import type { PortalParts } from "./parts.ts";

type Request = Pick<RequestFacts, "line" | "header">;

/** What every page is told of the hub. */
type Ground = Pick<PortalParts, "nodeName" | "site">;

/** The language asked for, else the browser's. */
export function contextOf(call: Call, request: Request, { nodeName, site }: Ground): PageContext {
  const path = request.line.slice(request.line.indexOf(" ") + 1);
  const asked = new URLSearchParams(path.split("?")[1] ?? "").get("lang");
  const lang: Language = asked === "en" || asked === "zh" ? asked : call.language;
  return { lang, path, origin: originOf(site, request), nodeName, now: call.now };
}

/** Nothing runs, nothing is fetched from elsewhere, and forms come back here. */
const headers = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "same-origin",
  "x-frame-options": "DENY",
};

const leastSqueezed = 1400;

/** The page as bytes, squeezed where the reader can take it; one that has not changed is not sent again. */
export function htmlAnswer(request: Request, context: PageContext, parts: PageParts, status = 200): RawAnswer {
  const html = Buffer.from(pageHtml(context, parts));
  const etag = `"${createHash("sha256").update(html).digest("base64url").slice(0, 22)}"`;
  const common = {
    ...headers,
    vary: "accept-encoding, accept-language",
    "cache-control": parts.isPrivate || parts.isForm ? "no-store" : "no-cache",
    "content-language": context.lang === "en" ? "en" : "zh-CN",
  };
  if (status !== 200) return { status, headers: common, body: html };
  if (hasAlready(etag, request)) return { status: 304, headers: { ...common, etag }, body: null };
  const squeezes = html.length >= leastSqueezed && /\bgzip\b/.test(request.header("accept-encoding") ?? "");
  return squeezes
    ? { status, headers: { ...common, etag, "content-encoding": "gzip" }, body: gzipSync(html) }
    : { status, headers: { ...common, etag }, body: html };
}

/** A page that is read: what is not there is told on a page too. */
export async function readPage(
  call: Call,
  request: Request,
  ground: Ground,
  make: (context: PageContext) => Promise<PageParts>,
): Promise<RawAnswer> {
  const context = contextOf(call, request, ground);
  try {
    return htmlAnswer(request, context, await make(context));
  } catch (error) {
    if (!(error instanceof Problem) || error.definition.status >= 500) throw error;
    return htmlAnswer(request, context, gonePage(context, error.sentence(context.lang)), error.definition.status);
  }
}

export const wantsPage = ({ header }: Pick<Request, "header">): boolean =>
  (header("accept") ?? "").includes("text/html");
