import { updateCycleNames } from "#contract/catalog";
import {
  accessRightNames,
  type Licence,
  openFormatNames,
  type PublicDataset,
  type PublicDepartment,
  type PublicTheme,
} from "#contract/portal";
import { idOfFile, idOfName } from "../derived-id.ts";
import { absolute, pageOf } from "../origin.ts";

// Things as CKAN 2.x describes them (ckan/logic/schema.py, ckan/lib/dictization). Texts are Chinese; where there is English
// it stands beside, under the names that ckanext-fluent gives it.

/** Without a zone: CKAN's times are UTC. */
export const timeOf = (instant: string): string => instant.replace(/Z$/, "").replace(/\.(\d{3})$/, ".$1000");

export const organizationName = (code: string): string => code.toLowerCase();
export const groupName = (code: string): string => code;

export function organizationOf({ code, name }: { readonly code: string; readonly name: string }) {
  return {
    id: idOfName("organization", code),
    name: organizationName(code),
    title: name,
    type: "organization",
    description: "",
    image_url: "",
    created: "2020-01-01T00:00:00.000000",
    is_organization: true,
    approval_status: "approved",
    state: "active",
  };
}

export const wholeOrganizationOf = (one: PublicDepartment) => ({
  ...organizationOf(one),
  display_name: one.name,
  title_translated: { zh_CN: one.name, ...(one.nameEn === "" ? {} : { en: one.nameEn }) },
  image_display_url: "",
  package_count: one.datasets,
  num_followers: 0,
  extras: [
    { key: "credit_code", value: one.code },
    { key: "division", value: one.division.code },
  ],
  groups: [],
  tags: [],
  users: [],
});

export const groupOf = ({ code, name }: Pick<PublicTheme, "code" | "name">) => ({
  id: idOfName("group", code),
  name: groupName(code),
  title: name.zh,
  display_name: name.zh,
  description: "",
  image_display_url: "",
});

export const wholeGroupOf = (one: PublicTheme) => ({
  ...groupOf(one),
  title_translated: { zh_CN: one.name.zh, en: one.name.en },
  type: "group",
  is_organization: false,
  approval_status: "approved",
  state: "active",
  created: "2020-01-01T00:00:00.000000",
  image_url: "",
  package_count: one.datasets,
  num_followers: 0,
  extras: [],
  groups: [],
  tags: [],
  users: [],
});

export const tagOf = (name: string) => ({
  id: idOfName("tag", name),
  name,
  display_name: name,
  state: "active",
  vocabulary_id: null,
});

export const licenceOf = (origin: string, { id, name, url, isOpen }: Licence | PublicDataset["licence"]) => ({
  id,
  title: name.zh,
  url: absolute(origin, url),
  status: "active",
  family: "",
  maintainer: "",
  domain_content: false,
  domain_data: true,
  domain_software: false,
  is_generic: false,
  is_okd_compliant: isOpen,
  is_osi_compliant: false,
  od_conformance: isOpen ? "approved" : "rejected",
  osd_conformance: "not reviewed",
  legacy_ids: [],
});

export function packageOf(origin: string, set: PublicDataset) {
  const resources = resourcesOf(origin, set);
  return {
    id: set.id,
    name: set.code,
    title: set.title.zh,
    title_translated: translated(set.title),
    notes: set.description.zh,
    notes_translated: translated(set.description),
    url: pageOf(origin, set.code),
    version: String(set.version),
    author: set.department.name,
    author_email: "",
    maintainer: set.contact.name,
    maintainer_email: "",
    license_id: set.licence.id,
    license_title: set.licence.name.zh,
    license_url: absolute(origin, set.licence.url),
    isopen: set.licence.isOpen,
    private: false,
    state: "active",
    type: "dataset",
    owner_org: idOfName("organization", set.department.code),
    creator_user_id: null,
    metadata_created: timeOf(set.issued),
    metadata_modified: timeOf(set.modified),
    num_resources: resources.length,
    num_tags: set.keywords.length,
    organization: organizationOf(set.department),
    groups: [groupOf(set.theme)],
    tags: set.keywords.map(tagOf),
    extras: extrasOf(set),
    resources,
    relationships_as_subject: [],
    relationships_as_object: [],
  };
}

const translated = ({ zh, en }: { readonly zh: string; readonly en: string }) => ({
  zh_CN: zh,
  ...(en === "" ? {} : { en }),
});

/** Extras are texts. `spatial` is GeoJSON, as ckanext-spatial reads it. */
function extrasOf(set: PublicDataset): { key: string; value: string }[] {
  const { box, name: place } = set.spatial;
  const extras: [string, string | null][] = [
    ["frequency", updateCycleNames[set.frequency].zh],
    ["access_rights", accessRightNames[set.access].zh],
    ["conditions", set.conditions],
    ["resource_code", set.resourceCode],
    ["row_count", String(set.rowCount)],
    ["quality_score", set.quality.score === null ? null : String(set.quality.score)],
    ["spatial_text", place],
    ["spatial", box === null ? null : JSON.stringify(polygonOf(box))],
    ["temporal_start", set.temporal.from],
    ["temporal_end", set.temporal.until],
    ["fields", set.fields.map(({ name }) => name.zh).join("、")],
    ["is_invented", set.isInvented ? "true" : null],
  ];
  return extras.flatMap(([key, value]) => (value === null || value === "" ? [] : [{ key, value }]));
}

function polygonOf([west, south, east, north]: readonly [number, number, number, number]) {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: "Polygon", coordinates: [ring] };
}

export function resourcesOf(origin: string, set: PublicDataset) {
  return set.distributions.map((file, position) => ({
    id: idOfFile(set.id, file.format),
    package_id: set.id,
    name: `${set.title.zh}（${openFormatNames[file.format].zh}）`,
    description: "",
    url: absolute(origin, file.path),
    format: file.format === "geojson" ? "GeoJSON" : file.format.toUpperCase(),
    mimetype: file.mediaType,
    mimetype_inner: null,
    size: file.sizeBytes,
    hash: file.sha256,
    created: timeOf(file.createdAt),
    last_modified: timeOf(file.createdAt),
    metadata_modified: timeOf(file.createdAt),
    position,
    state: "active",
    url_type: null,
    resource_type: "file",
    cache_url: null,
    cache_last_updated: null,
    // Rows are asked of the CSV: the same table in every file.
    datastore_active: set.rowsPath !== null && file.format === "csv",
  }));
}
