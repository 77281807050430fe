import type { PublicDataset } from "#contract/portal";
import type { Call } from "#kernel/call";
import type { RowsFrom } from "#portal";
import { idOfFile, idOfName } from "../derived-id.ts";
import { everyDataset } from "../everything.ts";
import { type DoorsParts, mostAtOnce } from "../parts.ts";
import { type Arguments, listIn, neededText, numberIn, textIn, truthIn } from "./arguments.ts";
import { absentAsNull, datasetOf, datastoreInfo, datastoreSearch } from "./datastore.ts";
import { CkanError, denied, notFound } from "./errors.ts";
import { packageSearch } from "./package-search.ts";
import {
  groupName,
  licenceOf,
  organizationName,
  packageOf,
  resourcesOf,
  tagOf,
  wholeGroupOf,
  wholeOrganizationOf,
} from "./shapes.ts";

/** What an action works with. */
export interface Asked {
  readonly call: Call;
  readonly parts: DoorsParts;
  readonly origin: string;
  readonly given: Arguments;
  readonly from: RowsFrom;
}

interface Action {
  readonly help: string;
  readonly act: (asked: Asked) => Promise<unknown>;
}

/** Version of CKAN whose actions these are. */
const ckanVersion = "2.11.0";

const actions: Readonly<Record<string, Action>> = {
  site_read: { help: "True.", act: async () => true },
  status_show: {
    help: "What this site is.",
    act: async ({ parts, origin }) => ({
      ckan_version: ckanVersion,
      site_url: origin,
      site_title: parts.nodeName,
      site_description: "",
      error_emails_to: null,
      locale_default: "zh_Hans_CN",
      extensions: ["datastore", "dcat"],
    }),
  },
  help_show: { help: "What an action does: name.", act: helpShow },
  package_list: { help: "Names of all datasets: limit, offset.", act: packageList },
  package_show: { help: "A dataset: id (or its name).", act: packageShow },
  package_search: {
    help: "Datasets: q, fq, fq_list, sort, rows (at most 1000), start, facet.field, facet.limit, facet.mincount.",
    act: ({ call, parts, origin, given }) => packageSearch(call, parts, origin, given),
  },
  package_autocomplete: { help: "Names and titles of datasets that meet q: limit.", act: packageAutocomplete },
  current_package_list_with_resources: {
    help: "Datasets, the last changed first: limit, offset.",
    act: async ({ call, parts, origin, given }) => {
      const page = await parts.portal.list(call, { ...pageIn(given, 50), sort: "modified" });
      return page.items.map((set) => packageOf(origin, set));
    },
  },
  resource_show: { help: "A file: id.", act: resourceShow },
  organization_list: {
    help: "Departments with open data: all_fields, organizations, limit, offset.",
    act: organizationList,
  },
  organization_show: { help: "A department: id, include_datasets.", act: organizationShow },
  organization_autocomplete: { help: "Departments whose name holds q.", act: organizationAutocomplete },
  organization_list_for_user: { help: "None: this door is for readers.", act: async () => [] },
  group_list: { help: "Themes: all_fields, groups, limit, offset.", act: groupList },
  group_show: { help: "A theme: id, include_datasets.", act: groupShow },
  group_list_authz: { help: "None: this door is for readers.", act: async () => [] },
  tag_list: { help: "Keywords: query, all_fields.", act: tagList },
  tag_show: { help: "A keyword: id, include_datasets.", act: tagShow },
  vocabulary_list: { help: "None.", act: async () => [] },
  user_list: { help: "None: people are not public.", act: async () => [] },
  license_list: {
    help: "Licences.",
    act: async ({ call, parts, origin }) => (await parts.portal.licences(call)).map((one) => licenceOf(origin, one)),
  },
  datastore_search: {
    help: "Rows: resource_id, filters, q, fields, sort, limit (at most 32000), offset, records_format.",
    act: ({ call, parts, given, from }) => datastoreSearch(call, parts, given, from),
  },
  datastore_info: {
    help: "Columns of a resource: id.",
    act: ({ call, parts, given }) => datastoreInfo(call, parts, given),
  },
};

const writing =
  /_(?:create|update|patch|delete|upsert|purge|revoke|reorder|revise)$|^(?:dataset_purge|bulk_update_\w+)$/;

/** @throws CkanError for an action that there is not, and whatever the action refuses */
export async function perform(name: string, asked: Asked): Promise<unknown> {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action) return await action.act(asked);
  if (writing.test(name))
    throw denied("open data is published by the departments on the hub itself; this door is for readers.");
  throw new CkanError(400, `Bad request: Action name not known: ${name}`);
}

async function helpShow({ given }: Asked): Promise<string> {
  const name = neededText(given, "name");
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw notFound(`action "${name.slice(0, 100)}"`);
  return action.help;
}

const pageIn = (given: Arguments, otherwise: number) => ({
  limit: Math.max(1, numberIn(given, "limit", { most: mostAtOnce, otherwise })),
  offset: numberIn(given, "offset", { most: 100_000, otherwise: 0 }),
});

async function packageList({ call, parts, given }: Asked): Promise<string[]> {
  const names: string[] = [];
  for await (const { code } of everyDataset(call, parts)) names.push(code);
  const offset = numberIn(given, "offset", { most: 1_000_000, otherwise: 0 });
  const limit = textIn(given, "limit") === "" ? undefined : numberIn(given, "limit", { most: 1_000_000, otherwise: 0 });
  return names.toSorted().slice(offset, limit === undefined ? undefined : offset + limit);
}

