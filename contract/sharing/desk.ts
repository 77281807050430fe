import { z } from "zod";
import { Bilingual } from "../text.ts";
import { day, instant } from "./fields.ts";

/** What waits for the person asking, by kind, each with the list that shows it. */
export const ToDo = z.object({
  kind: z.string(),
  title: Bilingual,
  count: z.int(),
  /** Days left of the most urgent; null where none has a clock. */
  workingDaysLeft: z.int().nullable(),
  href: z.string(),
});
export const DeskSummary = z.object({
  asOf: instant,
  todo: z.array(ToDo),
  /** Open promises by colour, over the person's scope. */
  colours: z.record(z.string(), z.int()),
  open: z.int(),
  orders: z.int(),
  unread: z.int(),
  calendarWarning: Bilingual.nullable(),
});
export type DeskSummary = z.infer<typeof DeskSummary>;

/** One figure of a report; `href` opens the rows it counts. */
export const Figure = z.object({
  name: z.string(),
  title: Bilingual,
  value: z.number().nullable(),
  unit: Bilingual,
  href: z.string(),
});
export const Report = z.object({
  title: Bilingual,
  fromOn: day,
  untilOn: day,
  asOf: instant,
  /** Timeliness, quality, use, security (art. 38). */
  parts: z.array(
    z.object({
      name: z.enum(["timeliness", "quality", "use", "security"]),
      title: Bilingual,
      figures: z.array(Figure),
    }),
  ),
  departments: z.array(z.object({ department: z.string(), departmentName: z.string(), figures: z.array(Figure) })),
});
export type Report = z.infer<typeof Report>;

/** How long answers took, in public form: no names of files, only counts. */
export const AnswerTimes = z.object({
  fromOn: day,
  untilOn: day,
  rows: z.array(
    z.object({
      department: z.string(),
      departmentName: z.string(),
      received: z.int(),
      answered: z.int(),
      granted: z.int(),
      refused: z.int(),
      inTime: z.int(),
      medianWorkingDays: z.number().nullable(),
      refusalsReturned: z.int(),
    }),
  ),
});

export const ProviderSetting = z.object({
  department: z.string(),
  departmentName: z.string(),
  /** Unconditional requests are answered at once by rule; the head who signed the rule stands for the signature. */
  autoAnswer: z.boolean(),
  autoSignedBy: z.string().nullable(),
  /** Days an automatic answer grants. */
  autoDays: z.int(),
  mailAddress: z.string().nullable(),
  version: z.int(),
});
export type ProviderSetting = z.infer<typeof ProviderSetting>;
