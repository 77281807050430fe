import { z } from "zod";

/** How far the lake is behind the source. */
export const FollowLag = z.object({
  at: z.iso.datetime(),
  /** Age of what is in the lake against the source; for timed modes since the last run that ended well. */
  seconds: z.number().nullable(),
  /** Log the source keeps for us. */
  bytes: z.number().nullable(),
});
export type FollowLag = z.infer<typeof FollowLag>;

/** One word for how it stands, worst first; the list is sorted by it. */
export const followHealths = ["failed", "mismatch", "drift", "late", "waiting", "paused", "well"] as const;
export type FollowHealth = (typeof followHealths)[number];

/** How the follows of one source stand together: what a bureau with two hundred sources looks at. */
export const SourceStanding = z.object({
  follows: z.int(),
  /** The worst of them. */
  health: z.enum(followHealths),
  /** The one furthest behind, and its lag over time, oldest first, at most 60 points. */
  lag: FollowLag.nullable(),
  lags: z.array(FollowLag),
  /** The newest comparison, how many follows were compared at all, and how many of those were equal the last time. */
  reconciled: z.object({ at: z.iso.datetime(), follows: z.int(), matching: z.int() }).nullable(),
});
export type SourceStanding = z.infer<typeof SourceStanding>;
