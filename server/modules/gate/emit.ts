import type { Mask } from "./masks.ts";
import type { PlanItem } from "./plan.ts";
import type { ServedRow, Value } from "./read-rows.ts";

/**
 * Where values leave: the masks of the plan over the rows that were read. Answers, files and pushed tables are all written
 * from what comes out here.
 */
export function emitRow(projection: readonly PlanItem[], row: ServedRow): Value[] {
  const out: Value[] = [];
  for (let at = 0; at < projection.length; at += 1) {
    const value = row[at + 1] ?? null;
    const mask = projection[at]?.mask ?? null;
    out.push(value === null || mask === null ? value : masked(value, mask));
  }
  return out;
}

/** What a mask leaves as it is keeps its type. */
function masked(value: string | number | boolean, mask: Mask): Value {
  const text = String(value);
  const left = mask(text);
  return left === text ? value : left;
}

const writers = new WeakMap<readonly PlanItem[], (row: ServedRow) => string>();

/** Writes rows as JSON objects; the names are written once for a projection. */
export function jsonRows(projection: readonly PlanItem[]): (row: ServedRow) => string {
  const known = writers.get(projection);
  if (known) return known;
  const writer = createJsonRows(projection);
  writers.set(projection, writer);
  return writer;
}

function createJsonRows(projection: readonly PlanItem[]): (row: ServedRow) => string {
  const starts = projection.map((item, at) => `${at === 0 ? "" : ","}${JSON.stringify(item.field)}:`);
  return (row) => {
    const values = emitRow(projection, row);
    let text = "{";
    for (let at = 0; at < values.length; at += 1) text += `${starts[at]}${JSON.stringify(values[at])}`;
    return `${text}}`;
  };
}
