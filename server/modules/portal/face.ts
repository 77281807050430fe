import type { Resource, UpdateCycle } from "#contract/catalog";
import type { SmallCells } from "#contract/gate";
import type { PublicDataset, PublicField } from "#contract/portal";
import type { Call } from "#kernel/call";
import type { OpenColumn } from "#gate";
import { asHub } from "./as-public.ts";
import { distributionsOf } from "./distribution.ts";
import { type FaceRow, findFaceFacts, putFace } from "./face-store.ts";
import { licences, themes } from "./lists-store.ts";
import type { OpeningRow } from "./opening-store.ts";
import type { PortalParts } from "./parts.ts";
import type { Picture } from "./picture.ts";
import { filesOf, latestVersion } from "./version-store.ts";

/** Days a cycle promises between two loads; null where it promises none. */
const cycleDays: Readonly<Record<UpdateCycle, number | null>> = {
  "real-time": 1,
  daily: 1,
  weekly: 7,
  monthly: 31,
  quarterly: 92,
  "half-yearly": 184,
  yearly: 366,
  irregular: null,
};

const dayMs = 86_400_000;

/** A picture as versions keep it, with the columns as they left. */
export type KeptPicture = Picture & { readonly columns: readonly OpenColumn[] };

/** Writes what everybody sees anew, and puts it where it is found. In the transaction of what changed it. */
export async function showFace(parts: PortalParts, call: Call, row: OpeningRow): Promise<void> {
  const { face, resource } = await drawFace(parts, call, row);
  await putFace(call.db, face);
  await putSearch(parts, call, face.doc, row, resource);
}

/** What everybody would see, were it shown now. */
export async function drawFace(
  parts: PortalParts,
  call: Call,
  row: OpeningRow,
): Promise<{ face: FaceRow; resource: Resource }> {
  const hub = asHub(call);
  const [resource, elements, departments, allLicences, allThemes, newest, files, before, grant] = await Promise.all([
    parts.catalog.view(hub, row.resourceId),
    parts.dictionary.elements(hub),
    parts.registry.departments(hub),
    licences(call.db),
    themes(call.db),
    latestVersion<KeptPicture>(call.db, row.id),
    filesOf(call.db, row.id),
    findFaceFacts(call.db, row.id),
    row.grantId === null ? null : parts.gate.grant(hub, row.grantId),
  ]);
  const { terms } = row;
  const licence = allLicences.find(({ id }) => id === terms.licence) ?? allLicences[0];
  const theme = allThemes.find(({ code }) => code === terms.theme) ?? allThemes.at(-1);
  const department = departments.get(row.department);
  if (!licence || !theme || !department)
    throw new Error(`Dataset ${row.code} names a licence, theme or department that is gone.`);
  const isOpen = terms.access === "open";
  const current = files.filter((file) => file.version === newest?.version);
  const issued = before?.issued ?? call.now;
  const loadedAt = newest?.loadedAt ?? null;
  const days = cycleDays[resource.updateCycle];
  const nextUpdateBy = loadedAt && days !== null ? new Date(loadedAt.getTime() + days * dayMs) : null;
  const { text: _text, ...shownLicence } = licence;
  // Of what is conditional nobody sees a value, not as an example and not as the edge of a map.
  const picture = isOpen ? (newest?.picture ?? null) : null;
  const box = picture?.map?.box;
  const doc: PublicDataset = {
    id: row.id,
    code: row.code,
    resourceCode: resource.code,
    title: both(terms.title),
    description: both(terms.description),
    department: { code: row.department, name: department.name, nameEn: department.nameEn },
    division: { code: department.division, name: department.divisionName },
    theme,
    keywords: terms.keywords,
    licence: shownLicence,
    frequency: resource.updateCycle,
    access: terms.access,
    conditions: terms.conditions,
    issued: issued.toISOString(),
    modified: call.now.toISOString(),
    version: newest?.version ?? 0,
    loadedAt: loadedAt?.toISOString() ?? null,
    nextUpdateBy: nextUpdateBy?.toISOString() ?? null,
    rowCount: newest?.rowCount ?? 0,
    fields: fieldsOf(row, resource, elements, { columns: newest?.picture.columns ?? [], picture }),
    distributions: isOpen ? distributionsOf(row.code, current, true) : [],
    rowsPath: isOpen ? `/api/portal/datasets/${row.code}/rows` : null,
    quality: { score: resource.data.score, checkedAt: resource.data.checkedAt },
    spatial: {
      name: terms.spatial === "" ? department.divisionName : terms.spatial,
      box: box ? [box[0], box[1], box[2], box[3]] : null,
    },
    temporal: { from: terms.from, until: terms.until },
    contact: {
      name: department.name,
      phone: department.contacts.find(({ phone }) => phone !== "")?.phone ?? "",
      page: `/open/suggest?dataset=${row.code}`,
    },
    suppression: suppressionOf(grant?.terms.smallCells),
    uses: { downloads: 0, calls: 0, applications: 0 },
    isInvented: resource.isInvented,
  };
  const face: FaceRow = {
    datasetId: row.id,
    code: row.code,
    doc,
    name: doc.title.zh,
    department: row.department,
    division: doc.division.code,
    theme: theme.code,
    licence: licence.id,
    access: doc.access,
    keywords: doc.keywords,
    formats: doc.distributions.map(({ format }) => format),
    rowCount: doc.rowCount,
    nextUpdateBy,
    issued,
    modified: call.now,
  };
  return { face, resource };
}

