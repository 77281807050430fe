import type { Call } from "#kernel/call";
import type { Db } from "#kernel/db/db";
import { allVersions, type CodeSetVersion } from "./code-set-store.ts";
import { versionOn } from "./code-set-versions.ts";
import type { CodeList, Element } from "./door.ts";
import { allElements, changeNumber } from "./element-store.ts";
import { plainElement } from "./view.ts";

/** The whole dictionary as it was at one change. */
export interface Snapshot {
  readonly change: number;
  readonly elements: ReadonlyMap<string, Element>;
  readonly versions: ReadonlyMap<string, readonly CodeSetVersion[]>;
}

/** How long what was read may be old before the change number is asked again. */
const freshForMs = 1000;

/**
 * Keeps the dictionary in memory and reads it again when another change number stands in the database. Inside a
 * transaction the number is always asked, and what that transaction alone can see is never kept.
 */
export function createReading() {
  let kept: Snapshot | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;

  async function current(call: Call): Promise<Snapshot> {
    const isFresh = Math.abs(call.now.getTime() - askedAt) < freshForMs;
    if (kept && isFresh && !call.db.isTransaction) return kept;
    const change = await changeNumber(call.db);
    if (kept?.change === change) {
      if (!call.db.isTransaction) askedAt = call.now.getTime();
      return kept;
    }
    const snapshot = await readAll(call.db, change);
    if (!call.db.isTransaction) {
      kept = snapshot;
      askedAt = call.now.getTime();
    }
    return snapshot;
  }

  return {
    current,
    /** After a change of this process has been committed. */
    forget(): void {
      askedAt = Number.NEGATIVE_INFINITY;
    },
  };
}

export type Reading = ReturnType<typeof createReading>;

async function readAll(db: Db, change: number): Promise<Snapshot> {
  const elements = await allElements(db);
  const versions = await allVersions(db);
  return {
    change,
    elements: new Map(elements.map((element) => [element.id, plainElement(element)])),
    versions: Map.groupBy(versions, (version) => version.id),
  };
}

/** The version of a code set in force on a day. */
export const codeListOn = (snapshot: Snapshot, id: string, day: string): CodeList | undefined =>
  versionOn(snapshot.versions.get(id) ?? [], day);
