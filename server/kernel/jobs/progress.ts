import type { Db } from "../db/db.ts";
import { type ProgressFacts, writeProgress } from "./store.ts";

/** How a running job tells people where it is. Cheap to call often: it writes at most four times a second. */
export type Progress = (facts: Partial<ProgressFacts>) => void;

const writeEveryMs = 250;

/** Writes progress in order, the last one always; hears there whether somebody asked the job to stop. */
export function createProgress(
  db: Db,
  id: string,
  onCancel: () => void,
): { report: Progress; flush: () => Promise<void> } {
  const current: ProgressFacts = { phase: { zh: "", en: "" }, done: 0, total: null, facts: {} };
  let pending: Promise<void> = Promise.resolve();
  let lastAt = 0;
  let isDirty = false;
  const writeAfter = async (earlier: Promise<void>) => {
    await earlier;
    if (await writeProgress(db, id, current)) onCancel();
  };
  const write = () => {
    isDirty = false;
    lastAt = Date.now();
    pending = writeAfter(pending);
  };
  return {
    report(facts) {
      Object.assign(current, facts, facts.facts ? { facts: { ...current.facts, ...facts.facts } } : {});
      isDirty = true;
      if (Date.now() - lastAt >= writeEveryMs) write();
    },
    async flush() {
      if (isDirty) write();
      await pending;
    },
  };
}
