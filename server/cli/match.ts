import { dayOf } from "#contract/clock-days";
import { mkdtempSync, rmSync } from "node:fs";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { readFileInto, type ReadTable } from "#intake";
import { openDuckdb } from "#kernel/lake/duckdb";
import { type Lake, type LakeSession, literal, name } from "#kernel/lake/lake";
import {
  judge,
  keepState,
  matchAgain,
  type MatchOutcome,
  type MatchReport,
  type MatchTable,
  matchTables,
  meaningNames,
  type Renewed,
  reportOf,
  stateTables,
  type Truth,
  truthOfColumn,
  truthOfPairs,
} from "#libraries";
import { CommandFailure, exitCodes, note, say, sayJson, table } from "./output.ts";

interface Options {
  readonly truth?: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly memory: string;
  readonly state?: string;
}

export const matchCommand = (): Command =>
  new Command("match")
    .description(
      "找出各表中的同一人、同一企业 · find the rows of any tables that are about the same person, firm or thing",
    )
    .argument("<files...>", "CSV, XLSX, JSON, SQLite, Parquet …; FILE#TABLE names a table or sheet inside")
    .option(
      "--truth <column or file>",
      "a column that says who each row is, or a file of pairs of row ids; states precision and recall",
    )
    .option("--out <file>", "writes table, row and cluster of every row as CSV")
    .option(
      "--state <folder>",
      "keeps what was learned and found; with the same folder later only rows that came or changed are compared",
    )
    .option("--memory <mb>", "memory the engine may use", "2048")
    .option("--json", "one JSON object on standard output")
    .action(match);

interface Opened extends ReadTable {
  readonly file: string;
}

