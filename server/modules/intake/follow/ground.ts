import type { MappedColumn } from "#contract/intake";
import type { ResourceCore } from "#catalog";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import type { IntakeParts } from "../parts.ts";
import { type LoadPlan, planWithout, type Vocabulary, withMarks } from "../plan.ts";
import { problems } from "../problems.ts";
import type { Pace } from "../readers/pace.ts";
import type { SourceHeading } from "../readers/reader.ts";
import { findMapping, findSource, type SourceRow } from "../store.ts";
import { vocabularyOf } from "../vocabulary.ts";
import type { RunNotes } from "./run-notes.ts";
import type { RunRow } from "./run-store.ts";
import { findFollow, type FollowRow } from "./store.ts";

/** What a run stands on. */
export interface RunGround {
  readonly parts: IntakeParts;
  readonly call: Call;
  readonly run: RunRow;
  readonly follow: FollowRow;
  readonly source: SourceRow;
  readonly resource: ResourceCore;
  readonly mapping: readonly MappedColumn[];
  readonly vocabulary: Vocabulary;
  readonly notes: RunNotes;
  readonly pace: Pace | undefined;
  /** For this run's files. */
  readonly folder: string;
}

/** @throws Problem intake.follow-not-found, intake.source-not-found, intake.no-saved-mapping */
export async function groundOf(
  parts: IntakeParts,
  call: Call,
  run: RunRow,
  rest: Pick<RunGround, "notes" | "pace" | "folder">,
): Promise<RunGround> {
  const follow = await findFollow(call.db, run.followId);
  if (!follow) throw problem(problems["follow-not-found"], { id: run.followId });
  const source = await findSource(call.db, follow.sourceId);
  if (!source) throw problem(problems["source-not-found"], { id: follow.sourceId });
  const resource = await parts.catalog.resource(call, follow.resourceId);
  const saved = await findMapping(call.db, follow.resourceId);
  if (!saved) throw problem(problems["no-saved-mapping"], { name: follow.resourceName });
  const vocabulary = await vocabularyOf(parts, call, saved.columns);
  return { parts, call, run, follow, source, resource, mapping: saved.columns, vocabulary, ...rest };
}

/** What becomes of the columns the source has now; a followed table is marked by key and sum. */
export const planOf = ({ mapping, vocabulary, follow }: RunGround, headings: readonly SourceHeading[]): LoadPlan =>
  withMarks(planWithout(mapping, headings, vocabulary), follow.plan.key, headings);

/** Columns of a census, in the order of the sum. */
export const censusColumns = (plan: LoadPlan): string[] => plan.columns.map((column) => column.source);
