import type { LegalBasis, Resource, ResourceFields, ResourceItem } from "#contract/catalog";

/** A declaration as its form holds it: flat, texts without null, related resources one a line. */
export interface ResourceValues {
  readonly name: string;
  readonly nameEn: string;
  readonly abstract: string;
  readonly department: string;
  readonly systemId: string | null;
  readonly classification: string;
  readonly theme: string;
  readonly format: ResourceFields["format"] | "";
  readonly updateCycle: ResourceFields["updateCycle"] | "";
  readonly shareClass: ResourceFields["shareClass"] | "";
  readonly shareModes: ResourceFields["shareModes"];
  readonly useConditions: string;
  readonly basisKind: LegalBasis["kind"];
  readonly basisTitle: string;
  readonly basisArticle: string;
  readonly basisReason: string;
  readonly openClass: ResourceFields["openClass"];
  readonly openConditions: string;
  readonly dataClass: string;
  readonly relatedResources: string;
  readonly items: readonly ResourceItem[];
}

export const blankResource = (department: string): ResourceValues => ({
  name: "",
  nameEn: "",
  abstract: "",
  department,
  systemId: null,
  classification: "",
  theme: "",
  format: "",
  updateCycle: "",
  shareClass: "",
  shareModes: [],
  useConditions: "",
  basisKind: "law",
  basisTitle: "",
  basisArticle: "",
  basisReason: "",
  openClass: "closed",
  openConditions: "",
  dataClass: "",
  relatedResources: "",
  items: [],
});

export const valuesOf = (resource: Resource): ResourceValues => ({
  name: resource.name,
  nameEn: resource.nameEn,
  abstract: resource.abstract,
  department: resource.department,
  systemId: resource.systemId,
  classification: resource.classification ?? "",
  theme: resource.theme,
  format: resource.format,
  updateCycle: resource.updateCycle,
  shareClass: resource.shareClass,
  shareModes: resource.shareModes,
  useConditions: resource.useConditions,
  basisKind: resource.legalBasis?.kind ?? "law",
  basisTitle: resource.legalBasis?.title ?? "",
  basisArticle: resource.legalBasis?.article ?? "",
  basisReason: resource.legalBasis?.reason ?? "",
  openClass: resource.openClass,
  openConditions: resource.openConditions,
  dataClass: resource.dataClass,
  relatedResources: resource.relatedResources.join("\n"),
  items: resource.items,
});

/** What the hub must be given before it can store a draft at all; the rest may follow until it is submitted. */
export const chosen = (values: ResourceValues) => ({
  "/department": values.department !== "",
  "/format": values.format !== "",
  "/updateCycle": values.updateCycle !== "",
  "/shareClass": values.shareClass !== "",
});

/**
 * What is sent. What does not apply to the share class is left out: conditions and a legal basis belong to conditional
 * sharing and to none; a resource that is not shared has no modes.
 */
export function bodyOf(values: ResourceValues): ResourceFields {
  const { format, updateCycle, shareClass, basisKind, basisTitle, basisArticle, basisReason, ...rest } = values;
  if (format === "" || updateCycle === "" || shareClass === "") throw new Error("The form sends before it is checked.");
  return {
    ...rest,
    format,
    updateCycle,
    shareClass,
    name: values.name.trim(),
    nameEn: values.nameEn.trim(),
    abstract: values.abstract.trim(),
    classification: values.classification.trim() === "" ? null : values.classification.trim(),
    theme: values.theme.trim(),
    shareModes: shareClass === "denied" ? [] : values.shareModes,
    useConditions: shareClass === "conditional" ? values.useConditions.trim() : "",
    legalBasis:
      shareClass === "denied" && (basisTitle.trim() !== "" || basisReason.trim() !== "")
        ? { kind: basisKind, title: basisTitle.trim(), article: basisArticle.trim(), reason: basisReason.trim() }
        : null,
    openConditions: values.openClass === "conditional" ? values.openConditions.trim() : "",
    dataClass: values.dataClass.trim(),
    relatedResources: values.relatedResources
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
    items: [...values.items],
  };
}
