import { z } from "zod";
import { conflictKinds } from "#contract/libraries";
import { filters } from "#kit";

/** `do` opens a form: the rule, a new source; `source` the one that is edited. */
export const libraryFilters = filters({ do: z.enum(["rule", "add"]), source: z.uuid() });
/** `purpose` is what the record is read for; it stands on the ledger. */
export const recordsFilters = filters({ field: z.string(), purpose: z.string() });
export const recordFilters = filters({ purpose: z.string(), do: z.literal("unmerge") });
/** Contradictions first, where no kind is chosen; `correct` opens the form for one conflict. */
export const conflictFilters = filters({
  kind: z.enum([...conflictKinds, "all"]),
  field: z.string(),
  resourceId: z.uuid(),
  correct: z.string(),
});
export const collectionFilters = filters({ again: z.literal("1"), element: z.string() });
/** `by` is the field whose classes are counted, `under` the division whose parts are shown, `cell` the class on the map. */
export const portraitFilters = filters({
  by: z.string(),
  under: z.string().regex(/^\d{2,12}$/),
  cell: z.string(),
});
