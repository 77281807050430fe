import { dimensionNames } from "#contract/quality";
import { type QualityReport, type ReportView, ruleCourseNames } from "#contract/quality-report";
import { processTermNames } from "#contract/quality-scores";
import type { Language } from "#contract/text";
import type { Block } from "#kernel/paper/paper";
import { changed, cost, points, signed, standingOf, texts, timeOf, titleOf } from "./report-texts.ts";

export { standingOf, titleOf };

/** The report as it is printed: what it came to, why, what changed, and who answers for it. */
export function blocksOf(view: ReportView, language: Language): Block[] {
  const { report } = view;
  const words = texts[language];
  return [
    { kind: "heading", text: words.overview },
    { kind: "pairs", rows: overviewRows(report, language) },
    { kind: "heading", text: words.dimensions },
    dimensionTable(report, language),
    { kind: "heading", text: words.rules },
    ...ruleBlocks(report, language),
    { kind: "heading", text: words.changes },
    ...changeBlocks(report, language),
    { kind: "heading", text: words.resources },
    resourceTable(report, language),
    { kind: "heading", text: words.process },
    processTable(report, language),
    { kind: "heading", text: words.signature },
    ...signatureBlocks(view, language),
  ];
}

export function overviewRows(report: QualityReport, language: Language): [string, string][] {
  const words = texts[language];
  const { rank, departmentCount } = report;
  return [
    [words.score, `${points(report.score)}${report.grade === null ? "" : `　${report.grade[language]}`}`],
    [words.change, signed(report.score, report.before)],
    [words.rank, rank === null ? words.noScore : words.rankOf(rank, departmentCount)],
    [words.agreed, points(report.agreed)],
    [words.rows, String(report.rowCount)],
    [
      words.badRows,
      report.before === null
        ? String(report.badRows)
        : `${report.badRows}（${signed(report.badRows, report.badRowsBefore)}）`,
    ],
    [words.checks, String(report.checks)],
  ];
}

function dimensionTable({ dimensions }: QualityReport, language: Language): Block {
  const { columns } = texts[language];
  return {
    kind: "table",
    columns: [
      { title: columns.dimension, width: 3 },
      { title: columns.score, width: 2, isFigure: true },
      { title: columns.before, width: 2, isFigure: true },
      { title: columns.assessed, width: 2, isFigure: true },
      { title: columns.failed, width: 2, isFigure: true },
      { title: columns.weight, width: 2, isFigure: true },
    ],
    rows: dimensions.map((line) => [
      dimensionNames[line.dimension][language],
      points(line.score),
      points(line.before),
      String(line.assessed),
      String(line.failed),
      points(line.weight),
    ]),
  };
}

function ruleBlocks({ rules }: QualityReport, language: Language): Block[] {
  const { columns, noRules } = texts[language];
  const failing = rules.filter(({ failed }) => failed > 0);
  if (failing.length === 0) return [{ kind: "text", text: noRules }];
  return [
    {
      kind: "table",
      columns: [
        { title: columns.rule, width: 6 },
        { title: columns.resource, width: 3.6 },
        { title: columns.failed, width: 2.4, isFigure: true },
        { title: columns.weight, width: 1.4, isFigure: true },
        { title: columns.lost, width: 1.6, isFigure: true },
      ],
      rows: failing.map((rule) => [
        rule.text[language],
        rule.resourceName[language],
        `${rule.failed} / ${rule.assessed}`,
        points(rule.weight),
        cost(rule.lost),
      ]),
    },
  ];
}

function changeBlocks({ before, rules }: QualityReport, language: Language): Block[] {
  const { columns, noChanges, firstMonth } = texts[language];
  if (before === null) return [{ kind: "text", text: firstMonth }];
  const lines = changed(rules);
  if (lines.length === 0) return [{ kind: "text", text: noChanges }];
  return [
    {
      kind: "table",
      columns: [
        { title: columns.course, width: 1.6 },
        { title: columns.rule, width: 5 },
        { title: columns.resource, width: 4 },
        { title: columns.failedBefore, width: 2, isFigure: true },
        { title: columns.failed, width: 2, isFigure: true },
      ],
      rows: lines.map((rule) => [
        ruleCourseNames[rule.course][language],
        rule.text[language],
        rule.resourceName[language],
        rule.failedBefore === null ? "—" : String(rule.failedBefore),
        String(rule.failed),
      ]),
    },
  ];
}

function resourceTable({ resources }: QualityReport, language: Language): Block {
  const { columns } = texts[language];
  return {
    kind: "table",
    columns: [
      { title: columns.resource, width: 5 },
      { title: columns.score, width: 1.6, isFigure: true },
      { title: columns.before, width: 1.8, isFigure: true },
      { title: columns.rows, width: 2, isFigure: true },
      { title: columns.badRows, width: 1.8, isFigure: true },
      { title: columns.lost, width: 1.6, isFigure: true },
      { title: columns.checkedAt, width: 3 },
    ],
    rows: resources.map((line) => [
      line.name[language],
      points(line.score),
      points(line.before),
      String(line.rowCount),
      String(line.badRows),
      cost(line.lost),
      `${timeOf(line.ranAt)}${line.entry === null ? "" : ` #${line.entry}`}`,
    ]),
  };
}

function processTable({ process }: QualityReport, language: Language): Block {
  const { columns, noScore } = texts[language];
  return {
    kind: "table",
    columns: [
      { title: columns.term, width: 3 },
      { title: columns.percent, width: 2, isFigure: true },
      { title: columns.done, width: 1.4, isFigure: true },
      { title: columns.of, width: 1.4, isFigure: true },
      { title: columns.weight, width: 1.4, isFigure: true },
      { title: columns.lost, width: 1.6, isFigure: true },
      { title: columns.counts, width: 5 },
    ],
    rows: process.map((term) => [
      processTermNames[term.term][language],
      term.share === null ? noScore : `${points(term.share)} %`,
      String(term.done),
      String(term.of),
      points(term.weight),
      cost(term.lost),
      term.text[language],
    ]),
  };
}

function signatureBlocks({ kept }: ReportView, language: Language): Block[] {
  const words = texts[language];
  if (kept?.signedAt == null) return [{ kind: "text", text: words.unsigned }];
  return [
    {
      kind: "pairs",
      rows: [
        [words.by, `${kept.signedBy ?? ""}　${timeOf(kept.signedAt)}　#${kept.entry ?? 0}`],
        [words.opinion, kept.opinion === "" ? words.none : kept.opinion],
      ],
    },
  ];
}
