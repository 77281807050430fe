import { z } from "zod";

/** RFC 9457 problem document. `code` is stable; `detail` says what happened and what to do next, in the caller's language. */
export const ProblemDocument = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  instance: z.string().optional(),
  /** One entry for each field of the request that is wrong. `pointer` is an RFC 6901 JSON pointer. */
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});
export type ProblemDocument = z.infer<typeof ProblemDocument>;
