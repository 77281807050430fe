import { z } from "zod";
import { colours, commitmentStates, levels } from "#contract/clock";
import { filters } from "#kit";

const day = z.iso.date();

/** What can be done with one commitment, as a form under it. */
export const formActs = ["remind", "assign", "callIn", "escalate", "askExtension"] as const;
export type FormAct = (typeof formActs)[number];

/** `open` is the commitment beside the list, `due` shows what is due on one day, `do` the form that is open. */
export const deskFilters = filters({
  q: z.string(),
  owedBy: z.string(),
  owedTo: z.string(),
  kind: z.string(),
  colour: z.enum(colours),
  state: z.enum(commitmentStates),
  level: z.enum(levels),
  mine: z.literal("1"),
  calledIn: z.literal("1"),
  asks: z.literal("1"),
  due: day,
  open: z.uuid(),
  do: z.enum(formActs),
});
export const commitmentFilters = filters({ do: z.enum(formActs) });
export const reminderFilters = filters({ unseen: z.literal("1") });
export const calendarFilters = filters({ year: z.coerce.number().int().min(2000).max(2200) });
export const limitFilters = filters({ kind: z.string(), add: z.literal("1"), end: z.uuid() });

export const periods = ["month", "quarter", "last-quarter", "year"] as const;
export type Period = (typeof periods)[number];
export const statisticsFilters = filters({ period: z.enum(periods), department: z.string(), kind: z.string() });
