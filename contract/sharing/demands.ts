import { z } from "zod";
import { shareClasses } from "../catalog.ts";
import { Bilingual } from "../text.ts";
import { day, instant, permissions } from "./fields.ts";
import { basisKinds, demandStates } from "./words.ts";

const basisFields = {
  kind: z.enum(basisKinds),
  title: z.string().trim().min(2).max(200),
  article: z.string().trim().max(60),
  /** What it lets or bids the department do, in a sentence. */
  summary: z.string().trim().max(600),
  /** Code of the service item, where it is one. */
  serviceItem: z.string().trim().max(40).nullable(),
  effectiveOn: day,
  /** Last day in force; null while it is. */
  endedOn: day.nullable(),
};
export const BasisFields = z.object({
  ...basisFields,
  article: basisFields.article.default(""),
  summary: basisFields.summary.default(""),
  serviceItem: basisFields.serviceItem.default(null),
  endedOn: basisFields.endedOn.default(null),
});
export const BasisEdit = z.object(basisFields).partial();
/** One legal basis of the library (依据库): law, regulation, service item, as data with effective dates. */
export const Basis = z.object({
  ...basisFields,
  id: z.string(),
  isInForce: z.boolean(),
  /** False where nobody has compared article and wording with the published text yet; an edit by the bureau says so. */
  isChecked: z.boolean(),
  version: z.int(),
});
export type Basis = z.infer<typeof Basis>;

/** A resource that may answer a need, and why it was found. */
export const Candidate = z.object({
  resourceId: z.uuid(),
  code: z.string().nullable(),
  name: z.string(),
  department: z.string(),
  departmentName: z.string(),
  shareClass: z.enum(shareClasses),
  itemCount: z.int(),
  /** Names of items and words that match. */
  hits: z.array(z.string()),
  rowCount: z.int().nullable(),
  loadedAt: instant.nullable(),
  score: z.number().nullable(),
  /** Day by which an answer is due if it were asked for today (`YYYY-MM-DD`). */
  answerDueOn: z.string().nullable(),
});
export type Candidate = z.infer<typeof Candidate>;

export const demandActs = ["match", "assign", "answer", "close"] as const;
export const Demand = z.object({
  id: z.uuid(),
  /** Such as `XQ-26-00012`. */
  number: z.string(),
  need: z.string(),
  scene: z.string(),
  department: z.string(),
  departmentName: z.string(),
  state: z.enum(demandStates),
  /** Resources the desk linked. */
  resources: z.array(z.object({ id: z.uuid(), name: z.string(), department: z.string(), departmentName: z.string() })),
  /** Department it was sent to as a duty. */
  assigned: z
    .object({
      department: z.string(),
      departmentName: z.string(),
      note: z.string(),
      dueOn: day.nullable(),
      answer: z.string().nullable(),
    })
    .nullable(),
  /** Who waits for whom, in a sentence. */
  waiting: Bilingual.nullable(),
  note: z.string(),
  applicationId: z.uuid().nullable(),
  by: z.string(),
  createdAt: instant,
  closedAt: instant.nullable(),
  isInvented: z.boolean(),
  version: z.int(),
  ...permissions(demandActs),
});
export type Demand = z.infer<typeof Demand>;