/** @throws CkanError Not Found Error */
async function mustFind({ call, parts }: Asked, key: string): Promise<PublicDataset> {
  const set = await parts.portal.get(call, key).catch(absentAsNull);
  if (!set) throw notFound(`Dataset "${key.slice(0, 120)}"`);
  return set;
}

async function packageShow(asked: Asked) {
  return packageOf(asked.origin, await mustFind(asked, neededText(asked.given, "id", "name_or_id")));
}

async function packageAutocomplete({ call, parts, given }: Asked) {
  const q = textIn(given, "q");
  const limit = numberIn(given, "limit", { most: 100, otherwise: 10 });
  const { items } = await parts.portal.list(call, {
    ...(q === "" ? {} : { q: q.slice(0, 120) }),
    limit: Math.max(1, limit),
  });
  return items.map(({ code, title }) => ({
    name: code,
    title: title.zh,
    match_field: "title",
    match_displayed: `${title.zh} (${code})`,
  }));
}

async function resourceShow({ call, parts, origin, given }: Asked) {
  const id = neededText(given, "id");
  const set = await datasetOf(call, parts, id);
  const found = set.distributions.findIndex(({ format }) => idOfFile(set.id, format) === id.toLowerCase());
  const resource = resourcesOf(origin, set)[found];
  if (!resource) throw notFound(`Resource "${id.slice(0, 120)}"`);
  return resource;
}

/** Names, or all fields; those of `only` where some are named. */
function listed<Item extends { readonly name: string }>(
  given: Arguments,
  items: readonly Item[],
  only: string,
): (string | Item)[] {
  const wanted = listIn(given, only);
  const offset = numberIn(given, "offset", { most: 1_000_000, otherwise: 0 });
  const isAll = truthIn(given, "all_fields", false);
  const limit = numberIn(given, "limit", { most: mostAtOnce, otherwise: mostAtOnce });
  const chosen = items
    .filter(({ name }) => wanted.length === 0 || wanted.includes(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .slice(offset, offset + limit);
  return isAll ? chosen : chosen.map(({ name }) => name);
}

async function organizationList({ call, parts, given }: Asked) {
  return listed(given, (await parts.portal.departments(call)).map(wholeOrganizationOf), "organizations");
}

async function groupList({ call, parts, given }: Asked) {
  return listed(given, (await parts.portal.themes(call)).map(wholeGroupOf), "groups");
}

/** Datasets of a department or theme, where they are asked for. CKAN gives at most so many. */
async function packagesOf(
  { call, parts, origin, given }: Asked,
  filter: { department?: string[]; theme?: string[]; keyword?: string[] },
) {
  if (!truthIn(given, "include_datasets", false)) return {};
  const { items } = await parts.portal.list(call, { ...filter, limit: mostAtOnce, sort: "modified" });
  return { packages: items.map((set) => packageOf(origin, set)) };
}

async function organizationShow(asked: Asked) {
  const id = neededText(asked.given, "id").toLowerCase();
  const found = (await asked.parts.portal.departments(asked.call)).find(
    ({ code }) => organizationName(code) === id || idOfName("organization", code) === id,
  );
  if (!found) throw notFound(`Organization "${id.slice(0, 120)}"`);
  return { ...wholeOrganizationOf(found), ...(await packagesOf(asked, { department: [found.code] })) };
}

async function organizationAutocomplete({ call, parts, given }: Asked) {
  const q = textIn(given, "q").toLowerCase();
  return (await parts.portal.departments(call))
    .filter(({ code, name }) => name.toLowerCase().includes(q) || organizationName(code).includes(q))
    .slice(0, 20)
    .map(({ code, name }) => ({ id: idOfName("organization", code), name: organizationName(code), title: name }));
}

async function groupShow(asked: Asked) {
  const id = neededText(asked.given, "id").toLowerCase();
  const found = (await asked.parts.portal.themes(asked.call)).find(
    ({ code }) => groupName(code) === id || idOfName("group", code) === id,
  );
  if (!found) throw notFound(`Group "${id.slice(0, 120)}"`);
  return { ...wholeGroupOf(found), ...(await packagesOf(asked, { theme: [found.code] })) };
}

async function keywordsOf({ call, parts }: Asked): Promise<string[]> {
  const words = new Set<string>();
  for await (const { keywords } of everyDataset(call, parts)) for (const word of keywords) words.add(word);
  return [...words].toSorted();
}

async function tagList(asked: Asked) {
  const query = textIn(asked.given, "query").toLowerCase();
  const words = (await keywordsOf(asked)).filter((word) => word.toLowerCase().includes(query));
  return truthIn(asked.given, "all_fields", false) ? words.map(tagOf) : words;
}

async function tagShow(asked: Asked) {
  const id = neededText(asked.given, "id");
  const found = (await keywordsOf(asked)).find((word) => word === id || idOfName("tag", word) === id.toLowerCase());
  if (found === undefined) throw notFound(`Tag "${id.slice(0, 120)}"`);
  return { ...tagOf(found), ...(await packagesOf(asked, { keyword: [found] })) };
}
