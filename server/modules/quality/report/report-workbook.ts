import { utils, write } from "@e965/xlsx";
import { dimensionNames } from "#contract/quality";
import { type ReportView, ruleCourseNames } from "#contract/quality-report";
import { processTermNames } from "#contract/quality-scores";
import type { Language } from "#contract/text";
import { overviewRows } from "./report-paper.ts";
import { standingOf, texts, timeOf, titleOf } from "./report-texts.ts";

type Cell = string | number | null;

/** Figures as numbers, unrounded; texts as texts, so that none of them is taken for a formula. */
export function workbookOf(view: ReportView, language: Language): Buffer {
  const words = texts[language];
  const { columns, sheets } = words;
  const { report } = view;
  const book = utils.book_new();
  const add = (name: string, rows: readonly (readonly Cell[])[]) =>
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name);
  add(sheets.overview, [[titleOf(report, language)], [standingOf(view, language)], ...overviewRows(report, language)]);
  add(sheets.dimensions, [
    [columns.dimension, columns.score, columns.before, columns.assessed, columns.failed, columns.weight],
    ...report.dimensions.map((line) => [
      dimensionNames[line.dimension][language],
      line.score,
      line.before,
      line.assessed,
      line.failed,
      line.weight,
    ]),
  ]);
  add(sheets.rules, [
    [
      columns.rule,
      columns.resource,
      columns.dimension,
      columns.standard,
      columns.assessed,
      columns.failed,
      columns.failedBefore,
      columns.score,
      columns.weight,
      columns.lost,
      columns.course,
    ],
    ...report.rules.map((rule) => [
      rule.text[language],
      rule.resourceName[language],
      dimensionNames[rule.dimension][language],
      rule.standard,
      rule.assessed,
      rule.failed,
      rule.failedBefore,
      rule.score,
      rule.weight,
      rule.lost,
      ruleCourseNames[rule.course][language],
    ]),
  ]);
  add(sheets.resources, [
    [
      columns.resource,
      columns.score,
      columns.before,
      columns.rows,
      columns.badRows,
      columns.share,
      columns.lost,
      columns.checks,
      columns.checkedAt,
      columns.entry,
    ],
    ...report.resources.map((line) => [
      line.name[language],
      line.score,
      line.before,
      line.rowCount,
      line.badRows,
      line.share,
      line.lost,
      line.checks,
      timeOf(line.ranAt),
      line.entry,
    ]),
  ]);
  add(sheets.process, [
    [columns.term, columns.percent, columns.done, columns.of, columns.weight, columns.lost, columns.counts],
    ...report.process.map((term) => [
      processTermNames[term.term][language],
      term.share,
      term.done,
      term.of,
      term.weight,
      term.lost,
      term.text[language],
    ]),
  ]);
  add(sheets.months, [[columns.month, columns.score], ...report.months.map(({ month, score }) => [month, score])]);
  return write(book, { type: "buffer", bookType: "xlsx" }) as Buffer;
}
