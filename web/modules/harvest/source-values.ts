import { type HarvestSource, type ListingField, listingFields, type SourceFields } from "#contract/harvest";

type Columns = { readonly [Field in ListingField as `column:${Field}`]: string | null };

/** What the form holds; columns of a listing each under a name of their own, null for one it does not have. */
export interface SourceValues extends Columns {
  readonly name: string;
  readonly kind: SourceFields["kind"];
  readonly from: "url" | "file";
  readonly url: string;
  readonly fileId: string;
  readonly fileName: string;
  readonly licence: string;
  readonly filter: string;
  readonly everyDays: number | null;
  readonly hasHeading: boolean;
  readonly encoding: string;
}

function columnsOf(columns: Partial<Record<ListingField, string>>): Columns {
  const entries = listingFields.map((field) => [`column:${field}`, columns[field] ?? null]);
  return Object.fromEntries(entries) as Columns;
}

export const blankSource: SourceValues = {
  name: "",
  kind: "ckan",
  from: "url",
  url: "",
  fileId: "",
  fileName: "",
  licence: "",
  filter: "",
  everyDays: null,
  hasHeading: true,
  encoding: "",
  ...columnsOf({}),
};

export const valuesOf = (source: HarvestSource): SourceValues => ({
  name: source.name,
  kind: source.kind,
  from: source.url === null ? "file" : "url",
  url: source.url ?? "",
  fileId: source.fileId ?? "",
  fileName: source.fileName ?? "",
  licence: source.licence,
  filter: source.filter,
  everyDays: source.everyDays,
  hasHeading: source.mapping?.hasHeading ?? true,
  encoding: source.mapping?.encoding ?? "",
  ...columnsOf(source.mapping?.columns ?? {}),
});

/** Values as the hub takes them. */
export function fieldsOf(values: SourceValues): SourceFields {
  const columns = Object.fromEntries(
    listingFields.flatMap((field) => {
      const column = values[`column:${field}`];
      return column === null || column === "" ? [] : [[field, column]];
    }),
  );
  const { name, kind, licence, filter, everyDays, hasHeading, encoding } = values;
  return {
    name,
    kind,
    url: values.from === "url" ? values.url.trim() : null,
    fileId: values.from === "file" && values.fileId !== "" ? values.fileId : null,
    licence,
    filter: kind === "ckan" ? filter : "",
    everyDays: values.from === "url" ? everyDays : null,
    mapping: kind === "listing" ? { hasHeading, encoding, columns } : null,
  };
}
