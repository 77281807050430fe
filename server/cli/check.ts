import { existsSync, statSync } from "node:fs";
import { Command } from "commander";
import { catalogRoutes } from "#contract/catalog";
import { type CheckRun, dimensionNames, qualityRoutes } from "#contract/quality";
import { connect } from "./connection.ts";
import { CommandFailure, say, sayJson, showProgress, table } from "./output.ts";

export const checkCommand = (): Command =>
  new Command("check")
    .description("检查一个资源，或一个没有归集的文件 · check a resource, or a file that is not loaded")
    .argument("<resource or file>", "code, number or name; or a file, FILE#TABLE for a table inside")
    .option("--department <code>", "where names repeat between departments")
    .option("--json", "one JSON object on standard output")
    .action(check);

async function check(key: string, options: { department?: string; json?: boolean }): Promise<void> {
  const [file = key, inside] = existsSync(key) ? [key] : key.split("#");
  if (existsSync(file) && statSync(file).isFile()) {
    const { checkFile } = await import("./check-file.ts");
    return checkFile(file, inside, options.json ?? false);
  }
  await using hub = await connect(process.env);
  const query = { key, ...(options.department === undefined ? {} : { department: options.department }) };
  const resource = await hub.call(catalogRoutes.findResource, { query });
  const { jobId } = await hub.call(qualityRoutes.checkResource, { params: { id: resource.id } });
  const show = showProgress(resource.name);
  const job = await hub.follow(jobId, show).finally(() => show.stop());
  if (job.state !== "succeeded")
    throw new CommandFailure(
      job.problem ? `${job.problem.zh}\n${job.problem.en}` : "检查没有完成 · the check did not finish",
    );
  const { run } = await hub.call(qualityRoutes.latestRun, { params: { id: resource.id } });
  if (!run) throw new CommandFailure("没有检查结果 · there is no result");
  if (options.json) sayJson(answerOf(run));
  else say(reportOf(run));
}

function answerOf(run: CheckRun) {
  return {
    resource: run.resourceName,
    resourceId: run.resourceId,
    rowCount: run.rowCount,
    badRows: run.badRows,
    score: run.score,
    dimensions: run.dimensions,
    rules: run.rules.map(({ id, dimension, column, assessed, failed, score, weight, text }) => ({
      id,
      dimension,
      column,
      assessed,
      failed,
      score,
      weight,
      text,
    })),
    ranAt: run.ranAt,
    entry: run.entry,
  };
}

function reportOf(run: CheckRun): string {
  const dimensions = run.dimensions
    .filter((dimension) => dimension.score !== null)
    .map(({ dimension, score, failed, assessed }) => [
      `  ${dimensionNames[dimension].zh} ${dimensionNames[dimension].en}`,
      (score ?? 0).toFixed(1),
      `${failed} / ${assessed}`,
    ]);
  const failing = run.rules
    .filter((rule) => rule.failed > 0)
    .map((rule) => [`  ${rule.id}`, (rule.score ?? 0).toFixed(1), String(rule.failed), rule.text.zh]);
  return [
    `${run.resourceName}  ${run.score.toFixed(1)}  （${run.rowCount} 行，${run.badRows} 行有问题 · ${run.rowCount} rows, ${run.badRows} bad）`,
    table(dimensions),
    ...(failing.length > 0 ? ["未全部通过的规则 Rules with failures:", table(failing)] : []),
  ].join("\n");
}
