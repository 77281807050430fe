export const promiseStates = [
  "on-time",
  "reminder",
  "warning",
  "overdue",
  "paused",
  "extended",
  "met",
  "missed",
] as const;
export type PromiseState = (typeof promiseStates)[number];

export interface PromiseFacts {
  readonly state: PromiseState;
  /** Working days agreed at first. */
  readonly limit: number;
  /** Working days gone, those included on which the clock stood still. */
  readonly used: number;
  /** Working days granted on top. */
  readonly extendedBy?: number;
  /** Working days over the due date. */
  readonly overdueBy?: number;
  /** Cells (from 0) on which the clock stood still. */
  readonly pausedOn?: readonly number[];
}

export interface Cell {
  readonly x: number;
  readonly width: number;
  readonly kind: "used" | "past" | "rest" | "hollow" | "thin" | "over" | "spilled";
}

/** Where the crest (due date) stands in every bar, so that a column of bars reads as one line. */
export const crestAt = 100;
const spillStep = 6;
const mostSpilled = 5;

/**
 * The cells of a promise bar. One cell is one working day:
 *
 *     ■ ■ ■ ■ □ □ □ □ □ □ |            used, rest, crest
 *     ■ ■ ■ ■ ■ ■ ■ ■ ■ ■ | ■ ■ ■      overdue days spill over the crest
 *     ■ ■ ■ ■ ¦ ▯ ▯ |                  an extension is hollow cells after a tick
 */
export function cellsOf(facts: PromiseFacts): { cells: Cell[]; firstLimitAt: number | null } {
  const { state, limit, used, extendedBy = 0, overdueBy = 0, pausedOn = [] } = facts;
  const days = Math.max(1, limit + extendedBy);
  const step = crestAt / days;
  const isOver = state === "overdue";
  const inside = Array.from({ length: days }, (_, day): Cell => {
    const kind = pausedOn.includes(day)
      ? "thin"
      : isOver
        ? "past"
        : state === "missed" || day < used
          ? "used"
          : day >= limit
            ? "hollow"
            : "rest";
    return { x: day * step, width: step - 1, kind };
  });
  const spilled = Array.from({ length: Math.min(overdueBy, mostSpilled) }, (_, day): Cell => ({
    x: crestAt + 2 + day * spillStep,
    width: spillStep - 1,
    kind: isOver ? "over" : "spilled",
  }));
  return { cells: [...inside, ...spilled], firstLimitAt: extendedBy > 0 ? limit * step - 0.5 : null };
}
