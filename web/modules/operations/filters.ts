import { z } from "zod";
import { jobStates } from "#contract/operations";
import { filters } from "#kit";

export const jobFilters = filters({ state: z.enum(jobStates), name: z.string(), subject: z.string() });
