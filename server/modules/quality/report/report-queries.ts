import type { KeptReport, ReportState, ReportView } from "#contract/quality-report";
import type { Page } from "#contract/page";
import type { Bilingual } from "#contract/text";
import { type Call, mayTouch } from "#kernel/call";
import { problem } from "#kernel/problem";
import { readReportCursor, writeReportCursor } from "../cursor.ts";
import { dayOf } from "../day.ts";
import type { QualityDeps } from "../deps.ts";
import { problems } from "../problems.ts";
import { departmentName, type Departments } from "../views.ts";
import { mayReport, maySign } from "../who.ts";
import { computeReport } from "./compute-report.ts";
import { spanOf } from "./month.ts";
import { editionsOf, pageOfReports, type ReportRow } from "./report-store.ts";

export interface ReportAsk {
  readonly code: string;
  readonly month: string;
  /** 0: computed now; none: the newest. */
  readonly edition?: number | undefined;
}

/** @throws Problem quality.department-not-found outside the actor's scope */
export async function departmentsFor(call: Call, deps: QualityDeps, code: string): Promise<Departments> {
  const departments = await deps.registry.departments(call);
  if (!departments.has(code) || !mayTouch(call.actor, code)) throw problem(problems["department-not-found"], { code });
  return departments;
}

/**
 * The report as it was kept, else as it is now.
 *
 * @throws Problem quality.department-not-found, quality.month-to-come, quality.report-not-found for an edition there is not
 */
export async function readReport(
  call: Call,
  deps: QualityDeps,
  { code, month, edition }: ReportAsk,
): Promise<ReportView> {
  const departments = await departmentsFor(call, deps, code);
  const editions = await editionsOf(call.db, code, month);
  const row = edition === undefined ? editions[0] : editions.find((one) => one.edition === edition);
  if (edition !== undefined && edition > 0 && !row) throw problem(problems["report-not-found"]);
  return {
    report: row?.body ?? (await computeReport(call, deps, code, month)),
    kept: row ? keptView(row, departments, call) : null,
    editions: editions.map((one) => keptView(one, departments, call)),
    ...powersOver(call, code, month, editions[0]),
  };
}

/** What the person asking may do with a month of which this is the newest edition. */
export function powersOver(
  call: Call,
  department: string,
  month: string,
  newest: Pick<ReportRow, "state"> | undefined,
): Pick<ReportView, "may" | "whyNot"> {
  const prepare = mayReport(call, department)
    ? null
    : { zh: "由本部门数据管理员、负责人或数据主管定稿。", en: "Its steward, its head or the data officer settles it." };
  const sign = whyNotSign(call, department, month, newest);
  return { may: { prepare: prepare === null, sign: sign === null }, whyNot: { prepare, sign } };
}

function whyNotSign(
  call: Call,
  department: string,
  month: string,
  newest: Pick<ReportRow, "state"> | undefined,
): Bilingual | null {
  if (newest?.state === "signed") return { zh: "已经签发。", en: "It has been signed." };
  if (!maySign(call, department))
    return { zh: "由本部门共享工作机构负责人签发。", en: "The head of the department's sharing office signs it." };
  if (spanOf(month, dayOf(call.now))?.isWhole !== true)
    return { zh: "这个月还没有结束，数字还会变。", en: "The month is not over; its figures still change." };
  if (!newest)
    return {
      zh: "还没有定稿，签的要和看的一样。",
      en: "It has not been settled: what is signed must be what was read.",
    };
  return null;
}

export const keptView = (row: ReportRow, departments: Departments, { language }: Call): KeptReport => ({
  id: row.id,
  department: row.department,
  departmentName: departmentName(departments, row.department, language),
  month: row.month,
  edition: row.edition,
  state: row.state,
  score: row.body.score,
  before: row.body.before,
  badRows: row.body.badRows,
  reason: row.reason,
  preparedBy: row.preparedBy,
  preparedAt: row.preparedAt.toISOString(),
  signedBy: row.signedBy,
  signedAt: row.signedAt?.toISOString() ?? null,
  opinion: row.opinion,
  entry: row.entry,
  version: row.version,
});

/** Those of the actor's departments: newest month first, then by department, newest edition first. */
export async function listReports(
  call: Call,
  deps: QualityDeps,
  query: {
    limit: number;
    cursor?: string | undefined;
    department?: string | undefined;
    month?: string | undefined;
    state?: ReportState | undefined;
  },
): Promise<Page<KeptReport>> {
  const { limit, cursor, ...asked } = query;
  const after = cursor === undefined ? undefined : readReportCursor(cursor);
  const filter = { ...asked, departments: call.actor.departments };
  const { rows, total } = await pageOfReports(call.db, filter, limit + 1, after);
  const departments = await deps.registry.departments(call);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => keptView(row, departments, call)),
    total,
    next: rows.length > limit && last ? writeReportCursor(last) : null,
  };
}
