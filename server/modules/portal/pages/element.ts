import { createElement, type ReactNode } from "react";
import type { Bilingual, Language } from "#contract/text";

/** Elements without JSX: Node runs these files as they are. React escapes every text. */
export const h = createElement;
export type Node = ReactNode;

/** What every page knows. */
export interface PageContext {
  readonly lang: Language;
  /** `https://data.example.gov.cn`, without a slash at the end. */
  readonly origin: string;
  /** Path and query of this page in its own language. */
  readonly path: string;
  readonly nodeName: string;
  readonly now: Date;
}

/** The text in the page's language. */
export const say = ({ lang }: Pick<PageContext, "lang">, zh: string, en: string): string => (lang === "en" ? en : zh);
export const told = ({ lang }: Pick<PageContext, "lang">, text: Bilingual): string =>
  lang === "en" && text.en !== "" ? text.en : text.zh;

/** Said in Chinese on an English page, where nobody has written it in English: a reader's voice changes with it. */
export const langOf = ({ lang }: Pick<PageContext, "lang">, { zh, en }: Bilingual): "zh-CN" | undefined =>
  lang === "en" && (en === "" || en === zh) ? "zh-CN" : undefined;

/** A path of this site in the page's language. */
export function at(
  { lang }: Pick<PageContext, "lang">,
  path: string,
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== "") search.set(name, value);
  if (lang === "en") search.set("lang", "en");
  const [bare = "", anchor] = path.split("#");
  return `${bare}${search.size === 0 ? "" : `?${search}`}${anchor === undefined ? "" : `#${anchor}`}`;
}

export const link = (
  context: PageContext,
  path: string,
  text: string,
  query: Readonly<Record<string, string | undefined>> = {},
): Node => h("a", { href: at(context, path, query) }, text);
