import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";

const text = { type: "string", minLength: 1 } as const;
const address = { type: "string", format: "uri" } as const;
const instant = { type: "string", pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$` } as const;
const typed = (name: string) => ({ "@type": { const: name } });

/** DCAT-US 1.1 (resources.data.gov/resources/dcat-us) for those outside the federal government, as far as the hub says it. */
const rules = {
  type: "object",
  required: ["conformsTo", "dataset"],
  properties: {
    ...typed("dcat:Catalog"),
    conformsTo: { const: "https://project-open-data.cio.gov/v1.1/schema" },
    describedBy: address,
    dataset: {
      type: "array",
      items: {
        type: "object",
        required: [
          "title",
          "description",
          "keyword",
          "modified",
          "publisher",
          "contactPoint",
          "identifier",
          "accessLevel",
        ],
        additionalProperties: false,
        properties: {
          ...typed("dcat:Dataset"),
          "@id": address,
          title: text,
          description: text,
          identifier: text,
          keyword: { type: "array", minItems: 1, items: text },
          theme: { type: "array", minItems: 1, items: text },
          modified: instant,
          issued: instant,
          publisher: { type: "object", required: ["name"], properties: { ...typed("org:Organization"), name: text } },
          contactPoint: {
            type: "object",
            required: ["fn", "hasEmail"],
            properties: {
              ...typed("vcard:Contact"),
              fn: text,
              hasEmail: { type: "string", pattern: String.raw`^mailto:[\w.~!$&'*+/=?^{|}-]+@[\w.-]+$` },
            },
          },
          accessLevel: { enum: ["public", "restricted public", "non-public"] },
          rights: { type: "string", minLength: 1, maxLength: 255 },
          accrualPeriodicity: {
            anyOf: [
              { const: "irregular" },
              {
                type: "string",
                pattern: String.raw`^R/P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$`,
              },
            ],
          },
          language: { type: "array", items: { type: "string", pattern: "^[a-z]{2,3}(?:-[A-Z]{2})?$" } },
          landingPage: address,
          license: address,
          spatial: text,
          temporal: { type: "string", pattern: String.raw`^\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d$` },
          distribution: {
            type: "array",
            minItems: 1,
            items: {
              type: "object",
              // What can be downloaded says in which media type.
              dependentRequired: { downloadURL: ["mediaType"] },
              properties: {
                ...typed("dcat:Distribution"),
                title: text,
                downloadURL: address,
                mediaType: { type: "string", pattern: String.raw`^[-\w]+/[-\w]+(?:\.[-\w]+)*(?:\+[-\w]+)?$` },
                format: text,
              },
            },
          },
        },
      },
    },
  },
};

const ajv = new Ajv2020({ allErrors: true });
formats.default(ajv);
const check = ajv.compile(rules);

/** Where a catalog breaks the rules, each with what is wrong. */
export const dcatusFaults = (catalog: unknown): string[] =>
  check(catalog) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
