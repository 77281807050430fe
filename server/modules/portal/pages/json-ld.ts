import type { PublicDataset } from "#contract/portal";

/** schema.org Dataset, as search engines read it. */
export function datasetJsonLd(origin: string, dataset: PublicDataset): object {
  const { spatial, temporal } = dataset;
  const address = `${origin}/open/datasets/${dataset.code}`;
  return {
    "@context": "https://schema.org",
    "@type": "Dataset",
    "@id": address,
    url: address,
    identifier: dataset.code,
    name: dataset.title.zh,
    alternateName: dataset.title.en,
    description: dataset.description.zh,
    inLanguage: "zh-CN",
    keywords: [dataset.theme.name.zh, ...dataset.keywords],
    license: dataset.licence.url.startsWith("/") ? origin + dataset.licence.url : dataset.licence.url,
    isAccessibleForFree: true,
    conditionsOfAccess: dataset.access === "open" ? undefined : dataset.conditions,
    creator: { "@type": "GovernmentOrganization", name: dataset.department.name },
    publisher: { "@type": "GovernmentOrganization", name: dataset.department.name },
    datePublished: dataset.issued,
    dateModified: dataset.modified,
    version: String(dataset.version),
    variableMeasured: dataset.fields.map(({ field, name, unit }) => ({
      "@type": "PropertyValue",
      name: name.zh,
      alternateName: field,
      unitText: unit ?? undefined,
    })),
    spatialCoverage: {
      "@type": "Place",
      name: spatial.name,
      ...(spatial.box
        ? {
            geo: {
              "@type": "GeoShape",
              box: `${spatial.box[1]} ${spatial.box[0]} ${spatial.box[3]} ${spatial.box[2]}`,
            },
          }
        : {}),
    },
    temporalCoverage: temporal.from === null ? undefined : `${temporal.from}/${temporal.until ?? ".."}`,
    distribution: dataset.distributions.map((file) => ({
      "@type": "DataDownload",
      encodingFormat: file.mediaType,
      contentUrl: origin + file.path,
      contentSize: `${file.sizeBytes} B`,
      sha256: file.sha256,
    })),
    includedInDataCatalog: { "@type": "DataCatalog", url: `${origin}/open` },
  };
}
