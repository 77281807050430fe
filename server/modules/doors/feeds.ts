import type { PublicDataset } from "#contract/portal";
import type { Call } from "#kernel/call";
import { originOf } from "#kernel/http/origin";
import type { RawAnswer, RequestFacts } from "#kernel/http/route";
import { xml } from "./dcat/write.ts";
import { pageOf } from "./origin.ts";
import type { DoorsParts } from "./parts.ts";

const shown = 50;
const withdrawnForDays = 90;

interface Change {
  /** Changes with the dataset, so that a reader shows it anew. */
  readonly id: string;
  readonly at: string;
  readonly title: string;
  readonly link: string;
  readonly summary: string;
  readonly author: string;
  readonly theme: string;
}

/** What was opened, changed or withdrawn, the newest first. */
async function changes(call: Call, { portal }: DoorsParts, origin: string): Promise<Change[]> {
  const { items } = await portal.list(call, { sort: "modified", limit: shown });
  const since = new Date(call.now.getTime() - withdrawnForDays * 86_400_000).toISOString();
  const withdrawn = await portal.withdrawnSince(call, since, shown);
  return [
    ...items.map((set) => changeOf(origin, set)),
    ...withdrawn.map(({ id, code, title, withdrawnAt }) => ({
      id: `urn:uuid:${id}#withdrawn-${withdrawnAt}`,
      at: withdrawnAt,
      title: `已撤下：${title}`,
      link: pageOf(origin, code),
      summary: "这个数据集不再开放。",
      author: "",
      theme: "",
    })),
  ]
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? -1 : 1))
    .slice(0, shown);
}

const changeOf = (origin: string, set: PublicDataset): Change => ({
  id: `urn:uuid:${set.id}#${set.modified}`,
  at: set.modified,
  title: set.issued === set.modified ? `新开放：${set.title.zh}` : `更新：${set.title.zh}`,
  link: pageOf(origin, set.code),
  summary: `${set.description.zh}（第 ${set.version} 版，${set.rowCount} 行）`,
  author: set.department.name,
  theme: set.theme.name.zh,
});

export async function answerRss(call: Call, parts: DoorsParts, facts: RequestFacts): Promise<RawAnswer> {
  const origin = originOf(parts.site, facts);
  const items = (await changes(call, parts, origin)).map(
    ({ id, at, title, link, summary, author, theme }) =>
      `<item><title>${xml(title)}</title><link>${xml(link)}</link><guid isPermaLink="false">${xml(id)}</guid><pubDate>${new Date(at).toUTCString()}</pubDate>${author === "" ? "" : `<dc:creator>${xml(author)}</dc:creator>`}${theme === "" ? "" : `<category>${xml(theme)}</category>`}<description>${xml(summary)}</description></item>`,
  );
  const title = xml(`${parts.nodeName} 开放数据`);
  return feed(
    "application/rss+xml",
    `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${title}</title><link>${xml(`${origin}/open`)}</link><description>${title}：新开放、更新和撤下的数据集</description><language>zh-cn</language><atom:link href="${xml(`${origin}/feeds/datasets.rss`)}" rel="self" type="application/rss+xml"/>${items.join("\n")}</channel></rss>`,
  );
}

export async function answerAtom(call: Call, parts: DoorsParts, facts: RequestFacts): Promise<RawAnswer> {
  const origin = originOf(parts.site, facts);
  const list = await changes(call, parts, origin);
  const entries = list.map(
    ({ id, at, title, link, summary, author, theme }) =>
      `<entry><id>${xml(id)}</id><title>${xml(title)}</title><link href="${xml(link)}"/><updated>${at}</updated><author><name>${xml(author === "" ? parts.nodeName : author)}</name></author>${theme === "" ? "" : `<category term="${xml(theme)}"/>`}<summary>${xml(summary)}</summary></entry>`,
  );
  const address = xml(`${origin}/feeds/datasets.atom`);
  return feed(
    "application/atom+xml",
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN"><id>${address}</id><title>${xml(`${parts.nodeName} 开放数据`)}</title><link rel="self" href="${address}"/><link href="${xml(`${origin}/open`)}"/><updated>${list[0]?.at ?? call.now.toISOString()}</updated>${entries.join("\n")}</feed>`,
  );
}

const feed = (type: string, body: string): RawAnswer => ({
  status: 200,
  headers: {
    "content-type": `${type}; charset=utf-8`,
    "access-control-allow-origin": "*",
    "cache-control": "no-cache",
  },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}\n`,
});
