import { z } from "zod";
import { agreementStates, applicationStates, ticketKinds } from "#contract/portal-visitors";
import { openingStates } from "#contract/portal-manage";
import { filters } from "#kit";

export const openingFilters = filters({ state: z.enum(openingStates), department: z.string() });
/** `do` is the form that is open. */
export const openingPageFilters = filters({ do: z.enum(["return", "withdraw"]) });
/** `resource` is the id it is made of; `opening` the one that is changed. */
export const publishFilters = filters({ resource: z.uuid(), opening: z.uuid() });
export const ticketFilters = filters({
  state: z.enum(["waiting", "answered"]),
  kind: z.enum(ticketKinds),
  answer: z.uuid(),
});
export const applicationFilters = filters({ state: z.enum(applicationStates) });
export const agreementFilters = filters({ state: z.enum(agreementStates), decide: z.uuid() });