/** As the gate does it, not as it is meant to. */
function suppressionOf(cells: SmallCells | undefined): PublicDataset["suppression"] {
  if (!cells) return null;
  return {
    below: cells.below,
    fields: [...new Set(cells.counts.flatMap(({ field, hides }) => [field, ...hides]))],
  };
}

const both = ({ zh, en }: { zh: string; en: string }) => ({ zh, en: en === "" ? zh : en });

async function putSearch(
  parts: PortalParts,
  call: Call,
  doc: PublicDataset,
  row: OpeningRow,
  resource: Resource,
): Promise<void> {
  const chosen = resource.items.filter(({ field }) => doc.fields.some((one) => one.field === field));
  await parts.search.put(call, [
    {
      kind: "dataset",
      ref: row.id,
      audience: "everyone",
      department: row.department,
      name: doc.title.zh,
      nameEn: row.terms.title.en,
      aliases: [resource.name, ...doc.keywords],
      code: row.code,
      theme: doc.theme.name.zh,
      abstract: doc.description.zh,
      items: chosen.map(({ name, field }) => ({ zh: name.zh, en: name.en, field })),
      about: {
        department: row.department,
        system: null,
        elements: [...new Set(chosen.flatMap(({ element }) => element ?? []))].toSorted(),
      },
      updateCycle: resource.updateCycle,
    },
  ]);
}

function fieldsOf(
  { terms }: OpeningRow,
  resource: Resource,
  elements: Awaited<ReturnType<PortalParts["dictionary"]["elements"]>>,
  { columns, picture }: { readonly columns: readonly OpenColumn[]; readonly picture: KeptPicture | null },
): PublicField[] {
  const byField = new Map(resource.items.map((item) => [item.field, item]));
  const cells = new Set(terms.smallCells.flatMap(({ field, hides }) => [field, ...hides]));
  return terms.items.flatMap((opened): PublicField[] => {
    const item = byField.get(opened.field);
    if (!item) return [];
    const element = item.element === null ? undefined : elements.get(item.element);
    const column = columns.find(({ field }) => field === item.field);
    const at = picture?.fields.indexOf(item.field) ?? -1;
    const example = at < 0 ? null : (picture?.rows.map((row) => row[at]).find((value) => value !== null) ?? null);
    return [
      {
        field: item.field,
        name: { zh: item.name.zh, en: item.name.en === "" ? item.name.zh : item.name.en },
        description: opened.description || (element?.definition.zh ?? "") || item.description,
        type: item.type,
        isKey: item.isKey,
        element: item.element,
        unit: element?.unit ?? null,
        standard: element?.standard ?? "",
        isMasked: column?.isMasked ?? opened.mask !== null,
        isSuppressed: cells.has(item.field),
        example: example === null || example === undefined ? null : String(example),
      },
    ];
  });
}
