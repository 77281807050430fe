import { createReadStream, existsSync, statSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { Command } from "commander";
import { intakeRoutes, type Load } from "#contract/intake";
import { registryRoutes } from "#contract/registry";
import { connect, type HubConnection } from "./connection.ts";
import { followTable } from "./follow.ts";
import { followPlace, type PlaceOptions } from "./place.ts";
import { readSource } from "./source-url.ts";
import { CommandFailure, exitCodes, say, sayJson, showProgress, table } from "./output.ts";

interface Options extends PlaceOptions {
  readonly department?: string;
}

export const loadCommand = (): Command =>
  new Command("load")
    .description(
      "归集一个文件，或跟踪一张表、一个目录、一个消息流 · load a file, or follow a table, a folder, a stream",
    )
    .argument(
      "<source>",
      "file or http(s) address (CSV, Excel, JSON, Parquet, SQLite …); or what is followed: postgres://, mysql://, oracle://, sqlserver://, dm://, sftp://, nats://, kafka://",
    )
    .option("--department <code>", "18-character credit code of the department; the only one there is, otherwise")
    .option("--as <name>", "name of the resource; the file's name, otherwise")
    .option("--table <path>", "table; sheet or JSON path of a file; pattern of arriving files; name of a stream")
    .option(
      "--mode <mode>",
      "of a database: full (unless said), watermark, compare, cdc; files: follows a folder or a web address",
    )
    .option("--key <columns>", "of arriving files and messages: columns that tell rows apart, by commas")
    .option("--policy <policy>", "of arriving files: append (unless said), by-key, snapshot")
    .option("--zone <name>", "of a database: the zone whose agent reads it")
    .option("--watermark <column>", "time or number column that grows, for --mode watermark")
    .option("--cron <schedule>", "when to run again, in the department's time zone")
    .option("--json", "one JSON object on standard output")
    .addHelpText("after", "\nA password may stand in WEIR_SOURCE_PASSWORD instead of the address.")
    .action(load);

async function load(source: string, options: Options): Promise<void> {
  const isFollowed = options.mode === "files" || options.mode === "stream";
  const given = readSource(source, process.env["WEIR_SOURCE_PASSWORD"] ?? "", isFollowed);
  if (given.is === "file") refuseFolder(source);
  await using hub = await connect(process.env);
  const department = options.department ?? (await onlyDepartment(hub));
  if (given.is === "database") return await followTable(hub, department, given, options);
  if (given.is === "place") return await followPlace(hub, department, given, options);
  const { name, content } = await open(source);
  const file = await hub.call(intakeRoutes.uploadFile, { query: { name, department }, file: content });
  const started = await hub.call(intakeRoutes.quickLoad, {
    body: {
      department,
      fileId: file.fileId,
      ...(options.as === undefined ? {} : { as: options.as }),
      ...(options.table === undefined ? {} : { table: options.table }),
    },
  });
  const show = showProgress(started.resourceName);
  const job = await hub.follow(started.jobId ?? "", show).finally(() => show.stop());
  const ended = await hub.call(intakeRoutes.getLoad, { params: { id: started.id } });
  if (job.state !== "succeeded") {
    const refusal = ended.problem ?? job.problem;
    if (options.json) sayJson({ resource: ended.resourceName, state: ended.state, problem: refusal });
    throw new CommandFailure(refusal ? `${refusal.zh}\n${refusal.en}` : "归集没有完成 · the load did not finish");
  }
  const reasons = await hub.call(intakeRoutes.listDirty, { params: { id: ended.id }, query: { limit: 1 } });
  if (options.json) sayJson(answerOf(ended, reasons.byRule));
  else say(receiptOf(ended, reasons.byRule));
}

function refuseFolder(source: string): void {
  if (!existsSync(source) || !statSync(source).isDirectory()) return;
  throw new CommandFailure(
    `${source} 是目录。要跟踪到达里面的文件，请加 --mode files，并用 --table 说明是哪些文件。\n${source} is a folder: add --mode files, and --table for which files.`,
    exitCodes.usage,
  );
}

type Reasons = readonly { column: string | null; rule: string; text: { zh: string; en: string }; count: number }[];

function answerOf(load_: Load, reasons: Reasons) {
  return {
    resource: load_.resourceName,
    resourceId: load_.resourceId,
    load: load_.number,
    state: load_.state,
    format: load_.format,
    table: load_.table,
    encoding: load_.encoding,
    rowsRead: load_.rowsRead,
    rowsLoaded: load_.rowsLoaded,
    rowsRejected: load_.rowsRejected,
    sourceCount: load_.sourceCount,
    isReconciled: load_.isReconciled,
    columns: load_.columns.map(({ source, field, element, type, action, confidence }) => ({
      source,
      field,
      element,
      type: type.kind,
      action,
      confidence,
    })),
    cleaning: load_.cleaning.map(({ column, kind, count }) => ({ column, kind, count })),
    rejected: reasons,
    entry: load_.entry,
  };
}

function receiptOf(load_: Load, reasons: Reasons): string {
  const loaded = load_.columns.filter((column) => column.action === "load");
  const mapped = loaded.filter((column) => column.element !== null).length;
  const lines = [
    `✔ ${load_.resourceName}`,
    `  来源 ${load_.sourceCount} 行 = 入库 ${load_.rowsLoaded} + 退回 ${load_.rowsRejected}${load_.encoding ? ` · ${load_.encoding}` : ""} · 账 #${load_.entry}`,
    `  ${load_.sourceCount} rows at the source = ${load_.rowsLoaded} loaded + ${load_.rowsRejected} rejected; ${mapped} of ${loaded.length} columns mapped to elements`,
  ];
  const cleaned = load_.cleaning.map((entry) => [
    `  ${entry.columnName.zh}`,
    `${entry.text.zh} ${entry.text.en}`,
    String(entry.count),
  ]);
  const rejected = reasons.map((reason) => [`  ${reason.column ?? "-"}`, reason.text.zh, String(reason.count)]);
  return [
    ...lines,
    ...(cleaned.length > 0 ? [table(cleaned)] : []),
    ...(rejected.length > 0 ? ["  退回原因 Reasons for rejection:", table(rejected)] : []),
  ].join("\n");
}

async function open(source: string): Promise<{ name: string; content: Readable }> {
  if (!/^https?:\/\//i.test(source)) {
    if (!existsSync(source)) throw new CommandFailure(`没有 ${source} 这个文件。\nThere is no file ${source}.`);
    return { name: path.basename(source), content: createReadStream(source, { highWaterMark: 1 << 20 }) };
  }
  const response = await fetch(source).catch((cause: unknown) => {
    throw new CommandFailure(`下载不了 ${source}：${String(cause)}\nCannot download ${source}.`);
  });
  if (!response.ok || !response.body)
    throw new CommandFailure(`下载 ${source} 时对方答复 ${response.status}。\n${source} answered ${response.status}.`);
  const name = decodeURIComponent(new URL(source).pathname.split("/").pop() ?? "") || "download";
  return { name, content: Readable.fromWeb(response.body as ReadableStream) };
}

async function onlyDepartment(hub: HubConnection): Promise<string> {
  const { items, total } = await hub.call(registryRoutes.listDepartments, { query: { limit: 20 } });
  const [only] = items;
  if (total === 1 && only) return only.code;
  const list = items.map((department) => `  ${department.code}  ${department.name}`).join("\n");
  throw new CommandFailure(
    `有 ${total} 个部门，请用 --department 说明是哪个部门的数据：\nThere are ${total} departments; say whose data it is with --department:\n${list}`,
  );
}
