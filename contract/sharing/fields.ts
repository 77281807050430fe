import { z } from "zod";
import { Bilingual } from "../text.ts";

export const reason = z.string().trim().min(2).max(400);
export const text = z.string().trim().min(2).max(2000);
export const day = z.iso.date();
export const instant = z.iso.datetime();
export const permissions = <Act extends readonly [string, ...string[]]>(acts: Act) => ({
  /** What the person asking may do now. */
  may: z.record(z.enum(acts), z.boolean()),
  /** Why something above is not possible now, for the person asking. */
  whyNot: z.record(z.string(), Bilingual),
});
