/** A river as the layout sees it. `ever` orders, `width` (pixels) takes room. */
export interface Course {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  /** Uses from the beginning on: what is looked at may change, where places stand may not. */
  readonly ever: number;
  readonly width: number;
}

export interface Columns {
  /** Column of each place, 0 the furthest upstream. */
  readonly columnOf: ReadonlyMap<string, number>;
  readonly count: number;
  /** Rivers that run back upstream (against the order); they go round below. */
  readonly back: ReadonlySet<string>;
}

/**
 * Upstream to the left. Circles are opened where the least flows back (greedy, Eades, Lin and Smyth 1993), then every place
 * stands right of all that supply it. The same rivers give the same columns, in whatever order they come.
 */
export function columnsOf(places: readonly string[], courses: readonly Course[]): Columns {
  const rank = new Map(rankOf(places, courses).map((id, at) => [id, at]));
  const isForward = ({ from, to }: Course) => (rank.get(from) ?? 0) < (rank.get(to) ?? 0);
  const forward = courses.filter(isForward);
  const columnOf = new Map<string, number>(places.map((id) => [id, 0]));
  const byRank = places.toSorted((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
  const leaving = Map.groupBy(forward, ({ from }) => from);
  const arriving = Map.groupBy(forward, ({ to }) => to);
  const at = (id: string) => columnOf.get(id) ?? 0;
  for (const id of byRank) for (const { to } of leaving.get(id) ?? []) columnOf.set(to, Math.max(at(to), at(id) + 1));
  // What nobody supplies stands just left of the first it supplies: short rivers are easier to follow.
  for (const id of byRank) {
    const next = (leaving.get(id) ?? []).map(({ to }) => at(to));
    if (!arriving.has(id) && next.length > 0) columnOf.set(id, Math.min(...next) - 1);
  }
  return {
    columnOf,
    count: Math.max(0, ...columnOf.values()) + 1,
    back: new Set(courses.filter((one) => !isForward(one)).map(({ key }) => key)),
  };
}

/** An order in which as little as possible flows backwards. */
function rankOf(places: readonly string[], courses: readonly Course[]): string[] {
  const open = new Set(places.toSorted());
  const weight = ({ ever }: Course) => 1 + Math.max(0, ever);
  const out = new Map<string, number>();
  const into = new Map<string, number>();
  const add = (sums: Map<string, number>, id: string, by: number) => sums.set(id, (sums.get(id) ?? 0) + by);
  for (const course of courses) {
    add(out, course.from, weight(course));
    add(into, course.to, weight(course));
  }
  const touching = Map.groupBy(
    courses.flatMap((course) => [
      { id: course.from, course },
      { id: course.to, course },
    ]),
    ({ id }) => id,
  );
  const first: string[] = [];
  const last: string[] = [];
  const take = (id: string, side: string[]) => {
    open.delete(id);
    side.push(id);
    for (const { course } of touching.get(id) ?? []) {
      if (course.from === id && open.has(course.to)) add(into, course.to, -weight(course));
      if (course.to === id && open.has(course.from)) add(out, course.from, -weight(course));
    }
  };
  while (open.size > 0) {
    const sink = [...open].find((id) => (out.get(id) ?? 0) <= 0);
    const source = [...open].find((id) => (into.get(id) ?? 0) <= 0);
    if (source !== undefined) take(source, first);
    else if (sink !== undefined) take(sink, last);
    else take(mostGiving(open, out, into), first);
  }
  return [...first, ...last.toReversed()];
}

function mostGiving(
  open: ReadonlySet<string>,
  out: ReadonlyMap<string, number>,
  into: ReadonlyMap<string, number>,
): string {
  let best = "";
  let most = -Infinity;
  for (const id of open) {
    const surplus = (out.get(id) ?? 0) - (into.get(id) ?? 0);
    if (surplus > most) {
      most = surplus;
      best = id;
    }
  }
  return best;
}
