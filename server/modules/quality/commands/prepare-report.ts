import type { ReportView } from "#contract/quality-report";
import type { Call } from "#kernel/call";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import type { QualityDeps } from "../deps.ts";
import { problems } from "../problems.ts";
import { computeReport } from "../report/compute-report.ts";
import { departmentsFor, readReport } from "../report/report-queries.ts";
import { editionsOf, insertReport, lockMonth, replaceDraft, type ReportRow } from "../report/report-store.ts";

/**
 * Settles a month's report as it is now: what will be signed is what was read. A draft is replaced; after a signature it is
 * a further edition, which needs a reason.
 *
 * @throws Problem quality.department-not-found, quality.month-to-come, quality.nothing-to-report, quality.reason-needed
 */
export async function prepareReport(
  call: Call,
  deps: QualityDeps,
  { code, month, reason }: { code: string; month: string; reason: string },
): Promise<ReportView> {
  await departmentsFor(call, deps, code);
  const body = await computeReport(call, deps, code, month);
  if (body.score === null)
    throw problem(problems["nothing-to-report"], { name: body.departmentName[call.language], until: body.untilOn });
  await lockMonth(call.db, code, month);
  const [newest] = await editionsOf(call.db, code, month);
  if (newest?.state === "signed" && reason === "")
    throw problem(problems["reason-needed"], { month, edition: newest.edition, next: newest.edition + 1 });
  const settled = { body, preparedBy: call.actor.name, preparedAt: call.now };
  const row: ReportRow =
    newest?.state === "draft"
      ? { ...newest, ...settled, reason: reason || newest.reason, version: newest.version + 1 }
      : {
          ...blank,
          ...settled,
          id: newId(call.now),
          department: code,
          month,
          reason,
          edition: (newest?.edition ?? 0) + 1,
        };
  await (newest?.state === "draft" ? replaceDraft(call.db, row.id, row) : insertReport(call.db, row));
  deps.ledger.record(call, {
    action: "quality.prepare-report",
    object: { kind: "quality-report", id: row.id, name: `${body.departmentName.zh} ${month}` },
    owner: code,
    facts: { month, edition: row.edition, score: body.score, badRows: body.badRows },
  });
  return readReport(call, deps, { code, month });
}

const blank = { state: "draft", signedBy: null, signedAt: null, opinion: "", entry: null, version: 1 } as const;
