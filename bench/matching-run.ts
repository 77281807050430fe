import { openDuckdb } from "#kernel/lake/duckdb";
import { literal, name } from "#kernel/lake/lake";
import {
  judge,
  keepState,
  type MatchTable,
  matchTables,
  renewKept,
  reportOf,
  stateTables,
  truthOfColumn,
} from "#libraries";
import { print } from "./measure.ts";

// One run of the engine in a process of its own, so that its memory is its own: files in, figures out as one JSON line.

const [folder = "", ...files] = process.argv.slice(2);
const lake = await openDuckdb({ folder, memoryMb: 1400, threads: 2 });
const session = await lake.session();
const today = "2026-03-18";
const tables: MatchTable[] = [];
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
  today,
  onPhase(phase) {
    const { user, system } = process.cpuUsage(lastProcessor);
    phases[phase] = [Math.round(performance.now() - last), Math.round((user + system) / 1000)];
    last = performance.now();
    lastProcessor = process.cpuUsage();
  },
});
const seconds = (performance.now() - started) / 1000;
const processor = process.cpuUsage(processorAtStart);
const report = reportOf(outcome);
const { clustered } = judge(outcome, await truthOfColumn(session, tables, "person"));
const state = stateTables("main", "bench");
const engine = `${lake.engine} ${lake.version}`;
const keeping = await timed(() => keepState(session, state, outcome, { engine, today }));
// One row in a hundred comes again into the first register, in a session that knows only what was kept.
await session.write("insert into t0 select * from t0 where hash(rowid) % 34 = 0");
await session[Symbol.asyncDispose]();
const later = await lake.session();
// As runs of libraries go on from it: what changed is told from the rows, and stands in the tables of what is kept.
const increment = await timed(async () => {
  const renewed = await renewKept(later, lake.dialect, state, { tables, today, engine });
  if (typeof renewed === "string") throw new Error(`all rows would be matched: ${renewed}`);
});
const peakMemoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
const { rows, pairs, clusters, blocking } = report;
print(
  JSON.stringify({
    rows,
    pairs,
    clusters,
    seconds,
    processorSeconds: (processor.user + processor.system) / 1e6,
    keepingSeconds: keeping.seconds,
    keepingProcessorSeconds: keeping.processorSeconds,
    incrementSeconds: increment.seconds,
    incrementProcessorSeconds: increment.processorSeconds,
    peakMemoryMb,
    clustered,
    blocking: blocking.map(({ keys, pairs: each }) => [keys.en, each]),
    phases,
  }),
);
await later[Symbol.asyncDispose]();
await lake.close();

async function timed(work: () => Promise<unknown>): Promise<{ seconds: number; processorSeconds: number }> {
  const [processorBefore, start] = [process.cpuUsage(), performance.now()];
  await work();
  const { user, system } = process.cpuUsage(processorBefore);
  return { seconds: (performance.now() - start) / 1000, processorSeconds: (user + system) / 1e6 };
}
