import { writeFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { dayOf } from "#contract/clock-days";
import { dimensionNames } from "#contract/quality";
import {
  Month,
  qualityReportRoutes,
  type QualityReport,
  reportStateNames,
  type ReportView,
  ruleCourseNames,
} from "#contract/quality-report";
import { processTermNames } from "#contract/quality-scores";
import { registryRoutes } from "#contract/registry";
import { connect, type HubConnection } from "./connection.ts";
import { CommandFailure, note, say, sayJson, table } from "./output.ts";

interface Options {
  readonly month: string;
  readonly edition?: number;
  readonly pdf?: string;
  readonly xlsx?: string;
  readonly json?: boolean;
}

export const qualityCommand = (): Command =>
  new Command("quality")
    .description("数据质量 · data quality")
    .addCommand(
      new Command("report")
        .description("一个部门的月度质量报告 · a department's monthly quality report")
        .argument("<department>", "code or name")
        .option("--month <yyyy-mm>", "the month", monthOf, dayOf(new Date()).slice(0, 7))
        .option("--edition <n>", "an edition that was settled; 0 computes it now", Number)
        .option("--pdf <file>", "writes it as PDF")
        .option("--xlsx <file>", "writes it as a workbook")
        .option("--json", "one JSON object on standard output")
        .action(showReport),
    );

function monthOf(given: string): string {
  if (!Month.safeParse(given).success) throw new InvalidArgumentError("YYYY-MM, such as 2026-03");
  return given;
}

async function showReport(key: string, options: Options): Promise<void> {
  await using hub = await connect(process.env);
  const code = await departmentOf(hub, key);
  const asked = {
    params: { code },
    query: { month: options.month, ...(options.edition === undefined ? {} : { edition: options.edition }) },
  };
  const files = [
    [options.pdf, qualityReportRoutes.printReport],
    [options.xlsx, qualityReportRoutes.exportReport],
  ] as const;
  for (const [file, contract] of files) {
    if (file === undefined) continue;
    const bytes = await hub.download(contract, asked);
    writeFileSync(file, bytes);
    note(`✔ ${file} (${bytes.length} B)`);
  }
  const view = await hub.call(qualityReportRoutes.report, asked);
  if (options.json) sayJson(view);
  else say(textOf(view));
}

/** By credit code, name or short name. */
async function departmentOf(hub: HubConnection, key: string): Promise<string> {
  const { items } = await hub.call(registryRoutes.listDepartments, { query: { q: key, limit: 50 } });
  const named = items.find((one) => [one.code, one.name, one.shortName].includes(key)) ?? items[0];
  if (!named || (items.length > 1 && ![named.code, named.name, named.shortName].includes(key)))
    throw new CommandFailure(
      items.length === 0
        ? `没有叫“${key}”的部门。\nThere is no department ${key}.`
        : `“${key}”可以是：${items.map((one) => `${one.name} ${one.code}`).join("、")}。请写全称或代码。\n${key} may be any of these; give the whole name or the code.`,
    );
  return named.code;
}

const score = (value: number | null): string => (value === null ? "-" : value.toFixed(1));

function textOf({ report, kept }: ReportView): string {
  const state = kept
    ? `第 ${kept.edition} 版 ${reportStateNames[kept.state].zh} edition ${kept.edition}, ${reportStateNames[kept.state].en.toLowerCase()}`
    : "未定稿 not settled";
  const failing = report.rules.filter(({ failed }) => failed > 0);
  return [
    `${report.departmentName.zh} ${report.month}  ${score(report.score)}（上月末 before ${score(report.before)}）  ${state}`,
    `${report.rowCount} 行 rows，${report.badRows} 行有问题 bad，上月末 before ${report.badRowsBefore}；第 ${report.rank ?? "-"} 名，共 ${report.departmentCount} 个部门 of ${report.departmentCount}`,
    table(report.dimensions.flatMap((line) => (line.score === null ? [] : [dimensionLine(line)]))),
    ...(failing.length > 0 ? ["失分的规则 Rules that cost points:", table(failing.map(ruleLine))] : []),
    "过程指标 Process:",
    table(
      report.process.map((term) => [
        `  ${processTermNames[term.term].zh} ${processTermNames[term.term].en}`,
        term.share === null ? "-" : `${term.share} %`,
        `${term.done} / ${term.of}`,
      ]),
    ),
  ].join("\n");
}

const dimensionLine = (line: QualityReport["dimensions"][number]): string[] => [
  `  ${dimensionNames[line.dimension].zh} ${dimensionNames[line.dimension].en}`,
  score(line.score),
  `${line.failed} / ${line.assessed}`,
];

const ruleLine = (rule: QualityReport["rules"][number]): string[] => [
  `  −${rule.lost.toFixed(3)}`,
  rule.resourceName.zh,
  rule.id,
  `${rule.failed} / ${rule.assessed}`,
  ruleCourseNames[rule.course].zh,
  rule.text.zh,
];
