import type { ReportView } from "#contract/quality-report";
import { type Call, mayTouch } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { problem } from "#kernel/problem";
import { dayOf } from "../day.ts";
import type { QualityDeps } from "../deps.ts";
import { problems } from "../problems.ts";
import { digestOf } from "../report/digest.ts";
import { lastDayOf, spanOf } from "../report/month.ts";
import { readReport } from "../report/report-queries.ts";
import { reportForUpdate, writeSignature } from "../report/report-store.ts";
import { maySign } from "../who.ts";

/**
 * The head of the department's sharing office signs the draft as it was settled; it never changes again. The ledger keeps
 * the digest of the report, so that a copy can be held against what was signed.
 *
 * @throws Problem quality.report-not-found, quality.report-signed, quality.month-not-over
 */
export async function signReport(
  call: Call,
  deps: QualityDeps,
  { id, opinion, version }: { id: string; opinion: string; version: number | null },
): Promise<ReportView> {
  const row = await reportForUpdate(call.db, id);
  if (!row || !mayTouch(call.actor, row.department) || !maySign(call, row.department))
    throw problem(problems["report-not-found"]);
  const { department, month, edition, body } = row;
  refuseStale(version, row.version);
  if (row.state === "signed") throw problem(problems["report-signed"], { month, edition, by: row.signedBy ?? "" });
  if (spanOf(month, dayOf(call.now))?.isWhole !== true)
    throw problem(problems["month-not-over"], { month, until: lastDayOf(month) });
  const entry = await deps.ledger.seal(call, {
    action: "quality.sign-report",
    object: { kind: "quality-report", id, name: `${body.departmentName.zh} ${month}` },
    owner: department,
    facts: { month, edition, score: body.score, badRows: body.badRows, sha256: digestOf(body) },
  });
  const signature = { signedBy: call.actor.name, signedAt: call.now, opinion, entry, version: row.version + 1 };
  await writeSignature(call.db, { ...row, ...signature });
  return readReport(call, deps, { code: department, month, edition });
}
