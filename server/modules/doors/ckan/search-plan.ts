import type { DatasetFilter, PublicDataset } from "#contract/portal";
import { idOfName } from "../derived-id.ts";
import { badSearch } from "./errors.ts";
import { groupName, organizationName } from "./shapes.ts";
import { type Clause, parseSolr } from "./solr.ts";

/** What the portal can be asked, and what is left to be looked at dataset by dataset. */
export interface SearchPlan {
  readonly filter: DatasetFilter;
  readonly rest: readonly Clause[];
}

/** Codes of departments and themes by every name a client may use for them. */
export interface Names {
  readonly departments: ReadonlyMap<string, string>;
  readonly themes: ReadonlyMap<string, string>;
}

/** @throws CkanError Search Query Error */
export function planSearch(queries: readonly string[], names: Names): SearchPlan {
  const clauses = queries.filter((query) => query.trim() !== "").flatMap((query) => conjuncts(parseSolr(query)));
  const words: string[] = [];
  const rest: Clause[] = [];
  const filter: Record<string, unknown> = {};
  for (const clause of clauses) {
    if (clause.kind === "word") words.push(clause.text);
    else if (!push(filter, clause, names)) rest.push(clause);
  }
  const q = words
    .filter((word) => word !== "*")
    .join(" ")
    .slice(0, 120);
  return { filter: { ...filter, ...(q === "" ? {} : { q }) }, rest };
}

const conjuncts = (clause: Clause): Clause[] =>
  clause.kind === "and" ? clause.clauses.flatMap((one) => conjuncts(one)) : [clause];

/** Puts the clause into the portal's own filter where it says the same; once for each filter. */
function push(filter: Record<string, unknown>, clause: Clause, names: Names): boolean {
  if (clause.kind === "range") {
    if (clause.field !== "metadata_modified" || clause.until !== "*" || "modifiedSince" in filter) return false;
    const since = new Date(withZone(clause.from));
    if (Number.isNaN(since.getTime())) return false;
    filter["modifiedSince"] = since.toISOString();
    return true;
  }
  const same = valuesOfOne(clause);
  if (same === null || same.values.some((value) => value.includes("*"))) return false;
  const known = ownFilters[same.field];
  if (known === undefined || known.name in filter) return false;
  const values = same.values.map((value) => known.valueOf(value, names));
  // A name nobody bears is met by nothing; the look at each dataset says the same.
  if (values.some((value) => value === undefined)) return false;
  filter[known.name] = values;
  return true;
}

/** `a:x`, `a:(x OR y)`, `a:x OR a:y`. */
function valuesOfOne(clause: Clause): { field: string; values: string[] } | null {
  if (clause.kind === "field") return { field: clause.field, values: [clause.value] };
  if (clause.kind !== "or") return null;
  const parts = clause.clauses.map(valuesOfOne);
  const [first] = parts;
  if (!first || parts.some((part) => part?.field !== first.field)) return null;
  return { field: first.field, values: parts.flatMap((part) => part?.values ?? []) };
}

const ownFilters: Readonly<
  Record<string, { readonly name: string; readonly valueOf: (value: string, names: Names) => string | undefined }>
> = {
  organization: { name: "department", valueOf: (value, { departments }) => departments.get(value.toLowerCase()) },
  owner_org: { name: "department", valueOf: (value, { departments }) => departments.get(value.toLowerCase()) },
  groups: { name: "theme", valueOf: (value, { themes }) => themes.get(value.toLowerCase()) },
  tags: { name: "keyword", valueOf: (value) => value },
  res_format: { name: "format", valueOf: (value) => value.toLowerCase() },
  license_id: { name: "licence", valueOf: (value) => value },
};

/** Texts of a dataset under the names CKAN's index gives them. @throws CkanError for a name it does not know */
function valuesOf(set: PublicDataset, field: string): readonly string[] {
  const { department, theme } = set;
  switch (field) {
    case "organization":
      return [organizationName(department.code), department.code];
    case "owner_org":
      return [idOfName("organization", department.code)];
    case "groups":
      return [groupName(theme.code), idOfName("group", theme.code)];
    case "tags":
      return set.keywords;
    case "res_format":
      return set.distributions.map(({ format }) => format);
    case "license_id":
      return [set.licence.id];
    case "id":
      return [set.id];
    case "name":
      return [set.code];
    case "title":
      return [set.title.zh, set.title.en];
    case "notes":
      return [set.description.zh, set.description.en];
    case "state":
      return ["active"];
    case "private":
      return ["false"];
    case "capacity":
      return ["public"];
    case "type":
    case "dataset_type":
    case "entity_type":
      return ["dataset", "package"];
    case "isopen":
      return [String(set.licence.isOpen)];
    case "frequency":
    case "extras_frequency":
      return [set.frequency];
    case "text":
      return [set.title.zh, set.title.en, set.description.zh, set.description.en, ...set.keywords];
    default:
      throw badSearch(`undefined field ${field}`);
  }
}

const isText = (field: string): boolean => field === "title" || field === "notes" || field === "text";

/** Whether the dataset meets what the portal could not be asked. @throws CkanError Search Query Error */
export function meets(set: PublicDataset, clause: Clause): boolean {
  switch (clause.kind) {
    case "and":
      return clause.clauses.every((one) => meets(set, one));
    case "or":
      return clause.clauses.some((one) => meets(set, one));
    case "not":
      return !meets(set, clause.clause);
    case "word":
      return clause.text === "*" || valuesOf(set, "text").some((text) => holds(text, clause.text, true));
    case "field":
      return valuesOf(set, clause.field).some((text) => holds(text, clause.value, isText(clause.field)));
    case "range":
      return isWithin(set, clause);
  }
}

/** The value itself; a piece of a text; with `*` at its end the beginning. */
function holds(text: string, wanted: string, isPiece: boolean): boolean {
  const have = text.toLowerCase();
  const want = wanted.toLowerCase();
  if (want === "*") return have !== "";
  if (want.endsWith("*")) return isPiece ? have.includes(want.slice(0, -1)) : have.startsWith(want.slice(0, -1));
  return isPiece ? have.includes(want) : have === want;
}

function isWithin(set: PublicDataset, { field, from, until }: Extract<Clause, { kind: "range" }>): boolean {
  if (field !== "metadata_modified" && field !== "metadata_created")
    return valuesOf(set, field).some((text) => (from === "*" || text >= from) && (until === "*" || text <= until));
  const at = Date.parse(field === "metadata_modified" ? set.modified : set.issued);
  return (from === "*" || at >= moment(from)) && (until === "*" || at <= moment(until));
}

const withZone = (text: string): string =>
  /[Zz]$|[+-]\d{2}:?\d{2}$/.test(text) || !text.includes("T") ? text : `${text}Z`;

/** ISO, or `NOW`, `NOW-7DAYS` as Solr reckons. @throws CkanError */
function moment(text: string): number {
  const now = /^NOW(?:([+-])(\d{1,6})(DAY|HOUR|MONTH|YEAR)S?)?(?:\/\w+)?$/.exec(text);
  if (now) {
    const [, sign = "+", count = "0", unit = "DAY"] = now;
    return Date.now() + (sign === "-" ? -1 : 1) * Number(count) * (unitsMs[unit] ?? 0);
  }
  const at = Date.parse(withZone(text));
  if (Number.isNaN(at)) throw badSearch(`${text} is no date`);
  return at;
}

const dayMs = 86_400_000;
const unitsMs: Readonly<Record<string, number>> = { HOUR: 3_600_000, DAY: dayMs, MONTH: 30 * dayMs, YEAR: 365 * dayMs };
