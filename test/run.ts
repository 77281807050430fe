import { spawn } from "node:child_process";
import { chmodSync, existsSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import pg from "pg";
import { openDatabase } from "#kernel/db/db";
import { migrate } from "#kernel/db/migrate";
import { silentLogger } from "#kernel/log";
import { startEmbeddedPostgres } from "#kernel/postgres/embedded";

const root = path.resolve(import.meta.dirname, "..");
// Two hundred processes load the same sources; stripping and compiling them is half of what starting one costs.
process.env["NODE_COMPILE_CACHE"] ??= path.join(root, "node_modules", ".cache", "weir-test");
const testFiles = "{contract,server,web,sample,test,bench}/**/*.test.ts";

const debianPrograms = "/usr/lib/postgresql/15/bin";

/** On another PostgreSQL too: every migration, and the kernel's own use of the database. */
const onBoth = ["server/kernel/db/*.db.test.ts", "server/kernel/jobs/*.db.test.ts"];
/** On the other alone, where there is one: every route with its examples. The same routes meet the hub's own in the journeys. */
const onOther = ["test/routes.test.ts"];

/** Each test that failed, with what it said. */
const failures: string[] = [];

/** Each test file in its own process on the hub's own PostgreSQL; beside them the static checks, and another PostgreSQL. */
async function main(only: readonly string[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-test-"));
  chmodSync(folder, 0o711);
  // Every hub of a test may open twenty connections, and some files have two hubs beside the server they follow.
  const postgres = await startEmbeddedPostgres(folder, { settings: { max_connections: "400" } });
  let outcomes: readonly Outcome[];
  try {
    outcomes =
      only.length > 0
        ? [await runTests(postgres.url, only, atOnce, process.stdout)]
        : await Promise.all([
            runTests(postgres.url, filesInTurn(), atOnce, process.stdout),
            runOnDebianPostgres(),
            runChecks(),
          ]);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const sum = (of: "passed" | "failed") => outcomes.reduce((all, outcome) => all + outcome[of], 0);
  const [passed, failed] = [sum("passed"), sum("failed")];
  // Once more, last: who has only the end of a long output finds them there.
  if (failures.length > 0) process.stdout.write(`\nFailed, first or again\n${failures.join("\n")}\n`);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** Many files wait for servers to start or pages to rest; three more than there are cores keep them busy. */
const atOnce = Math.max(2, availableParallelism()) + 3;

const hasOther = () => existsSync(path.join(debianPrograms, "initdb"));

/** What takes longest, measured beside the others, the longest first: begun last, it would be waited for alone. */
const longest = [
  "test/journeys/residence-permit.test.ts",
  "test/gov-sample.test.ts",
  "test/journeys/screens.test.ts",
  "server/cli/cli.test.ts",
  "test/journeys/follow.test.ts",
  "test/journeys/sharing-providing.test.ts",
  "server/modules/libraries/run.db.test.ts",
  "test/journeys/clock.test.ts",
  "test/kill.test.ts",
];

/**
 * Every file, the whole hubs and browsers of `test/` evenly among the small ones: together at the end they would wait for one
 * another, and the slowest for itself.
 */
function filesInTurn(): string[] {
  const left = hasOther() ? new Set(onOther) : new Set<string>();
  const files = globSync(testFiles, { cwd: root }).filter((file) => !left.has(file));
  const first = longest.filter((file) => files.includes(file));
  const large = [...first, ...files.filter((file) => isLarge(file) && !first.includes(file)).toSorted()];
  const small = files.filter((file) => !large.includes(file)).toSorted();
  const smallToEach = small.length / Math.max(1, large.length);
  return large.flatMap((file, at) => [
    file,
    ...small.slice(Math.round(at * smallToEach), Math.round((at + 1) * smallToEach)),
  ]);
}

const isLarge = (file: string): boolean => file.startsWith("test/");

interface Check {
  readonly name: string;
  readonly arguments_: readonly string[];
}

function staticChecks(): Check[] {
  return [
    { name: "types (tsc)", arguments_: ["tsc", "--noEmit"] },
    { name: "lint (oxlint)", arguments_: ["oxlint", "--type-aware", "--deny-warnings"] },
    { name: "format (oxfmt)", arguments_: ["oxfmt", "--check"] },
    { name: "unused code (knip)", arguments_: ["knip"] },
  ];
}

/** One after the other; each says how it went when it has ended. */
async function runChecks(): Promise<Outcome> {
  const outcome = { passed: 0, failed: 0 };
  for (const { name, arguments_ } of staticChecks()) {
    const [program = "", ...rest] = arguments_;
    const { isGood, said } = await runTool(program, rest);
    process.stdout.write(`${isGood ? "" : said}${isGood ? "✔" : "✖"} ${name}\n`);
    if (!isGood) failures.push(`${name}\n${said}`);
    outcome[isGood ? "passed" : "failed"] += 1;
  }
  return outcome;
}

async function runTool(program: string, rest: readonly string[]): Promise<{ isGood: boolean; said: string }> {
  const tool = spawn(path.join(root, "node_modules", ".bin", program), rest, { cwd: root, env: withPinnedNode() });
  const said: string[] = [];
  for (const stream of [tool.stdout, tool.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => said.push(text));
  const { promise, resolve } = Promise.withResolvers<boolean>();
  tool.once("error", (error) => {
    said.push(`${error.message}\n`);
    resolve(false);
  });
  tool.once("close", (code) => resolve(code === 0));
  return { isGood: await promise, said: said.join("") };
}

/** Tools started through `#!/usr/bin/env node` must find the pinned Node. */
function withPinnedNode(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env["PATH"] ?? ""}` };
}

interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

/** More than this is no matter of a busy machine. */
const mostFilesRunAgain = 3;

/**
 * Runs the files, several at once. On a shared machine a page may then wait longer for its turn than any time-out allows:
 * up to three files that failed run once more, each alone, and it is said which; what fails alone has failed.
 */
async function runTests(
  serverUrl: string,
  files: readonly string[],
  concurrency: number,
  out: NodeJS.WritableStream,
): Promise<Outcome> {
  const on = { databaseUrl: await withTemplate(serverUrl), out };
  const first = await runFiles(files, concurrency, on);
  const failed = [...first].filter(([, outcome]) => outcome.failed > 0).map(([file]) => file);
  if (failed.length > 0 && failed.length <= mostFilesRunAgain) {
    out.write(`\n⚠ failed beside others, once more alone: ${failed.join(", ")}\n`);
    for (const [file, outcome] of await runFiles(failed, 1, on)) first.set(file, outcome);
  }
  let sum: Outcome = { passed: 0, failed: 0 };
  for (const { passed, failed: bad } of first.values()) sum = { passed: sum.passed + passed, failed: sum.failed + bad };
  return sum;
}

async function runFiles(
  files: readonly string[],
  concurrency: number,
  { databaseUrl, out }: { readonly databaseUrl: string; readonly out: NodeJS.WritableStream },
): Promise<Map<string, Outcome>> {
  const stream = run({
    env: { ...process.env, WEIR_TEST_DATABASE_URL: databaseUrl },
    files: files.map((file) => path.resolve(root, file)),
    concurrency,
    execArgv: ["--disable-warning=ExperimentalWarning", "--import", path.join(root, "test/kit/deadline.ts")],
    timeout: 600_000,
  });
  // A test's own `file` is where it is written, maybe in the kit; only the summary names the file that was run.
  const outcomes = new Map<string, Outcome>();
  const durations: { file: string; seconds: number }[] = [];
  stream.on("test:summary", ({ file, counts, duration_ms: milliseconds }) => {
    if (file === undefined) return;
    const { tests, passed, skipped, todo } = counts;
    outcomes.set(path.relative(root, file), { passed, failed: tests - passed - skipped - todo });
    durations.push({ file, seconds: milliseconds / 1000 });
  });
  const broken = new Set<string>();
  stream.on("test:fail", ({ name, file, details: { error } }) => {
    if (path.isAbsolute(name)) broken.add(path.relative(root, name));
    failures.push(`${path.relative(root, file ?? name)}: ${name}\n${firstLines(error)}`);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  const printed = stream.compose(spec());
  printed.on("end", () => resolve());
  printed.pipe(out, { end: false });
  await promise;
  printSlowest(durations, out);
  // A file that could not be loaded, or did not end, fails as a whole, whatever its tests said before.
  for (const file of files.map((name) => path.relative(root, path.resolve(root, name)))) {
    const { passed, failed } = outcomes.get(file) ?? { passed: 0, failed: 1 };
    outcomes.set(file, { passed, failed: broken.has(file) ? Math.max(failed, 1) : failed });
  }
  return outcomes;
}

function firstLines(error: Error): string {
  const text = error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : error.message;
  return text
    .split("\n")
    .slice(0, 12)
    .map((line) => `    ${line}`)
    .join("\n");
}

/** Where the time went, so that a suite that grows slow is noticed and its file is known. */
function printSlowest(durations: readonly { file: string; seconds: number }[], out: NodeJS.WritableStream): void {
  out.write("\nThe slowest files, in seconds\n");
  for (const { file, seconds } of durations.toSorted((a, b) => b.seconds - a.seconds).slice(0, 25))
    out.write(`${seconds.toFixed(0).padStart(6)}  ${path.relative(root, file)}\n`);
}

/** Makes the template every test database is cloned from; answers the server's own URL. */
async function withTemplate(serverUrl: string): Promise<string> {
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  // The tests kill servers, not the machine: what a killed server has written, the system still holds.
  await admin.query("alter system set fsync = off");
  await admin.query("alter system set full_page_writes = off");
  await admin.query("select pg_reload_conf()");
  await admin.query("drop database if exists weir_template");
  await admin.query("create database weir_template");
  await admin.end();
  const url = new URL(serverUrl);
  url.pathname = "/weir_template";
  const template = openDatabase({ url: url.href });
  await migrate(template, path.join(root, "migrations"), silentLogger());
  await template.close();
  return serverUrl;
}

/** What touches the database most, once more on Debian's PostgreSQL 15, where it is installed. */
async function runOnDebianPostgres(): Promise<Outcome> {
  if (!hasOther()) {
    process.stdout.write("ℹ skipped: Debian's PostgreSQL 15 is not installed; .ci/run installs it\n");
    return { passed: 0, failed: 0 };
  }
  const { startDebianPostgres } = await import("./kit/debian-postgres.ts");
  await using server = await startDebianPostgres(debianPrograms);
  // Beside the others, one file at a time; told whole when it has ended.
  const told: Buffer[] = [];
  const out = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      told.push(chunk);
      done();
    },
  });
  const outcome = await runTests(server.url, globSync([...onBoth, ...onOther], { cwd: root }).toSorted(), 1, out);
  process.stdout.write(`\nOn Debian's PostgreSQL 15\n${Buffer.concat(told).toString()}`);
  return outcome;
}

await main(process.argv.slice(2));
