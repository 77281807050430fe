import { z } from "zod";
import { outcomes } from "#contract/harvest";
import { filters } from "#kit";

export const runFilters = filters({ outcome: z.enum(outcomes) });
export const entryFilters = filters({ q: z.string().max(120), sourceId: z.uuid() });
