import { openDuckdb } from "#kernel/lake/duckdb";
import { literal, name } from "#kernel/lake/lake";
import { judge, matchMore, matchTables, reportOf, truthOfColumn } from "#libraries";
import { print } from "./measure.ts";

// One run of the engine in a process of its own, so that its memory is its own: files in, figures out as one JSON line.

const [folder = "", ...files] = process.argv.slice(2);
const lake = await openDuckdb({ folder, memoryMb: 1400, threads: 2 });
const session = await lake.session();
const tables = [];
for (const [at, file] of files.entries()) {
  await session.write(`create table ${name(`t${at}`)} as select * from read_parquet(${literal(file)})`);
  const columns = (await session.columnsOf(name(`t${at}`))).map((column) => column.name);
  tables.push({ name: file, relation: name(`t${at}`), columns: columns.filter((column) => column !== "person") });
}
/** Milliseconds by the clock, and of the processor, of every phase. */
const phases: Record<string, readonly [number, number]> = {};
const processorAtStart = process.cpuUsage();
const started = performance.now();
let last = started;
let lastProcessor = processorAtStart;
const outcome = await matchTables(session, lake.dialect, tables, {
  today: "2026-03-18",
  onPhase(phase) {
    const { user, system } = process.cpuUsage(lastProcessor);
    phases[phase] = [Math.round(performance.now() - last), Math.round((user + system) / 1000)];
    last = performance.now();
    lastProcessor = process.cpuUsage();
  },
});
const seconds = (performance.now() - started) / 1000;
const processor = process.cpuUsage(processorAtStart);
// One row in a hundred comes again into the first register.
await session.write("create table more as select * from t0 where hash(rowid) % 34 = 0");
const [first] = tables;
const processorBefore = process.cpuUsage();
const moreStarted = performance.now();
if (first)
  await matchMore(session, lake.dialect, outcome, {
    at: 0,
    table: { ...first, relation: "more" },
    today: "2026-03-18",
  });
const incrementSeconds = (performance.now() - moreStarted) / 1000;
const processorMore = process.cpuUsage(processorBefore);
const peakMemoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
const { clustered } = judge(outcome, await truthOfColumn(session, tables, "person"));
const { rows, pairs, clusters, blocking } = reportOf(outcome);
print(
  JSON.stringify({
    rows,
    pairs,
    clusters,
    seconds,
    processorSeconds: (processor.user + processor.system) / 1e6,
    incrementSeconds,
    incrementProcessorSeconds: (processorMore.user + processorMore.system) / 1e6,
    peakMemoryMb,
    clustered,
    blocking: blocking.map(({ keys, pairs: each }) => [keys.en, each]),
    phases,
  }),
);
await session[Symbol.asyncDispose]();
await lake.close();
