import { z } from "zod";
import { gateModes, grantStates } from "#contract/gate";
import { filters } from "#kit";

export const sides = ["received", "given"] as const;
export const keepActs = ["suspend", "resume", "end"] as const;
export type KeepAct = (typeof keepActs)[number];
/** Days within which a grant is said to end soon. */
export const endings = ["7", "30", "90"] as const;

export const grantFilters = filters({
  side: z.enum(sides),
  state: z.enum(grantStates),
  department: z.string(),
  provider: z.string(),
  resourceId: z.uuid(),
  ending: z.enum(endings),
});
/** `do` is the form that is open. */
export const grantPageFilters = filters({ do: z.enum([...keepActs, "file", "push"]) });
/** `resource` is the id of what is asked about, so that a catalogue page can lead here. */
export const whyFilters = filters({ resource: z.string(), mode: z.enum(gateModes) });
export const exportFilters = filters({ grant: z.uuid() });
