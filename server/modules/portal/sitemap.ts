import type { Call } from "#kernel/call";
import type { PortalParts } from "./parts.ts";
import { listDatasets } from "./queries.ts";

const fixed = [
  "/open",
  "/open/datasets",
  "/open/themes",
  "/open/departments",
  "/open/statistics",
  "/open/applications",
  "/open/answers",
];
/** sitemaps.org: 50,000 addresses in one file. */
const mostListed = 50_000;

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Every public page, for search engines. */
export async function sitemap(parts: PortalParts, call: Call, origin: string): Promise<string> {
  const entries = fixed.map((path) => `<url><loc>${escaped(origin + path)}</loc></url>`);
  let cursor: string | undefined;
  do {
    const page = await listDatasets(parts, call, { sort: "id", limit: 1000, cursor });
    for (const { code, modified } of page.items)
      entries.push(`<url><loc>${escaped(`${origin}/open/datasets/${code}`)}</loc><lastmod>${modified}</lastmod></url>`);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && entries.length < mostListed);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.slice(0, mostListed).join("\n")}</urlset>\n`;
}
