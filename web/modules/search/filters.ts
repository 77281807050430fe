import { z } from "zod";
import { shareClasses, updateCycles } from "#contract/catalog";
import { dataGrades } from "#contract/dictionary";
import { searchKinds } from "#contract/search";
import { filters } from "#kit";

export const searchFilters = filters({
  q: z.string().max(120),
  kind: z.enum(searchKinds),
  department: z.string(),
  theme: z.string().max(40),
  shareClass: z.enum(shareClasses),
  updateCycle: z.enum(updateCycles),
  grade: z.enum(dataGrades),
  hasData: z.enum(["true", "false"]),
});
