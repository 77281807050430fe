import { type PageContext, say } from "./element.ts";

/** The same thing in another form, or what changes in it. */
export interface Alternate {
  readonly type: string;
  readonly path: string;
  readonly title?: string;
}

/** Where others find a page's things in their own form: DCAT-AP in three ways of writing, JSON. */
const described = (name: string): Alternate[] => [
  { type: "text/turtle", path: `${name}.ttl`, title: "DCAT-AP (Turtle)" },
  { type: "application/ld+json", path: `${name}.jsonld`, title: "DCAT-AP (JSON-LD)" },
  { type: "application/rdf+xml", path: `${name}.rdf`, title: "DCAT-AP (RDF/XML)" },
];

function feeds(context: PageContext): Alternate[] {
  const title = say(context, `${context.nodeName}开放数据的变化`, `Changes of open data, ${context.nodeName}`);
  return [
    { type: "application/atom+xml", path: "/feeds/datasets.atom", title },
    { type: "application/rss+xml", path: "/feeds/datasets.rss", title },
  ];
}

/** Of pages about what is open in all. */
export const ofCatalog = (context: PageContext): Alternate[] => [
  ...described("/catalog"),
  { type: "application/json", path: "/data.json", title: "DCAT-US (data.json)" },
  ...feeds(context),
];

export const ofDataset = (context: PageContext, code: string): Alternate[] => [
  ...described(`/dataset/${code}`),
  { type: "application/json", path: `/api/portal/datasets/${code}`, title: "JSON" },
  ...feeds(context),
];
