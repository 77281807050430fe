import type { ExternalDataset, ExternalDistribution, HarvestFault } from "#contract/harvest";

// Turning what other portals write into plain texts, links and moments. Pure.

/** A text of anything that can be read as one: a string, a number, `{"@value": …}`, the first of a list, a language map. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value.trim();
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.map(textOf).find((text) => text !== "") ?? "";
  if (!isRecord(value)) return "";
  for (const key of ["@value", "zh", "zh-CN", "zh-Hans", "zh_CN", "zh-TW", "zh-HK", "en", "name", "title", "label"]) {
    const text = textOf(value[key]);
    if (text !== "") return text;
  }
  return "";
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null || value === "" ? [] : [value];

export const textsOf = (value: unknown): string[] => distinct(listOf(value).map(textOf));

export const distinct = (texts: readonly string[]): string[] => [...new Set(texts.filter((text) => text !== ""))];

/** An address of the web made absolute; empty for anything else, so that no link of another portal can run a script here. */
export function linkOf(value: unknown, base?: string): string {
  const text = textOf(isRecord(value) && "@id" in value ? value["@id"] : value);
  if (text === "" || text.length > 2000 || /\s/.test(text) || !URL.canParse(text, base)) return "";
  const url = new URL(text, base);
  return url.protocol === "http:" || url.protocol === "https:" ? url.href : "";
}

/** Markup is not shown: tags go, entities become their characters. */
export function withoutMarkup(text: string): string {
  if (!/[<&]/.test(text)) return text;
  return text
    .replaceAll(/<(?:br|\/p|\/div|\/li)\b[^>]*>/gi, "\n")
    .replaceAll(/<\/?[a-z][^>]*>/gi, "")
    .replaceAll(/&(?:#(\d{1,6})|(nbsp|amp|lt|gt|quot|apos));/gi, (whole, code: string | undefined, name: string) =>
      code === undefined ? (entities[name.toLowerCase()] ?? whole) : String.fromCodePoint(Number(code)),
    )
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

const entities: Readonly<Record<string, string>> = { nbsp: " ", amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * A moment as portals write it: `2018-03-02`, `2018-03-02 18:40:48`, `2017/8/18`, `20201117`, ISO 8601. CKAN's has no zone
 * and means UTC. Null for repeating intervals (`R/P1W`) and everything else.
 */
export function momentOf(text: string): string | null {
  const digits = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const given = digits ? `${digits[1]}-${digits[2]}-${digits[3]}` : text.replaceAll("/", "-");
  const parts =
    /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,3})?)\d*)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(
      given.trim(),
    );
  if (!parts) return null;
  const [, year = "", month = "", day = "1", hour = "0", minute = "00", second = "00", zone = "Z"] = parts;
  const two = (part: string) => part.padStart(2, "0");
  const iso = `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}${zone === "Z" ? "Z" : zone.replace(/^(...)(\d\d)$/, "$1:$2")}`;
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime()) || moment.getUTCFullYear() < 1000) return null;
  // A day that does not exist would become the next month's first.
  return Number(day) > daysIn(Number(year), Number(month)) ? null : moment.toISOString();
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

export function numberOf(value: unknown): number | null {
  const number = typeof value === "number" ? value : Number(textOf(value) || Number.NaN);
  return Number.isFinite(number) && number >= 0 ? number : null;
}

export const emptyDataset: ExternalDataset = {
  originId: "",
  title: "",
  titleEn: "",
  abstract: "",
  publisher: "",
  theme: "",
  keywords: [],
  fields: [],
  licence: "",
  licenceUrl: "",
  landingPage: "",
  language: "",
  updateCycle: "",
  issuedAt: null,
  modifiedAt: null,
  distributions: [],
};

/** Nothing without an address is a distribution. */
export const withAddress = (distributions: readonly ExternalDistribution[]): ExternalDistribution[] =>
  distributions.filter(({ url }) => url !== "");

export const fault = (rule: string, zh: string, en: string): HarvestFault => ({ rule, zh, en });

/** What every record must have, whatever its source speaks. */
export function basicFaults({ originId, title }: Pick<ExternalDataset, "originId" | "title">): HarvestFault[] {
  return [
    ...(originId === ""
      ? [
          fault(
            "identifier-missing",
            "没有标识，下次采集认不出它。请来源补上标识。",
            "It has no identifier, so the next run would not know it again. The portal has to give one.",
          ),
        ]
      : []),
    ...(originId.length > 600
      ? [
          fault(
            "identifier-long",
            "标识超过 600 个字符。请来源改短。",
            "Its identifier is longer than 600 characters. The portal has to shorten it.",
          ),
        ]
      : []),
    ...(title === ""
      ? [
          fault(
            "title-missing",
            "没有标题，无法显示和查找。请来源补上标题。",
            "It has no title to show or find it by. The portal has to give one.",
          ),
        ]
      : []),
  ];
}

const most = { title: 500, abstract: 20_000, short: 300, keywords: 60, fields: 500, distributions: 300 };
const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`;

const storable = (text: string): string => text.replaceAll("\0", "").toWellFormed();

/** PostgreSQL takes neither NUL nor half a character; what is longer than a screen could use is cut and ends in an ellipsis. */
export function bounded(dataset: ExternalDataset): ExternalDataset {
  const clean = (text: string, length: number) => cut(storable(text), length);
  const short = (text: string) => clean(text, most.short);
  return {
    ...dataset,
    originId: storable(dataset.originId),
    title: clean(dataset.title.replaceAll(/\s+/g, " "), most.title),
    titleEn: clean(dataset.titleEn.replaceAll(/\s+/g, " "), most.title),
    abstract: clean(dataset.abstract, most.abstract),
    publisher: short(dataset.publisher),
    theme: short(dataset.theme),
    keywords: dataset.keywords.slice(0, most.keywords).map(short),
    fields: dataset.fields.slice(0, most.fields).map(short),
    licence: short(withoutMarkup(dataset.licence)),
    language: short(dataset.language),
    updateCycle: short(dataset.updateCycle),
    distributions: dataset.distributions
      .slice(0, most.distributions)
      .map((one) => ({ ...one, title: short(one.title), format: short(one.format), mediaType: short(one.mediaType) })),
  };
}
