import { z } from "zod";
import { filters } from "#kit";

/** Where to go after signing in. */
export const signInFilters = filters({ back: z.string() });
