import type { QualityReport, ReportView } from "#contract/quality-report";
import type { Call } from "#kernel/call";
import type { FileAnswer } from "#kernel/http/route";
import { printPaper } from "#kernel/paper/paper";
import type { QualityDeps } from "../deps.ts";
import { blocksOf, standingOf, titleOf } from "./report-paper.ts";
import { type ReportAsk, readReport } from "./report-queries.ts";
import { workbookOf } from "./report-workbook.ts";

/** The report on paper, in the reader's language; one that is not signed says so on every page. */
export async function printReport(call: Call, deps: QualityDeps, ask: ReportAsk): Promise<FileAnswer> {
  const view = await readReport(call, deps, ask);
  const { language } = call;
  const title = titleOf(view.report, language);
  const content = await printPaper({
    title,
    subtitle: standingOf(view, language),
    foot: `${title}　${standingOf(view, language)}`,
    blocks: blocksOf(view, language),
  });
  return { fileName: `${fileNameOf(view.report, view.kept, call)}.pdf`, contentType: "application/pdf", content };
}

/** The same figures as a workbook: one sheet for each table. */
export async function exportReport(call: Call, deps: QualityDeps, ask: ReportAsk): Promise<FileAnswer> {
  const view = await readReport(call, deps, ask);
  return {
    fileName: `${fileNameOf(view.report, view.kept, call)}.xlsx`,
    contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    content: workbookOf(view, call.language),
  };
}

function fileNameOf(report: QualityReport, kept: ReportView["kept"], { language }: Call): string {
  const what = { zh: "数据质量报告", en: "data-quality" }[language];
  const edition = kept && kept.edition > 1 ? `-${kept.edition}` : "";
  return `${report.departmentName[language]}-${what}-${report.month}${edition}`;
}
