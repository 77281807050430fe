import type { Stage } from "#contract/catalog";

/** What a step from one stage to another does to the two promises of Order 809 art. 17. */
export interface ClockActs {
  /** The updated entry has reached the bureau. */
  readonly meetsUpdate: boolean;
  readonly startsReview: boolean;
  /** The bureau has published it or sent it back. */
  readonly meetsReview: boolean;
  /** The bureau has nothing to review any more although it did nothing. */
  readonly dropsReview: boolean;
  /** What had reached the bureau is no update after all: the department owes it again. */
  readonly owesUpdateAgain: boolean;
  readonly dropsUpdate: boolean;
}

/**
 *            note change ─▶ update: 10 working days ──┐
 *   draft … signing ── sign ──▶ review ───────────────┴─▶ met;  review: 2 working days ── publish, return ──▶ met
 *
 * `isReturned`: the bureau sent it back, rather than a load that brought other columns.
 */
export function clockActs(before: Stage, after: Stage, isReturned: boolean): ClockActs {
  const arrives = before !== "review" && after === "review";
  const leaves = before === "review" && after !== "review";
  const isDecided = leaves && (after === "published" || isReturned);
  const isWithdrawn = before !== "withdrawn" && after === "withdrawn";
  return {
    meetsUpdate: arrives,
    startsReview: arrives,
    meetsReview: isDecided,
    dropsReview: leaves && !isDecided,
    owesUpdateAgain: leaves && after === "draft",
    dropsUpdate: isWithdrawn,
  };
}
