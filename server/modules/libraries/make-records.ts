import type { RunFigures } from "#contract/libraries";
import type { Element } from "#dictionary";
import type { Lake, LakeSession } from "#kernel/lake/lake";
import type { AnswerRow } from "./answer-store.ts";
import { type Basis, definitionOf, keptBasis } from "./basis.ts";
import { gather, type Gathered, identify } from "./gather.ts";
import { hasTables, tablesOf } from "./lake-tables.ts";
import type { LibraryRow } from "./library-store.ts";
import { figuresOf, publish } from "./publish.ts";
import type { Staged } from "./stage-sources.ts";
import { agedRows, authoritiesOf, findConflicts, type Survivorship, survive } from "./survive.ts";

export interface Making {
  readonly library: LibraryRow;
  readonly staged: readonly Staged[];
  readonly answers: readonly AnswerRow[];
  readonly elements: readonly Element[];
  readonly runId: string;
  readonly now: Date;
  readonly onPhase?: (phase: "survive" | "publish") => void;
}

export interface Made extends Pick<Gathered, "doubts" | "matching"> {
  readonly figures: RunFigures;
}

/**
 * Makes golden records of the staged rows and publishes them: all, or where an earlier run is kept those that what came, went
 * or was said since may have changed. The records are the same either way (`make-records.test.ts`).
 */
export async function makeRecords(session: LakeSession, lake: Lake, making: Making): Promise<Made> {
  const { library, staged, answers, elements, runId, now, onPhase } = making;
  const { fields } = library;
  const tables = tablesOf(library.name);
  const today = dayOf(now);
  const authorities = authoritiesOf(fields, staged, elements);
  const given: Survivorship = { fields, staged, authorities, elements, dialect: lake.dialect, today };
  const definition = definitionOf(given);
  const isFirst = !(await hasTables(session, library.name));
  const known = isFirst ? null : await keptBasis(session, library.name);
  const basis = known?.definition === definition ? known : null;
  const aged = basis === null ? [] : await agedRows(session, tables.member, given, basis.today);
  const gathered = await gather(session, lake, { library, staged, answers, today, basis, aged });
  onPhase?.("survive");
  await identify(session, isFirst ? null : tables.member, library.salt, runId);
  await survive(session, given);
  await findConflicts(session, given, isFirst ? null : tables, now);
  onPhase?.("publish");
  const { edition, answered, isAll, doubts, matching } = gathered;
  const loadedAt = Object.fromEntries(
    staged.flatMap(({ resource }) => (resource.loadedAt ? [[resource.id, momentOf(resource.loadedAt)]] : [])),
  );
  const published = { library: library.name, fields, staged };
  const made: Basis = { edition, definition, answered, today, loadedAt };
  await publish(session, { ...published, isAll, basis: made, now });
  const matched = { pairs: gathered.pairs, doubtful: doubts.length };
  return { doubts, matching, figures: await figuresOf(session, published, authorities, matched) };
}

/** An instant as rows write theirs. */
const momentOf = (at: Date): string => at.toISOString().slice(0, 19).replace("T", " ");

const dayOf = (now: Date): string => new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
