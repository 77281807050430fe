import { z } from "zod";
import { problem } from "#kernel/problem";
import { problems } from "./problems.ts";

/** Where a page of runs ended. */
export interface RunKey {
  readonly ranAt: Date;
  readonly id: string;
}

export const writeRunCursor = ({ ranAt, id }: RunKey): string => `${ranAt.toISOString()}_${id}`;

const RunCursor = z.tuple([z.iso.datetime(), z.uuid()]);

/** @throws Problem quality.bad-cursor */
export function readRunCursor(cursor: string): RunKey {
  const parsed = RunCursor.safeParse(cursor.split("_"));
  if (!parsed.success) throw problem(problems["bad-cursor"]);
  const [ranAt, id] = parsed.data;
  return { ranAt: new Date(ranAt), id };
}

/** @throws Problem quality.bad-cursor */
export function readRowCursor(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) throw problem(problems["bad-cursor"]);
  return Number(cursor);
}

/** Where a page of reports ended. */
export interface ReportKey {
  readonly month: string;
  readonly department: string;
  readonly edition: number;
}

export const writeReportCursor = ({ month, department, edition }: ReportKey): string =>
  `${month}_${department}_${edition}`;

const ReportCursor = z.tuple([z.string(), z.string(), z.coerce.number().int()]);

/** @throws Problem quality.bad-cursor */
export function readReportCursor(cursor: string): ReportKey {
  const parsed = ReportCursor.safeParse(cursor.split("_"));
  if (!parsed.success) throw problem(problems["bad-cursor"]);
  const [month, department, edition] = parsed.data;
  return { month, department, edition };
}
