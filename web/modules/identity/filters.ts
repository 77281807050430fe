import { z } from "zod";
import { roles } from "#contract/identity";
import { filters } from "#kit";

/** `open` is the account that is managed beside the list; `new` for a fresh one. */
export const accountFilters = filters({ q: z.string(), role: z.enum(roles), open: z.string() });
export const clientFilters = filters({ open: z.literal("new") });
