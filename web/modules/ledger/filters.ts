import { z } from "zod";
import { outcomes } from "#contract/ledger";
import { endOfDay, filters, startOfDay } from "#kit";

const day = z.iso.date();

/** Filters of the ledger as they stand in the URL; days, not instants, because people look by the day. */
export const entryFilters = filters({
  action: z.string(),
  actor: z.string(),
  department: z.string(),
  objectKind: z.string(),
  objectId: z.string(),
  outcome: z.enum(outcomes),
  from: day,
  to: day,
});

/** What the hub is asked: whole days in China. */
export const queryOf = ({ from, to, ...rest }: ReturnType<typeof entryFilters>) => ({
  ...rest,
  ...(from === undefined ? {} : { from: startOfDay(from) }),
  ...(to === undefined ? {} : { to: endOfDay(to) }),
});
