import { z } from "zod";
import { dataGrades, elementCategories } from "#contract/dictionary";
import { filters } from "#kit";

export const elementFilters = filters({
  q: z.string(),
  category: z.enum(elementCategories),
  grade: z.enum(dataGrades),
  hasSource: z.enum(["true", "false"]),
  status: z.enum(["active", "retired"]),
});
/** `decide=1` opens the form for the source. */
export const elementPageFilters = filters({ decide: z.literal("1") });
export const codeSetFilters = filters({ q: z.string() });
export const codeSetPageFilters = filters({ version: z.coerce.number().int().min(1), q: z.string() });
