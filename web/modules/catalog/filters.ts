import { z } from "zod";
import { shareClasses, stages, updateCycles } from "#contract/catalog";
import { dataGrades } from "#contract/dictionary";
import { dimensions } from "#contract/quality";
import { filters } from "#kit";

/** Orders a list of resources can stand in; `department` where the address says nothing. */
export const orders = ["department", "name", "rows", "score", "loaded", "published"] as const;

export const resourceFilters = filters({
  q: z.string().max(80),
  department: z.string(),
  stage: z.enum(stages),
  shareClass: z.enum(shareClasses),
  updateCycle: z.enum(updateCycles),
  grade: z.enum(dataGrades),
  theme: z.string().max(40),
  element: z.string(),
  hasData: z.enum(["true", "false"]),
  sort: z.enum(orders),
});

/** Acts that open a form on the page of the resource. */
export const formActs = ["secrecy", "personal", "return", "withdraw", "noteChange"] as const;
export type FormAct = (typeof formActs)[number];

/** `do` opens a form, `rows=1` the sample, `dimension` a line of the quality tree. */
export const resourcePageFilters = filters({
  do: z.enum(formActs),
  rows: z.literal("1"),
  dimension: z.enum(dimensions),
});

const version = z.coerce.number().int().min(1);

/** `to` absent: the working copy, or the last version for those who see no other. */
export const versionFilters = filters({ from: version, to: version });
