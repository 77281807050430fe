import type { z } from "zod";
import type { dictionaryRoutes, DataElement } from "#contract/dictionary";

/** An element as its form holds it: flat, and synonyms one a line. */
export interface ElementValues {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly definitionZh: string;
  readonly definitionEn: string;
  readonly field: string;
  readonly category: DataElement["category"];
  readonly standard: string;
  readonly kind: DataElement["type"]["kind"];
  readonly maxLength: number | null;
  readonly precision: number | null;
  readonly scale: number | null;
  readonly codeSet: string | null;
  readonly check: DataElement["check"];
  readonly mask: DataElement["mask"];
  readonly grade: DataElement["grade"];
  readonly isPersonal: boolean;
  readonly isSensitivePersonal: boolean;
  readonly unit: string;
  readonly synonyms: string;
  readonly status: DataElement["status"];
}

export const blankElement: ElementValues = {
  nameZh: "",
  nameEn: "",
  definitionZh: "",
  definitionEn: "",
  field: "",
  category: "other",
  standard: "",
  kind: "text",
  maxLength: null,
  precision: null,
  scale: null,
  codeSet: null,
  check: null,
  mask: null,
  grade: "1",
  isPersonal: false,
  isSensitivePersonal: false,
  unit: "",
  synonyms: "",
  status: "active",
};

export const valuesOf = (element: DataElement): ElementValues => ({
  nameZh: element.name.zh,
  nameEn: element.name.en,
  definitionZh: element.definition.zh,
  definitionEn: element.definition.en,
  field: element.field,
  category: element.category,
  standard: element.standard,
  ...element.type,
  codeSet: element.codeSet,
  check: element.check,
  mask: element.mask,
  grade: element.grade,
  isPersonal: element.isPersonal,
  isSensitivePersonal: element.isSensitivePersonal,
  unit: element.unit ?? "",
  synonyms: element.synonyms.join("\n"),
  status: element.status,
});

type Body = z.input<typeof dictionaryRoutes.createElement.body> & { status: DataElement["status"] };

/** What is sent: lengths only where the type has one. */
export const bodyOf = (values: ElementValues): Body => ({
  name: { zh: values.nameZh.trim(), en: values.nameEn.trim() },
  definition: { zh: values.definitionZh.trim(), en: values.definitionEn.trim() },
  field: values.field.trim(),
  category: values.category,
  standard: values.standard.trim(),
  type: {
    kind: values.kind,
    maxLength: values.kind === "text" ? values.maxLength : null,
    precision: values.kind === "decimal" ? values.precision : null,
    scale: values.kind === "decimal" ? values.scale : null,
  },
  codeSet: values.codeSet,
  check: values.check,
  mask: values.mask,
  grade: values.grade,
  isPersonal: values.isPersonal || values.isSensitivePersonal,
  isSensitivePersonal: values.isSensitivePersonal,
  unit: values.unit.trim() === "" ? null : values.unit.trim(),
  synonyms: [...new Set(values.synonyms.split("\n").map((line) => line.trim()))].filter((line) => line !== ""),
  status: values.status,
});
