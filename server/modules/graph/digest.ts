import type { LedgerEntry } from "#contract/ledger";
import { dayOf } from "./day.ts";

/** What passed on one day: runs or calls, and rows. */
export interface Passed {
  uses: number;
  rows: number;
}

/** Something that moved rows, as a stretch of the ledger tells it. */
export interface Moved {
  readonly firstAt: string;
  readonly lastAt: string;
  readonly days: ReadonlyMap<string, Passed>;
}

/** What a stretch of the ledger says about edges. */
export interface Digest {
  /** By resource. */
  readonly loads: ReadonlyMap<string, Moved>;
  /** By library. */
  readonly runs: ReadonlyMap<string, Moved>;
  /** Deliveries, by grant. */
  readonly uses: ReadonlyMap<string, Moved>;
  /** Grants that were made, changed or used. */
  readonly grants: ReadonlySet<string>;
}

const loading = new Set(["intake.load", "intake.run-follow", "intake.push-rows"]);

interface Open {
  firstAt: string;
  lastAt: string;
  days: Map<string, Passed>;
}

/**
 * Reads edges off entries in the order of their numbers. An act that failed or was refused moved nothing. A delivery is an
 * act of the gate under a grant that counts rows; a push counts when it is done, not when it begins.
 */
export function digestEntries(entries: readonly LedgerEntry[]): Digest {
  const digest = {
    loads: new Map<string, Open>(),
    runs: new Map<string, Open>(),
    uses: new Map<string, Open>(),
    grants: new Set<string>(),
  };
  for (const entry of entries) {
    const { action, object, grant, outcome, rows } = entry;
    if (grant !== null) digest.grants.add(grant);
    if (outcome !== "done") continue;
    if (loading.has(action) && object?.kind === "resource") note(digest.loads, object.id, entry);
    else if (action === "libraries.run" && object?.kind === "library") note(digest.runs, object.id, entry);
    else if (action.startsWith("gate.") && grant !== null && rows !== null) note(digest.uses, grant, entry);
  }
  return digest;
}

function note(moved: Map<string, Open>, key: string, { at, rows }: LedgerEntry): void {
  let open = moved.get(key);
  if (!open) moved.set(key, (open = { firstAt: at, lastAt: at, days: new Map() }));
  if (at < open.firstAt) open.firstAt = at;
  if (at > open.lastAt) open.lastAt = at;
  const day = dayOf(new Date(at));
  const passed = open.days.get(day) ?? { uses: 0, rows: 0 };
  open.days.set(day, { uses: passed.uses + 1, rows: passed.rows + (rows ?? 0) });
}