async function match(files: readonly string[], options: Options): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-match-"));
  const lake = await openDuckdb({ folder: options.state ?? folder, memoryMb: Number(options.memory) });
  try {
    await using session = await lake.session();
    const started = performance.now();
    const tables = await readAll(lake, session, files, folder);
    const truthColumn = options.truth !== undefined && !existsSync(options.truth) ? options.truth : undefined;
    refuseUnknownColumn(tables, truthColumn);
    const { outcome, renewed } = await outcomeOf(
      lake,
      session,
      tables.map(({ file, relation, columns }) => ({
        name: path.basename(file),
        relation,
        columns: columns.filter((column) => column !== truthColumn),
      })),
      options,
    );
    const seconds = (performance.now() - started) / 1000;
    const truth = await truthOf(session, tables, outcome, options.truth, truthColumn);
    const report = {
      ...reportOf(outcome),
      ...(truth ? judge(outcome, truth) : {}),
      ...(renewed === null ? {} : { increment: { fresh: renewed.fresh, gone: renewed.gone } }),
    };
    const figures = {
      seconds: Math.round(seconds * 100) / 100,
      peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    };
    if (options.out !== undefined) await writeClusters(session, tables, outcome, options.out);
    // Of what is kept the rows themselves are no part.
    if (options.state !== undefined) for (const { relation } of tables) await session.write(`drop table ${relation}`);
    if (options.json) sayJson({ ...report, ...figures });
    else say(textOf(report, figures));
  } finally {
    await lake.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A whole run, or where an earlier one is kept only what is new. */
async function outcomeOf(
  lake: Lake,
  session: LakeSession,
  tables: readonly MatchTable[],
  options: Options,
): Promise<{ outcome: MatchOutcome; renewed: Renewed | null }> {
  const today = dayOf(new Date());
  const onPhase = options.json ? () => {} : (phase: string) => note(`  ${phase}`);
  if (options.state === undefined)
    return { outcome: await matchTables(session, lake.dialect, tables, { today, onPhase }), renewed: null };
  const state = stateTables("main", "weir");
  const engine = `${lake.engine} ${lake.version}`;
  const renewed = await matchAgain(session, lake.dialect, state, { tables, today, engine });
  if (typeof renewed !== "string") return { outcome: renewed.outcome, renewed };
  const outcome = await matchTables(session, lake.dialect, tables, { today, onPhase });
  await keepState(session, state, outcome, { engine, today });
  return { outcome, renewed: null };
}

async function readAll(lake: Lake, session: LakeSession, files: readonly string[], folder: string): Promise<Opened[]> {
  const tables: Opened[] = [];
  for (const [at, given] of files.entries()) {
    const [file = given, inside] = existsSync(given) ? [given] : given.split("#");
    if (!existsSync(file)) throw new CommandFailure(`✖ 没有文件 ${file} · there is no file ${file}`, exitCodes.usage);
    const read = await readFileInto(lake, session, file, {
      as: `t${at}`,
      table: inside,
      folder: path.join(folder, String(at)),
    });
    if (read.rejected > 0) note(`  ${file}: ${read.rejected} 行列数不符，未参与 · rows of another shape left out`);
    tables.push({ ...read, file });
  }
  return tables;
}

function refuseUnknownColumn(tables: readonly Opened[], column: string | undefined): void {
  const without = column === undefined ? undefined : tables.find(({ columns }) => !columns.includes(column));
  if (!without) return;
  throw new CommandFailure(
    `✖ ${without.file} 没有“${column}”列，也没有这个名字的文件；列有：${without.columns.join("、")}。\n  ${without.file} has no column ${column}, and there is no such file; its columns: ${without.columns.join(", ")}.`,
    exitCodes.usage,
  );
}

async function truthOf(
  session: LakeSession,
  tables: readonly Opened[],
  outcome: MatchOutcome,
  given: string | undefined,
  column: string | undefined,
): Promise<Truth | undefined> {
  if (given === undefined) return undefined;
  if (column !== undefined) return truthOfColumn(session, tables, column);
  await session.write(
    `create or replace temp table weir_truth as select * from read_csv(${literal(given)}, all_varchar = true, header = true)`,
  );
  const ids = (await session.columnsOf("weir_truth")).map((found) => found.name);
  const [left, right] = ids.length > 2 ? ids.filter((id) => /_[lr]$/.test(id) && /id/.test(id)) : ids;
  if (left === undefined || right === undefined)
    throw new CommandFailure(`✖ ${given} 里找不到两列行号 · ${given} has no two columns of row ids`, exitCodes.usage);
  const pairs = await session.read<{ l: string; r: string }>(
    `select ${name(left)} as l, ${name(right)} as r from weir_truth`,
  );
  const named = tables.map(({ relation, columns }, at) => ({
    relation,
    idColumn:
      outcome.tables[at]?.columns.find(({ found }) => found.meaning === "row-id")?.profile.name ?? columns[0] ?? "",
  }));
  return truthOfPairs(
    session,
    named,
    pairs.map(({ l, r }) => [l.trim(), r.trim()]),
  );
}

async function writeClusters(
  session: LakeSession,
  tables: readonly Opened[],
  { clusters, prepared }: MatchOutcome,
  file: string,
): Promise<void> {
  await session.write("create or replace temp table weir_clusters (file varchar, record bigint, cluster bigint)");
  for (const [at, { file: from, relation }] of tables.entries()) {
    const records = await session.read<{ n: number }>(`select _row as n from ${relation} order by rowid`);
    const offset = prepared.offsets[at] ?? 0;
    await session.append(
      "weir_clusters",
      ["file", "record", "cluster"],
      records.map(({ n }, row) => [path.basename(from), n, clusters[offset + row] ?? offset + row]),
    );
  }
  await session.exportTo(file, "csv", "select * from weir_clusters");
}

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

interface Told extends MatchReport {
  readonly increment?: { readonly fresh: number; readonly gone: number };
}

function textOf(report: Told, { seconds, peakMemoryMb }: { seconds: number; peakMemoryMb: number }): string {
  const columns = report.tables.map(
    ({ name: file, rows, columns: own }) =>
      `${file}（${rows} 行 rows）\n${table(own.map((column) => [`  ${column.name}`, `${meaningNames[column.meaning].zh} ${meaningNames[column.meaning].en}`, column.by]))}`,
  );
  const fields = report.fields.map(({ name: field, weights }) => [
    `  ${field}`,
    `+${weights.equalCommon}`,
    `+${weights.equalRare}`,
    String(weights.differs),
  ]);
  const accuracies = (
    [
      ["两两 pairwise", report.pairwise],
      ["聚类 clustered", report.clustered],
    ] as const
  ).flatMap(([title, accuracy]) =>
    accuracy ? [[`  ${title}`, percent(accuracy.precision), percent(accuracy.recall), accuracy.f1.toFixed(4)]] : [],
  );
  return [
    "列的含义 Meanings of columns",
    ...columns,
    "分组 Blocking",
    table(report.blocking.map(({ keys, pairs }) => [`  ${keys.zh}`, keys.en, `≈ ${pairs}`])),
    `  预计覆盖 expected recall ${percent(report.blockingRecall)}`,
    "权重（比特） Weights in bits",
    table([["  字段 field", "相同（常见）common", "相同（少见）rare", "不同 differs"], ...fields]),
    "阈值 Thresholds",
    table([
      ["  名称 name", "概率 chance", "对数 pairs", "预计精确率 precision", "预计召回率 recall"],
      ...report.thresholds.map((threshold) => [
        `  ${threshold.name}`,
        threshold.chance.toFixed(3),
        String(threshold.pairs),
        percent(threshold.expectedPrecision),
        percent(threshold.expectedRecall),
      ]),
    ]),
    `${report.rows} 行 rows，比较 ${report.pairs} 对 pairs compared，${report.clusters} 组 clusters（最大 largest ${report.largestCluster}），${seconds.toFixed(1)} s，${peakMemoryMb} MB`,
    ...(report.increment
      ? [
          `接着上次：新增或变更 ${report.increment.fresh} 行，消失 ${report.increment.gone} 行 · going on from last time: ${report.increment.fresh} rows new or changed, ${report.increment.gone} gone`,
        ]
      : []),
    ...(accuracies.length > 0
      ? ["与真值相比 Against the truth", table([["", "精确率 precision", "召回率 recall", "F1"], ...accuracies])]
      : []),
  ].join("\n");
}
