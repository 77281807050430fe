import type { Database, Db } from "#kernel/db/db";
import { allDepartments, type DepartmentRow } from "./department-store.ts";
import { sixDigits } from "./division-code.ts";
import { upperDivisions } from "./division-store.ts";
import { indexOfLines, type NameIndex } from "./name-index.ts";
import { divisionLines, raiseDepartmentVersion, readVersions } from "./register-store.ts";

/** What is asked so often that it is kept in memory: departments, codes of counties and above, names of divisions. */
export interface Register {
  /** Inside a transaction that changed departments, what the transaction sees. */
  departments(db: Db): Promise<ReadonlyMap<string, DepartmentRow>>;
  divisionCodes(db: Db): Promise<ReadonlySet<string>>;
  names(db: Db): Promise<NameIndex>;
  /** Whether divisions were ever adopted. */
  hasDivisions(db: Db): Promise<boolean>;
  /** In a transaction that changes departments: it sees its own change, this process at once after the commit. */
  noteDepartments(db: Db): Promise<void>;
  /** In a transaction that changes divisions. */
  noteDivisions(db: Db): void;
}

const keptMs = 1000;

/**
 * Everything kept belongs to a version. The two version numbers are read again when a second has passed, so a change made
 * by another process of the hub shows within a second.
 *
 * Reading goes through the caller's own handle: a second connection for each of twenty transactions would leave none for
 * any. What a transaction reads that has changed nothing here is committed, so it may be kept for all; one that has
 * changed something reads for itself.
 */
export function createRegister(database: Database, monotonicMs: () => number = () => performance.now()): Register {
  const changing = new WeakSet<Db>();
  let forgotten = 0;
  const version = keptFor(readVersions);
  const departments = keptFor(allDepartments);
  const codes = keptFor(readCodes);
  const names = keptFor(async () => indexOfLines(await divisionLines(database)));

  /** Names this second; the versions are read once in each. */
  const second = () => `${forgotten} ${Math.floor(monotonicMs() / keptMs)}`;
  const versionsNow = (db: Db) => version(second(), db);
  const edition = async (db: Db) => String((await versionsNow(db)).edition);
  const note = (db: Db) => {
    changing.add(db);
    db.afterCommit(() => void (forgotten += 1));
  };

  return {
    async departments(db) {
      // Names of divisions stand in departments, so both versions count.
      return changing.has(db) ? allDepartments(db) : departments(JSON.stringify(await versionsNow(db)), db);
    },
    divisionCodes: async (db) => (changing.has(db) ? readCodes(db) : codes(await edition(db), db)),
    names: async (db) => names(await edition(db), db),
    hasDivisions: async (db) => (await (changing.has(db) ? readVersions(db) : versionsNow(db))).edition !== null,
    async noteDepartments(db) {
      note(db);
      await raiseDepartmentVersion(db);
    },
    noteDivisions: note,
  };
}

/** Keeps the value of the newest version asked for; many askers at once share one reading. */
function keptFor<Value>(read: (db: Db) => Promise<Value>): (version: string, db: Db) => Promise<Value> {
  let kept: { readonly version: string; readonly value: Promise<Value> } | undefined;
  return async (version, db) => {
    // Another asker's transaction may have broken under the shared reading: then read for oneself.
    if (kept?.version === version) return kept.value.catch(() => read(db));
    const fresh = { version, value: read(db) };
    kept = fresh;
    try {
      return await fresh.value;
    } catch (error) {
      if (kept === fresh) kept = undefined;
      throw error;
    }
  };
}

async function readCodes(db: Db): Promise<ReadonlySet<string>> {
  const rows = await upperDivisions(db);
  return new Set(rows.flatMap(({ code }) => [code, sixDigits(code)]));
}
