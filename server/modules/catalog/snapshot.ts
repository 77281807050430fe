import { z } from "zod";
import { PersonalAssessment, ResourceFields, SecrecyAssessment } from "#contract/catalog";
import { dataGrades } from "#contract/dictionary";

/** What a published version keeps, so that it can be read long after people, names and grades have changed. */
export const Snapshot = z.object({
  fields: ResourceFields,
  departmentName: z.string(),
  grade: z.enum(dataGrades),
  hasPersonal: z.boolean(),
  secrecy: SecrecyAssessment,
  personal: PersonalAssessment,
  signedBy: z.string(),
});
export type Snapshot = z.infer<typeof Snapshot>;
