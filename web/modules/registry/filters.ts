import { z } from "zod";
import { filters } from "#kit";

/** What the lists of this module are filtered by; each stands in the URL. */
export const divisionFilters = filters({ q: z.string(), status: z.enum(["current", "retired"]) });
export const departmentFilters = filters({ q: z.string(), division: z.string() });
/** `open` is the system whose form is open; `new` for a fresh one. */
export const systemFilters = filters({ q: z.string(), department: z.string(), open: z.string() });
